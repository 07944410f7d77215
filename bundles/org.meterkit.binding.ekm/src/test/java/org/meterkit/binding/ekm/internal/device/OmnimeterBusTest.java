/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.ekm.internal.device;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.meterkit.binding.ekm.internal.protocol.Answers;
import org.meterkit.binding.ekm.internal.protocol.EkmFrames;
import org.meterkit.binding.ekm.internal.protocol.EkmTable;
import org.meterkit.binding.ekm.internal.protocol.OmnimeterField;
import org.meterkit.binding.ekm.internal.protocol.OmnimeterReading;
import org.meterkit.binding.ekm.internal.protocol.OmnimeterRequest;
import org.meterkit.transport.LineFault;
import org.meterkit.transport.testing.InMemoryLines;
import org.meterkit.transport.testing.ScriptedPeer;

/** Polls, byte by byte: what is asked when, and what becomes of answers that should not be. */
class OmnimeterBusTest {

    private static final String LINE = "/dev/ttyUSB0";
    private static final String FIRST = "000300001285";
    private static final String SECOND = "000300001286";
    private static final String OLD = "000000010015";
    private static final Duration OFTEN = Duration.ofMillis(50);
    private static final Duration RARELY = Duration.ofHours(1);
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(150);

    private final InMemoryLines lines = new InMemoryLines();
    private final ScriptedPeer peer = lines.peer(LINE);

    @AfterEach
    void close() {
        lines.close();
    }

    private BusBench bus(Duration interval, Duration timeout, int retries) throws Exception {
        return new BusBench(lines.service(), LINE, interval, timeout, retries);
    }

    private static byte[] a(String address) {
        return OmnimeterRequest.V4A.to(address);
    }

    private static byte[] b(String address) {
        return OmnimeterRequest.V4B.to(address);
    }

    private static byte[] energy(String address, int hundredths) {
        return Answers.v4a(address, 16, String.format("%08d", hundredths));
    }

    private static void assertEnergy(String kilowattHours, OmnimeterReading reading) {
        assertEquals(new BigDecimal(kilowattHours), reading.number(OmnimeterField.ENERGY));
    }

    @Test
    void aPollIsOneReadingAndTheSecondHalfIsAskedForEveryTenthTime() throws Exception {
        for (int cycle = 0; cycle < 11; cycle++) {
            peer.expect(a(FIRST), energy(FIRST, cycle));
            if (cycle % 10 == 0) {
                peer.expect(b(FIRST), Answers.v4b(FIRST, 16, "00000200", 172, "3"));
            }
            peer.expect(EkmFrames.end());
        }
        try (BusBench bench = bus(OFTEN, LONG, 0)) {
            BusBench.Heard heard = bench.add(FIRST);
            for (int cycle = 0; cycle < 11; cycle++) {
                OmnimeterReading reading = heard.reading();
                assertEnergy(cycle < 10 ? "0.0" + cycle : "0.10", reading);
                assertEquals(new BigDecimal("2.00"), reading.number(OmnimeterField.ENERGY_TARIFF, 1));
                assertEquals(BigDecimal.valueOf(3), reading.number(OmnimeterField.DEMAND_RESET));
            }
            peer.verify();
            assertEquals("9600 7E1", peer.settings().toString());
        }
    }

    @Test
    void theSecondHalfIsAskedForAgainWhenTheDecimalsChange() throws Exception {
        peer.expect(a(FIRST), Answers.v4a(FIRST, 230, "2"))
                .expect(b(FIRST), Answers.v4b(FIRST, 16, "00000200"))
                .expect(EkmFrames.end())
                .expect(a(FIRST), Answers.v4a(FIRST, 230, "0"))
                .expect(b(FIRST), Answers.v4b(FIRST, 16, "00000002"))
                .expect(EkmFrames.end());
        try (BusBench bench = bus(OFTEN, LONG, 0)) {
            BusBench.Heard heard = bench.add(FIRST);
            assertEquals(new BigDecimal("2.00"), heard.reading().number(OmnimeterField.ENERGY_TARIFF, 1));
            assertEquals(new BigDecimal("2"), heard.reading().number(OmnimeterField.ENERGY_TARIFF, 1));
        }
    }

    @Test
    void whichModelItIsIsFoundOutOnceAndKept() throws Exception {
        // a v.3 meter whose number looks like one of v.4
        peer.expect(a(FIRST))
                .expect(OmnimeterRequest.V3.to(FIRST), Answers.v3(FIRST, 16, "00000010"))
                .expect(EkmFrames.end())
                .expect(OmnimeterRequest.V3.to(FIRST), Answers.v3(FIRST, 16, "00000011"))
                .expect(EkmFrames.end());
        try (BusBench bench = bus(OFTEN, SHORT, 0)) {
            BusBench.Heard heard = bench.add(FIRST);
            assertEnergy("1.0", heard.reading());
            assertEnergy("1.1", heard.reading());
            peer.verify();
        }
    }

    @Test
    void echoesNoiseAndPiecesAreNoTrouble() throws Exception {
        byte[] request = OmnimeterRequest.V3.to(OLD);
        byte[] v3 = Answers.v3(OLD, 16, "00000007");
        byte[][] pieces = {
            Arrays.copyOf(request, 5),
            Arrays.copyOfRange(request, 5, request.length),
            {0, 0x7F},
            Arrays.copyOf(v3, 1),
            Arrays.copyOfRange(v3, 1, 200),
            Arrays.copyOfRange(v3, 200, 255)
        };
        peer.expect(request, pieces).expect(EkmFrames.end());
        byte[] parity = v3.clone();
        for (int i = 0; i < parity.length; i++) {
            parity[i] |= (byte) (Integer.bitCount(parity[i]) % 2 << 7);
        }
        peer.expect(request, parity).expect(EkmFrames.end());
        try (BusBench bench = bus(OFTEN, LONG, 0)) {
            BusBench.Heard heard = bench.add(OLD);
            assertEnergy("0.7", heard.reading());
            assertEnergy("0.7", heard.reading());
            assertEquals(0, bench.cycle().damaged());
        }
    }

    @Test
    void whatIsNoGoodAnswerIsAskedForAgainSilently() throws Exception {
        byte[] good = energy(FIRST, 42);
        byte[] damaged = good.clone();
        damaged[20] ^= 1;
        byte[] twoAtOnce = good.clone();
        byte[] other = energy(SECOND, 77);
        for (int i = 0; i < twoAtOnce.length; i++) {
            twoAtOnce[i] &= other[i];
        }
        byte[] late = energy(SECOND, 13);
        List<byte[][]> wrong = List.of(
                new byte[][] {damaged},
                new byte[][] {energy(SECOND, 99)},
                new byte[][] {Answers.v4b(FIRST)},
                new byte[][] {twoAtOnce},
                new byte[][] {Arrays.copyOf(good, 100)},
                new byte[][] {new byte[] {0x55, 0x12}},
                new byte[][] {late, good});
        for (byte[][] each : wrong) {
            peer.expect(a(FIRST), each);
        }
        // doubled: the second one is nobody's
        peer.expect(a(FIRST), good, good)
                .expect(b(FIRST), Answers.v4b(FIRST))
                .expect(EkmFrames.end())
                .expect(a(FIRST), energy(FIRST, 43));
        try (BusBench bench = bus(OFTEN, Duration.ofSeconds(1), wrong.size())) {
            BusBench.Heard heard = new BusBench.Heard();
            bench.bus.add(FIRST, OmnimeterRequest.V4A, heard);
            assertEnergy("0.42", heard.reading());
            BusBench.Cycle cycle = bench.cycle();
            assertEquals(wrong.size(), cycle.damaged());
            assertEquals(0, cycle.timeouts());
            assertEnergy("0.43", heard.reading());
            assertTrue(heard.failures().isEmpty());
            peer.verify();
        }
    }

    @Test
    void aBrokenSecondHalfDoesNotHoldTheFirstBack() throws Exception {
        byte[] second = Answers.v4b(FIRST, 16, "00000002");
        byte[] broken = second.clone();
        broken[17] ^= 2;
        peer.expect(a(FIRST), energy(FIRST, 1))
                .expect(b(FIRST), broken)
                .expect(EkmFrames.end())
                .expect(a(FIRST), energy(FIRST, 2))
                .expect(b(FIRST), second)
                .expect(EkmFrames.end());
        try (BusBench bench = bus(OFTEN, LONG, 0)) {
            BusBench.Heard heard = bench.add(FIRST);
            OmnimeterReading first = heard.reading();
            assertEnergy("0.01", first);
            assertNull(first.number(OmnimeterField.ENERGY_TARIFF, 1));
            assertEquals(new BigDecimal("0.02"), heard.reading().number(OmnimeterField.ENERGY_TARIFF, 1));
        }
    }

    @Test
    void aMeterWithoutSecondHalfIsNotAskedForItAtEveryPoll() throws Exception {
        for (int poll = 0; poll < 11; poll++) {
            peer.expect(a(FIRST), energy(FIRST, poll));
            if (poll % 10 == 0) {
                peer.expect(b(FIRST));
            }
            peer.expect(EkmFrames.end());
        }
        try (BusBench bench = bus(OFTEN, SHORT, 0)) {
            BusBench.Heard heard = bench.add(FIRST);
            for (int poll = 0; poll < 11; poll++) {
                assertNull(heard.reading().number(OmnimeterField.ENERGY_TARIFF, 1));
            }
            peer.verify();
        }
    }

    @Test
    void aDeadMeterCostsTheOthersOneTimeoutLessAndLessOften() throws Exception {
        peer.whenever(a(FIRST), energy(FIRST, 1)).whenever(b(FIRST), Answers.v4b(FIRST));
        try (BusBench bench = bus(Duration.ofMillis(100), SHORT, 2)) {
            BusBench.Heard alive = bench.add(FIRST);
            BusBench.Heard dead = bench.add(SECOND);
            for (int i = 0; i < 40; i++) {
                alive.reading();
            }
            assertEquals("Meter " + SECOND + " does not answer.", dead.failure());
            // 4 s: steps of 0.1, 0.2, 0.4, 0.8, 1.6 s after the first, which tries both forms
            int asked = 1 + dead.failures().size();
            assertTrue(asked >= 3 && asked <= 8, asked + " times");
            List<BusBench.Cycle> cycles = bench.cycles();
            assertEquals(1 + asked, cycles.get(cycles.size() - 1).timeouts(), 1);
            assertTrue(alive.failures().isEmpty());
        }
    }

    @Test
    void aMeterThatIsBackIsReadAgain() throws Exception {
        try (BusBench bench = bus(Duration.ofMillis(100), SHORT, 0)) {
            BusBench.Heard heard = bench.add(FIRST);
            heard.failure();
            heard.failure();
            peer.whenever(a(FIRST), energy(FIRST, 5)).whenever(b(FIRST), Answers.v4b(FIRST));
            assertEnergy("0.05", heard.reading());
            assertEnergy("0.05", heard.reading());
        }
    }

    @Test
    void oneInTenAnswersDamagedGivesNoWrongValue() throws Exception {
        int buses = 10;
        int polls = 100;
        Random random = new Random(4711);
        List<BusBench> benches = new ArrayList<>();
        List<BusBench.Heard> heard = new ArrayList<>();
        int broken = 0;
        try {
            for (int i = 0; i < buses; i++) {
                ScriptedPeer each = lines.peer("/dev/ttyUSB" + (i + 1));
                for (int poll = 0; poll < polls; poll++) {
                    while (random.nextInt(10) == 0) {
                        each.expect(a(FIRST), damaged(energy(FIRST, poll), random));
                        broken++;
                    }
                    each.expect(a(FIRST), energy(FIRST, poll));
                    if (poll % 10 == 0) {
                        each.expect(b(FIRST), Answers.v4b(FIRST));
                    }
                    each.expect(EkmFrames.end());
                }
            }
            for (int i = 0; i < buses; i++) {
                benches.add(new BusBench(
                        lines.service(), "/dev/ttyUSB" + (i + 1), Duration.ofMillis(1), Duration.ofMillis(500), 20));
                heard.add(new BusBench.Heard());
                benches.get(i).bus.add(FIRST, OmnimeterRequest.V4A, heard.get(i));
            }
            assertTrue(broken >= 80, broken + " damaged");
            for (BusBench.Heard each : heard) {
                for (int poll = 0; poll < polls; poll++) {
                    assertEquals(BigDecimal.valueOf(poll, 2), each.reading().number(OmnimeterField.ENERGY));
                }
            }
        } finally {
            benches.forEach(BusBench::close);
        }
    }

    /** A few bytes changed, lost or added anywhere. */
    private static byte[] damaged(byte[] answer, Random random) {
        byte[] damaged = answer.clone();
        switch (random.nextInt(3)) {
            case 0 -> damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(7));
            case 1 -> {
                for (int at = random.nextInt(250), i = at; i < Math.min(at + 8, 255); i++) {
                    damaged[i] = (byte) (damaged[i] + 1 + random.nextInt(126) & 0x7F);
                }
            }
            default -> damaged = Arrays.copyOf(damaged, 1 + random.nextInt(253));
        }
        return damaged;
    }

    @Test
    void aLostLineIsToldAndPollingGoesOnWhenItIsBack() throws Exception {
        peer.whenever(OmnimeterRequest.V3.to(OLD), Answers.v3(OLD));
        try (BusBench bench = bus(OFTEN, LONG, 0)) {
            bench.opening();
            BusBench.Heard heard = bench.add(OLD);
            heard.reading();
            peer.refuse(LineFault.Kind.NO_SUCH_PORT);
            peer.hangUp();
            assertEquals(LineFault.Kind.LOST, bench.fault().kind());
            assertEquals(LineFault.Kind.NO_SUCH_PORT, bench.fault().kind());
            assertTrue(BusBench.sentence(bench.bus.readMonths(OLD)).contains("refuses"));
            peer.accept();
            bench.opening();
            heard.readings().clear();
            heard.reading();
            assertTrue(heard.failures().isEmpty());
        }
    }

    @Test
    void aMeterIsThereOnceAndCanGo() throws Exception {
        peer.whenever(OmnimeterRequest.V3.to(OLD), Answers.v3(OLD));
        try (BusBench bench = bus(RARELY, LONG, 0)) {
            BusBench.Heard heard = new BusBench.Heard();
            var registration = bench.bus.add(OLD, OmnimeterRequest.V3, heard);
            heard.reading();
            assertThrows(IllegalArgumentException.class, () -> bench.add(OLD));
            registration.close();
            registration.close();
            assertEquals(
                    "Refused: Meter " + OLD + " is not on this line.", BusBench.sentence(bench.bus.readMonths(OLD)));
            bench.add(OLD).reading();
            assertTrue(heard.readings().isEmpty());
        }
    }

    @Test
    void monthsAndCalendarsAreRead() throws Exception {
        byte[] request = OmnimeterRequest.V3.to(OLD);
        String month = "00000100" + "00000070" + "00000030" + "00000000" + "00000000";
        String back = "00000010" + "00000010" + "00000000" + "00000000" + "00000000";
        String schedule = "070001220002" + "0".repeat(36);
        peer.whenever(request, Answers.v3(OLD))
                .whenever(EkmTable.request("11", false), Answers.table("11", month.repeat(6)))
                .whenever(EkmTable.request("12", true), Answers.table("12", back.repeat(6)))
                .whenever(EkmTable.request("70", true), Answers.table("70", schedule.repeat(4) + "010101070102"))
                .whenever(EkmTable.request("71", true), Answers.table("71", ""))
                .whenever(EkmTable.request("B0", true), Answers.table("B0", "01011225" + "0".repeat(72) + "0102"));
        try (BusBench bench = bus(RARELY, SHORT, 0)) {
            bench.add(OLD).reading();
            var months = bench.bus.readMonths(OLD).get(BusBench.PATIENCE_SECONDS, SECONDS);
            assertEquals(6, months.size());
            assertEquals("[9.0, 6.0, 3.0, 0.0, 0.0]", months.get(5).imported().toString());
            assertEquals("[1.0, 1.0, 0.0, 0.0, 0.0]", months.get(5).exported().toString());
            assertEquals(
                    "[07:00=1,22:00=2, 07:00=1,22:00=2, 07:00=1,22:00=2, 07:00=1,22:00=2, , , , , 01-01=1,07-01=2, 01-01,12-25, 1,2]",
                    BusBench.sentence(bench.bus.readCalendars(OLD)));
        }
    }
}
