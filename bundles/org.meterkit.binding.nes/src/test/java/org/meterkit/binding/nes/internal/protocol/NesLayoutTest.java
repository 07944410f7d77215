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
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meterkit.binding.nes.internal.protocol.NesLayout.Part;
import org.meterkit.binding.nes.internal.protocol.NesReading.Phase;
import org.meterkit.binding.nes.internal.protocol.NesReading.Tariff;

class NesLayoutTest {

    private static final byte[] LITTLE = {0};
    private static final byte[] BIG = {1};
    private static final String FIRMWARE = "3.10.21";
    private static final int[] PUBLISHED = {2710, 0, 0, 569, 3320, 3292, 6544, 225319, 225263, 225398};

    static byte[] dimensions(int summations, int tiers, int values) {
        return new byte[] {0, 0, 0, (byte) summations, 0, 0, 0, (byte) tiers, 0, (byte) values};
    }

    static NesLayout usual(byte[] dimensions) {
        return new NesLayout(LITTLE, dimensions, null, null, FIRMWARE);
    }

    private static byte[] integers(ByteOrder order, int before, int... values) {
        ByteBuffer buffer = ByteBuffer.allocate(before + 4 * values.length).order(order);
        buffer.position(before);
        Arrays.stream(values).forEach(buffer::putInt);
        return buffer.array();
    }

    private static byte[] little(int before, int... values) {
        return integers(ByteOrder.LITTLE_ENDIAN, before, values);
    }

    private static BigDecimal number(String text) {
        return new BigDecimal(text);
    }

    static void assertPublished(NesReading reading) {
        assertEquals(number("344.180"), reading.energyImport());
        assertEquals(number("7.583"), reading.energyExport());
        assertEquals(number("2710"), reading.powerImport());
        assertEquals(number("0"), reading.powerExport());
        assertEquals(number("0"), reading.reactivePowerImport());
        assertEquals(number("569"), reading.reactivePowerExport());
        assertEquals(
                List.of(
                        new Phase(null, number("225.319"), number("3.320"), null),
                        new Phase(null, number("225.263"), number("3.292"), null),
                        new Phase(null, number("225.398"), number("6.544"), null)),
                reading.phases());
        assertNull(reading.frequency());
        assertNull(reading.apparentPower());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theBytesHaveTheOrderThatBt00Says(boolean big) {
        ByteOrder order = big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        NesLayout layout = new NesLayout(big ? BIG : LITTLE, dimensions(11, 0, 10), null, null, FIRMWARE);
        assertPublished(layout.decode(
                integers(order, 0, PUBLISHED), integers(order, 0, 344180, 7583, 0, 0, 0, 0), false, null));
    }

    @ParameterizedTest
    @CsvSource({"0,0,0", "4,0,1", "64,2,0", "68,3,1", "0,2,0"})
    void whatComesBeforeTheValuesIsPassedOver(int flags, int demands, int registersBefore) {
        byte[] dimensions = dimensions(11, 0, 10);
        dimensions[0] = (byte) flags;
        dimensions[8] = (byte) demands;
        NesLayout layout = usual(dimensions);
        int before = demands * ((flags & 64) != 0 ? 7 : 4);
        assertEquals(List.of(new Part(before, 40)), layout.presentParts(100));
        assertEquals(List.of(new Part(registersBefore, 8)), layout.energyParts(100));
        assertPublished(layout.decode(
                little(before, PUBLISHED), little(registersBefore, 344180, 7583, 0, 0, 0, 0), false, null));
    }

    @Test
    void theOrderOfTheMeterCounts() {
        byte[] registerSources = {5, 4, 7, 1, 0};
        byte[] presentSources = {99, 15, 8, (byte) 200, 19, 9, 18, 23, (byte) 188, (byte) 185};
        byte[] dimensions = dimensions(5, 0, 9);
        dimensions[8] = 1;
        assertEquals(5, NesLayout.registerSources(dimensions));
        assertEquals(10, NesLayout.presentSources(dimensions));
        NesLayout layout = new NesLayout(LITTLE, dimensions, registerSources, presentSources, FIRMWARE);
        NesReading reading = layout.decode(
                little(4, 230_100, 100, 7, 50_010, 20, 987, -5, 30, 110), little(0, 3, 90, 0, 4000, 5000), true, null);
        assertEquals(number("100"), reading.powerImport());
        assertEquals(number("20"), reading.powerExport());
        assertEquals(number("50.010"), reading.frequency());
        assertEquals(
                new Phase(number("80"), number("230.100"), null, number("-0.987")),
                reading.phases().get(0));
        assertEquals(Phase.NONE, reading.phases().get(1));
        assertEquals(number("5.000"), reading.energyImport());
        assertEquals(number("4.000"), reading.energyExport());
        assertEquals(number("3"), reading.outages());
        assertEquals(number("90"), reading.outageSeconds());
        assertNull(reading.reactiveEnergyImport());
    }

    @Test
    void allValuesHaveTheirUnits() {
        int[] values = new int[32];
        System.arraycopy(PUBLISHED, 0, values, 0, PUBLISHED.length);
        System.arraycopy(new int[] {980, 49985, 2769, 981, 982, -1, 2, 3}, 0, values, 10, 8);
        System.arraycopy(new int[] {700, 690, 0, 20, 0, 40}, 0, values, 26, 6);
        NesReading reading = usual(dimensions(11, 0, 41)).decode(little(0, values), little(0, new int[11]), true, null);
        assertEquals(number("49.985"), reading.frequency());
        assertEquals(number("2769"), reading.apparentPower());
        assertEquals(
                List.of(
                        new Phase(number("680"), number("225.319"), number("3.320"), number("-0.980")),
                        new Phase(number("690"), number("225.263"), number("3.292"), number("0.981")),
                        new Phase(number("-40"), number("225.398"), number("6.544"), number("0.982"))),
                reading.phases());
    }

    /** With demands and coincidents a block is longer; BT21 says all that its length depends on. */
    @ParameterizedTest
    @CsvSource({"0,0,0,0,44", "0,2,0,1,52", "2,2,0,1,62", "48,1,0,1,56", "0,1,2,3,80", "50,2,1,2,104"})
    void tiersAreBehindTheBlocksBeforeThem(int flags, int demands, int coincidents, int occurrences, int block) {
        byte[] dimensions = dimensions(11, 4, 10);
        dimensions[0] = (byte) flags;
        dimensions[4] = (byte) demands;
        dimensions[5] = (byte) coincidents;
        dimensions[6] = (byte) occurrences;
        NesLayout layout = usual(dimensions);
        byte[] registers = new byte[layout.registersLength()];
        ByteBuffer buffer = ByteBuffer.wrap(registers).order(ByteOrder.LITTLE_ENDIAN);
        for (int tier = 0; tier < 4; tier++) {
            buffer.putInt(block * (tier + 1), 1000 * (tier + 1)).putInt(block * (tier + 1) + 4, 10 * (tier + 1));
        }
        NesReading reading = layout.decode(new byte[40], registers, true, null);
        assertEquals(
                List.of(
                        new Tariff(number("1.000"), number("0.010")),
                        new Tariff(number("2.000"), number("0.020")),
                        new Tariff(number("3.000"), number("0.030")),
                        new Tariff(number("4.000"), number("0.040"))),
                reading.tariffs());
        assertTrue(layout.decode(new byte[40], registers, false, null).tariffs().isEmpty());
    }

    @Test
    void oldFirmwareCountsOutagesInMinutes() {
        NesLayout old = new NesLayout(LITTLE, dimensions(11, 0, 10), null, null, "2.00.07");
        NesReading reading = old.decode(new byte[40], little(0, 0, 0, 0, 0, 3, 2), true, null);
        assertEquals(number("180"), reading.outageSeconds());
        assertEquals(number("2"), reading.outages());
    }

    @Test
    void aRegisterIsNeverNegative() {
        NesReading reading =
                usual(dimensions(11, 0, 10)).decode(new byte[40], little(0, -1, 5, 0, 0, 0, 0), false, null);
        assertNull(reading.energyImport());
        assertEquals(number("0.005"), reading.energyExport());
    }

    @Test
    void aMeterSaysWhoItIs() {
        byte[] manufacturer = new byte[24];
        System.arraycopy("NES 83334-3I".getBytes(StandardCharsets.US_ASCII), 0, manufacturer, 0, 12);
        System.arraycopy(HexFormat.of().parseHex("301831550123456789012345"), 0, manufacturer, 12, 12);
        byte[] utility = Arrays.copyOf("  0000000012345678".getBytes(StandardCharsets.US_ASCII), 30);
        assertEquals(
                new NesIdentity("NES", "83334-3I", "0123456789012345", "0000000012345678", FIRMWARE, "3.00.24"),
                NesLayout.identity(manufacturer, utility));
        assertEquals("", NesLayout.identity(manufacturer, new byte[0]).utilitySerial());
    }

    @ParameterizedTest
    @CsvSource({"1a0b15061e0000,2026-11-21T06:30:00Z", "1a0d15061e0000,", "00000000000000,"})
    void theClockIsReadWhenItCanBeRight(String hex, Instant expected) {
        assertEquals(expected, NesLayout.clock(HexFormat.of().parseHex(hex)));
    }

    /** Whatever a meter says of its tables: what is asked for fits, all of it is asked for once, and it is decoded. */
    @Property(tries = 500)
    void anyDimensionsAreBorne(
            @ForAll @Size(10) byte[] dimensions,
            @ForAll @Size(max = 255) byte[] registerSources,
            @ForAll @Size(max = 510) byte[] presentSources,
            @ForAll @IntRange(min = 30, max = 500) int most) {
        NesLayout layout = new NesLayout(LITTLE, dimensions, registerSources, presentSources, FIRMWARE);
        for (List<Part> parts : List.of(layout.presentParts(most), layout.energyParts(most), layout.rareParts(most))) {
            int end = 0;
            for (Part part : parts) {
                assertTrue(part.offset() >= end && part.length() >= 4 && part.length() <= most, part::toString);
                end = part.offset() + part.length();
            }
        }
        NesReading reading =
                layout.decode(new byte[layout.presentLength()], new byte[layout.registersLength()], true, null);
        assertTrue(reading.tariffs().size() <= 4);
    }
}
