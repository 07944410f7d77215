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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.meterkit.metering.testing.HandlerBench;
import org.meterkit.transport.Moment;
import org.openhab.core.library.types.OnOffType;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.Channel;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.ThingStatusInfo;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.type.ThingType;
import org.openhab.core.types.Command;
import org.openhab.core.types.RefreshType;

class MeterHandlerTest {

    /** Text for a channel id; what is missing was not sent. */
    private static final ChannelTable<Map<String, String>> TABLE = ChannelTable.<Map<String, String>>builder()
            .value("power", record -> quantity(record, "power"))
            .optionalValue("voltage-l2", record -> quantity(record, "voltage-l2"))
            .optionalValue("voltage-l3", record -> quantity(record, "voltage-l3"))
            .counter("energy-import", record -> quantity(record, "energy-import"))
            .build();

    private static final ChannelTable<Map<String, String>> GROUP = ChannelTable.<Map<String, String>>builder()
            .value("power", record -> quantity(record, "group-power"))
            .integral("energy", record -> quantity(record, "group-power"))
            .build();

    private static final ChannelTable<Map<String, String>> FIRST = GROUP.inGroup("ch1");
    private static final ChannelTable<Map<String, String>> SECOND = GROUP.inGroup("ch2");

    private static final List<String> CHANNELS = List.of(
            "power",
            "voltage-l2",
            "voltage-l3",
            "energy-import",
            "last-reading",
            "ch1#power",
            "ch1#energy",
            "ch2#power",
            "ch2#energy");

    private final HandlerBench bench = new HandlerBench();
    private final ThingType type = bench.type(new ThingTypeUID("test", "meter"), CHANNELS);
    private final Thing thing = bench.thing(type, "home", Map.of());
    private Handler handler = new Handler(thing, type);

    private static @Nullable QuantityType<?> quantity(Map<String, String> fields, String field) {
        String text = fields.get(field);
        return text == null ? null : new QuantityType<>(text);
    }

    private static MeterPublisher.Settings settings(Duration offlineAfter) {
        return new MeterPublisher.Settings(
                offlineAfter, Duration.ZERO, GuardSettings.DEFAULT, silence -> "No reading for a while.");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private void restart() {
        bench.stop(handler);
        handler = new Handler(bench.thing(thing), type);
        bench.start(handler);
    }

    private List<ThingStatus> statuses() {
        return bench.statuses(thing).stream().map(ThingStatusInfo::getStatus).toList();
    }

    @Test
    void goesFromUnknownToOnlineAndTellsEachStatusOnce() {
        bench.start(handler);
        handler.read(Map.of("power", "110 W"));
        handler.read(Map.of("power", "120 W"));
        assertEquals(List.of(ThingStatus.UNKNOWN, ThingStatus.ONLINE), statuses());
        bench.awaitState(thing, "power", new QuantityType<>("120 W"));
    }

    @Test
    void isOfflineWhenNothingIsRead() {
        handler.offlineAfter = Duration.ofMillis(50);
        bench.start(handler);
        bench.awaitOffline(thing, ThingStatusDetail.COMMUNICATION_ERROR, "No reading for a while.");
        handler.offline("The port was lost.");
        bench.awaitOffline(thing, ThingStatusDetail.COMMUNICATION_ERROR, "The port was lost.");
    }

    @Test
    void removesAndRestoresChannelsInTheOrderOfTheType() {
        bench.start(handler);
        handler.read(Map.of("power", "1 W", "voltage-l2", "230 V"));
        assertEquals(
                List.of("power", "voltage-l2", "energy-import", "last-reading"), List.copyOf(bench.channels(thing)));
        assertEquals(1, bench.updates(thing));

        handler.read(Map.of("power", "1 W", "voltage-l3", "230 V", "energy-import", "1 kWh"));
        assertEquals(
                List.of("power", "voltage-l2", "voltage-l3", "energy-import", "last-reading"),
                List.copyOf(bench.channels(thing)));
        assertEquals(2, bench.updates(thing));
        Channel channel = bench.thing(thing).getChannel("voltage-l3");
        assertEquals("Label of voltage-l3", channel.getLabel());
        assertEquals("test:voltage-l3", String.valueOf(channel.getChannelTypeUID()));

        handler.read(FIRST, Map.of("group-power", "5 W"));
        handler.read(SECOND, Map.of("group-power", "5 W"));
        assertEquals(CHANNELS, List.copyOf(bench.channels(thing)));
        assertEquals(4, bench.updates(thing));
        bench.awaitState(thing, "ch2#power", new QuantityType<>("5 W"));
        assertEquals(ThingStatus.ONLINE, bench.thing(thing).getStatus());
    }

    @Test
    void changesNothingAgainAfterARestart() {
        bench.start(handler);
        handler.read(Map.of("power", "1 W"));
        assertEquals(1, bench.updates(thing));
        restart();
        handler.read(Map.of("power", "1 W"));
        assertEquals(1, bench.updates(thing));
        handler.read(Map.of("power", "1 W", "voltage-l2", "230 V"));
        assertEquals(2, bench.updates(thing));
        assertTrue(bench.channels(thing).contains("voltage-l2"));
    }

    @Test
    void leavesAChannelAwayWhenOpenhabDoesNotKnowTheThingType() {
        handler = new Handler(thing, null);
        bench.start(handler);
        handler.read(Map.of("power", "1 W"));
        handler.read(Map.of("power", "2 W", "voltage-l2", "230 V"));
        assertFalse(bench.channels(thing).contains("voltage-l2"));
        bench.awaitState(thing, "power", new QuantityType<>("2 W"));
    }

    @Test
    void leavesAChannelAwayThatTheThingTypeDoesNotHave() {
        handler = new Handler(thing, bench.type(new ThingTypeUID("test", "meter"), List.of("power")));
        bench.start(handler);
        handler.read(Map.of("power", "1 W"));
        handler.read(Map.of("power", "2 W", "voltage-l2", "230 V"));
        assertEquals(1, bench.updates(thing));
    }

    @Test
    void answersRefreshAndPassesOtherCommandsOn() {
        bench.start(handler);
        ChannelUID power = new ChannelUID(thing.getUID(), "power");
        handler.channelLinked(power);
        assertEquals(Optional.empty(), bench.state(thing, "power"));
        handler.read(Map.of("power", "110 W"));
        handler.channelLinked(power);
        handler.handleCommand(power, RefreshType.REFRESH);
        assertEquals(3, bench.states(thing, "power").size());
        handler.handleCommand(power, OnOffType.ON);
        assertEquals(List.of("power ON"), handler.commands);
    }

    @Test
    void dropsWhatComesAfterTheEnd() {
        bench.start(handler);
        handler.read(Map.of("power", "1 W"));
        ThingPort old = handler.port();
        MeterPublisher publisher = handler.publisher().orElseThrow();
        handler.dispose();
        assertEquals(Optional.empty(), handler.publisher());

        late(old);
        publisher.publish(TABLE, Map.of("power", "2 W"), Moment.now());
        publisher.offline("too late");
        late(handler.port());

        handler.initialize();
        late(old);
        publisher.publish(TABLE, Map.of("power", "3 W"), Moment.now());
        publisher.refresh(new ChannelUID(thing.getUID(), "power"));

        assertEquals(List.of(new QuantityType<>("1 W")), bench.states(thing, "power"));
        assertEquals(List.of(ThingStatus.UNKNOWN, ThingStatus.ONLINE, ThingStatus.UNKNOWN), statuses());
        assertEquals(1, bench.updates(thing));
        assertFalse(bench.thing(thing).getProperties().containsKey("late"));
        handler.read(Map.of("power", "4 W"));
        bench.awaitState(thing, "power", new QuantityType<>("4 W"));
    }

    private static void late(ThingPort port) {
        port.status(ThingStatus.OFFLINE, ThingStatusDetail.COMMUNICATION_ERROR, "too late");
        port.state("power", new QuantityType<>("9 W"));
        port.properties(Map.of("late", "yes"));
        port.removeChannels(List.of("power"));
        port.restoreChannels(List.of("voltage-l2"));
    }

    @Test
    void livesAndEndsOnceEach() {
        bench.start(handler);
        handler.dispose();
        handler.dispose();
        assertEquals(List.of("open", "close"), handler.life);
        handler.initialize();
        handler.initialize();
        assertEquals(List.of("open", "close", "open", "close", "open"), handler.life);
    }

    @Test
    void mayBeDisposedOfBeforeItWasInitialized() {
        handler.dispose();
        assertEquals(List.of(), handler.life);
        late(handler.port());
        assertEquals(List.of(), statuses());
    }

    @Test
    void anotherPublisherReplacesTheFirst() {
        bench.start(handler);
        MeterPublisher first = handler.publisher().orElseThrow();
        MeterPublisher second = handler.startPublisher(settings(Duration.ofMinutes(1)), TABLE);
        first.publish(TABLE, Map.of("power", "1 W"), Moment.now());
        second.publish(TABLE, Map.of("power", "2 W"), Moment.now());
        assertEquals(List.of(new QuantityType<>("2 W")), bench.states(thing, "power"));
    }

    @Test
    void aPublisherStartedTooLateDoesNothing() {
        bench.start(handler);
        handler.dispose();
        MeterPublisher late = handler.startPublisher(settings(Duration.ofMillis(1)), TABLE);
        late.publish(TABLE, Map.of("power", "1 W"), Moment.now());
        assertEquals(List.of(), bench.states(thing, "power"));
    }

    @Test
    void remembersOverARestartAndForgetsWithTheThing() {
        bench.start(handler);
        handler.read(Map.of("energy-import", "100 kWh"));
        handler.memory().write("switchCode", "1");
        restart();
        assertEquals(Optional.of("1"), handler.memory().read("switchCode"));
        handler.read(Map.of("energy-import", "3 kWh"));
        bench.awaitState(thing, "energy-import", new QuantityType<>("100 kWh"));

        bench.remove(handler);
        MeterMemory memory = bench.memories().of(thing.getUID());
        assertEquals(Optional.empty(), memory.read("switchCode"));
        assertEquals(Optional.empty(), memory.read("energy-import"));
        assertEquals(0, bench.storages().getStorage("org.meterkit").getKeys().size());
    }

    @Test
    void manyThreadsMayPublishWhileItsLifeIsEnded() throws Exception {
        bench.start(handler);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            CountDownLatch publishing = new CountDownLatch(4);
            AtomicBoolean done = new AtomicBoolean();
            List<Future<?>> work = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                work.add(threads.submit(() -> {
                    for (int n = 0; !done.get(); n++) {
                        Map<String, String> fields =
                                n % 2 == 0 ? Map.of("power", n + " W") : Map.of("power", n + " W", "voltage-l2", "1 V");
                        handler.publisher().ifPresent(publisher -> publisher.publish(TABLE, fields, Moment.now()));
                        publishing.countDown();
                    }
                }));
            }
            assertTrue(publishing.await(20, TimeUnit.SECONDS));
            for (int n = 0; n < 200; n++) {
                handler.dispose();
                handler.initialize();
            }
            handler.dispose();
            int told = bench.states(thing, "power").size();
            done.set(true);
            for (Future<?> each : work) {
                each.get(20, TimeUnit.SECONDS);
            }
            assertEquals(told, bench.states(thing, "power").size());
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void setsPropertiesThatDiffer() {
        bench.start(handler);
        handler.port().properties(Map.of("vendor", "Kaifa"));
        handler.port().properties(Map.of("vendor", "Kaifa"));
        assertEquals("Kaifa", bench.thing(thing).getProperties().get("vendor"));
        assertEquals(1, bench.updates(thing));
    }

    @Test
    void aChildBeginsOfflineBelowABridgeThatIs() {
        Bridge bridge = bench.bridge(bench.bridgeType(new ThingTypeUID("test", "bridge"), List.of()), "home", Map.of());
        bridge.setStatusInfo(
                new ThingStatusInfo(ThingStatus.OFFLINE, ThingStatusDetail.COMMUNICATION_ERROR, "The port was lost."));
        ThingType childType = bench.type(new ThingTypeUID("test", "child"), List.of("power"));
        Thing child = bench.child(bridge, childType, "one", Map.of());
        handler = new Handler(child, childType);
        handler.offlineAfter = Duration.ofMillis(50);
        bench.start(handler);
        bench.awaitOffline(child, ThingStatusDetail.BRIDGE_OFFLINE, "The port was lost.");
        bridge.setStatusInfo(new ThingStatusInfo(ThingStatus.ONLINE, ThingStatusDetail.NONE, null));
        handler.offline("Not in the telegrams.");
        handler.bridgeStatusChanged(bridge.getStatusInfo());
        bench.awaitOffline(child, ThingStatusDetail.COMMUNICATION_ERROR, "Not in the telegrams.");

        bridge.setStatusInfo(
                new ThingStatusInfo(ThingStatus.OFFLINE, ThingStatusDetail.COMMUNICATION_ERROR, "The port was lost."));
        handler.bridgeStatusChanged(bridge.getStatusInfo());
        bench.awaitOffline(child, ThingStatusDetail.BRIDGE_OFFLINE, "The port was lost.");
        bridge.setStatusInfo(new ThingStatusInfo(ThingStatus.ONLINE, ThingStatusDetail.NONE, null));
        handler.bridgeStatusChanged(bridge.getStatusInfo());
        bench.awaitOffline(child, ThingStatusDetail.COMMUNICATION_ERROR, "No reading for a while.");
    }

    @Test
    void aBridgeHandlerDoesTheSame() {
        ThingType bridgeType = bench.bridgeType(new ThingTypeUID("test", "bridge"), CHANNELS.subList(0, 5));
        Bridge bridge = bench.bridge(bridgeType, "home", Map.of());
        ThingType childType = bench.type(new ThingTypeUID("test", "child"), List.of("power", "last-reading"));
        Thing child = bench.child(bridge, childType, "one", Map.of());
        BridgeHandler bridgeHandler = new BridgeHandler(bridge, bridgeType);
        bench.start(bridgeHandler);
        handler = new Handler(child, childType);
        bench.start(handler);

        MeterPublisher publisher = bridgeHandler.publisher().orElseThrow();
        publisher.publish(TABLE, Map.of("power", "1 W"), Moment.now());
        bench.awaitStatus(bridge, ThingStatus.ONLINE);
        assertEquals(List.of("power", "energy-import", "last-reading"), List.copyOf(bench.channels(bridge)));
        assertTrue(bench.thing(bridge) instanceof Bridge);
        publisher.publish(TABLE, Map.of("power", "1 W", "voltage-l2", "230 V"), Moment.now());
        assertTrue(bench.channels(bridge).contains("voltage-l2"));
        bridgeHandler.handleCommand(new ChannelUID(bridge.getUID(), "power"), RefreshType.REFRESH);
        assertEquals(2, bench.states(bridge, "power").size());

        publisher.offline("The port was lost.");
        bench.awaitOffline(child, ThingStatusDetail.BRIDGE_OFFLINE, "The port was lost.");
        publisher.publish(TABLE, Map.of("power", "1 W"), Moment.now());
        bench.awaitStatus(child, ThingStatus.UNKNOWN);
        handler.read(Map.of("power", "1 W"));
        bench.awaitStatus(child, ThingStatus.ONLINE);

        bench.stop(handler);
        bench.remove(bridgeHandler);
        assertEquals(List.of("open", "close"), bridgeHandler.life);
        assertEquals(Optional.empty(), bridgeHandler.publisher());
    }

    private final class Handler extends MeterThingHandler {

        final List<String> life = new ArrayList<>();
        final List<String> commands = new ArrayList<>();
        Duration offlineAfter = Duration.ofMinutes(10);

        Handler(Thing thing, @Nullable ThingType type) {
            super(thing, type, bench.memories());
        }

        @Override
        protected void open() {
            life.add("open");
            expectReading();
            startPublisher(settings(offlineAfter), TABLE, FIRST, SECOND);
        }

        @Override
        protected void close() {
            life.add("close");
        }

        @Override
        protected void command(ChannelUID channel, Command command) {
            commands.add(channel.getId() + " " + command);
        }

        void read(Map<String, String> fields) {
            read(TABLE, fields);
        }

        void read(ChannelTable<Map<String, String>> table, Map<String, String> fields) {
            publisher().orElseThrow().publish(table, fields, Moment.now());
        }

        void offline(String sentence) {
            publisher().orElseThrow().offline(sentence);
        }
    }

    private final class BridgeHandler extends MeterBridgeHandler {

        final List<String> life = new ArrayList<>();

        BridgeHandler(Bridge bridge, ThingType type) {
            super(bridge, type, bench.memories());
        }

        @Override
        protected void open() {
            life.add("open");
            port().status(ThingStatus.UNKNOWN, ThingStatusDetail.NONE, null);
            startPublisher(settings(Duration.ofMinutes(10)), TABLE);
        }

        @Override
        protected void close() {
            life.add("close");
        }
    }
}
