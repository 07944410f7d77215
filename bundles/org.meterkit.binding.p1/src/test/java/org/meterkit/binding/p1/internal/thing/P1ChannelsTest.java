/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.p1.internal.thing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.InputStream;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meterkit.binding.p1.internal.device.P1Counters;
import org.meterkit.binding.p1.internal.protocol.Telegrams;
import org.meterkit.metering.ChannelTable;
import org.meterkit.metering.MeterPublisher;
import org.openhab.core.types.State;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What of a telegram becomes which state. */
class P1ChannelsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static P1Reading reading(String telegram) {
        return new P1Reading(
                Telegrams.decode(telegram), NOW, ZoneId.of("Europe/Amsterdam"), new P1Counters(3, Map.of()));
    }

    private static Map<String, String> states(String telegram) {
        P1Reading reading = reading(telegram);
        Map<String, String> states = new TreeMap<>();
        for (ChannelTable.Field<P1Reading> field : P1Channels.TABLE.fields()) {
            State state = field.value().apply(reading);
            if (state != null) {
                states.put(field.channel(), state.toString());
            }
        }
        return states;
    }

    private static @Nullable String state(String channel, String... lines) {
        return states(Telegrams.composed(lines)).get(channel);
    }

    @Test
    void theTablesAndOhInfNameTheSameChannels() throws Exception {
        Map<String, Set<String>> declared = new TreeMap<>();
        for (String file : new String[] {"meter", "mbus"}) {
            try (InputStream stream = getClass().getResourceAsStream("/OH-INF/thing/" + file + ".xml")) {
                Element root = DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(stream)
                        .getDocumentElement();
                for (String tag : new String[] {"bridge-type", "thing-type"}) {
                    NodeList types = root.getElementsByTagName(tag);
                    for (int i = 0; i < types.getLength(); i++) {
                        Element type = (Element) types.item(i);
                        NodeList channels = type.getElementsByTagName("channel");
                        Set<String> ids = new TreeSet<>();
                        for (int c = 0; c < channels.getLength(); c++) {
                            ids.add(((Element) channels.item(c)).getAttribute("id"));
                        }
                        declared.put(type.getAttribute("id"), ids);
                    }
                }
            }
        }
        Map<String, Set<String>> inTables = new TreeMap<>();
        inTables.put("meter", withThePublishers(P1Channels.TABLE));
        for (String volume : new String[] {"gas", "water"}) {
            inTables.put(volume, withThePublishers(MbusReading.VOLUME));
        }
        for (String energy : new String[] {"heat", "cooling", "electricity"}) {
            inTables.put(energy, withThePublishers(MbusReading.ENERGY));
        }
        assertEquals(inTables, declared);
    }

    private static Set<String> withThePublishers(ChannelTable<?> table) {
        Set<String> channels = new TreeSet<>(table.channels());
        channels.add(MeterPublisher.LAST_READING);
        channels.add(MeterPublisher.REJECTED_READINGS);
        return channels;
    }

    @Test
    void aDsmr2Telegram() {
        Map<String, String> states = states(Telegrams.DSMR2);

        Map<String, String> expected = new TreeMap<>(Map.of(
                "power", "0.11 kW",
                "power-import", "0.11 kW",
                "power-export", "0 kW",
                "energy-import", "9.224 kWh",
                "energy-import-t1", "2.384 kWh",
                "energy-import-t2", "6.84 kWh",
                "energy-export", "0 kWh",
                "energy-export-t1", "0 kWh",
                "energy-export-t2", "0 kWh",
                "tariff", "2"));
        expected.putAll(Map.of(
                "switch-position", "1",
                "actual-threshold-current", "999 A",
                "message", "",
                "message-code", "",
                "telegrams", "3",
                "corrupt-telegrams", "0"));
        assertEquals(new LinkedHashSet<>(expected.keySet()), new LinkedHashSet<>(states.keySet()));
        expected.forEach((channel, value) -> assertEquals(normal(value), normal(states.get(channel)), channel));
    }

    /** 0.000 kWh is 0 kWh: how many decimals are shown is up to openHAB's units library. */
    private static String normal(String state) {
        String[] parts = state.split(" ");
        try {
            parts[0] = new java.math.BigDecimal(parts[0]).stripTrailingZeros().toPlainString();
        } catch (NumberFormatException e) {
            return state;
        }
        return String.join(" ", parts);
    }

    @Test
    void theE350Telegram() {
        Map<String, String> states = states(Telegrams.E350);

        assertEquals("0.428 kW", states.get("power"));
        assertEquals("1210.987 kWh", states.get("energy-import"));
        assertEquals("687.138 kWh", states.get("energy-import-t1"));
        assertEquals("523.849 kWh", states.get("energy-import-t2"));
        assertEquals("0.428 kW", states.get("power-l1"));
        assertEquals("2 A", states.get("current-l1"));
        assertEquals("999.9 kW", states.get("actual-threshold"));
        assertEquals("2", states.get("power-failures"));
        assertEquals("[]", states.get("power-failure-log"));
        assertEquals(
                "2014-12-27T17:03:23Z",
                ((org.openhab.core.library.types.DateTimeType) P1Channels.TABLE.fields().stream()
                                .filter(field -> field.channel().equals("meter-time"))
                                .findFirst()
                                .orElseThrow()
                                .value()
                                .apply(reading(Telegrams.E350)))
                        .getInstant()
                        .toString());
        assertNull(states.get("voltage-l1"));
        assertNull(states.get("actual-threshold-current"));
    }

    @Test
    void powerIsSigned() {
        assertEquals("-0.7 kW", normal(state("power", "1-0:1.7.0(00.000*kW)", "1-0:2.7.0(00.700*kW)")));
        assertEquals("-0.2 kW", normal(state("power-l2", "1-0:41.7.0(00.100*kW)", "1-0:42.7.0(00.300*kW)")));
        assertEquals("-300 W", state("power", "1-0:16.7.0(-300*W)"));
        assertEquals(
                "0.6 kW",
                normal(state(
                        "power",
                        "1-0:21.7.0(00.500*kW)",
                        "1-0:22.7.0(00.000*kW)",
                        "1-0:41.7.0(00.300*kW)",
                        "1-0:62.7.0(00.200*kW)")));
        assertNull(state("power", "1-0:32.7.0(230.1*V)"));
    }

    /** Currents are sent without a sign; 22.7.0 is what the first phase feeds in. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "00.000*kW, 01.150*kW, -5 A",
                "01.150*kW, 00.000*kW, 5 A",
                "00.200*kW, 250*W, -5 A",
                "00.000*kW, 00.000*kW, 5 A",
                "00.000*kW, none, 5 A",
                "none, 00.700*kW, -5 A",
                "none, none, 5 A",
            })
    void currentHasTheDirectionOfItsPhase(@Nullable String imported, @Nullable String exported, String current) {
        List<String> lines =
                new ArrayList<>(List.of("1-0:31.7.0(005*A)", "1-0:1.7.0(00.000*kW)", "1-0:2.7.0(09.000*kW)"));
        if (imported != null) {
            lines.add("1-0:21.7.0(" + imported + ")");
        }
        if (exported != null) {
            lines.add("1-0:22.7.0(" + exported + ")");
        }
        assertEquals(current, normal(state("current-l1", lines.toArray(String[]::new))));
    }

    @Test
    void currentThatIsSentWithItsSignKeepsIt() {
        assertEquals("-5.2 A", normal(state("current-l2", "1-0:51.7.0(-05.2*A)", "1-0:42.7.0(01.200*kW)")));
        assertEquals("-0.4 A", normal(state("current-l2", "1-0:51.7.0(-00.4*A)", "1-0:42.7.0(00.100*kW)")));
    }

    @Test
    void theTotalRegisterWinsOverTheTariffs() {
        assertEquals("5 kWh", normal(state("energy-import", "1-0:1.8.0(5.0*kWh)", "1-0:1.8.1(2.0*kWh)")));
        assertEquals(
                "9 kWh",
                normal(state("energy-import", "1-0:1.8.1(2.0*kWh)", "1-0:1.8.2(3.0*kWh)", "1-0:1.8.4(4.0*kWh)")));
        assertEquals("5678 Wh", state("energy-export", "1-0:2.8.0(0005678*Wh)"));
    }

    @ParameterizedTest
    @CsvSource({
        "voltage-l3, 1-0:72.7.0(0.231*kV), 0.231 kV",
        "current-l2, 1-0:51.7.0(1.25*A), 1.25 A",
        "reactive-power-import, 1-0:3.7.0(00.569*kvar), 0.569 kvar",
        "reactive-power-export-l3, 1-0:64.7.0(12*var), 12 var",
        "reactive-energy-import, 1-0:3.8.0(000001.500*kvarh), 1.5 kvarh",
        "apparent-power, 1-0:9.7.0(01.250*kVA), 1.25 kVA",
        "frequency, 1-0:14.7.0(49.98*Hz), 49.98 Hz",
        "power-factor-l1, 1-0:33.7.0(01000), 1",
        "power-factor-l1, 1-0:33.7.0(0.987), 0.987",
        "power-factor-l1, 1-0:33.7.0(-0.5), -0.5",
        "voltage-sags-l2, 1-0:52.32.0(00007), 7",
        "voltage-swells-l3, 1-0:72.36.0(00002), 2",
        "switch-position, 0-0:24.4.0(1), 1",
        "message, 0-0:96.13.0(4D6F69), Moi",
        "message, 0-0:96.13.0(FFFFFFFF), ''",
        "actual-threshold, 0-0:17.0.0(14.950*kVA), 14.95 kVA",
        "average-demand, 1-0:1.4.0(02.351*kW), 2.351 kW",
        "maximum-demand-month, 1-0:1.6.0(200509134558S)(02.589*kW), 2.589 kW",
        "maximum-demand-month, 1-0:1.6.0(08.832*kW)(260112223000), 8.832 kW",
    })
    void bindsWhatArrives(String channel, String line, String value) {
        assertEquals(value, normal(String.valueOf(state(channel, line))));
    }

    @ParameterizedTest
    @CsvSource({
        // a power is no voltage, whatever the code says
        "voltage-l1, 1-0:32.7.0(230.1*kW)",
        "power-import, 1-0:1.7.0(230.1*furlong)",
        "power-factor-l1, 1-0:33.7.0(4.556)",
        "actual-threshold, 0-0:17.0.0(999*A)",
        "meter-time, 0-0:1.0.0(000101010000W)",
        "meter-time, 0-0:1.0.0(270301120000W)",
        "maximum-demand-month-time, 1-0:1.6.0(632525252525S)(00.000*kW)",
        // Hungary: the registers at the end of the month
        "maximum-demand-history, 0-0:98.1.0(260201000000W)(000001.000*kWh)(000002.000*kWh)",
    })
    void whatMakesNoSenseIsNotShown(String channel, String line) {
        assertNull(state(channel, line));
    }

    @ParameterizedTest
    @CsvSource({
        "fuse-threshold-l1, 1-1:31.4.0(65.0*A;-65.0*A), 65 A",
        "fuse-threshold-export, 1-1:31.4.0(65.0*A;-65.0*A), -65 A",
        "fuse-threshold-export, 1-1:31.4.0(100*A)(-063*A), -63 A",
        "fuse-threshold-l2, 1-0:51.4.0(016*A), 16 A",
        "relay-4, 0-4:96.3.10(1), 1",
        "message-5, 0-0:96.13.5(4D6F69), Moi",
        "reactive-energy-q4, 1-0:8.8.0(000001.500*kvarh), 1.5 kvarh",
        "reactive-power-q1, 1-0:5.7.0(00.100*kvar), 0.1 kvar",
        "apparent-power-l3, 1-0:69.7.0(00.100*kVA), 0.1 kVA",
        "power-factor, 1-0:13.7.0(00998), 0.998",
        "current-neutral, 1-0:91.7.0(0.001*kA), 0.001 kA",
        "energy-import-t1, 1-1:1.8.1(000001.500*kWh), 1.5 kWh",
        "voltage-average-l2, 1-0:52.24.0(0.231*kV), 0.231 kV",
        "voltage-sag-duration-l3, 1-0:72.33.0(00012*s), 12 s",
        "voltage-swell-level-l1, 1-0:32.38.0(253000*mV), 253000 mV",
        "apparent-power-export-l2, 1-0:50.7.0(00.100*kVA), 0.1 kVA",
        "last-demand-reactive-export, 1-0:4.5.0(00.100*kvar), 0.1 kvar",
        "power-average, 1-0:16.24.0(-0.250*kW), -0.25 kW",
    })
    void bindsWhatCountriesAdd(String channel, String line, String value) {
        assertEquals(value, normal(String.valueOf(state(channel, line.replace(';', ',')))));
    }

    @Test
    void aSecondSplitOfTheEnergyIsNotCountedTwice() {
        assertEquals(
                "5 kWh",
                normal(state(
                        "energy-import",
                        "1-0:1.8.1(2.0*kWh)",
                        "1-0:1.8.2(3.0*kWh)",
                        "1-0:1.8.3(1.0*kWh)",
                        "1-0:1.8.4(1.0*kWh)",
                        "1-0:1.8.5(3.0*kWh)")));
    }

    /** 1 kW so far, 3 kW for the remaining two thirds of the quarter: 1 + 3 * 600 / 900. */
    @ParameterizedTest
    @CsvSource({
        "predicted-demand, 260212130500W, 02.000, 3",
        "demand-headroom, 260212130500W, 02.000, -0.5",
        "demand-headroom, 260212130500W, 04.000, 1",
        "predicted-demand, 260212131459W, 02.000, 1.003",
        // on the stroke of the quarter
        "predicted-demand, 260212131500W, 02.000, 3",
    })
    void demandIsPredicted(String channel, String time, String highest, String value) {
        assertEquals(
                value + " kW",
                normal(state(
                        channel,
                        "0-0:1.0.0(" + time + ")",
                        "1-0:1.4.0(01.000*kW)",
                        "1-0:1.7.0(03.000*kW)",
                        "1-0:1.6.0(260203100000W)(" + highest + "*kW)")));
        assertNull(state(channel, "1-0:1.4.0(01.000*kW)", "1-0:1.7.0(03.000*kW)"));
    }

    /** Thirteen months from 1 kW to 13 kW; the oldest does not count, and less than 2.5 kW counts 2.5 kW. */
    @Test
    void theMeanDemandIsThatOfTwelveMonths() {
        StringBuilder history = new StringBuilder("0-0:98.1.0(13)(1-0:1.6.0)(1-0:1.6.0)");
        for (int month = 1; month <= 13; month++) {
            String end = String.format("%02d%02d01000000W", 24 + month / 13, (month - 1) % 12 + 1);
            history.append(String.format("(%s)(240101120000W)(%02d.000*kW)", end, month));
        }
        // (2.5 + 3 + ... + 13) / 12
        assertEquals("7.542 kW", normal(state("mean-demand", history.toString())));
        assertNull(state("mean-demand", "0-0:98.1.0()"));
        assertNull(
                state("mean-demand", "0-0:98.1.0(0)(1-0:1.6.0)(1-0:1.6.0)(632525252525W)(632525252525W)(00.000*kW)"));
    }

    @Test
    void listsAreJson() {
        assertEquals(
                "[{\"end\":\"2010-12-08T14:24:15Z\",\"seconds\":240},{\"end\":\"2010-12-08T14:10:04Z\",\"seconds\":301}]",
                state(
                        "power-failure-log",
                        "1-0:99.97.0(2)(0-0:96.7.19)(101208152415W)(0000000240*s)(101208151004W)(0000000301*s)"));
        assertEquals(
                "[{\"month\":\"2020-04\",\"time\":\"2020-04-23T17:25:38Z\",\"kilowatts\":3.695},"
                        + "{\"month\":\"2020-03\",\"time\":\"2020-03-05T11:21:39Z\",\"kilowatts\":5.98}]",
                state(
                        "maximum-demand-history",
                        "0-0:98.1.0(2)(1-0:1.6.0)(1-0:1.6.0)(200501000000S)(200423192538S)(03.695*kW)(200401000000S)(200305122139W)(05980*W)"));
    }

    @Test
    void propertiesAreWhatTheMeterSends() {
        assertEquals(
                Map.of(
                        "vendor", "Kaifa",
                        "identification", "KFM5KAIFA-METER",
                        "serialNumber", "E0025",
                        "dsmrVersion", "42"),
                reading(Telegrams.signed("/KFM5KAIFA-METER\r\n\r\n1-3:0.2.8(42)\r\n0-0:96.1.1(4530303235)\r\n!"))
                        .properties());
        assertEquals(
                Map.of("vendor", "FLU", "identification", "FLU5\\253769484_A", "dsmrVersion", "50217", "country", "BE"),
                reading(Telegrams.signed("/FLU5\\253769484_A\r\n\r\n0-0:96.1.4(50217)\r\n!"))
                        .properties());
    }
}
