/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.nes.internal.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.meterkit.binding.nes.internal.protocol.NesIdentity;
import org.meterkit.binding.nes.internal.protocol.NesKey;
import org.meterkit.binding.nes.internal.protocol.NesReading;
import org.meterkit.binding.nes.internal.protocol.NesReading.Tariff;
import org.meterkit.itests.simulators.NesFault;
import org.meterkit.itests.simulators.NesMeter;
import org.meterkit.itests.simulators.NesSimulator;
import org.meterkit.itests.simulators.PseudoTerminal;
import org.meterkit.transport.LineAddress;
import org.meterkit.transport.Moment;
import org.meterkit.transport.testing.LoopbackTransport;

@Execution(ExecutionMode.CONCURRENT)
class OpticalMeterTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration INTERVAL = Duration.ofMillis(50);

    /** What the meter told, one after the other. */
    private record Told(NesIdentity identity, NesReading reading, String trouble, String lost, String refused) {}

    private final LoopbackTransport transport = new LoopbackTransport();
    private final ScheduledExecutorService scheduler = new ScheduledThreadPoolExecutor(1);
    private final BlockingQueue<Told> told = new LinkedBlockingQueue<>();
    private final NesMeter meter = NesMeter.builder().build();
    private volatile LocalTime clock = LocalTime.NOON;
    private NesSimulator simulator;
    private OpticalMeter optical;

    @AfterEach
    void close() throws Exception {
        if (optical != null) {
            optical.close();
            optical.close();
        }
        scheduler.shutdownNow();
        if (simulator != null) {
            simulator.close();
        }
        transport.close();
    }

    private static String address(NesSimulator simulator) {
        return "tcp://127.0.0.1:" + simulator.bridge().port();
    }

    private void start(String address) throws Exception {
        start(address, NesSimulator.KEY, INTERVAL, Duration.ofSeconds(540), null);
    }

    private void start(String address, String key, Duration interval, Duration sessionLimit, LocalTime idleStart)
            throws Exception {
        OpticalMeter.Setup setup = new OpticalMeter.Setup(
                LineAddress.parse(address),
                "the test",
                NesKey.of(key),
                1,
                "0000",
                interval,
                sessionLimit,
                idleStart,
                Duration.ofSeconds(2));
        optical = new OpticalMeter(transport.lines(), scheduler, setup, () -> clock, new OpticalMeter.Listener() {
            @Override
            public void reading(NesIdentity identity, NesReading reading, Moment at) {
                told.add(new Told(identity, reading, null, null, null));
            }

            @Override
            public void trouble(String sentence) {
                told.add(new Told(null, null, sentence, null, null));
            }

            @Override
            public void lost(String sentence) {
                told.add(new Told(null, null, null, sentence, null));
            }

            @Override
            public void refused(String sentence) {
                told.add(new Told(null, null, null, null, sentence));
            }
        });
        optical.open(Duration.ZERO);
    }

    private Told next() throws InterruptedException {
        Told next = told.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertNotNull(next, "nothing was told in " + PATIENCE);
        return next;
    }

    private NesReading reading() throws InterruptedException {
        Told next = next();
        while (next.reading() == null) {
            next = next();
        }
        return next.reading();
    }

    private void await(BooleanSupplier condition) throws Exception {
        CompletableFuture<?> met = new CompletableFuture<>();
        Future<?> timer = scheduler.scheduleWithFixedDelay(
                () -> {
                    if (condition.getAsBoolean()) {
                        met.complete(null);
                    }
                },
                0,
                10,
                TimeUnit.MILLISECONDS);
        met.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        timer.cancel(false);
    }

    private static BigDecimal number(String text) {
        return new BigDecimal(text);
    }

    private static void assertPublished(NesReading reading) {
        assertEquals(number("344.180"), reading.energyImport());
        assertEquals(number("7.583"), reading.energyExport());
        assertEquals(number("2710"), reading.powerImport());
        assertEquals(number("0"), reading.powerExport());
        assertEquals(number("569"), reading.reactivePowerExport());
        assertEquals(
                List.of(number("3.320"), number("3.292"), number("6.544")),
                reading.phases().stream().map(NesReading.Phase::current).toList());
        assertEquals(
                List.of(number("225.319"), number("225.263"), number("225.398")),
                reading.phases().stream().map(NesReading.Phase::voltage).toList());
        assertEquals(number("49.985"), reading.frequency());
        assertEquals(number("2769"), reading.apparentPower());
        assertEquals(
                List.of(number("0.980"), number("0.981"), number("0.982")),
                reading.phases().stream().map(NesReading.Phase::powerFactor).toList());
    }

    @Test
    void aMeterIsReadInOneSession() throws Exception {
        simulator = NesSimulator.of(meter).startTcp();
        start(address(simulator));
        Told first = next();
        assertNotNull(first.reading(), () -> String.valueOf(first));
        assertPublished(first.reading());
        assertEquals("NES", first.identity().manufacturer());
        assertEquals("83334-3I", first.identity().model());
        assertEquals("0123456789012345", first.identity().serial());
        assertEquals("0000000012345678", first.identity().utilitySerial());
        assertEquals("3.10.21", first.identity().firmware());
        Instant time = first.reading().clock();
        assertTrue(
                time != null && Duration.between(time, Instant.now()).abs().compareTo(PATIENCE) < 0, "clock " + time);
        meter.setPower(-420);
        NesReading next = reading();
        while (next.powerExport().signum() == 0) {
            next = reading();
        }
        assertEquals(number("420"), next.powerExport());
        assertEquals(1, simulator.sessions());
    }

    @Test
    void aMeterIsReadThroughASerialPort(@TempDir Path folder) throws Exception {
        assumeTrue(PseudoTerminal.isSupported(), "Pseudo-terminals are made on Linux only.");
        try (PseudoTerminal terminal = PseudoTerminal.open(folder.resolve("head"))) {
            simulator = NesSimulator.of(meter)
                    .paced(Duration.ofMillis(20))
                    .zeroAsAcknowledgement()
                    .start(terminal);
            start(folder.resolve("head").toString());
            assertPublished(reading());
            optical.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"false,64,false", "true,64,true", "false,32,true", "true,128,false"})
    void tablesAreFoundWhereTheMeterSaysTheyAre(boolean bigEndian, int packet, boolean fullRead) throws Exception {
        NesMeter.Builder builder = NesMeter.builder()
                .demandResets()
                .presentDemands(2, true)
                .summations(19)
                .tiers(8)
                .presentValues(41)
                .reversed();
        NesMeter other = (bigEndian ? builder.bigEndian() : builder).build();
        other.setTier(1, 0, 200_000);
        other.setTier(2, 1, 7_000);
        other.setRegister(2, 1_234);
        other.setRegister(4, 90);
        other.setRegister(5, 3);
        other.setPresent(15, -199);
        other.setPresent(26, 700);
        other.setPresent(29, 20);
        NesSimulator.Builder simulated = NesSimulator.of(other).largestPacket(packet);
        simulator = (fullRead ? simulated : simulated.withoutFullRegisterRead()).startTcp();
        start(address(simulator));
        NesReading reading = reading();
        assertEquals(number("344.180"), reading.energyImport());
        assertEquals(number("2710"), reading.powerImport());
        assertEquals(number("1.234"), reading.reactiveEnergyImport());
        assertEquals(number("90"), reading.outageSeconds());
        assertEquals(number("3"), reading.outages());
        assertEquals(number("680"), reading.phases().get(0).power());
        assertEquals(number("-0.980"), reading.phases().get(0).powerFactor());
        assertEquals(4, reading.tariffs().size());
        assertEquals(
                new Tariff(number("200.000"), number("0.000")),
                reading.tariffs().get(0));
        assertEquals(
                new Tariff(number("0.000"), number("7.000")), reading.tariffs().get(1));
    }

    @Test
    void aMeterThatDoesNotTellItsDimensionsIsReadFromTheFirstByteOn() throws Exception {
        simulator =
                NesSimulator.of(NesMeter.builder().withoutDimensions().build()).startTcp();
        start(address(simulator));
        NesReading reading = reading();
        assertEquals(number("344.180"), reading.energyImport());
        assertEquals(number("2710"), reading.powerImport());
        assertEquals(number("225.398"), reading.phases().get(2).voltage());
        assertEquals(number("49.985"), reading.frequency());
        assertTrue(reading.tariffs().isEmpty());
    }

    @Test
    void aMeterWithFewValuesHasFewValues() throws Exception {
        simulator = NesSimulator.of(
                        NesMeter.builder().presentValues(10).tiers(0).build())
                .startTcp();
        start(address(simulator));
        NesReading reading = reading();
        assertEquals(number("225.398"), reading.phases().get(2).voltage());
        assertNull(reading.frequency());
        assertNull(reading.phases().get(0).power());
        assertNull(reading.phases().get(0).powerFactor());
        assertTrue(reading.tariffs().isEmpty());
    }

    @ParameterizedTest
    @EnumSource(NesFault.class)
    void aFaultIsReadOver(NesFault fault) throws Exception {
        simulator = NesSimulator.of(meter).startTcp();
        start(address(simulator));
        assertPublished(reading());
        for (int watts = 1_001; watts <= 1_003; watts++) {
            simulator.fail(fault, 1);
            meter.setPower(watts);
            NesReading next = reading();
            while (next.powerImport().intValue() != watts) {
                assertTrue(
                        next.powerImport().intValue() >= 1_000 || watts == 1_001,
                        () -> "a wrong reading after " + fault);
                next = reading();
            }
            assertEquals(number("344.180"), next.energyImport());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = NesFault.class,
            mode = EnumSource.Mode.EXCLUDE,
            // meters may repeat themselves and chatter for ever
            names = {"TWICE", "CHATTER"})
    void aFaultThatLastsIsToldAndGoneWhenItIsOver(NesFault fault) throws Exception {
        simulator = NesSimulator.of(meter).startTcp();
        simulator.fail(fault, -1);
        start(address(simulator));
        Told first = next();
        assertNotNull(first.trouble(), () -> String.valueOf(first));
        assertTrue(first.trouble().endsWith("."), first.trouble());
        simulator.fail(fault, 0);
        assertPublished(reading());
    }

    @ParameterizedTest
    @EnumSource(
            value = NesFault.class,
            names = {"TWICE", "CHATTER"})
    void whatIsNoFaultMayLast(NesFault fault) throws Exception {
        simulator = NesSimulator.of(meter).startTcp();
        simulator.fail(fault, -1);
        start(address(simulator));
        for (int n = 0; n < 3; n++) {
            assertPublished(reading());
        }
        assertEquals(1, simulator.sessions());
    }

    @Test
    void aRefusedKeyIsTriedOnce() throws Exception {
        simulator = NesSimulator.of(meter).locksAfter(3).startTcp();
        start(address(simulator), "ABCDEFGHIJ0123456789", INTERVAL, Duration.ofSeconds(540), null);
        Told first = next();
        assertNotNull(first.refused(), () -> String.valueOf(first));
        assertFalse(first.refused().contains("ABCDEFGHIJ"), first.refused());
        assertNull(told.poll(500, TimeUnit.MILLISECONDS), "it goes on");
        assertEquals(1, simulator.refusals());
    }

    @Test
    void aSessionIsRenewedInTime() throws Exception {
        simulator = NesSimulator.of(meter)
                .sessionLimit(Duration.ofSeconds(8), Duration.ofMinutes(10))
                .startTcp();
        start(address(simulator), NesSimulator.KEY, Duration.ofMillis(500), Duration.ofSeconds(4), null);
        while (simulator.sessions() < 3) {
            Told next = next();
            assertNotNull(next.reading(), () -> String.valueOf(next));
        }
    }

    @Test
    void theMeterIsLeftAloneInItsIdleTime() throws Exception {
        simulator = NesSimulator.of(meter).startTcp();
        start(address(simulator), NesSimulator.KEY, INTERVAL, Duration.ofSeconds(540), LocalTime.of(2, 10));
        assertNotNull(reading());
        clock = LocalTime.of(2, 10, 1);
        Told next = next();
        while (next.reading() != null) {
            next = next();
        }
        assertEquals("The meter is left alone for 1 s, as the parameter idleStart says.", next.trouble());
        List<String> requests = simulator.requests();
        assertEquals(List.of("52", "21"), requests.subList(requests.size() - 2, requests.size()));
        clock = LocalTime.of(2, 10, 2);
        assertNotNull(reading());
        assertEquals(2, simulator.sessions());
    }

    @Test
    void theSessionIsEndedWithTheMeter() throws Exception {
        simulator = NesSimulator.of(meter).startTcp();
        start(address(simulator), NesSimulator.KEY, Duration.ofSeconds(60), Duration.ofSeconds(540), null);
        assertNotNull(reading());
        optical.close();
        await(() -> transport.lines().lines().isEmpty());
        List<String> requests = simulator.requests();
        assertEquals(List.of("52", "21"), requests.subList(requests.size() - 2, requests.size()));
    }

    @ParameterizedTest
    @CsvSource({"1,3f", "6,700b", "300,21"})
    void aMeterIsAskedToWaitWhenItIsReadRarely(int seconds, String last) throws Exception {
        simulator = NesSimulator.of(meter).startTcp();
        start(address(simulator), NesSimulator.KEY, Duration.ofSeconds(seconds), Duration.ofSeconds(540), null);
        assertPublished(reading());
        List<String> requests = simulator.requests();
        String told = requests.get(requests.size() - 1);
        assertTrue(told.startsWith(last), told);
    }

    @Test
    void aSessionIsEndedAlsoInTheMiddleOfAReading() throws Exception {
        simulator = NesSimulator.of(meter).startTcp();
        start(address(simulator));
        assertNotNull(reading());
        simulator.fail(NesFault.NO_ANSWER, -1);
        int before = simulator.requests().size();
        await(() -> simulator.requests().size() > before);
        simulator.fail(NesFault.NO_ANSWER, 0);
        optical.close();
        await(() -> transport.lines().lines().isEmpty());
        List<String> requests = simulator.requests();
        assertEquals(List.of("52", "21"), requests.subList(requests.size() - 2, requests.size()));
    }

    @Test
    void aLostLineIsToldAndComesBack() throws Exception {
        simulator = NesSimulator.of(meter).startTcp();
        start(address(simulator));
        assertNotNull(reading());
        simulator.bridge().refuse();
        simulator.bridge().reset();
        Told next = next();
        while (next.lost() == null) {
            next = next();
        }
        assertTrue(next.lost().endsWith("."), next.lost());
        simulator.bridge().welcome();
        assertPublished(reading());
    }

    @ParameterizedTest
    @CsvSource({"1,2,2", "2,4,4", "3,8,8", "4,16,16", "5,32,32", "6,60,300", "100,60,300"})
    void pausesGrowAndAreLongForAMeterThatEndedALongSession(int failed, int seconds, int whenDeaf) {
        assertEquals(Duration.ofSeconds(seconds), OpticalMeter.pause(failed, false));
        assertEquals(Duration.ofSeconds(whenDeaf), OpticalMeter.pause(failed, true));
    }
}
