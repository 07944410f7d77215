/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.enistic.internal.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meterkit.binding.enistic.internal.protocol.EnisticEvent.KeyValue;
import org.meterkit.binding.enistic.internal.protocol.EnisticEvent.Unknown;
import org.meterkit.binding.enistic.internal.protocol.EnisticReading.Form;

class EnisticDecoderTest {

    private static final String CONTROLLER = "0004A3BB5B04";
    private static final String SOCKET = "0021ED0000041319";

    private static List<EnisticEvent> decode(String datagram) {
        List<EnisticEvent> events = new ArrayList<>();
        EnisticDecoder.decode(datagram.getBytes(ISO_8859_1), events::add);
        return events;
    }

    private static EnisticReading reading(String datagram) {
        List<EnisticEvent> events = decode(datagram);
        assertEquals(1, events.size(), () -> events.toString());
        return assertInstanceOf(EnisticReading.class, events.get(0));
    }

    private static void assertNoReading(String datagram) {
        List<EnisticEvent> events = decode(datagram);
        assertTrue(events.stream().noneMatch(EnisticReading.class::isInstance), () -> events.toString());
    }

    private static EnisticReading colon(String power, int channel, Integer state) {
        return new EnisticReading(CONTROLLER, SOCKET, new BigDecimal(power), Form.COLON, channel, state, "");
    }

    @Test
    void readsTheDocumentedForm() {
        assertEquals(colon("94031.992", 1, 1), reading("0004A3BB5B04:Reading:0021ED0000041319:94031.992:1:1\r"));
    }

    @Test
    void completesTheVendorsElevenDigitSerial() {
        assertEquals(colon("94031.992", 1, 1), reading("004A3BB5B04:Reading:0021ED0000041319:94031.992:1:1\r"));
    }

    @Test
    void readsSeveralEventsOfOneDatagram() {
        List<EnisticEvent> events = decode("\r\n0004A3BB5B04:Reading:0021ED0000041319:1.5:1:1\r\n\r"
                + "0004A3BB5B04:Status:Model=SEC16\r0004A3BB5B04:Reading:0021ED0000041320:12.5:2:0");
        assertEquals(
                List.of(
                        colon("1.5", 1, 1),
                        new KeyValue(CONTROLLER, KeyValue.MODEL, "SEC16"),
                        new EnisticReading(
                                CONTROLLER, "0021ED0000041320", new BigDecimal("12.5"), Form.COLON, 2, 0, "")),
                events);
    }

    @Test
    void missingStateIsNoState() {
        EnisticReading reading = reading("0004A3BB5B04:Reading:0021ED0000041319:94031.992:1\r");
        assertEquals(colon("94031.992", 1, null), reading);
        assertNull(reading.on());
    }

    @Test
    void missingChannelIsTheFirst() {
        assertEquals(colon("94031.992", 1, null), reading("0004A3BB5B04:Reading:0021ED0000041319:94031.992\r"));
        assertEquals(colon("94031.992", 1, 0), reading("0004A3BB5B04:Reading:0021ED0000041319:94031.992::0\r"));
    }

    @Test
    void caseBlanksAndTerminatorsDoNotMatter() {
        assertEquals(colon("94031.992", 1, 1), reading("0004a3bb5b04:reading:0021ed0000041319:94031.992:1:1\0"));
        assertEquals(colon("5", 16, 0), reading("  0004A3BB5B04 : READING :\t0021ED0000041319: 5 : 16 : 0 "));
    }

    @Test
    void furtherFieldsAreLeftAlone() {
        assertEquals(colon("5", 1, 1), reading("0004A3BB5B04:Reading:0021ED0000041319:5:1:1:more:of:it:::::::::\r"));
    }

    @Test
    void controllerMayBeMissing() {
        assertNull(reading(":Reading:0021ED0000041319:5:1:1\r").controller());
        assertNull(reading("Reading:0021ED0000041319:5.0:1:1\r").controller());
    }

    @Test
    void recognisesFieldsInAnotherOrder() {
        assertEquals(colon("94.5", 3, 1), reading("0021ED0000041319:0004A3BB5B04:Reading:3:1:94.5\r"));
        assertEquals(colon("94.5", 3, 0), reading("0004A3BB5B04:Reading:94.5:0021ED0000041319:3:0\r"));
    }

    @Test
    void aCutReadingIsNone() {
        String whole = "0004A3BB5B04:Reading:0021ED0000041319:94031.992:16:1";
        for (int length = 0; length < whole.length(); length++) {
            assertNoReading(whole.substring(0, length));
        }
        assertEquals(colon("94031.992", 16, 1), reading(whole));
    }

    @ParameterizedTest
    @CsvSource({
        "94031.992, 94031.992",
        "0.000, 0",
        "-12.5, -12.5",
        "+7, 7",
        ".5, 0.5",
        "5., 5",
        "1.25E3, 1250",
        "1.25e+03, 1250",
        "125E-3, 0.125",
        "1E-99, 0",
        "000000000000000000000012.5, 12.5",
        "1.000000000000000000000000000001, 1",
        "999999999999.9, 999999999999.9"
    })
    void readsPowers(String text, BigDecimal power) {
        EnisticReading reading = reading("0004A3BB5B04:Reading:0021ED0000041319:" + text + ":1:1\r");
        assertEquals(0, power.compareTo(reading.power()), reading.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nan",
                "NaN",
                "inf",
                "-",
                ".",
                "E5",
                "1E",
                "1E+",
                "1E1234",
                "1E13",
                "1000000000000",
                "12,5",
                "1.2.3",
                "0x10",
                "12 5",
                "12345678901234567890"
            })
    void whatIsNoPowerMakesNoReading(String text) {
        assertNoReading("0004A3BB5B04:Reading:0021ED0000041319:" + text + ":1:1\r");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "-1", "1.0", "1000", "99999999999999999999"})
    void whatIsNoChannelMakesNoReading(String channel) {
        assertNoReading("0004A3BB5B04:Reading:0021ED0000041319:5:" + channel + ":1\r");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0004A3BB5B0", "G004A3BB5B04", "00004A3BB5B04", "04A3BB5B0", "?"})
    void aBrokenControllerSerialIsNotTakenForThisController(String controller) {
        decode(controller + ":Reading:0021ED0000041319:5:1:1\r").stream()
                .map(EnisticEvent::controller)
                .forEach(serial -> assertNotEquals(CONTROLLER, serial));
    }

    @Test
    void onlyZeroAndOneAreStates() {
        assertEquals(Boolean.TRUE, colon("5", 1, 1).on());
        assertEquals(Boolean.FALSE, colon("5", 1, 0).on());
        assertNull(colon("5", 1, 2).on());
        assertNull(colon("5", 1, 99).on());
        assertNull(colon("5", 1, null).on());
    }

    @Test
    void readsTheOtherForm() {
        EnisticReading reading = reading("abc,29/09/2026/10/11/12,D1,0021ED0000041319,x,94031.992,x,3");
        assertEquals(
                new EnisticReading(null, SOCKET, new BigDecimal("94031.992"), Form.D1, 3, null, "29/09/2026/10/11/12"),
                reading);
        assertEquals(new BigDecimal("94.031992"), reading.watts(PowerUnit.WATT), "always milliwatts");
    }

    @Test
    void theOtherFormNeedsAllItsFields() {
        assertNoReading("29/09/2026/10/11/12,D1,0021ED0000041319,x,94031.992,x");
        assertNoReading("29/09/2026/10/11/12,D1,0021ED0000041319,x,94031.992,x,x");
        assertNoReading("29/09/2026/10/11/12,D1,0021ED,x,94031.992,x,1");
        assertNoReading("D1,D1,D1,D1,D1,D1,D1,D1,D1,D1,D1,D1,D1,D1");
    }

    @Test
    void readsWhatAControllerSaysOfItself() {
        assertEquals(
                List.of(
                        new KeyValue(CONTROLLER, KeyValue.SERIAL, "0004A3BB5B04"),
                        new KeyValue(CONTROLLER, KeyValue.SERIAL, "004a3bb5b04"),
                        new KeyValue(CONTROLLER, "Status:TimeNow", "29/09/2026/10/11/12"),
                        new KeyValue(null, KeyValue.MODEL, "S:E=C")),
                decode("0004A3BB5B04:Core:Serial=0004A3BB5B04\rCore:Serial=004a3bb5b04\r"
                        + "0004A3BB5B04:Status:TimeNow=29/09/2026/10/11/12\rany,status:Model= S:E=C \r"));
    }

    @Test
    void keepsALittleOfWhatItDoesNotKnow() {
        assertEquals(List.of(new Unknown("hello ?world")), decode("\rhello \7world\n"));
        List<EnisticEvent> long_ = decode("x".repeat(2000));
        assertEquals(List.of(new Unknown("x".repeat(EnisticDecoder.MAX_TEXT))), long_);
        assertEquals(List.of(), decode(""));
        assertEquals(List.of(), decode("\r \n\0\0"));
    }

    @Test
    void wattsFollowTheUnit() {
        assertEquals(new BigDecimal("94.031992"), colon("94031.992", 1, 1).watts(PowerUnit.MILLIWATT));
        assertEquals(new BigDecimal("94031.992"), colon("94031.992", 1, 1).watts(PowerUnit.WATT));
        assertEquals(new BigDecimal("0"), colon("0.000", 1, 1).watts(PowerUnit.MILLIWATT));
        assertEquals(new BigDecimal("2000"), colon("2E6", 1, 1).watts(PowerUnit.MILLIWATT));
    }

    @Test
    void hostileBytesNeverThrow() {
        Random random = new Random(53005);
        String[] scraps = {
            "0004A3BB5B04",
            ":",
            ":Reading:",
            "0021ED0000041319",
            "94031.992",
            "1",
            "\r",
            "\0",
            ",",
            ",D1,",
            "D1",
            "Core:",
            "Status:",
            "=",
            "E",
            "-",
            ".",
            " ",
            "\n",
            "29/09/2026/10/11/12",
            "reading",
            "99999999999999999999"
        };
        for (int n = 0; n < 100_000; n++) {
            byte[] datagram;
            if (n % 2 == 0) {
                datagram = new byte[random.nextInt(120)];
                random.nextBytes(datagram);
            } else {
                StringBuilder text = new StringBuilder();
                for (int scrap = random.nextInt(25); scrap > 0; scrap--) {
                    text.append(scraps[random.nextInt(scraps.length)]);
                }
                datagram = text.toString().getBytes(ISO_8859_1);
                if (datagram.length > 0 && n % 3 == 0) {
                    datagram[random.nextInt(datagram.length)] ^= (byte) (1 << random.nextInt(8));
                }
            }
            byte[] before = datagram.clone();
            EnisticDecoder.decode(datagram, EnisticDecoderTest::assertSound);
            assertTrue(Arrays.equals(before, datagram), "the payload is shared by all listeners");
        }
    }

    private static void assertSound(EnisticEvent event) {
        if (event instanceof EnisticReading reading) {
            assertTrue(reading.meter().matches("[0-9A-F]{16}"), event::toString);
            assertTrue(reading.power().abs().compareTo(new BigDecimal("1E12")) < 0, event::toString);
            assertTrue(reading.power().scale() <= 9, event::toString);
            assertTrue(reading.channel() >= 0 && reading.channel() < 1000, event::toString);
        }
        String controller = event.controller();
        assertTrue(controller == null || controller.matches("[0-9A-F]{12}"), event::toString);
        assertTrue(event.toString().length() < 500, event::toString);
    }

    @Test
    void everyCapturedLineIsUnderstood() throws IOException {
        Path file = Path.of(System.getProperty("meterkit.frames", "frames"), "enistic", "README_and_lines.txt");
        assumeTrue(
                Files.exists(file),
                "Skipped: the captured frames are not on this machine (system property meterkit.frames)");
        List<EnisticEvent> events = new ArrayList<>();
        int lines = 0;
        boolean eventsPart = false;
        for (String line : Files.readAllLines(file, UTF_8)) {
            eventsPart = line.startsWith("##") ? line.contains("events") : eventsPart;
            if (!eventsPart || !line.matches("[XDR] .*")) {
                continue;
            }
            lines++;
            String payload = line.substring(2)
                    .replaceFirst("^[a-z][a-z /,()NULCR]*: +", "")
                    .replaceFirst(" {2,}\\(.*$", "")
                    .replace("\\r", "\r")
                    .replace("\\0", "\0");
            List<EnisticEvent> decoded = decode(payload);
            assertTrue(decoded.stream().noneMatch(Unknown.class::isInstance), () -> line + " -> " + decoded);
            assertTrue(!decoded.isEmpty(), line);
            events.addAll(decoded);
        }
        assertEquals(11, lines);
        assertEquals(12, events.size(), "one line holds two events");
        assertEquals(9, events.stream().filter(EnisticReading.class::isInstance).count());
        assertTrue(events.stream()
                .filter(event -> !(event instanceof EnisticReading reading && reading.form() == Form.D1))
                .allMatch(event -> CONTROLLER.equals(event.controller())));
    }
}
