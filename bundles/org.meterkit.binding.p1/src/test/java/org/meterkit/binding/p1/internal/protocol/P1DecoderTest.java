/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.p1.internal.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meterkit.binding.p1.internal.protocol.MbusDevice.Kind;
import org.meterkit.binding.p1.internal.protocol.P1Telegram.Checksum;
import org.meterkit.binding.p1.internal.protocol.P1Time.Season;

class P1DecoderTest {

    private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");

    private static void assertNumber(String value, P1Unit unit, @Nullable P1Number number) {
        assertNotNull(number);
        assertEquals(new BigDecimal(value), number.value());
        assertEquals(unit, number.unit());
    }

    private static @Nullable P1Number number(P1Telegram telegram, String code) {
        return telegram.number(Obis.of(code));
    }

    // ---- the published telegrams --------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsThePublishedDsmr2Telegram(boolean onTheWire) {
        P1Telegram telegram = Telegrams.decode(onTheWire ? Telegrams.crLf(Telegrams.DSMR2) : Telegrams.DSMR2);

        assertEquals("XMX5XMXABCE000021701", telegram.identification());
        assertEquals(Checksum.ABSENT, telegram.checksum());
        assertEquals(0, telegram.badLines());
        assertNumber("2.384", P1Unit.KILOWATT_HOUR, number(telegram, "1-0:1.8.1"));
        assertNumber("6.840", P1Unit.KILOWATT_HOUR, number(telegram, "1-0:1.8.2"));
        assertNumber("0.11", P1Unit.KILOWATT, number(telegram, "1-0:1.7.0"));
        assertNumber("0.00", P1Unit.KILOWATT, number(telegram, "1-0:2.7.0"));
        assertNumber("999", P1Unit.AMPERE, number(telegram, "0-0:17.0.0"));
        assertNumber("2", P1Unit.NONE, number(telegram, "0-0:96.14.0"));
        assertEquals("97967789", OctetString.text(telegram.text(Obis.of("0-0:96.1.1"))));
        assertNull(telegram.text(Obis.of("0-0:96.13.0")));
        assertNull(number(telegram, "0-0:96.13.0"));

        List<MbusDevice> devices = MbusDevice.list(telegram);
        assertEquals(1, devices.size());
        MbusDevice gas = devices.get(0);
        assertEquals(Kind.GAS, gas.kind());
        assertEquals(1, gas.channel());
        assertEquals("28011008211006312", gas.equipmentId());
        assertEquals(2, gas.valve());
        assertNumber("0.803", P1Unit.CUBIC_METRE, gas.reading());
        assertEquals(new P1Time(LocalDateTime.of(2012, 8, 2, 10, 0), Season.UNSAID), gas.time());
        assertEquals(Instant.parse("2012-08-02T08:00:00Z"), gas.time().instant(AMSTERDAM));
    }

    @Test
    void readsThePublishedE350Telegram() {
        P1Telegram telegram = Telegrams.decode(Telegrams.E350);

        assertEquals(Checksum.WRONG, telegram.checksum(), "its ids were made unreadable after capture");
        checkE350(telegram);
        P1Telegram repaired = Telegrams.decode(Telegrams.signed(Telegrams.crLf(Telegrams.E350)));
        assertEquals(Checksum.VALID, repaired.checksum());
        checkE350(repaired);
    }

    private static void checkE350(P1Telegram telegram) {
        assertEquals(0, telegram.badLines());
        assertNumber("687.138", P1Unit.KILOWATT_HOUR, number(telegram, "1-0:1.8.1"));
        assertNumber("523.849", P1Unit.KILOWATT_HOUR, number(telegram, "1-0:1.8.2"));
        assertNumber("0.428", P1Unit.KILOWATT, number(telegram, "1-0:1.7.0"));
        assertNumber("999.9", P1Unit.KILOWATT, number(telegram, "0-0:17.0.0"));
        assertNumber("2", P1Unit.AMPERE, number(telegram, "1-0:31.7.0"));
        assertEquals(
                Instant.parse("2014-12-27T17:03:23Z"),
                telegram.time(Obis.of("0-0:1.0.0")).instant(AMSTERDAM));
        assertEquals(List.of(), PowerFailure.list(telegram));
        MbusDevice gas = MbusDevice.list(telegram).get(0);
        assertEquals(Kind.GAS, gas.kind());
        assertEquals(1, gas.valve());
        assertNumber("435.247", P1Unit.CUBIC_METRE, gas.reading());
        assertEquals(Instant.parse("2014-12-27T16:00:00Z"), gas.time().instant(AMSTERDAM));
    }

    // ---- checksum -----------------------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(strings = {"F", "f"})
    void acceptsAChecksumInAnyCaseAndWithoutLeadingZeros(String letter) {
        String telegram = "";
        for (int number = 0; !telegram.matches("(?s).*!0[A-F1-9][0-9A-F]{2}\r\n"); number++) {
            telegram = Telegrams.composed("0-0:96.7.21(" + number + ")");
        }
        telegram = telegram.replace("!0", "!");
        telegram = letter.equals("f") ? telegram.toLowerCase() : telegram;
        String lower = telegram.replace("/tst", "/TST");

        assertEquals(Checksum.VALID, Telegrams.decode(lower).checksum());
    }

    @Test
    void acceptsATelegramWhoseEmptyLineWasLeftOutOnTheWay() {
        String telegram = Telegrams.composed("1-0:1.7.0(00.100*kW)").replace("\r\n\r\n", "\r\n");

        assertEquals(Checksum.VALID, Telegrams.decode(telegram).checksum());
        assertEquals(
                Checksum.VALID, Telegrams.decode(telegram.replace("\r\n", "\n")).checksum());
        assertEquals(
                Checksum.WRONG,
                Telegrams.decode(telegram.replace("00.100", "00.101")).checksum());
    }

    @ParameterizedTest
    @ValueSource(strings = {"!G00D\r\n", "!12345\r\n", "! 12 x\r\n"})
    void anUnreadableChecksumIsAWrongOne(String end) {
        String telegram = Telegrams.composed("1-0:1.7.0(00.100*kW)").replaceFirst("!....\r\n", end);

        assertEquals(
                Checksum.WRONG,
                Telegrams.find(Telegrams.bytes(telegram)).telegrams.get(0).checksum());
    }

    @Test
    void noFlippedBitIsEverBelieved() {
        byte[] telegram = Telegrams.bytes(Telegrams.signed(Telegrams.crLf(Telegrams.E350)));
        byte[] next = Telegrams.bytes(Telegrams.composed("0-0:96.7.21(00001)"));
        String truth = Telegrams.find(telegram).telegrams.get(0).raw();
        String content = truth.substring(0, truth.lastIndexOf('!'));
        for (int bit = 0; bit < 8 * telegram.length; bit++) {
            byte[] stream = new byte[telegram.length + next.length];
            System.arraycopy(telegram, 0, stream, 0, telegram.length);
            System.arraycopy(next, 0, stream, telegram.length, next.length);
            stream[bit / 8] ^= (byte) (1 << bit % 8);
            for (P1Telegram found : Telegrams.find(stream).telegrams) {
                boolean isNext = found.identification().equals("TST5\\1");
                boolean untouched = found.raw().startsWith(content + "!");
                assertTrue(
                        isNext || untouched || found.checksum() == Checksum.WRONG,
                        "bit " + bit + " is believed: " + found.raw());
            }
        }
    }

    // ---- values -------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource({
        "000123.456*kWh, 123.456, KILOWATT_HOUR",
        "000123.456kWh, 123.456, KILOWATT_HOUR",
        "000123.456_kWh, 123.456, KILOWATT_HOUR",
        "000123.456*KWH, 123.456, KILOWATT_HOUR",
        "0123456*Wh, 123456, WATT_HOUR",
        "00001.234*MWh, 1.234, MEGAWATT_HOUR",
        "0999.00*kW, 999.00, KILOWATT",
        "-063*A, -63, AMPERE",
        "'65.0*A,-65.0*A', 65.0, AMPERE",
        "0.025*kA, 0.025, KILOAMPERE",
        "0.050*kHz, 0.050, KILOHERTZ",
        "50.01*HZ, 50.01, HERTZ",
        "'230.1*V ', 230.1, VOLT",
        "00.123*kVAr, 0.123, KILOVAR",
        "000005.678*kvarh, 5.678, KILOVAR_HOUR",
        "14.950*kVA, 14.950, KILOVOLT_AMPERE",
        "00012.34*GJ, 12.34, GIGAJOULE",
        "00435.247*M3, 435.247, CUBIC_METRE",
        "0000000301*s, 301, SECOND",
        "16500, 16500, NONE",
        "12*furlong, 12, UNKNOWN",
        "12*K, 12, UNKNOWN",
    })
    void readsNumbersInEveryForm(String value, String number, P1Unit unit) {
        assertNumber(
                number, unit, number(Telegrams.decode(Telegrams.composed("1-0:1.8.0(" + value + ")")), "1-0:1.8.0"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-", "*kWh", ".", "kWh", "xxxxx", "4530303034303031353535383123456789", "141227180323W"})
    void whatIsNoNumberIsNone(String value) {
        assertNull(number(Telegrams.decode(Telegrams.composed("1-0:1.8.0(" + value + ")")), "1-0:1.8.0"));
    }

    @ParameterizedTest
    @CsvSource({
        "1-0:1.8.0, 1-0:1.8.0",
        "1-0:1.8.0*255, 1-0:1.8.0",
        "1-0:31.7.0.255, 1-0:31.7.0",
        "1-0:99:97.0, 1-0:99.97.0",
        "1-0:72:32.0, 1-0:72.32.0",
        "1.8.0, 1-0:1.8.0",
        "0-1:24.2.1, 0-1:24.2.1",
        "1-0:1.8.0*12, 1-0:1.8.0*12",
    })
    void readsCodesInEveryForm(String sent, String code) {
        P1Telegram telegram = Telegrams.decode(Telegrams.composed(sent + "(00001)"));

        assertEquals(List.of(Obis.of(code)), telegram.objects());
        assertEquals(code, telegram.objects().get(0).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1-0", "1-0:1", "1-0:256.8.0", "1-0:1.8.0.", "power", "1-0:1.8.0 ", "1-0:1.8.0x"})
    void whatIsNoCodeIsRefused(String text) {
        if (text.isBlank() || !text.strip().equals("1-0:1.8.0")) {
            assertTrue(assertThrows(IllegalArgumentException.class, () -> Obis.of(text))
                    .getMessage()
                    .contains("OBIS"));
        } else {
            assertEquals("1-0:1.8.0", Obis.of(text).toString());
        }
    }

    @Test
    void swissChannelsAreFoundUnderTheUsualCode() {
        P1Telegram telegram = Telegrams.decode(Telegrams.composed("1-1:1.8.0(000001.000*kWh)"));

        assertNumber("1.000", P1Unit.KILOWATT_HOUR, number(telegram, "1-0:1.8.0"));
    }

    @Test
    void aBadLineLosesNothingElse() {
        P1Telegram telegram = Telegrams.decode(Telegrams.composed(
                "1-0:1.8.1(000001.000*kWh)",
                "***NO CARRIER***",
                "1-0:1.8.2(000002.0",
                "12:00:01 [info] 1-0:2.8.1(1*kWh)",
                "0-0:96.13.0((ER11))",
                "F.F(00000000)",
                "(00001.000)",
                "1-0:1.7.0(00.100*kW)"));

        assertEquals(Checksum.VALID, telegram.checksum());
        assertNumber("1.000", P1Unit.KILOWATT_HOUR, number(telegram, "1-0:1.8.1"));
        assertNull(number(telegram, "1-0:1.8.2"));
        assertNumber("0.100", P1Unit.KILOWATT, number(telegram, "1-0:1.7.0"));
        assertEquals("(ER11)", telegram.text(Obis.of("0-0:96.13.0")));
        assertEquals(5, telegram.badLines());
    }

    @Test
    void aLongTextMayBeWrapped() {
        P1Telegram telegram = Telegrams.decode(
                Telegrams.composed("0-0:96.13.0(4142", "4344", "45)", "0-0:96.13.1(4142", "1-0:1.7.0(00.100*kW)"));

        assertEquals("ABCDE", OctetString.text(telegram.text(Obis.of("0-0:96.13.0"))));
        assertFalse(telegram.has(Obis.of("0-0:96.13.1")));
        assertNumber("0.100", P1Unit.KILOWATT, number(telegram, "1-0:1.7.0"));
        assertEquals(1, telegram.badLines());
    }

    @Test
    void ofAnObjectSentTwiceTheLastCounts() {
        P1Telegram telegram = Telegrams.decode(Telegrams.composed("0-0:17.0.0(1.0*kW)", "0-0:17.0.0(2.0*kW)"));

        assertNumber("2.0", P1Unit.KILOWATT, number(telegram, "0-0:17.0.0"));
        assertEquals(2, telegram.objects().size());
    }

    @Test
    void keepsObjectsItDoesNotKnow() {
        P1Telegram telegram =
                Telegrams.decode(Telegrams.composed("1-0:94.32.1(400)", "0-0:96.1.9(any (text) here)(2)"));

        assertEquals(List.of(Obis.of("1-0:94.32.1"), Obis.of("0-0:96.1.9")), telegram.objects());
        assertEquals(List.of("any (text) here", "2"), telegram.values(Obis.of("0-0:96.1.9")));
        assertFalse(telegram.has(Obis.of("1-0:1.8.0")));
        assertEquals(List.of(), telegram.values(Obis.of("1-0:1.8.0")));
    }

    @Test
    void decodesTelegramsOfAnySize() {
        String[] lines = new String[300];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = "1-0:" + i % 200 + ".8." + i / 200 + "(" + i + "*W)";
        }
        P1Telegram telegram = Telegrams.decode(Telegrams.composed(lines));

        assertEquals(300, telegram.objects().size());
        assertNumber("299", P1Unit.WATT, number(telegram, "1-0:99.8.1"));
        assertNumber("99", P1Unit.WATT, number(telegram, "1-0:99.8.0"));
    }

    // ---- time ---------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource({
        // the letter decides, in the hour that is twice and in summer too
        "221030023000S, Europe/Amsterdam, 2022-10-30T00:30:00Z",
        "221030023000W, Europe/Amsterdam, 2022-10-30T01:30:00Z",
        "230701120000S, Europe/Amsterdam, 2023-07-01T10:00:00Z",
        "230701120000W, Europe/Stockholm, 2023-07-01T11:00:00Z",
        "230701120000S, Europe/Helsinki, 2023-07-01T09:00:00Z",
        "230101120000W, Europe/Vilnius, 2023-01-01T10:00:00Z",
        // a server with its clock on UTC stands in central Europe all the same
        "230701120000S, UTC, 2023-07-01T10:00:00Z",
        // no letter: the zone's rules
        "120802100000, Europe/Amsterdam, 2012-08-02T08:00:00Z",
        "230701120000T, Europe/Budapest, 2023-07-01T10:00:00Z",
        // COSEM date-time
        "07E8061C050A2B2B00FF8880, Europe/Ljubljana, 2024-06-28T08:43:43Z",
    })
    void readsTimes(String sent, String zone, Instant instant) {
        P1Time time = P1Time.parse(sent);

        assertNotNull(time);
        assertEquals(instant, time.instant(ZoneId.of(zone)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "632525252525S",
                "1412271803",
                "14122718032xW",
                "141227180323WW",
                "07E8FF1C050A2B2B00FF8880",
                "ZZE8061C050A2B2B00FF8880",
                "230229120000W"
            })
    void whatIsNoTimeIsNone(String sent) {
        assertNull(P1Time.parse(sent));
    }

    // ---- text, logs ---------------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource({
        "4530303034303031, E0004001",
        "453030343030 3031, 453030343030 3031",
        "39373936373738392020, 97967789",
        "FFFFFFFF, ''",
        "'', ''",
        "xxxxx, xxxxx",
        "453, 453",
        "0102, 0102",
        "4BF66C6E, Köln",
    })
    void readsTexts(String sent, String text) {
        assertEquals(text, OctetString.text(sent));
    }

    @Test
    void readsTheFailureLogOfTheStandard() {
        P1Telegram telegram = Telegrams.decode(Telegrams.composed(
                "1-0:99:97.0(2)(0:96.7.19)(101208152415W)(0000000240*s)(101208151004W)(00000000301*s)"));

        List<PowerFailure> failures = PowerFailure.list(telegram);

        assertEquals(2, failures.size());
        assertEquals(240, failures.get(0).seconds());
        // the time is the end: it began at 15:05:03
        assertEquals(
                Instant.parse("2010-12-08T14:05:03Z"),
                failures.get(1)
                        .end()
                        .instant(AMSTERDAM)
                        .minus(Duration.ofSeconds(failures.get(1).seconds())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "()",
                "(0)()",
                "(0)(0-0:96.7.19)",
                "(1)()()()",
                "(1)(0-0:96.7.19)(000101000001W)(2147483647*s)",
                "(3)(0-0:96.7.19)(170326062519S)(2317482647*s)"
            })
    void suppressesFailuresThatNeverHappened(String log) {
        assertEquals(List.of(), PowerFailure.list(Telegrams.decode(Telegrams.composed("1-0:99.97.0" + log))));
    }

    @Test
    void readsTheBelgianHistory() {
        P1Telegram telegram = Telegrams.decode(Telegrams.composed(
                "0-0:98.1.0(2)(1-0:1.6.0)(1-0:1.6.0)(200501000000S)(200423192538S)(03.695*kW)(200401000000S)(200305122139S)(05980*W)",
                "1-0:1.6.0(200509134558S)(02.589*kW)"));

        List<MonthlyDemand> months = MonthlyDemand.list(telegram);

        assertEquals(2, months.size());
        assertNumber("3.695", P1Unit.KILOWATT, months.get(0).demand());
        assertNumber("5980", P1Unit.WATT, months.get(1).demand());
        assertEquals(
                LocalDateTime.of(2020, 3, 5, 12, 21, 39), months.get(1).time().local());
        assertNumber("2.589", P1Unit.KILOWATT, number(telegram, "1-0:1.6.0"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "()",
                "(0)(1-0:1.6.0)(1-0:1.6.0)(632525252525W)(632525252525W)(00.000*kW)",
                "(1)(1-0:1.8.0)(1-0:2.8.0)(200501000000S)(200423192538S)(03.695*kW)",
                "(5)(1-0:1.6.0)(1-0:1.6.0)(200501000000S)"
            })
    void anEmptyOrOtherHistoryIsNone(String history) {
        assertEquals(List.of(), MonthlyDemand.list(Telegrams.decode(Telegrams.composed("0-0:98.1.0" + history))));
    }

    // ---- M-Bus --------------------------------------------------------------------------------------------------

    @Test
    void groupsMbusObjectsByChannel() {
        P1Telegram telegram = Telegrams.decode(Telegrams.composed(
                "0-2:96.1.0(4B32)",
                "0-1:24.1.0(003)",
                "0-1:96.1.1(4731)",
                "0-1:24.4.0(1)",
                "0-1:24.2.3(230701120000S)(00112.384*m3)",
                "0-2:24.1.0(7)",
                "0-2:24.2.1(230701113000S)(00872.234*m3)",
                "0-3:24.1.0(012)",
                "0-3:96.1.0(xxxx)",
                "0-3:24.2.1(230701110000W)(9.694*GJ)",
                "0-4:24.1.0(003)",
                "0-4:96.1.0()",
                "0-4:24.2.1(700101010000W)(00000000)"));

        List<MbusDevice> devices = MbusDevice.list(telegram);

        assertEquals(
                List.of(Kind.GAS, Kind.WATER, Kind.HEAT, Kind.GAS),
                devices.stream().map(MbusDevice::kind).toList());
        assertEquals(
                List.of("G1", "K2", "xxxx", ""),
                devices.stream().map(MbusDevice::equipmentId).toList());
        assertEquals(
                List.of(1, -1, -1, -1), devices.stream().map(MbusDevice::valve).toList());
        assertNumber("112.384", P1Unit.CUBIC_METRE, devices.get(0).reading());
        assertNumber("9.694", P1Unit.GIGAJOULE, devices.get(2).reading());
    }

    @ParameterizedTest
    @CsvSource({
        "2, ELECTRICITY",
        "03, GAS",
        "003, GAS",
        "004, HEAT",
        "12, HEAT",
        "13, HEAT",
        "6, WATER",
        "7, WATER",
        "21, WATER",
        "22, WATER",
        "010, COOLING",
        "011, COOLING"
    })
    void knowsTheDeviceTypes(String type, Kind kind) {
        P1Telegram telegram = Telegrams.decode(Telegrams.composed("0-1:24.1.0(" + type + ")"));

        assertEquals(
                List.of(kind),
                MbusDevice.list(telegram).stream().map(MbusDevice::kind).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"(0)", "()", "(632525252525S)()"})
    void aChannelWithNothingBehindHasNoReading(String value) {
        P1Telegram telegram = Telegrams.decode(Telegrams.composed("0-1:24.1.0(003)", "0-1:24.2.1" + value));

        assertNull(MbusDevice.list(telegram).get(0).reading());
    }

    @Test
    void anUnusedChannelIsNoDevice() {
        P1Telegram telegram =
                Telegrams.decode(Telegrams.composed("0-1:24.1.0(000)", "0-2:96.3.10(1)", "0-1:96.1.0(FFFF)"));

        assertEquals(List.of(), MbusDevice.list(telegram));
    }

    // ---- hostile input ------------------------------------------------------------------------------------------

    @Test
    void nothingThatArrivesThrows() {
        Random random = new Random(20260301);
        List<byte[]> seeds = new ArrayList<>(List.of(
                Telegrams.bytes(Telegrams.crLf(Telegrams.DSMR2)), Telegrams.bytes(Telegrams.crLf(Telegrams.E350))));
        for (int round = 0; round < 20_000; round++) {
            byte[] stream = seeds.get(random.nextInt(seeds.size())).clone();
            for (int change = random.nextInt(20); change >= 0; change--) {
                int at = random.nextInt(stream.length);
                switch (random.nextInt(4)) {
                    case 0 -> stream[at] = (byte) random.nextInt(256);
                    case 1 -> stream[at] = (byte) "()/!*.-:\r\n0123456789".charAt(random.nextInt(20));
                    case 2 -> stream[at] ^= (byte) (1 << random.nextInt(8));
                    default -> {
                        int from = random.nextInt(stream.length);
                        int length = Math.min(random.nextInt(60), stream.length - Math.max(at, from));
                        System.arraycopy(stream, from, stream, at, length);
                    }
                }
            }
            for (P1Telegram telegram : Telegrams.find(stream).telegrams) {
                askEverything(telegram);
            }
        }
    }

    static void askEverything(P1Telegram telegram) {
        telegram.identification();
        MbusDevice.list(telegram);
        PowerFailure.list(telegram);
        MonthlyDemand.list(telegram);
        for (Obis code : telegram.objects()) {
            P1Number number = telegram.number(code);
            if (number != null) {
                number.value();
            }
            telegram.values(code).forEach(OctetString::text);
            P1Time time = telegram.time(code);
            if (time != null) {
                time.instant(AMSTERDAM);
            }
        }
    }
}
