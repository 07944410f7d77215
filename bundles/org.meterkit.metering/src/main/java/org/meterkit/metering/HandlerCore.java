/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.metering;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.thing.Channel;
import org.openhab.core.thing.ChannelGroupUID;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.ThingStatusInfo;
import org.openhab.core.thing.binding.ThingHandlerCallback;
import org.openhab.core.thing.binding.builder.ChannelBuilder;
import org.openhab.core.thing.binding.builder.ThingBuilder;
import org.openhab.core.thing.type.AutoUpdatePolicy;
import org.openhab.core.thing.type.ChannelDefinition;
import org.openhab.core.thing.type.ChannelGroupDefinition;
import org.openhab.core.thing.type.ThingType;
import org.openhab.core.types.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What {@link MeterThingHandler} and {@link MeterBridgeHandler} have in common, which can't extend the same class. */
final class HandlerCore {

    /** The methods of openHAB's base handler, which are protected there. */
    record Base(
            Supplier<Thing> thing,
            Supplier<@Nullable ThingHandlerCallback> callback,
            BiConsumer<ChannelUID, State> state,
            StatusUpdate status,
            Supplier<ThingBuilder> edit,
            Consumer<Thing> update,
            Consumer<Map<String, String>> properties,
            ScheduledExecutorService scheduler) {}

    @FunctionalInterface
    interface StatusUpdate {
        void status(ThingStatus status, ThingStatusDetail detail, @Nullable String sentence);
    }

    private final Logger logger = LoggerFactory.getLogger(HandlerCore.class);
    private final Base base;
    private final @Nullable ThingType type;
    private final MeterMemory memory;

    private volatile Life life = new Life(false);
    private @Nullable MeterPublisher publisher;

    HandlerCore(@Nullable ThingType type, MeterMemory memory, Base base) {
        this.type = type;
        this.memory = memory;
        this.base = base;
    }

    void begin() {
        life = new Life(true);
    }

    /** Ends the present life: what still comes from it is dropped. Returns whether there was one. */
    boolean end() {
        boolean ended = life.end();
        MeterPublisher last = exchange(null);
        if (last != null) {
            last.stop();
        }
        return ended;
    }

    ThingPort port() {
        return life;
    }

    MeterMemory memory() {
        return memory;
    }

    synchronized Optional<MeterPublisher> publisher() {
        return Optional.ofNullable(publisher);
    }

    private synchronized @Nullable MeterPublisher exchange(@Nullable MeterPublisher next) {
        MeterPublisher before = publisher;
        publisher = next;
        return before;
    }

    MeterPublisher startPublisher(MeterPublisher.Settings settings, ChannelTable<?>... tables) {
        MeterPublisher before = exchange(null);
        if (before != null) {
            before.stop();
        }
        Life present = life;
        MeterPublisher next = new MeterPublisher(present, memory, settings, List.of(tables));
        exchange(next);
        if (present.alive()) {
            next.start();
        } else {
            next.stop();
        }
        return next;
    }

    /**
     * The thing from one {@code initialize} to the next {@code dispose}. Its monitor is held while openHAB is called, so that nothing
     * comes after the end; openHAB waits for no handler in these calls.
     */
    private final class Life implements ThingPort {

        private boolean alive;

        Life(boolean alive) {
            this.alive = alive;
        }

        synchronized boolean end() {
            boolean was = alive;
            alive = false;
            return was;
        }

        synchronized boolean alive() {
            return alive;
        }

        @Override
        public Thing thing() {
            return base.thing().get();
        }

        @Override
        public ScheduledExecutorService scheduler() {
            return base.scheduler();
        }

        @Override
        public synchronized void state(String channelId, State state) {
            if (alive) {
                base.state().accept(new ChannelUID(thing().getUID(), channelId), state);
            }
        }

        @Override
        public synchronized void status(ThingStatus status, ThingStatusDetail detail, @Nullable String sentence) {
            // openHAB posts an event for each update, changed or not
            if (alive && !thing().getStatusInfo().equals(new ThingStatusInfo(status, detail, sentence))) {
                base.status().status(status, detail, sentence);
            }
        }

        @Override
        public synchronized void properties(Map<String, String> properties) {
            if (alive) {
                base.properties().accept(properties);
            }
        }

        @Override
        public synchronized void removeChannels(Collection<String> channelIds) {
            List<Channel> gone = channelIds.stream()
                    .map(thing()::getChannel)
                    .filter(channel -> channel != null)
                    .toList();
            if (alive && !gone.isEmpty()) {
                base.update().accept(base.edit().get().withoutChannels(gone).build());
            }
        }

        @Override
        public synchronized void restoreChannels(Collection<String> channelIds) {
            ThingHandlerCallback callback = base.callback().get();
            ThingType known = type;
            if (!alive || callback == null || known == null) {
                return;
            }
            try {
                List<Channel> channels = channels(known, Set.copyOf(channelIds), callback);
                if (channels.size() > thing().getChannels().size()) {
                    base.update()
                            .accept(base.edit().get().withChannels(channels).build());
                }
            } catch (IllegalArgumentException e) {
                logger.debug("{}: channels stay away: {}", thing().getUID(), e.getMessage());
            }
        }

        /** The thing's channels and the wanted ones, in the order of the thing type; what it does not know comes last. */
        private List<Channel> channels(ThingType known, Set<String> wanted, ThingHandlerCallback callback) {
            Map<String, Channel> present = new LinkedHashMap<>();
            thing().getChannels()
                    .forEach(channel -> present.put(channel.getUID().getId(), channel));
            List<Channel> channels = new ArrayList<>();
            for (ChannelDefinition definition : known.getChannelDefinitions()) {
                String id = definition.getId();
                Channel channel = present.remove(id);
                if (channel != null) {
                    channels.add(channel);
                } else if (wanted.contains(id)) {
                    channels.add(build(definition, callback));
                }
            }
            for (ChannelGroupDefinition group : known.getChannelGroupDefinitions()) {
                String prefix = group.getId() + ChannelUID.CHANNEL_GROUP_SEPARATOR;
                if (wanted.stream().noneMatch(id -> id.startsWith(prefix))) {
                    List<String> members = present.keySet().stream()
                            .filter(id -> id.startsWith(prefix))
                            .toList();
                    members.forEach(id -> channels.add(present.remove(id)));
                    continue;
                }
                ChannelGroupUID uid = new ChannelGroupUID(thing().getUID(), group.getId());
                for (ChannelBuilder builder : callback.createChannelBuilders(uid, group.getTypeUID())) {
                    Channel built = builder.build();
                    String id = built.getUID().getId();
                    Channel channel = present.remove(id);
                    if (channel != null) {
                        channels.add(channel);
                    } else if (wanted.contains(id)) {
                        channels.add(built);
                    }
                }
            }
            channels.addAll(present.values());
            return channels;
        }

        private Channel build(ChannelDefinition definition, ThingHandlerCallback callback) {
            ChannelBuilder builder = callback.createChannelBuilder(
                    new ChannelUID(thing().getUID(), definition.getId()), definition.getChannelTypeUID());
            String label = definition.getLabel();
            if (label != null) {
                builder.withLabel(label);
            }
            String description = definition.getDescription();
            if (description != null) {
                builder.withDescription(description);
            }
            AutoUpdatePolicy policy = definition.getAutoUpdatePolicy();
            if (policy != null) {
                builder.withAutoUpdatePolicy(policy);
            }
            return builder.withProperties(definition.getProperties()).build();
        }
    }
}
