/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.nes.internal.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meterkit.binding.nes.internal.protocol.NesReading.Phase;

class MepAnswerTest {

    private static final String ANSWER = """
            {
             "ESP_SW_Version": "Mar 28 2024 17:20:00",
             "Meter_Manufacturer": "NES ",
             "Meter_Model": "83334-3I",
             "Meter_SW_Version": "49.85",
             "Utility_SN": "0000000012345678",
             "Fwd_Act_Wh": 344180,
             "Rev_Act_Wh": 7583,
             "Fwd_W": 2710,
             "Rev_W": 0,
             "Freq_mHz": 49985,
             "L1_RMS_A": 3320,
             "L1_RMS_V": 225319,
             "L1_Fwd_W": 0,
             "L1_Rev_W": 120
            }""";

    private static BigDecimal number(String text) {
        return new BigDecimal(text);
    }

    @Test
    void theModulesAnswerIsRead() throws Exception {
        Path file = Path.of(
                System.getProperty("meterkit.frames", "frames"), "nes", "dabbler_getDashDataWS_CONSTRUCTED.json");
        assumeTrue(
                Files.isRegularFile(file),
                "No answer at " + file + ": set the system property meterkit.frames to the folder of captured frames.");
        MepAnswer answer = MepAnswer.parse(Files.readString(file, StandardCharsets.UTF_8));
        NesReading reading = answer.reading();
        assertEquals(number("344.180"), reading.energyImport());
        assertEquals(number("7.583"), reading.energyExport());
        assertEquals(number("2710"), reading.powerImport());
        assertEquals(number("0"), reading.powerExport());
        assertEquals(number("49.985"), reading.frequency());
        assertEquals(
                new Phase(number("700"), number("225.319"), number("3.320"), null),
                reading.phases().get(0));
        assertEquals(
                new Phase(number("690"), number("225.263"), number("3.292"), null),
                reading.phases().get(1));
        assertEquals(
                new Phase(number("1320"), number("225.398"), number("6.544"), null),
                reading.phases().get(2));
        assertEquals(new NesIdentity("NES", "83334-3I", "", "0000000012345678", "3.10.21", ""), answer.identity());
        assertNull(reading.clock(), "the module's clock is none of the meter's");
        assertTrue(answer.ready());
    }

    @Test
    void whatIsNotSentIsNotThere() {
        MepAnswer answer = MepAnswer.parse(ANSWER);
        assertEquals(Phase.NONE, answer.reading().phases().get(1));
        assertEquals(number("-120"), answer.reading().phases().get(0).power());
        assertNull(answer.reading().reactivePowerImport());
        assertEquals("Mar 28 2024 17:20:00", answer.moduleVersion());
    }

    @Test
    void aModuleThatHasReadNothingIsNotReady() {
        assertFalse(MepAnswer.parse(ANSWER.replaceAll("(\": )\\d+", "$10")).ready());
        assertFalse(
                MepAnswer.parse(ANSWER.replace("225319", "0").replace("49985", "0"))
                        .ready(),
                "it has its registers, but not its voltages yet");
        assertTrue(MepAnswer.parse("{\"Fwd_Act_Wh\": 5}").ready(), "without voltages nothing else can be said");
    }

    /** The firmware prints -5 as 4294967291. */
    @ParameterizedTest
    @CsvSource({"2147483648,2147483648", "2147483649,", "4294967291,", "-1,", "0,0"})
    void negativeNumbersAreNoNumbers(String sent, String read) {
        BigDecimal power =
                MepAnswer.parse(ANSWER.replace("2710", sent)).reading().powerImport();
        assertEquals(read == null ? null : number(read), power);
    }

    @ParameterizedTest
    @CsvSource({"49.85,3.10.21", "48.24,3.00.24", "0.0,''", "x,''", "'',''", "999999.1,''"})
    void versionsAreTwoBytes(String sent, String read) {
        assertEquals(
                read, MepAnswer.parse(ANSWER.replace("49.85", sent)).identity().firmware());
    }

    @Test
    void unknownKeysArePassedOver() {
        String more = "{\"a\": [1, {\"b\": null, \"c\": [true]}], \"d\": {}, \"e\": false, ";
        assertEquals(MepAnswer.parse(ANSWER), MepAnswer.parse(more + ANSWER.substring(1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}",
                "[1, 2, 3]",
                "null",
                "\"text\"",
                "<html></html>",
                "{\"Fwd_W\": 1} more",
                "{\"Fwd_W\": 1}{\"Fwd_W\": 1}",
                "{\"Fwd_W\": 1.5}",
                "{\"Fwd_W\": 1e400}",
                "{\"Fwd_W\": 1e999999999}",
                "{\"Fwd_W\": 1e-999999999}",
                "{\"Fwd_W\": NaN}",
                "{\"Fwd_W\": 0x10}",
                "{\"Fwd_W\": \"2710\"}",
                "{\"Fwd_W\": null}",
                "{Fwd_W: 1}",
                "{\"Fwd_W\": 1,, }"
            })
    void whatIsNoAnswerIsRefusedWithASentence(String text) {
        String sentence = assertThrows(IllegalArgumentException.class, () -> MepAnswer.parse(text))
                .getMessage();
        assertTrue(sentence.startsWith("The module's answer ") && sentence.endsWith("."), sentence);
    }

    @Test
    void nestingHasAnEnd() {
        for (String nested : new String[] {"[".repeat(100_000) + "]".repeat(100_000), "{\"a\":".repeat(100_000)}) {
            assertThrows(IllegalArgumentException.class, () -> MepAnswer.parse(nested));
            assertEquals(
                    "The module's answer is nested too deeply.",
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () -> MepAnswer.parse("{\"a\": " + nested + ", " + ANSWER.substring(1)))
                            .getMessage());
        }
    }

    @Property(tries = 2000)
    void damagedAnswersAreReadOrRefused(
            @ForAll @IntRange(max = 400) int place,
            @ForAll @IntRange(max = 40) int removed,
            @ForAll @StringLength(max = 8) String added) {
        int from = Math.min(place, ANSWER.length());
        harmless(ANSWER.substring(0, from) + added + ANSWER.substring(Math.min(from + removed, ANSWER.length())));
    }

    @Property(tries = 2000)
    void anyTextIsReadOrRefused(@ForAll String text) {
        harmless(text);
        harmless("{" + text + "}");
        harmless("{\"Fwd_W\": " + text);
    }

    /** Either there is a reading with numbers that the firmware can print, or a sentence. */
    private static void harmless(String text) {
        try {
            BigDecimal power = MepAnswer.parse(text).reading().powerImport();
            assertTrue(
                    power == null || power.signum() >= 0 && power.compareTo(BigDecimal.valueOf(1L << 31)) <= 0, text);
        } catch (IllegalArgumentException e) {
            assertTrue(e.getMessage().endsWith("."), e.getMessage());
        }
    }
}
