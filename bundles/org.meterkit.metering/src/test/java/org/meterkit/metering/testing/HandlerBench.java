/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.metering.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.metering.MeterHandlerFactory;
import org.meterkit.metering.MeterMemories;
import org.meterkit.metering.internal.StoredMemories;
import org.openhab.core.common.ThreadPoolManager;
import org.openhab.core.config.core.ConfigDescription;
import org.openhab.core.config.core.Configuration;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.Channel;
import org.openhab.core.thing.ChannelGroupUID;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.ThingStatusInfo;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.thing.binding.BridgeHandler;
import org.openhab.core.thing.binding.ThingHandler;
import org.openhab.core.thing.binding.ThingHandlerCallback;
import org.openhab.core.thing.binding.builder.BridgeBuilder;
import org.openhab.core.thing.binding.builder.ChannelBuilder;
import org.openhab.core.thing.binding.builder.ThingBuilder;
import org.openhab.core.thing.type.ChannelDefinition;
import org.openhab.core.thing.type.ChannelDefinitionBuilder;
import org.openhab.core.thing.type.ChannelGroupDefinition;
import org.openhab.core.thing.type.ChannelGroupTypeUID;
import org.openhab.core.thing.type.ChannelTypeUID;
import org.openhab.core.thing.type.ThingType;
import org.openhab.core.thing.type.ThingTypeBuilder;
import org.openhab.core.types.Command;
import org.openhab.core.types.State;
import org.openhab.core.types.TimeSeries;

/**
 * openHAB as a handler sees it: things by type, their life cycle, and a record of all that handlers tell. Values are waited for, so
 * a test reads as a timeline:
 *
 * <pre>
 * try (HandlerBench bench = new HandlerBench()) {
 *     ThingType type = bench.type(new ThingTypeUID("p1", "meter"), table.channels());
 *     Thing thing = bench.thing(type, "home", Map.of("port", "/dev/ttyUSB0"));
 *     bench.start(new P1MeterHandler(thing, type, bench.memories(), lines));
 *     bench.awaitStatus(thing, ThingStatus.ONLINE);
 *     bench.awaitState(thing, "power", new QuantityType&lt;&gt;("110 W"));
 * }
 * </pre>
 *
 * <p>A thing is named by any of its objects, since openHAB replaces them when channels change; {@link #thing(Thing)} has the
 * latest. Thread-safe.
 */
public final class HandlerBench implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final InMemoryStorages storages = new InMemoryStorages();
    private final Map<ThingUID, Thing> things = new LinkedHashMap<>();
    private final Map<ThingUID, List<ThingStatusInfo>> statuses = new LinkedHashMap<>();
    private final Map<ChannelUID, List<State>> states = new LinkedHashMap<>();
    private final Map<ThingUID, Integer> updates = new LinkedHashMap<>();
    private final Map<ChannelGroupTypeUID, List<String>> groups = new ConcurrentHashMap<>();

    /** The storage service behind {@link #memories}. */
    public InMemoryStorages storages() {
        return storages;
    }

    /** What things keep; a new handler for a thing of the same UID finds what the old one wrote, as after a restart. */
    public MeterMemories memories() {
        return new StoredMemories(storages);
    }

    /** A thing type with these channels, in groups where an id is {@code group#channel}; each channel's type is named as it is. */
    public ThingType type(ThingTypeUID uid, Iterable<String> channels) {
        return builder(uid, channels).build();
    }

    /** As {@link #type}, for a bridge. */
    public ThingType bridgeType(ThingTypeUID uid, Iterable<String> channels) {
        return builder(uid, channels).buildBridge();
    }

    private ThingTypeBuilder builder(ThingTypeUID uid, Iterable<String> channels) {
        List<ChannelDefinition> single = new ArrayList<>();
        Map<String, List<String>> grouped = new LinkedHashMap<>();
        for (String channel : channels) {
            int separator = channel.indexOf('#');
            if (separator < 0) {
                single.add(new ChannelDefinitionBuilder(channel, new ChannelTypeUID(uid.getBindingId(), channel))
                        .withLabel("Label of " + channel)
                        .build());
            } else {
                grouped.computeIfAbsent(channel.substring(0, separator), group -> new ArrayList<>())
                        .add(channel.substring(separator + 1));
            }
        }
        List<ChannelGroupDefinition> definitions = new ArrayList<>();
        grouped.forEach((group, members) -> {
            ChannelGroupTypeUID type = new ChannelGroupTypeUID(uid.getBindingId(), uid.getId() + "-" + group);
            groups.put(type, members);
            definitions.add(new ChannelGroupDefinition(group, type));
        });
        return ThingTypeBuilder.instance(uid, uid.getId())
                .withChannelDefinitions(single)
                .withChannelGroupDefinitions(definitions);
    }

    /** A thing with all channels of its type. */
    public Thing thing(ThingType type, String id, Map<String, Object> configuration) {
        return add(ThingBuilder.create(type.getUID(), new ThingUID(type.getUID(), id)), type, configuration, null);
    }

    /** A bridge with all channels of its type. */
    public Bridge bridge(ThingType type, String id, Map<String, Object> configuration) {
        ThingUID uid = new ThingUID(type.getUID(), id);
        return (Bridge) add(BridgeBuilder.create(type.getUID(), uid), type, configuration, null);
    }

    /** A thing below a bridge. */
    public Thing child(Bridge bridge, ThingType type, String id, Map<String, Object> configuration) {
        ThingUID uid = new ThingUID(type.getUID(), bridge.getUID(), id);
        return add(ThingBuilder.create(type.getUID(), uid), type, configuration, bridge.getUID());
    }

    private Thing add(
            ThingBuilder builder, ThingType type, Map<String, Object> configuration, @Nullable ThingUID bridge) {
        Thing empty = builder.withBridge(bridge)
                .withConfiguration(new Configuration(configuration))
                .build();
        List<Channel> channels = new ArrayList<>();
        type.getChannelDefinitions()
                .forEach(definition ->
                        channels.add(ChannelBuilder.create(new ChannelUID(empty.getUID(), definition.getId()))
                                .withType(definition.getChannelTypeUID())
                                .withLabel(String.valueOf(definition.getLabel()))
                                .build()));
        type.getChannelGroupDefinitions().forEach(group -> new Callback()
                .createChannelBuilders(new ChannelGroupUID(empty.getUID(), group.getId()), group.getTypeUID())
                .forEach(channel -> channels.add(channel.build())));
        Thing thing = builder.withChannels(channels).build();
        synchronized (this) {
            things.put(thing.getUID(), thing);
        }
        return thing;
    }

    /** The thing as it is now. */
    public synchronized Thing thing(Thing thing) {
        return things.getOrDefault(thing.getUID(), thing);
    }

    /** Initializes a handler as openHAB does, and tells its bridge's handler. */
    public void start(ThingHandler handler) {
        Thing thing = handler.getThing();
        handler.setCallback(new Callback());
        thing.setHandler(handler);
        thing.setStatusInfo(new ThingStatusInfo(ThingStatus.INITIALIZING, ThingStatusDetail.NONE, null));
        handler.initialize();
        bridgeHandler(thing).ifPresent(bridge -> bridge.childHandlerInitialized(handler, thing));
    }

    /** Disposes of a handler as openHAB does. */
    public void stop(ThingHandler handler) {
        Thing thing = thing(handler.getThing());
        thing.setStatusInfo(new ThingStatusInfo(ThingStatus.UNINITIALIZED, ThingStatusDetail.NONE, null));
        handler.dispose();
        bridgeHandler(thing).ifPresent(bridge -> bridge.childHandlerDisposed(handler, thing));
        handler.setCallback(null);
        thing.setHandler(null);
    }

    /** Removes a thing for good, as a user does. */
    public void remove(ThingHandler handler) {
        Thing thing = thing(handler.getThing());
        thing.setStatusInfo(new ThingStatusInfo(ThingStatus.REMOVING, ThingStatusDetail.NONE, null));
        handler.handleRemoval();
        awaitStatus(thing, ThingStatus.REMOVED);
        stop(handler);
        new Factory().removeThing(thing.getUID());
    }

    /** Makes no handlers, but lets go of what was remembered as every factory of ours does. */
    private final class Factory extends MeterHandlerFactory {

        Factory() {
            super(memories());
        }

        @Override
        public boolean supportsThingType(ThingTypeUID thingTypeUID) {
            return true;
        }

        @Override
        protected @Nullable ThingHandler createHandler(Thing thing) {
            return null;
        }
    }

    private Optional<BridgeHandler> bridgeHandler(Thing thing) {
        ThingUID uid = thing.getBridgeUID();
        Bridge bridge = uid == null ? null : new Callback().getBridge(uid);
        return Optional.ofNullable(bridge).map(Bridge::getHandler);
    }

    /** Waits until the thing has this status. */
    public ThingStatusInfo awaitStatus(Thing thing, ThingStatus status) {
        return await(
                "status " + status + " of " + thing.getUID(),
                () -> Optional.of(thing(thing).getStatusInfo()).filter(info -> info.getStatus() == status));
    }

    /** Waits until the thing is OFFLINE with a sentence that contains {@code part}, and gives the status. */
    public ThingStatusInfo awaitOffline(Thing thing, ThingStatusDetail detail, String part) {
        return await("OFFLINE / " + detail + " with '" + part + "' of " + thing.getUID(), () -> Optional.of(
                        thing(thing).getStatusInfo())
                .filter(info -> info.getStatus() == ThingStatus.OFFLINE && info.getStatusDetail() == detail)
                .filter(info -> String.valueOf(info.getDescription()).contains(part)));
    }

    /** Waits until the channel's last state is this one. */
    public void awaitState(Thing thing, String channel, State state) {
        await(state + " in " + channel + " of " + thing.getUID(), () -> state(thing, channel)
                .filter(state::equals));
    }

    /** Waits until the channel has any state, and gives it. */
    public State awaitState(Thing thing, String channel) {
        return await("a state of " + channel + " of " + thing.getUID(), () -> state(thing, channel));
    }

    /** Waits until the thing has a channel, or has it no longer. */
    public void awaitChannel(Thing thing, String channel, boolean present) {
        await(channel + (present ? " in " : " gone from ") + thing.getUID(), () -> Optional.of(thing(thing))
                .filter(now -> present == (now.getChannel(channel) != null)));
    }

    /**
     * Waits until there is something; all that handlers tell is a reason to look again.
     *
     * @throws AssertionError when it does not come
     */
    public synchronized <T> T await(String what, Supplier<Optional<T>> condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Optional<T> found = condition.get();
        try {
            for (long rest = PATIENCE.toMillis(); found.isEmpty() && rest > 0; found = condition.get()) {
                wait(Math.min(rest, 100));
                rest = (end - System.nanoTime()) / 1_000_000;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return found.orElseThrow(() -> new AssertionError("Not seen in " + PATIENCE.toSeconds() + " s: " + what
                + "\nstatuses: " + statuses + "\nstates: " + states));
    }

    /** The last state of a channel, if any. */
    public synchronized Optional<State> state(Thing thing, String channel) {
        List<State> all = states(thing, channel);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    /** All states a channel was given, in order. */
    public synchronized List<State> states(Thing thing, String channel) {
        return List.copyOf(states.getOrDefault(new ChannelUID(thing.getUID(), channel), List.of()));
    }

    /** All statuses that the handler set, in order. */
    public synchronized List<ThingStatusInfo> statuses(Thing thing) {
        return List.copyOf(statuses.getOrDefault(thing.getUID(), List.of()));
    }

    /** How often the handler changed the thing. */
    public synchronized int updates(Thing thing) {
        return updates.getOrDefault(thing.getUID(), 0);
    }

    /** The ids of the channels that the thing has now, in order. */
    public Set<String> channels(Thing thing) {
        return thing(thing).getChannels().stream()
                .map(channel -> channel.getUID().getId())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Disposes of all handlers, things before bridges. */
    @Override
    public void close() {
        List<ThingHandler> handlers = new ArrayList<>();
        synchronized (this) {
            for (Thing thing : things.values()) {
                ThingHandler handler = thing.getHandler();
                if (handler != null) {
                    handlers.add(thing instanceof Bridge ? handlers.size() : 0, handler);
                }
            }
        }
        handlers.forEach(this::stop);
    }

    private final class Callback implements ThingHandlerCallback {

        @Override
        public void stateUpdated(ChannelUID channelUID, State state) {
            synchronized (HandlerBench.this) {
                states.computeIfAbsent(channelUID, key -> new ArrayList<>()).add(state);
                HandlerBench.this.notifyAll();
            }
        }

        @Override
        public void statusUpdated(Thing thing, ThingStatusInfo info) {
            ThingStatusInfo before = thing.getStatusInfo();
            if (before.getStatus() == ThingStatus.REMOVING && info.getStatus() != ThingStatus.REMOVED) {
                return;
            }
            List<ThingHandler> children = new ArrayList<>();
            synchronized (HandlerBench.this) {
                thing.setStatusInfo(info);
                statuses.computeIfAbsent(thing.getUID(), key -> new ArrayList<>())
                        .add(info);
                HandlerBench.this.notifyAll();
                if (!info.equals(before) && before.getStatus() != ThingStatus.INITIALIZING) {
                    things.values().stream()
                            .filter(child -> thing.getUID().equals(child.getBridgeUID()))
                            .map(Thing::getHandler)
                            .filter(handler -> handler != null)
                            .forEach(children::add);
                }
            }
            // openHAB tells children on another thread, too
            children.forEach(child ->
                    ThreadPoolManager.getScheduledPool("thingManager").execute(() -> child.bridgeStatusChanged(info)));
        }

        @Override
        public void thingUpdated(Thing thing) {
            synchronized (HandlerBench.this) {
                Thing before = things.put(thing.getUID(), thing);
                if (before != null) {
                    thing.setHandler(before.getHandler());
                    thing.setStatusInfo(before.getStatusInfo());
                }
                updates.merge(thing.getUID(), 1, Integer::sum);
                HandlerBench.this.notifyAll();
            }
        }

        @Override
        public ChannelBuilder createChannelBuilder(ChannelUID channelUID, ChannelTypeUID channelTypeUID) {
            return ChannelBuilder.create(channelUID)
                    .withType(channelTypeUID)
                    .withLabel("Label of type " + channelTypeUID.getId());
        }

        @Override
        public List<ChannelBuilder> createChannelBuilders(
                ChannelGroupUID channelGroupUID, ChannelGroupTypeUID channelGroupTypeUID) {
            List<String> members = groups.get(channelGroupTypeUID);
            if (members == null) {
                throw new IllegalArgumentException("Channel group type '" + channelGroupTypeUID + "' is not known");
            }
            return members.stream()
                    .map(member -> createChannelBuilder(
                            new ChannelUID(channelGroupUID, member),
                            new ChannelTypeUID(channelGroupTypeUID.getBindingId(), member)))
                    .toList();
        }

        @Override
        public ChannelBuilder editChannel(Thing thing, ChannelUID channelUID) {
            return ChannelBuilder.create(Objects.requireNonNull(thing.getChannel(channelUID)));
        }

        @Override
        public @Nullable Bridge getBridge(ThingUID bridgeUID) {
            synchronized (HandlerBench.this) {
                return things.get(bridgeUID) instanceof Bridge bridge ? bridge : null;
            }
        }

        @Override
        public boolean isChannelLinked(ChannelUID channelUID) {
            return true;
        }

        @Override
        public @Nullable ConfigDescription getConfigDescription(ChannelTypeUID channelTypeUID) {
            return null;
        }

        @Override
        public @Nullable ConfigDescription getConfigDescription(ThingTypeUID thingTypeUID) {
            return null;
        }

        @Override
        public void configurationUpdated(Thing thing) {}

        @Override
        public void validateConfigurationParameters(Thing thing, Map<String, Object> configurationParameters) {}

        @Override
        public void validateConfigurationParameters(Channel channel, Map<String, Object> configurationParameters) {}

        @Override
        public void postCommand(ChannelUID channelUID, Command command) {}

        @Override
        public void sendTimeSeries(ChannelUID channelUID, TimeSeries timeSeries) {}

        @Override
        public void migrateThingType(Thing thing, ThingTypeUID thingTypeUID, @Nullable Configuration configuration) {}

        @Override
        public void channelTriggered(Thing thing, ChannelUID channelUID, String event) {}
    }
}
