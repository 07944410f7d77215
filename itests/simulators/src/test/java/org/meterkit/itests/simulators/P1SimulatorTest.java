/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.itests.simulators;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class P1SimulatorTest {

    /** A Wednesday, 18:14:03 summer time in the Netherlands. */
    private static final Instant START = Instant.parse("2026-09-30T16:14:03Z");

    private static P1Simulator.Builder meter(P1Version version) {
        return P1Simulator.builder().version(version).clock(Clock.fixed(START, ZoneOffset.UTC));
    }

    private static String text(byte[] telegram) {
        return new String(telegram, StandardCharsets.ISO_8859_1);
    }

    @Test
    void theCheckValueOfTheCrc() {
        assertEquals(0xBB3D, Crc16.of("123456789".getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void theCrcOfRecordedTelegrams() throws IOException {
        Path folder = Path.of(System.getProperty("meterkit.frames", ""), "dsmr");
        Path manifest = folder.resolve("MANIFEST.tsv");
        assumeTrue(Files.exists(manifest), "The recorded telegrams are not here: there is no file " + manifest + ".");
        int checked = 0;
        for (String row : Files.readAllLines(manifest)) {
            // file, repository, commit, path, extraction, header, version, lines, CRC stated, CRC computed, status
            String[] columns = row.split("\t");
            if (columns[10].equals("ok-crlf")) {
                byte[] telegram = Files.readAllBytes(folder.resolve(columns[0]));
                int end = text(telegram).lastIndexOf('!') + 1;
                int crc = Crc16.of(Arrays.copyOf(telegram, end));
                assertEquals(Integer.parseInt(columns[8], 16), crc, columns[0]);
                checked++;
            }
        }
        assertTrue(checked > 0, "no telegram was checked");
    }

    @ParameterizedTest
    @EnumSource(P1Version.class)
    void everyTelegramIsWellFormed(P1Version version) {
        P1Simulator meter = meter(version).wander(3).build();
        for (int i = 0; i < 200; i++) {
            String text = text(meter.telegram(START.plusSeconds(170L * i)));
            assertTrue(
                    text.matches("/[A-Z]{3}5\\\\[^\\r\\n]+\\r\\n\\r\\n"
                            + "([0-9]-[0-9]:[0-9]{1,2}\\.[0-9]{1,2}\\.[0-9]{1,2}(\\([^()\\r\\n]*\\))+\\r\\n"
                            + "(\\([0-9.]+\\)\\r\\n)?)+![0-9A-F]*\\r\\n"),
                    text);
            assertTrue(text.length() <= 1024, "a telegram of the older standards has at most 1024 characters");
            int end = text.indexOf('!') + 1;
            String crc = text.substring(end).strip();
            String expected = version == P1Version.DSMR2
                    ? ""
                    : String.format("%04X", Crc16.of(text.substring(0, end).getBytes(StandardCharsets.ISO_8859_1)));
            assertEquals(expected, crc);
        }
    }

    @Test
    void dsmr5() {
        String text = text(meter(P1Version.DSMR5).build().telegram());
        assertEquals("""
                /MKT5\\2SIM-D5

                1-3:0.2.8(50)
                0-0:1.0.0(260930181403S)
                0-0:96.1.1(4530303132303037353230313132333435)
                1-0:1.8.1(000687.138*kWh)
                1-0:1.8.2(000523.849*kWh)
                1-0:2.8.1(000012.000*kWh)
                1-0:2.8.2(000034.000*kWh)
                0-0:96.14.0(0002)
                1-0:1.7.0(00.428*kW)
                1-0:2.7.0(00.000*kW)
                0-0:96.7.21(00004)
                0-0:96.7.9(00002)
                1-0:99.97.0(2)(0-0:96.7.19)(101208152415W)(0000000240*s)(101208151004W)(0000000301*s)
                1-0:32.32.0(00002)
                1-0:52.32.0(00001)
                1-0:72.32.0(00000)
                1-0:32.36.0(00000)
                1-0:52.36.0(00001)
                1-0:72.36.0(00002)
                0-0:96.13.0()
                1-0:32.7.0(230.1*V)
                1-0:52.7.0(229.8*V)
                1-0:72.7.0(231.2*V)
                1-0:31.7.0(001*A)
                1-0:51.7.0(001*A)
                1-0:71.7.0(000*A)
                1-0:21.7.0(00.214*kW)
                1-0:41.7.0(00.128*kW)
                1-0:61.7.0(00.086*kW)
                1-0:22.7.0(00.000*kW)
                1-0:42.7.0(00.000*kW)
                1-0:62.7.0(00.000*kW)
                0-1:24.1.0(003)
                0-1:96.1.0(4730303235303033343037353132333435)
                0-1:24.2.1(260930181000S)(00435.247*m3)
                """, text.substring(0, text.indexOf('!')).replace("\r\n", "\n"));
    }

    @Test
    void dsmr4TellsGasOnTheHourAndNoVoltage() {
        String text = text(meter(P1Version.DSMR4).build().telegram());
        assertTrue(text.contains("1-3:0.2.8(42)\r\n"), text);
        assertTrue(text.contains("0-1:24.2.1(260930180000S)(00435.247*m3)\r\n"), text);
        assertFalse(text.contains("1-0:32.7.0("), text);
    }

    @Test
    void dsmr2HasNoCrcNoTimeAndGasOnTwoLines() {
        String text = text(meter(P1Version.DSMR2).build().telegram());
        assertTrue(text.endsWith("\r\n!\r\n"), text);
        assertFalse(text.contains("0-0:1.0.0("), text);
        assertTrue(text.contains("\r\n1-0:1.8.1(00687.138*kWh)\r\n"), text);
        assertTrue(text.contains("\r\n1-0:1.7.0(0000.43*kW)\r\n"), text);
        assertTrue(text.contains("\r\n0-1:24.3.0(260930180000)(00)(60)(1)(0-1:24.2.1)(m3)\r\n(00435.247)\r\n"), text);
    }

    @Test
    void belgiumHasItsOwnTariffsGasCodeAndDemands() {
        P1Simulator meter = meter(P1Version.BELGIUM).power(4_000).build();
        String text = text(meter.telegram());
        assertTrue(text.contains("\r\n0-0:96.14.0(0001)\r\n"), "it is day, tariff 1\n" + text);
        assertTrue(text.contains("\r\n0-1:24.2.3(260930181000S)(00435.247*m3)\r\n"), text);
        assertTrue(text.contains("\r\n1-0:1.6.0(260930180000S)(02.589*kW)\r\n"), text);
        assertTrue(
                text.contains("\r\n0-0:98.1.0(1)(1-0:1.6.0)(1-0:1.6.0)(260901000000S)(260824193000S)(03.695*kW)\r\n"));

        // 18:14:57: 54 s at 4 kW are 60 Wh, a mean of 240 W over the quarter.
        text = text(meter.telegram(START.plusSeconds(54)));
        assertTrue(text.contains("\r\n1-0:1.4.0(00.240*kW)\r\n"), text);
        text = text(meter.telegram(START.plusSeconds(58)));
        assertTrue(text.contains("\r\n1-0:1.4.0(00.000*kW)\r\n"), "a quarter begins with nothing\n" + text);
        text = text(meter.telegram(START.plusSeconds(958)));
        assertTrue(text.contains("\r\n1-0:1.6.0(260930183000S)(04.000*kW)\r\n"), text);

        // The last quarter of the month ends as the next month begins.
        text = text(meter.telegram(Instant.parse("2026-09-30T22:20:00Z")));
        assertTrue(text.contains("0-0:98.1.0(1)"), text);
        text = text(meter.telegram(Instant.parse("2026-09-30T22:31:00Z")));
        assertTrue(text.contains("0-0:98.1.0(2)(1-0:1.6.0)(1-0:1.6.0)(261001000000S)(260930"), text);
    }

    @Test
    void countersGrowWithThePowerOfTheirTariffAndDirection() {
        P1Simulator meter = meter(P1Version.DSMR5).power(3_600).build();
        meter.setEnergy(1, 1_000, 2_000);
        meter.setEnergy(2, 3_000, 4_000);
        meter.telegram(START.plusSeconds(5));
        assertEquals(3_005, meter.values().importT2());
        meter.setPower(-7_200);
        String text = text(meter.telegram(START.plusSeconds(6)));
        assertEquals(4_002, meter.values().exportT2());
        assertTrue(text.contains("\r\n1-0:2.8.2(000004.002*kWh)\r\n"), text);
        assertTrue(text.contains("\r\n1-0:1.7.0(00.000*kW)\r\n1-0:2.7.0(07.200*kW)\r\n"), text);
        assertEquals(List.of(-3_600, -2_160, -1_440), meter.values().phasePower());

        // 23:00 to 23:00:01, at night.
        meter.telegram(Instant.parse("2026-09-30T21:00:00Z"));
        assertEquals(1, meter.values().tariff());
        meter.telegram(Instant.parse("2026-09-30T21:00:01Z"));
        assertEquals(2_002, meter.values().exportT1());
        assertEquals(1_000, meter.values().importT1());
    }

    @Test
    void aClockThatIsSetBackDoesNotTurnCountersBack() {
        P1Simulator meter = meter(P1Version.DSMR5).power(3_600).build();
        meter.telegram(START.plusSeconds(10));
        P1Values before = meter.values();
        String text = text(meter.telegram(START.minusSeconds(3_600)));
        assertTrue(text.contains("0-0:1.0.0(260930171403S)"), text);
        assertEquals(before.importT2(), meter.values().importT2());
        assertEquals(before.gasTime(), meter.values().gasTime());
        meter.telegram(START.minusSeconds(3_599));
        assertEquals(before.importT2() + 1, meter.values().importT2());
    }

    @Test
    void gasIsReadEveryFiveMinutes() {
        P1Simulator meter = meter(P1Version.DSMR5).build();
        meter.setGas(1_000);
        meter.setGasFlow(3_600);
        meter.telegram(START.plusSeconds(50));
        assertEquals(1_000, meter.values().gas());
        meter.telegram(START.plusSeconds(57));
        assertEquals(1_057, meter.values().gas());
        assertEquals(Instant.parse("2026-09-30T16:15:00Z"), meter.values().gasTime());
        meter.telegram(START.plusSeconds(60));
        assertEquals(1_057, meter.values().gas());
    }

    @Test
    void summerAndWinterTimeAreTold() {
        P1Simulator meter = meter(P1Version.DSMR5).build();
        assertTrue(text(meter.telegram(Instant.parse("2026-10-25T00:30:00Z"))).contains("(261025023000S)"));
        assertTrue(text(meter.telegram(Instant.parse("2026-10-25T01:30:00Z"))).contains("(261025023000W)"));
    }

    @Test
    void whatWandersFeedsInNowAndThenAndIsTheSameForTheSameSeed() {
        P1Simulator meter = meter(P1Version.DSMR5).wander(5).build();
        P1Simulator twin = meter(P1Version.DSMR5).wander(5).build();
        boolean imported = false;
        boolean exported = false;
        P1Values before = meter.values();
        for (int i = 1; i <= 3_600; i++) {
            assertArrayEquals(meter.telegram(START.plusSeconds(i)), twin.telegram(START.plusSeconds(i)));
            P1Values now = meter.values();
            imported |= now.power() > 100;
            exported |= now.power() < -100;
            assertTrue(now.importT2() >= before.importT2() && now.exportT2() >= before.exportT2());
            assertEquals(
                    now.power(),
                    now.phasePower().stream().mapToInt(Integer::intValue).sum());
            before = now;
        }
        assertTrue(imported && exported);
    }

    @ParameterizedTest
    @EnumSource(P1Version.class)
    void aWanderingMeterGoesOnAfterARestartWhereItWouldBe(P1Version version) {
        P1Simulator first = meter(version).wander(5).build();
        for (int i = 0; i < 10_000; i += 7) {
            first.telegram(START.plusSeconds(i));
        }
        Instant later = START.plusSeconds(20_000);
        first.telegram(later);
        P1Simulator again = P1Simulator.builder()
                .version(version)
                .wander(5)
                .clock(Clock.fixed(later, ZoneOffset.UTC))
                .build();
        assertEquals(first.values(), again.values());
        assertTrue(again.values().importT2() > meter(version).build().values().importT2());
        again.setPower(100);
        again.telegram(later.plusSeconds(30));
        assertEquals(100, again.values().power());
    }

    @Test
    void oneMeterDiffersFromAnother() {
        String text = text(meter(P1Version.DSMR5)
                .singlePhase()
                .withoutGas()
                .equipmentId("AB")
                .object("0-2:24.1.0(007)")
                .build()
                .telegram());
        assertTrue(text.contains("\r\n0-0:96.1.1(4142)\r\n"), text);
        assertTrue(text.contains("\r\n1-0:21.7.0(00.428*kW)\r\n"), text);
        assertFalse(text.contains("1-0:41.7.0("), text);
        assertFalse(text.contains("0-1:"), text);
        assertTrue(text.contains("\r\n0-2:24.1.0(007)\r\n!"), text);
    }

    @Test
    void faults() {
        byte[] telegram = meter(P1Version.DSMR5).build().telegram();
        byte[] untouched = telegram.clone();
        String text = text(telegram);

        assertEquals(text.substring(0, 100), text(P1Fault.cut(100).apply(telegram)));
        byte[] flipped = P1Fault.flip(8 * 40 + 7).apply(telegram);
        assertEquals(40, Arrays.mismatch(telegram, flipped));
        assertEquals((byte) (telegram[40] ^ 0x80), flipped[40]);
        assertEquals(
                text.substring(0, text.length() / 2) + text,
                text(P1Fault.merged().apply(telegram)));
        assertEquals(
                text.substring(0, text.indexOf('!')), text(P1Fault.withoutEnd().apply(telegram)));
        String dirty = text(P1Fault.garbageBefore(500, 1).apply(telegram));
        assertEquals(500 + text.length(), dirty.length());
        assertEquals(500, dirty.indexOf('/'));
        assertTrue(dirty.endsWith(text));
        assertArrayEquals(untouched, telegram);
    }

    @Test
    void versionsKnowTheirLine() {
        assertEquals("9600 7E1", P1Version.DSMR2.serialSettings());
        assertEquals(Duration.ofSeconds(1), P1Version.DSMR5.period());
    }
}
