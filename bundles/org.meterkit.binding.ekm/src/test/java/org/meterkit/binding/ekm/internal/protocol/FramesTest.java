/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.ekm.internal.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.meterkit.binding.ekm.internal.protocol.OmnimeterField.CT_RATIO;
import static org.meterkit.binding.ekm.internal.protocol.OmnimeterField.CURRENT;
import static org.meterkit.binding.ekm.internal.protocol.OmnimeterField.DEMAND_PERIOD;
import static org.meterkit.binding.ekm.internal.protocol.OmnimeterField.DEMAND_RESET;
import static org.meterkit.binding.ekm.internal.protocol.OmnimeterField.ENERGY;
import static org.meterkit.binding.ekm.internal.protocol.OmnimeterField.ENERGY_LINE;
import static org.meterkit.binding.ekm.internal.protocol.OmnimeterField.ENERGY_RESETTABLE;
import static org.meterkit.binding.ekm.internal.protocol.OmnimeterField.ENERGY_TARIFF;
import static org.meterkit.binding.ekm.internal.protocol.OmnimeterField.FREQUENCY;
import static org.meterkit.binding.ekm.internal.protocol.OmnimeterField.MAXIMUM_DEMAND;
import static org.meterkit.binding.ekm.internal.protocol.OmnimeterField.POWER;
import static org.meterkit.binding.ekm.internal.protocol.OmnimeterField.POWER_LINE;
import static org.meterkit.binding.ekm.internal.protocol.OmnimeterField.PULSES;
import static org.meterkit.binding.ekm.internal.protocol.OmnimeterField.PULSE_OUTPUT_RATIO;
import static org.meterkit.binding.ekm.internal.protocol.OmnimeterField.PULSE_RATIO;
import static org.meterkit.binding.ekm.internal.protocol.OmnimeterField.REACTIVE_ENERGY;
import static org.meterkit.binding.ekm.internal.protocol.OmnimeterField.REACTIVE_POWER;
import static org.meterkit.binding.ekm.internal.protocol.OmnimeterField.REACTIVE_POWER_LINE;
import static org.meterkit.binding.ekm.internal.protocol.OmnimeterField.REVERSE;
import static org.meterkit.binding.ekm.internal.protocol.OmnimeterField.REVERSE_LINE;
import static org.meterkit.binding.ekm.internal.protocol.OmnimeterField.REVERSE_RESETTABLE;
import static org.meterkit.binding.ekm.internal.protocol.OmnimeterField.REVERSE_TARIFF;
import static org.meterkit.binding.ekm.internal.protocol.OmnimeterField.VOLTAGE;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Captured answers and commands of real meters, with what others have read in them. */
class FramesTest {

    private static final Map<String, Function<OmnimeterReading, BigDecimal>> NUMBERS = numbers();

    /** What is checked otherwise, says how the value came to be, or has no meaning that is known. */
    private static final Set<String> OTHER =
            Set.of("crcWire", "meterWeekday", "statusChar", "note", "requestType", "netTotal");

    private static Map<String, Function<OmnimeterReading, BigDecimal>> numbers() {
        Map<String, Function<OmnimeterReading, BigDecimal>> all = new HashMap<>();
        Map<String, OmnimeterField> indexed = Map.of(
                "volts",
                VOLTAGE,
                "amps",
                CURRENT,
                "watts",
                POWER_LINE,
                "var",
                REACTIVE_POWER_LINE,
                "pulse",
                PULSES,
                "pulseRatio",
                PULSE_RATIO,
                "kWhL",
                ENERGY_LINE,
                "revL",
                REVERSE_LINE,
                "kWhT",
                ENERGY_TARIFF,
                "revT",
                REVERSE_TARIFF);
        indexed.forEach((name, field) -> {
            for (int i = 1; i <= field.count(); i++) {
                int index = i;
                all.put(name + i, reading -> reading.number(field, index));
            }
        });
        Map.of(
                        "wattsTotal",
                        POWER,
                        "kWhTotal",
                        ENERGY,
                        "kVARh",
                        REACTIVE_ENERGY,
                        "revTotal",
                        REVERSE,
                        "kWhResettable",
                        ENERGY_RESETTABLE,
                        "revResettable",
                        REVERSE_RESETTABLE,
                        "varTotal",
                        REACTIVE_POWER,
                        "frequency",
                        FREQUENCY,
                        "maxDemandW",
                        MAXIMUM_DEMAND,
                        "ctRatio",
                        CT_RATIO)
                .forEach((name, field) -> all.put(name, reading -> reading.number(field)));
        all.put("CF", reading -> reading.number(PULSE_OUTPUT_RATIO));
        all.put("autoResetCode", reading -> reading.number(DEMAND_RESET));
        all.put("demandPeriodCode", reading -> reading.number(DEMAND_PERIOD));
        all.put("forwardTotal", reading -> reading.imported(ENERGY, 1));
        all.put("kWhScale", reading -> BigDecimal.valueOf(reading.energyDecimals()));
        for (int i = 1; i <= 3; i++) {
            int line = i;
            all.put("netWatts" + line, reading -> reading.power(line));
        }
        return all;
    }

    private static OmnimeterReading decode(String file, String address) throws BadAnswerException {
        OmnimeterRequest request = file.startsWith("v3")
                ? OmnimeterRequest.V3
                : file.startsWith("v4A") ? OmnimeterRequest.V4A : OmnimeterRequest.V4B;
        return OmnimeterReading.decode(Answers.captured(file), address, request);
    }

    @Test
    void everyCapturedAnswerDecodesAsOthersReadIt() throws Exception {
        JsonObject all = JsonParser.parseString(Answers.file("expected.json")).getAsJsonObject();
        assertEquals(7, all.size());
        for (Map.Entry<String, JsonElement> file : all.entrySet()) {
            JsonObject expected = file.getValue().getAsJsonObject();
            OmnimeterReading reading =
                    decode(file.getKey(), expected.get("address").getAsString());
            if (reading.layout() == OmnimeterRequest.V4B) {
                // its energies have the decimals of the A answer
                reading =
                        decode("v4A_mojavetom_300002570.hex", reading.address()).with(reading);
                assertEquals(new BigDecimal("15.41"), reading.number(ENERGY_TARIFF, 2));
                continue;
            }
            for (Map.Entry<String, JsonElement> entry : expected.entrySet()) {
                check(reading, entry.getKey(), entry.getValue(), file.getKey());
            }
        }
    }

    @Test
    void theSecondHalfDecodesAsExpected() throws Exception {
        String file = "v4B_SYNTHETIC_300002570.hex";
        JsonObject expected = JsonParser.parseString(Answers.file("expected.json"))
                .getAsJsonObject()
                .getAsJsonObject(file);
        OmnimeterReading alone = decode(file, "000300002570");
        OmnimeterReading joined =
                decode("v4A_mojavetom_300002570.hex", "000300002570").with(alone);
        for (Map.Entry<String, JsonElement> entry : expected.entrySet()) {
            String name = entry.getKey();
            if (name.startsWith("raw")) {
                OmnimeterField field = name.startsWith("rawRev") ? REVERSE_TARIFF : ENERGY_TARIFF;
                int tariff = name.charAt(name.length() - 1) - '0';
                assertEquals(BigDecimal.valueOf(entry.getValue().getAsLong(), 2), joined.number(field, tariff), name);
                assertEquals(null, alone.number(field, tariff), name);
            } else {
                check(alone, name, entry.getValue(), file);
            }
        }
        assertEquals(new BigDecimal("2264.0"), joined.number(MAXIMUM_DEMAND));
        assertEquals(new BigDecimal("1132"), joined.number(POWER));
    }

    private static void check(OmnimeterReading reading, String name, JsonElement value, String file) {
        String where = file + " " + name;
        if (OTHER.contains(name)) {
            return;
        }
        Function<OmnimeterReading, BigDecimal> number = NUMBERS.get(name);
        if (number != null) {
            BigDecimal actual = number.apply(reading);
            assertNotNull(actual, where);
            assertEquals(0, value.getAsBigDecimal().compareTo(actual), where + " is " + actual);
            return;
        }
        if (name.startsWith("pf")) {
            JsonObject factor = value.getAsJsonObject();
            BigDecimal actual = reading.powerFactor(name.charAt(2) - '0');
            assertNotNull(actual, where);
            assertEquals(0, factor.get("value").getAsBigDecimal().compareTo(actual.abs()), where);
            assertEquals(
                    actual.signum() < 0, factor.get("code").getAsString().equals("C") && actual.signum() != 0, where);
            return;
        }
        String actual =
                switch (name) {
                    case "model" -> reading.model();
                    case "firmware" -> reading.firmware();
                    case "address" -> reading.address();
                    case "meterTime" -> String.valueOf(reading.meterTime());
                    case "inputs" -> inputs(reading);
                    case "direction" -> directions(reading);
                    case "outputs" ->
                        List.of(relay(reading, 1), relay(reading, 2)).toString();
                    default -> throw new AssertionError("Nothing is known of " + where);
                };
        String wanted = value.isJsonArray()
                ? value.toString().replaceAll("[\"\\[\\]]", "").replace(",", ", ")
                : value.getAsString().replaceFirst("(\\d) (\\d)", "$1T$2");
        assertEquals(value.isJsonArray() ? "[" + wanted + "]" : wanted, actual, where);
    }

    private static String inputs(OmnimeterReading reading) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= 3; i++) {
            text.append(Boolean.TRUE.equals(reading.isInputOpen(i)) ? 'H' : 'L');
        }
        return text.toString();
    }

    private static String directions(OmnimeterReading reading) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= 3; i++) {
            BigDecimal power = reading.power(i);
            assertNotNull(power);
            text.append(power.signum() < 0 ? 'R' : 'F');
        }
        return text.toString();
    }

    private static String relay(OmnimeterReading reading, int relay) {
        return Boolean.TRUE.equals(reading.isRelayOn(relay)) ? "on" : "off";
    }

    @Test
    void aParityBitInTheBytesDoesNotMatter() throws Exception {
        byte[] seen = Answers.captured("v3_ifreislich_meter11766_AS_SEEN_8N1.hex");
        OmnimeterReading reading = OmnimeterReading.decode(seen, "000000011766", OmnimeterRequest.V3);
        assertEquals(new BigDecimal("4.9"), reading.number(ENERGY));
    }

    @Test
    void schedulesOfARealMeterAreRead() throws Exception {
        EkmTable table = EkmTable.decode(Answers.captured("v3_table0071_ifreislich_RECONSTRUCTED.hex"), "71");
        for (int i = 1; i <= 4; i++) {
            assertEquals("07:00=1,22:00=2", table.schedule(i));
        }
        assertEquals("12-01=1", table.seasons());
    }

    @Test
    void monthsAreRead() throws Exception {
        EkmTable table = EkmTable.decode(Answers.captured("v3_table0011_SYNTHETIC.hex"), EkmTable.MONTHS);
        assertEquals("[100.0, 60.0, 40.0, 0.0, 0.0]", table.energies(0, 1).toString());
        assertEquals("[50.0, 35.0, 15.0, 0.0, 0.0]", table.energies(5, 1).toString());
    }

    @Test
    void everyPublishedCommandIsComposedByteByByte() {
        Map<String, byte[]> composed = new HashMap<>();
        composed.put("request v3 meter 000000010015", OmnimeterRequest.V3.to("000000010015"));
        composed.put("request v3 meter 000000012345", OmnimeterRequest.V3.to("000000012345"));
        composed.put("request v4 A meter 000300001285", OmnimeterRequest.V4A.to("000300001285"));
        composed.put("request v4 B meter 000300001285", OmnimeterRequest.V4B.to("000300001285"));
        composed.put("request any single meter v3", OmnimeterRequest.V3.to(OmnimeterReading.ANY_ADDRESS));
        composed.put("request any single meter v4 A", OmnimeterRequest.V4A.to(OmnimeterReading.ANY_ADDRESS));
        composed.put("end session", EkmFrames.end());
        composed.put("ACK", new byte[] {EkmFrames.ACKNOWLEDGED});
        composed.put("password 00000000", EkmFrames.password("00000000"));
        composed.put("password 12345678", EkmFrames.password("12345678"));
        for (String table : List.of("11", "12", "13", "70", "71", "B0")) {
            composed.put("read 00" + table, EkmTable.request(table, true));
        }
        var first = java.time.LocalDateTime.of(2012, 7, 7, 15, 2, 14);
        var second = java.time.LocalDateTime.of(2015, 9, 1, 10, 6, 20);
        composed.put(
                "write 0060 time 12070707150214", EkmSetting.clock(() -> first).frame());
        composed.put(
                "write 0060 time 15090103100620", EkmSetting.clock(() -> second).frame());
        composed.put("write 0050", EkmSetting.demandPeriod(15).frame());
        composed.put("write 0040", EkmSetting.resetMaximumDemand().frame());
        composed.put("write 00D5", EkmSetting.demandAutoReset(1).frame());
        composed.put("write 00D0", EkmSetting.ctRatio(200).frame());
        for (int i = 0; i < 3; i++) {
            composed.put("write 00A" + i, EkmSetting.pulseRatio(i + 1, 100).frame());
        }
        composed.put("write 00D4", EkmSetting.pulseOutputRatio(40, 200).frame());
        composed.put("write 00D3", EkmSetting.resetResettableEnergy().frame());
        for (int relay = 1; relay <= 2; relay++) {
            composed.put(
                    "write 008" + relay + " relay " + relay + " ON hold",
                    EkmSetting.relay(relay, true, 0).frame());
            composed.put(
                    "write 008" + relay + " relay " + relay + " OFF hold",
                    EkmSetting.relay(relay, false, 0).frame());
        }
        composed.put(
                "write 0081 relay 1 ON for 10 s", EkmSetting.relay(1, true, 10).frame());
        composed.put("write 00C0", EkmSetting.specialSchedules(1, 2).frame());
        composed.put("write 0070", EkmSetting.schedule(1, "07:00=1,22:00=2").frame());
        composed.put(
                "write 0074",
                EkmSetting.schedule(5, "03:00=1,04:00=2,07:00=3,11:00=4").frame());
        composed.put("write 0080", EkmSetting.seasons("01-01=1,07-01=2").frame());
        composed.put("write 00B0", EkmSetting.holidays("01-01,07-04,12-25").frame());
        composed.put("write 0020", EkmSetting.password("12345678").frame());
        int compared = 0;
        String name = "";
        for (String line : Answers.file("commands.txt").lines().toList()) {
            if (!line.startsWith(" ")) {
                name = line;
                continue;
            }
            String title = name;
            byte[] expected = HexFormat.of().parseHex(line.replace(" ", ""));
            List<String> matching =
                    composed.keySet().stream().filter(title::startsWith).toList();
            // neither items of the display nor a new address can be set
            assertTrue(!matching.isEmpty() || title.contains("LCD") || title.startsWith("DANGER"), title);
            for (String each : matching) {
                assertArrayEquals(expected, composed.get(each), title);
                compared++;
            }
        }
        assertEquals(composed.size(), compared);
    }
}
