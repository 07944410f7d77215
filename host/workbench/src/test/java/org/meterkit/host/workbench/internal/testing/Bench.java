/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.host.workbench.internal.testing;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.host.workbench.internal.event.Event;
import org.meterkit.host.workbench.internal.event.EventBus;
import org.meterkit.host.workbench.internal.inbox.StoredInbox;
import org.meterkit.host.workbench.internal.item.ItemTraffic;
import org.meterkit.host.workbench.internal.item.Items;
import org.meterkit.host.workbench.internal.item.Links;
import org.meterkit.host.workbench.internal.storage.FileStorageService;
import org.meterkit.host.workbench.internal.text.Texts;
import org.meterkit.host.workbench.internal.thing.HandlerCalls;
import org.meterkit.host.workbench.internal.thing.ThingLifecycle;
import org.meterkit.host.workbench.internal.thing.Things;
import org.openhab.core.config.core.ConfigDescription;
import org.openhab.core.config.core.ConfigDescriptionProvider;
import org.openhab.core.config.core.ConfigDescriptionRegistry;
import org.openhab.core.config.core.Configuration;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.binding.ThingTypeProvider;
import org.openhab.core.thing.type.ChannelGroupTypeRegistry;
import org.openhab.core.thing.type.ChannelType;
import org.openhab.core.thing.type.ChannelTypeProvider;
import org.openhab.core.thing.type.ChannelTypeRegistry;
import org.openhab.core.thing.type.ChannelTypeUID;
import org.openhab.core.thing.type.ThingType;
import org.openhab.core.thing.type.ThingTypeRegistry;

/** The host's parts put together by hand, with the {@link Probe} binding on it. */
public final class Bench implements AutoCloseable {

    private static final long SOON_SECONDS = 20;

    public final Probe probe = new Probe();
    public final EventBus events = new EventBus();
    public final FileStorageService storages;
    public final Texts texts = new Texts();
    public final ConfigDescriptionRegistry descriptions = new Descriptions();
    public final ChannelTypeRegistry channelTypes = new ChannelTypes();
    public final ChannelGroupTypeRegistry groupTypes = new ChannelGroupTypeRegistry();
    public final ThingTypeRegistry thingTypes = new ThingTypes(channelTypes);
    public final Things things;
    public final Items items;
    public final Links links;
    public final HandlerCalls calls = new HandlerCalls();
    public final ItemTraffic traffic;
    public final ThingLifecycle lifecycle;
    public final StoredInbox inbox;
    private final BlockingQueue<Event> heard = new LinkedBlockingQueue<>();

    public Bench(Path folder) {
        events.add(heard::add);
        storages = new FileStorageService(folder);
        things = new Things(storages, events, texts);
        items = new Items(storages, events);
        links = new Links(storages, events);
        traffic = new ItemTraffic(things, thingTypes, items, links, events, calls);
        lifecycle = new ThingLifecycle(
                things, thingTypes, channelTypes, groupTypes, descriptions, traffic, calls, storages);
        inbox = new StoredInbox(storages, things, thingTypes, descriptions, events);
        things.addThingHandlerFactory(probe);
        lifecycle.addThingHandlerFactory(probe);
    }

    public Thing addBus() {
        return things.add(probe.createThing(Probe.BUS, new Configuration(), Probe.BUS_1, null));
    }

    public Thing addMeter(Configuration configuration) {
        return things.add(probe.createThing(Probe.METER, configuration, Probe.METER_1, Probe.BUS_1));
    }

    /** A bus with a meter, both online, and nothing in the diary. */
    public Probe.MeterHandler meter() throws InterruptedException {
        addBus();
        Configuration configuration = new Configuration();
        configuration.put("serialNumber", "4711");
        addMeter(configuration);
        awaitDiary("child " + Probe.METER_1);
        probe.diary.clear();
        return (Probe.MeterHandler) things.get(Probe.METER_1).getHandler();
    }

    /** Waits until the diary says this; entries before it are dropped. */
    public void awaitDiary(String entry) throws InterruptedException {
        String next;
        do {
            next = probe.diary.poll(SOON_SECONDS, TimeUnit.SECONDS);
            assertNotNull(next, "nothing more happened, not '" + entry + "'");
        } while (!next.equals(entry));
    }

    /** Waits for an event; those before it are dropped. */
    public Event awaitEvent(Predicate<Event> wanted) throws InterruptedException {
        Event event;
        do {
            event = heard.poll(SOON_SECONDS, TimeUnit.SECONDS);
            assertNotNull(event, "the event did not come");
        } while (!wanted.test(event));
        return event;
    }

    public Event awaitEvent(String type) throws InterruptedException {
        return awaitEvent(event -> event.type().equals(type));
    }

    /** Waits for the status that {@code beginning} begins, as {@link org.openhab.core.thing.ThingStatusInfo} prints it. */
    public void awaitStatus(Thing thing, String beginning) throws InterruptedException {
        String topic = "openhab/things/" + thing.getUID() + "/status";
        while (!things.get(thing.getUID()).getStatusInfo().toString().startsWith(beginning)) {
            awaitEvent(event -> event.topic().equals(topic));
        }
    }

    @Override
    public void close() {
        lifecycle.close();
        inbox.close();
        calls.close();
        events.close();
        storages.close();
    }

    private static final class ThingTypes extends ThingTypeRegistry {
        ThingTypes(ChannelTypeRegistry channelTypes) {
            super(channelTypes);
            addThingTypeProvider(new ThingTypeProvider() {
                @Override
                public Collection<ThingType> getThingTypes(@Nullable Locale locale) {
                    return Probe.thingTypes();
                }

                @Override
                public @Nullable ThingType getThingType(ThingTypeUID uid, @Nullable Locale locale) {
                    return Probe.thingTypes().stream()
                            .filter(type -> type.getUID().equals(uid))
                            .findFirst()
                            .orElse(null);
                }
            });
        }
    }

    private static final class ChannelTypes extends ChannelTypeRegistry {
        ChannelTypes() {
            addChannelTypeProvider(new ChannelTypeProvider() {
                @Override
                public Collection<ChannelType> getChannelTypes(@Nullable Locale locale) {
                    return Probe.channelTypes();
                }

                @Override
                public @Nullable ChannelType getChannelType(ChannelTypeUID uid, @Nullable Locale locale) {
                    return Probe.channelTypes().stream()
                            .filter(type -> type.getUID().equals(uid))
                            .findFirst()
                            .orElse(null);
                }
            });
        }
    }

    private static final class Descriptions extends ConfigDescriptionRegistry {
        Descriptions() {
            addConfigDescriptionProvider(new ConfigDescriptionProvider() {
                @Override
                public Collection<ConfigDescription> getConfigDescriptions(@Nullable Locale locale) {
                    return List.of(Probe.meterConfig());
                }

                @Override
                public @Nullable ConfigDescription getConfigDescription(URI uri, @Nullable Locale locale) {
                    return uri.equals(Probe.METER_CONFIG) ? Probe.meterConfig() : null;
                }
            });
        }
    }
}
