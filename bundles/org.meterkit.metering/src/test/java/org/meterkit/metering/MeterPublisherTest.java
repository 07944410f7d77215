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
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.meterkit.metering.internal.StoredMemories;
import org.meterkit.metering.testing.InMemoryStorages;
import org.meterkit.metering.testing.ManualScheduler;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.library.types.StringType;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.ThingStatusInfo;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.thing.binding.builder.ChannelBuilder;
import org.openhab.core.thing.binding.builder.ThingBuilder;
import org.openhab.core.types.State;

/** Every test is a timeline: {@code at} lets seconds pass, {@code told} is what reached openHAB since it was asked last. */
class MeterPublisherTest {

    /** A meter's telegram; what is not set was not sent. */
    private record Telegram(Map<String, String> fields) {

        static Telegram of(String... keysAndValues) {
            Map<String, String> fields = new LinkedHashMap<>();
            for (int i = 0; i < keysAndValues.length; i += 2) {
                fields.put(keysAndValues[i], keysAndValues[i + 1]);
            }
            return new Telegram(fields);
        }

        @Nullable
        QuantityType<?> quantity(String field) {
            String text = fields.get(field);
            return text == null ? null : new QuantityType<>(text);
        }
    }

    private static final ChannelTable<Telegram> TABLE = ChannelTable.<Telegram>builder()
            .counter("energy-import", telegram -> telegram.quantity("energy"))
            .value("power", telegram -> telegram.quantity("power"))
            .optionalValue("voltage-l2", telegram -> telegram.quantity("voltage-l2"))
            .optionalCounter("volume", telegram -> telegram.quantity("volume"))
            .integral("energy", telegram -> telegram.quantity("power"))
            .build();

    private static final ChannelTable<Telegram> PLAIN = ChannelTable.<Telegram>builder()
            .value("power", telegram -> telegram.quantity("power"))
            .build();

    private static final GuardSettings GUARD =
            new GuardSettings(BigDecimal.valueOf(60_000), BigDecimal.valueOf(60), Duration.ofMinutes(30));

    private final ManualScheduler time = new ManualScheduler();
    private final InMemoryStorages storages = new InMemoryStorages();
    private final Port port = new Port();
    private final MeterMemory memory = memory();

    private MeterPublisher publisher = publisher(Duration.ZERO, TABLE);

    @BeforeEach
    void begin() {
        publisher.start();
        told();
    }

    private MeterMemory memory() {
        return new StoredMemories(storages).of(port.thing().getUID());
    }

    private MeterPublisher publisher(Duration settling, ChannelTable<?>... tables) {
        return new MeterPublisher(
                port,
                memory(),
                new MeterPublisher.Settings(
                        Duration.ofSeconds(60),
                        settling,
                        GUARD,
                        silence -> "No reading for " + silence.toSeconds() + " s."),
                List.of(tables),
                time::nanoTime);
    }

    private void restart(Duration settling, ChannelTable<?>... tables) {
        publisher.stop();
        publisher = publisher(settling, tables);
        publisher.start();
    }

    private void after(int seconds) {
        time.advance(Duration.ofSeconds(seconds));
    }

    private void publish(String... keysAndValues) {
        publisher.publish(TABLE, Telegram.of(keysAndValues), time.now());
    }

    private List<String> told() {
        List<String> told = List.copyOf(port.told);
        port.told.clear();
        return told;
    }

    /** What was told without the moments of readings, which always change. */
    private List<String> values() {
        return told().stream().filter(line -> !line.startsWith("last-reading")).toList();
    }

    private static void assertLine(String line, List<String> told) {
        assertTrue(told.contains(line), () -> line + " is not among " + told);
    }

    // a reading

    @Test
    void publishesAReadingWholeThenTheStatus() {
        publish("energy", "2384.1 kWh", "power", "110 W", "voltage-l2", "230.1 V", "volume", "435.247 m³");
        assertEquals(
                List.of(
                        "energy-import = 2384.1 kWh",
                        "power = 110 W",
                        "voltage-l2 = 230.1 V",
                        "volume = 435.247 m³",
                        "energy = 0 kWh",
                        "last-reading = " + new DateTimeType(time.now().instant()),
                        "rejected-readings = 0",
                        "ONLINE NONE null"),
                told());
    }

    @Test
    void publishesWhatChangedAndTheRestOnceAMinute() {
        restart(Duration.ZERO, PLAIN);
        publisher.publish(PLAIN, Telegram.of("power", "110 W"), time.now());
        assertEquals(List.of("power = 110 W", "ONLINE NONE null"), values());
        after(30);
        publisher.publish(PLAIN, Telegram.of("power", "110 W"), time.now());
        assertEquals(List.of(), values());
        after(1);
        publisher.publish(PLAIN, Telegram.of("power", "120 W"), time.now());
        assertEquals(List.of("power = 120 W"), values());
        after(59);
        publisher.publish(PLAIN, Telegram.of("power", "120.0 W"), time.now());
        assertEquals(List.of(), values());
        after(1);
        publisher.publish(PLAIN, Telegram.of("power", "120 W"), time.now());
        assertEquals(List.of("power = 120 W"), values());
    }

    @Test
    void lastReadingComesWithEveryReading() {
        publish("power", "110 W");
        after(1);
        told();
        publish("power", "110 W");
        assertLine("last-reading = " + new DateTimeType(time.now().instant()), told());
    }

    @Test
    void lastReadingMayBeTheMetersOwn() {
        ChannelTable<Telegram> own = ChannelTable.<Telegram>builder()
                .value(MeterPublisher.LAST_READING, telegram -> new StringType("own"))
                .build();
        publisher = publisher(Duration.ZERO, own);
        publisher.publish(own, Telegram.of(), time.now());
        assertEquals(List.of("last-reading = own", "ONLINE NONE null"), told());
    }

    @Test
    void whatWasNotSentIsUndefined() {
        publish("power", "110 W");
        assertLine("energy-import = UNDEF", told());
        after(1);
        publish("energy", "2384.1 kWh");
        assertEquals(List.of("energy-import = 2384.1 kWh", "power = UNDEF"), values());
    }

    @Test
    void refusesATableThatWasNotAnnounced() {
        ChannelTable<Telegram> other = TABLE.inGroup("ch1");
        assertThrows(IllegalArgumentException.class, () -> publisher.publish(other, Telegram.of(), time.now()));
        assertEquals(List.of(), told());
    }

    @Test
    void refusesTwoTablesWithTheSameChannel() {
        assertThrows(IllegalArgumentException.class, () -> publisher(Duration.ZERO, TABLE, PLAIN));
    }

    // optional channels

    @Test
    void removesOptionalChannelsThatTheFirstReadingLacks() {
        publish("energy", "1 kWh", "power", "1 W", "voltage-l2", "230 V");
        assertEquals("removed [volume]", told().get(0));
        after(1);
        publish("energy", "1 kWh", "power", "1 W", "voltage-l2", "230 V");
        assertEquals(List.of(), values());
    }

    @Test
    void bringsARemovedChannelBackBeforeItsState() {
        publish("power", "1 W");
        assertEquals("removed [voltage-l2, volume]", told().get(0));
        after(1);
        publish("power", "1 W", "voltage-l2", "230 V");
        List<String> told = values();
        assertEquals("restored [voltage-l2]", told.get(0));
        assertLine("voltage-l2 = 230 V", told);
        after(1);
        publish("power", "1 W");
        assertLine("voltage-l2 = UNDEF", values());
        after(1);
        publish("power", "1 W", "voltage-l2", "231 V");
        assertEquals(
                List.of("voltage-l2 = 231 V"),
                values().stream().filter(line -> !line.startsWith("energy")).toList());
    }

    @Test
    void waitsForOptionalChannelsWhileTheySettle() {
        restart(Duration.ofSeconds(10), TABLE);
        publish("power", "1 W");
        after(9);
        publish("power", "1 W", "volume", "7 m³");
        assertTrue(told().stream().noneMatch(line -> line.startsWith("removed") || line.startsWith("voltage")));
        after(1);
        publish("power", "1 W");
        assertEquals("removed [voltage-l2]", told().get(0));
    }

    @Test
    void removesNothingAgainAfterARestart() {
        publish("power", "1 W");
        told();
        restart(Duration.ZERO, TABLE);
        publish("power", "1 W");
        assertTrue(told().stream().noneMatch(line -> line.startsWith("removed")));
        publish("power", "1 W", "volume", "7 m³");
        assertEquals("restored [volume]", told().get(0));
    }

    @Test
    void removesTheGroupsThatWereNeverHeard() {
        ChannelTable<Telegram> one = PLAIN.inGroup("ch1");
        ChannelTable<Telegram> two = PLAIN.inGroup("ch2");
        port.channels("ch1#power", "ch2#power", "last-reading");
        restart(Duration.ofSeconds(10), one, two);
        publisher.publish(one, Telegram.of("power", "1 W"), time.now());
        after(10);
        publisher.publish(one, Telegram.of("power", "1 W"), time.now());
        assertLine("removed [ch2#power]", told());
        publisher.publish(two, Telegram.of("power", "2 W"), time.now());
        assertEquals(List.of("restored [ch2#power]", "ch2#power = 2 W"), values());
    }

    // counters

    @Test
    void holdsBackAnImpossibleRegister() {
        publish("energy", "2384.1 kWh");
        after(1);
        told();
        publish("energy", "9384.1 kWh");
        assertEquals(List.of("rejected-readings = 1"), values());
        assertEquals(1, publisher.rejected());
        after(60);
        publish("energy", "0 kWh");
        List<String> held = values();
        assertLine("energy-import = 2384.1 kWh", held);
        assertLine("rejected-readings = 2", held);
        publish("energy", "2384.2 kWh");
        assertLine("energy-import = 2384.2 kWh", values());
    }

    @Test
    void holdsAVolumeToItsFlow() {
        publish("volume", "435.247 m³");
        after(1);
        told();
        publish("volume", "0 m³");
        assertEquals(1, publisher.rejected());
        publish("volume", "435300 l");
        assertLine("volume = 435300 l", values());
    }

    @Test
    void keepsTheDevicesOwnUnitAlsoForWhatItHeldBackAfterARestart() {
        publish("energy", "10 GJ");
        assertLine("energy-import = 10 GJ", told());
        restart(Duration.ZERO, TABLE);
        publish("energy", "0 GJ");
        QuantityType<?> held = new QuantityType<>(values().stream()
                .filter(line -> line.startsWith("energy-import = "))
                .findFirst()
                .orElseThrow()
                .substring("energy-import = ".length()));
        assertEquals("GJ", held.getUnit().toString());
        assertEquals(10, held.doubleValue(), 1e-9);
    }

    @Test
    void doubtsAfterARestartWhatItKnewBefore() {
        publish("energy", "2384.1 kWh");
        restart(Duration.ZERO, TABLE);
        told();
        publish("energy", "9384.1 kWh");
        assertLine("energy-import = 2384.1 kWh", told());
    }

    @Test
    void believesAnotherDeviceAtOnce() {
        publisher.device("KFM5-0001");
        publish("energy", "2384.1 kWh");
        publisher.device("KFM5-0001");
        publish("energy", "3 kWh");
        assertEquals(1, publisher.rejected());
        told();
        publisher.device("KFM5-0002");
        publish("energy", "4 kWh");
        assertLine("energy-import = 4 kWh", told());
        publisher.device("");
        publish("energy", "1000 kWh");
        assertEquals(2, publisher.rejected());
    }

    @Test
    void believesADeviceThatWasExchangedWhileOpenhabWasOff() {
        publisher.device("KFM5-0001");
        publish("energy", "2384.1 kWh");
        restart(Duration.ZERO, TABLE);
        publisher.device("KFM5-0002");
        told();
        publish("energy", "3 kWh");
        assertLine("energy-import = 3 kWh", told());
        restart(Duration.ZERO, TABLE);
        publisher.device("KFM5-0002");
        told();
        publish("energy", "2 kWh");
        assertLine("energy-import = 3 kWh", told());
    }

    @Test
    void keepsTheFirstReadingOfAnotherDeviceAtOnce() {
        publisher.device("KFM5-0001");
        publish("energy", "2384.1 kWh");
        publisher.device("KFM5-0002");
        publish("energy", "3 kWh");
        assertTrue(memory.read("energy-import").orElseThrow().startsWith("1 3 "));
    }

    @Test
    void looksForTheChannelsOfAnotherDeviceAnew() {
        publisher.device("three phases");
        publish("power", "1 W", "voltage-l2", "230 V", "volume", "7 m³");
        publisher.device("one phase");
        told();
        publish("power", "1 W");
        assertEquals("removed [voltage-l2, volume]", told().get(0));
    }

    @Test
    void publishesARegisterThatIsNeitherEnergyNorVolumeAsItIs() {
        publish("energy", "5 s");
        publish("energy", "3 s");
        assertLine("energy-import = 3 s", told());
        assertEquals(0, publisher.rejected());
    }

    // integrals

    @Test
    void sumsUpPower() {
        publish("power", "3600 W");
        after(10);
        publish("power", "3.6 kW");
        assertLine("energy = 0.01 kWh", told());
        after(61);
        publish("power", "3600 W");
        after(10);
        told();
        publish("power", "3600 W");
        assertLine("energy = 0.02 kWh", told());
    }

    @Test
    void theSumSurvivesARestartWithoutTheTimeBetween() {
        publish("power", "3600 W");
        after(10);
        publish("power", "3600 W");
        restart(Duration.ZERO, TABLE);
        after(10);
        told();
        publish("power", "3600 W");
        assertLine("energy = 0.01 kWh", told());
        after(10);
        publish("power", "3600 W");
        assertLine("energy = 0.02 kWh", told());
    }

    @Test
    void theSumIsOursAlsoWhenPowerWasNotSent() {
        publish("energy", "1 kWh");
        assertLine("energy = UNDEF", told());
        publish("power", "3600 W");
        after(10);
        publish("power", "3600 W");
        after(10);
        told();
        publish("energy", "1 kWh");
        assertEquals(List.of("energy-import = 1 kWh", "power = UNDEF"), values());
        after(50);
        publish("energy", "1 kWh");
        assertLine("energy = 0.01 kWh", values());
        publish("power", "3600 W");
        assertLine("energy = 0.07 kWh", values());
    }

    @Test
    void aResetIsPublishedAndKeptAtOnce() {
        publish("power", "3600 W");
        after(10);
        publish("power", "3600 W");
        told();
        publisher.resetIntegral("energy");
        assertEquals(List.of("energy = 0 kWh"), told());
        assertEquals("1 0", memory.read("energy").orElseThrow());
        assertThrows(IllegalArgumentException.class, () -> publisher.resetIntegral("power"));
        assertThrows(IllegalArgumentException.class, () -> publisher.resetIntegral("ch1#energy"));
    }

    @Test
    void refusesToSumUpWhatIsNoPower() {
        assertThrows(IllegalArgumentException.class, () -> publish("power", "230 V"));
    }

    // memory

    @Test
    void savesWithTheFirstReadingThenOnceAMinuteAndAtTheEnd() {
        publish("energy", "100 kWh");
        assertTrue(memory.read("energy-import").orElseThrow().startsWith("1 100 "));
        after(59);
        publish("energy", "100.1 kWh");
        assertTrue(memory.read("energy-import").orElseThrow().startsWith("1 100 "));
        after(1);
        publish("energy", "100.2 kWh");
        assertTrue(memory.read("energy-import").orElseThrow().startsWith("1 100.2 "));
        after(1);
        publish("energy", "100.3 kWh");
        publisher.stop();
        assertTrue(memory.read("energy-import").orElseThrow().startsWith("1 100.3 "));
    }

    @Test
    void keepsNothingForChannelsThatHadNoValue() {
        publish("power", "1 W");
        publisher.stop();
        assertEquals("", memory.read("energy-import").orElse(""));
        assertEquals("", memory.read("volume").orElse(""));
    }

    @Test
    void toleratesAMemoryItCannotRead() {
        publisher.stop();
        memory.write("energy-import", "rubbish");
        memory.write("energy", "rubbish");
        restart(Duration.ZERO, TABLE);
        publish("energy", "5 kWh", "power", "1 W");
        List<String> told = told();
        assertLine("energy-import = 5 kWh", told);
        assertLine("energy = 0 kWh", told);
    }

    // liveness

    @Test
    void isOfflineWhenNothingIsReadAfterTheStart() {
        after(59);
        assertEquals(List.of(), told());
        after(1);
        assertEquals(List.of("OFFLINE COMMUNICATION_ERROR No reading for 60 s."), told());
        after(600);
        assertEquals(List.of(), told());
    }

    @Test
    void isOfflineAfterSilenceAndBackWithTheNextReading() {
        after(50);
        publish("power", "1 W");
        told();
        after(59);
        assertEquals(List.of(), told());
        after(1);
        assertEquals(List.of("OFFLINE COMMUNICATION_ERROR No reading for 60 s."), told());
        publish("power", "1 W");
        assertLine("ONLINE NONE null", told());
        after(60);
        assertEquals(List.of("OFFLINE COMMUNICATION_ERROR No reading for 60 s."), told());
    }

    @Test
    void isNotMovedByAClockThatIsSet() {
        publish("power", "1 W");
        told();
        time.setClock(Instant.parse("2036-01-01T00:00:00Z"));
        after(59);
        assertEquals(List.of(), told());
        time.setClock(Instant.parse("1970-01-01T00:00:00Z"));
        after(1);
        assertEquals(List.of("OFFLINE COMMUNICATION_ERROR No reading for 60 s."), told());
    }

    @Test
    void tellsABetterReasonThanSilenceOnceAndUntilTheNextReading() {
        publish("power", "1 W");
        told();
        publisher.offline("The port was lost.");
        publisher.offline("The port was lost.");
        after(600);
        assertEquals(List.of("OFFLINE COMMUNICATION_ERROR The port was lost."), told());
        publish("power", "1 W");
        assertLine("ONLINE NONE null", told());
        after(60);
        assertLine("OFFLINE COMMUNICATION_ERROR No reading for 60 s.", told());
    }

    @Test
    void tellsSilenceOnALineThatIsBack() {
        publisher.offline("The port was lost.");
        after(100);
        publisher.start();
        after(59);
        assertEquals(List.of("OFFLINE COMMUNICATION_ERROR The port was lost."), told());
        after(1);
        assertEquals(List.of("OFFLINE COMMUNICATION_ERROR No reading for 60 s."), told());
    }

    @Test
    void leavesABridgesAndAUsersFaultAlone() {
        port.status(ThingStatus.OFFLINE, ThingStatusDetail.BRIDGE_OFFLINE, null);
        told();
        after(120);
        assertEquals(List.of(), told());
        port.status(ThingStatus.UNKNOWN, ThingStatusDetail.NONE, null);
        told();
        after(60);
        assertEquals(List.of("OFFLINE COMMUNICATION_ERROR No reading for 60 s."), told());
    }

    // the rest

    @Test
    void answersRefreshFromTheLastReading() {
        publisher.refresh(new ChannelUID(port.thing().getUID(), "power"));
        assertEquals(List.of(), told());
        publish("power", "110 W");
        told();
        publisher.refresh(new ChannelUID(port.thing().getUID(), "power"));
        publisher.refresh(new ChannelUID(port.thing().getUID(), "energy-import"));
        publisher.refresh(new ChannelUID(port.thing().getUID(), "unknown"));
        assertEquals(List.of("power = 110 W", "energy-import = UNDEF"), told());
    }

    @Test
    void describesWhatTheThingHas() {
        publish("energy", "1 kWh", "volume", "7 m³");
        assertEquals("""
                energy-import = 1 kWh
                power = UNDEF
                volume = 7 m³
                energy = UNDEF
                switch = (nothing yet)
                last-reading = %s""".formatted(new DateTimeType(time.now().instant())), publisher.describe());
    }

    @Test
    void isDeadOnceStopped() {
        publish("power", "3600 W");
        after(10);
        publisher.stop();
        publisher.stop();
        assertEquals(0, time.pending());
        told();
        publish("power", "7 W");
        publisher.offline("too late");
        publisher.refresh(new ChannelUID(port.thing().getUID(), "power"));
        publisher.resetIntegral("energy");
        publisher.device("too late");
        publisher.start();
        after(600);
        assertEquals(List.of(), told());
        assertEquals(0, time.pending());
    }

    private static String text(State state) {
        return state instanceof QuantityType<?> quantity
                ? quantity.toBigDecimal().stripTrailingZeros().toPlainString() + " " + quantity.getUnit()
                : state.toString();
    }

    /** Shows what is told in words, and changes its thing as openHAB would. */
    private final class Port implements ThingPort {

        final List<String> told = new ArrayList<>();
        private Thing thing = ThingBuilder.create(new ThingTypeUID("p1", "meter"), new ThingUID("p1:meter:home"))
                .build();

        Port() {
            channels("energy-import", "power", "voltage-l2", "volume", "energy", "switch", "last-reading");
        }

        void channels(String... ids) {
            ThingBuilder builder = ThingBuilder.create(thing.getThingTypeUID(), thing.getUID());
            for (String id : ids) {
                builder.withChannel(ChannelBuilder.create(new ChannelUID(thing.getUID(), id))
                        .build());
            }
            replace(builder);
        }

        private void replace(ThingBuilder builder) {
            ThingStatusInfo status = thing.getStatusInfo();
            thing = builder.build();
            thing.setStatusInfo(status);
        }

        @Override
        public Thing thing() {
            return thing;
        }

        @Override
        public void state(String channelId, State state) {
            told.add(channelId + " = " + text(state));
        }

        @Override
        public void status(ThingStatus status, ThingStatusDetail detail, @Nullable String sentence) {
            ThingStatusInfo info = new ThingStatusInfo(status, detail, sentence);
            if (!info.equals(thing.getStatusInfo())) {
                thing.setStatusInfo(info);
                told.add(status + " " + detail + " " + sentence);
            }
        }

        @Override
        public void properties(Map<String, String> properties) {
            told.add("properties " + properties);
        }

        @Override
        public void removeChannels(Collection<String> channelIds) {
            told.add("removed " + channelIds);
            ThingBuilder builder = ThingBuilder.create(thing);
            channelIds.forEach(id -> builder.withoutChannel(new ChannelUID(thing.getUID(), id)));
            replace(builder);
        }

        @Override
        public void restoreChannels(Collection<String> channelIds) {
            told.add("restored " + channelIds);
            ThingBuilder builder = ThingBuilder.create(thing);
            channelIds.forEach(id -> builder.withChannel(
                    ChannelBuilder.create(new ChannelUID(thing.getUID(), id)).build()));
            replace(builder);
        }

        @Override
        public ScheduledExecutorService scheduler() {
            return time;
        }
    }
}
