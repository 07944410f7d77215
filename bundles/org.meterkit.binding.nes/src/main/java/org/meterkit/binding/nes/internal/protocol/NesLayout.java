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

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.binding.nes.internal.protocol.NesReading.Phase;
import org.meterkit.binding.nes.internal.protocol.NesReading.Tariff;

/**
 * Where a meter has its values in the tables BT23 (energy registers) and BT28 (present values), and what they mean (Optical Port
 * Programmer's Guide). Byte arrays of tables are as long as {@link #registersLength} and {@link #presentLength} say.
 */
public final class NesLayout {

    public static final int BT00 = 0x0000;
    public static final int BT01 = 0x0001;
    public static final int BT20 = 0x0014;
    public static final int BT21 = 0x0015;
    public static final int BT22 = 0x0016;
    public static final int BT23 = 0x0017;
    public static final int BT27 = 0x001B;
    public static final int BT28 = 0x001C;
    public static final int BT52 = 0x0034;
    public static final int ET03 = 0x0803;

    /** Bytes of the tables that are always read whole. */
    public static final int BT01_LENGTH = 24;

    public static final int BT21_LENGTH = 10;
    public static final int BT52_LENGTH = 7;
    public static final int ET03_LENGTH = 30;

    /** Source ids of BT28 in the guide's order, as far as they are of use here; for meters whose BT27 cannot be read. */
    private static final int[] USUAL_PRESENT = {
        8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, -1, -1, -1, -1, -1, -1, -1, -1, 185, 186,
        187, 188, 189, 190
    };
    /** The same of BT23. */
    private static final int[] USUAL_REGISTERS = {0, 1, 2, 3, 4, 5};

    private static final int FORWARD = 0;
    private static final int REVERSE = 1;
    private static final int REACTIVE_IMPORT = 2;
    private static final int REACTIVE_EXPORT = 3;
    private static final int OUTAGE_TIME = 4;
    private static final int OUTAGES = 5;
    private static final int REGISTERS = 6;
    /** Of BT28: up to the power factors. */
    private static final int USUAL_VALUES = 15;

    private static final int POWER_IMPORT = 8;
    private static final int POWER_EXPORT = 9;
    private static final int VAR_IMPORT = 10;
    private static final int VAR_EXPORT = 11;
    private static final int CURRENT = 12;
    private static final int VOLTAGE = 15;
    private static final int[] FACTORS = {18, 21, 22};
    private static final int FREQUENCY = 19;
    private static final int APPARENT = 20;
    private static final int SINE = 23;
    private static final int PHASE_FORWARD = 185;
    private static final int PHASE_REVERSE = 188;
    private static final int[] PRESENT = IntStream.concat(
                    IntStream.rangeClosed(POWER_IMPORT, 25), IntStream.rangeClosed(PHASE_FORWARD, 190))
            .toArray();
    private static final int IDS = 256;

    /** More than a house has. */
    private static final int TARIFFS = 4;

    private static final int INT = 4;
    private static final int MILLI = 3;
    private static final int BYTE = 0xFF;
    private static final int MINUTE = 60;
    /** Bytes that are rather read in vain than by another request, which costs a pause of 100 ms. */
    private static final int GAP = 80;

    /** Firmware that counts outages in minutes. */
    private static final String MINUTES = "2.00.";

    private final boolean littleEndian;
    private final int[] present = new int[IDS];
    private final int[] registers = new int[REGISTERS];
    private final int tierLength;
    private final int tiers;
    private final int outageUnit;

    /**
     * A part of a table.
     *
     * @param offset of its first byte
     * @param length in bytes
     */
    public record Part(int offset, int length) {}

    /**
     * The layout of a meter.
     *
     * @param general BT00, of which the first byte is enough
     * @param dimensions BT21 or BT20, whole
     * @param registerSources BT22 as far as {@link #registerSources}; null when the meter does not tell
     * @param presentSources BT27 as far as {@link #presentSources}; null when the meter does not tell
     * @param firmware of the meter
     */
    public NesLayout(
            byte[] general,
            byte[] dimensions,
            byte @Nullable [] registerSources,
            byte @Nullable [] presentSources,
            String firmware) {
        littleEndian = (general[0] & 1) == 0;
        outageUnit = firmware.startsWith(MINUTES) ? MINUTE : 1;
        int flags = dimensions[0];
        int summations = dimensions[3] & BYTE;
        int occurrences = dimensions[6] & BYTE;
        boolean timed = (flags & 0x02) != 0;
        int first = (flags & 0x04) == 0 ? 0 : 1;
        int demand = INT * occurrences
                + (timed ? 5 * occurrences : 0)
                + ((flags & 0x10) == 0 ? 0 : INT)
                + ((flags & 0x20) == 0 ? 0 : INT);
        int block = INT * summations + (dimensions[4] & BYTE) * demand + (dimensions[5] & BYTE) * INT * occurrences;
        tierLength = block;
        tiers = Math.min(dimensions[7] & BYTE, TARIFFS);
        int presentDemands = dimensions[8] & BYTE;
        int before = presentDemands * ((flags & 0x40) == 0 ? INT : INT + 3);
        int[] registerIds = registerSources == null ? USUAL_REGISTERS : ids(registerSources, 0);
        int[] presentIds = presentSources == null ? USUAL_PRESENT : ids(presentSources, presentDemands);
        place(registers, registerIds, summations, first);
        place(present, presentIds, dimensions[9] & BYTE, before);
    }

    private static int[] ids(byte[] sources, int from) {
        return IntStream.range(Math.min(from, sources.length), sources.length)
                .map(n -> sources[n] & BYTE)
                .toArray();
    }

    private static void place(int[] offsets, int[] ids, int count, int first) {
        Arrays.fill(offsets, -1);
        for (int n = 0; n < Math.min(count, ids.length); n++) {
            if (ids[n] >= 0 && ids[n] < offsets.length && offsets[ids[n]] < 0) {
                offsets[ids[n]] = first + INT * n;
            }
        }
    }

    /** BT21 of a meter that does not tell it: what all readers have read of all meters so far, from the first byte on. */
    public static byte[] usualDimensions() {
        return new byte[] {0, 0, 0, REGISTERS, 0, 0, 0, 0, 0, USUAL_VALUES};
    }

    /** How much of BT22 tells the sources of the registers. */
    public static int registerSources(byte[] dimensions) {
        return dimensions[3] & BYTE;
    }

    /** How much of BT27 tells the sources of the present values. */
    public static int presentSources(byte[] dimensions) {
        return (dimensions[8] & BYTE) + (dimensions[9] & BYTE);
    }

    /**
     * Which meter it is.
     *
     * @param manufacturer BT01
     * @param utility ET03; empty when the meter does not tell
     */
    public static NesIdentity identity(byte[] manufacturer, byte[] utility) {
        return new NesIdentity(
                text(manufacturer, 0, 4),
                text(manufacturer, 4, 12),
                HexFormat.of().withUpperCase().formatHex(manufacturer, 16, BT01_LENGTH),
                text(utility, 0, utility.length),
                NesIdentity.version(word(manufacturer, 14)),
                NesIdentity.version(word(manufacturer, 12)));
    }

    private static int word(byte[] bytes, int at) {
        return (bytes[at] & BYTE) << 8 | bytes[at + 1] & BYTE;
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1)
                .replaceAll("[^ -~]", " ")
                .strip();
    }

    /** The meter's clock (BT52); null when it cannot be right. */
    public static @Nullable Instant clock(byte[] time) {
        try {
            return LocalDateTime.of(2000 + time[0], time[1], time[2], time[3], time[4], time[5])
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /**
     * What to read of BT28.
     *
     * @param most bytes at once
     */
    public List<Part> presentParts(int most) {
        return parts(Arrays.stream(PRESENT).map(id -> present[id]), most);
    }

    /** What to read of BT23 for the energies. */
    public List<Part> energyParts(int most) {
        return parts(IntStream.of(registers[FORWARD], registers[REVERSE]), most);
    }

    /** What to read of BT23 for what changes rarely. */
    public List<Part> rareParts(int most) {
        IntStream own = IntStream.rangeClosed(REACTIVE_IMPORT, OUTAGES).map(id -> registers[id]);
        IntStream ofTiers = IntStream.range(0, tiers).flatMap(n -> IntStream.of(tier(n, FORWARD), tier(n, REVERSE)));
        return parts(IntStream.concat(own, ofTiers), most);
    }

    private int tier(int n, int register) {
        return registers[register] < 0 ? -1 : registers[register] + tierLength * (n + 1);
    }

    private static List<Part> parts(IntStream offsets, int most) {
        List<Part> parts = new ArrayList<>();
        int[] sorted = offsets.filter(offset -> offset >= 0).sorted().toArray();
        int from = -1;
        int to = -1;
        for (int offset : sorted) {
            if (from >= 0 && offset - to <= GAP && offset + INT - from <= most) {
                to = offset + INT;
            } else {
                if (from >= 0) {
                    parts.add(new Part(from, to - from));
                }
                from = offset;
                to = offset + INT;
            }
        }
        if (from >= 0) {
            parts.add(new Part(from, to - from));
        }
        return parts;
    }

    /** Bytes of BT28 up to the last that is of use. */
    public int presentLength() {
        return end(presentParts(Integer.MAX_VALUE));
    }

    /** Bytes of BT23 up to the last that is of use. */
    public int registersLength() {
        return Math.max(end(energyParts(Integer.MAX_VALUE)), end(rareParts(Integer.MAX_VALUE)));
    }

    private static int end(List<Part> parts) {
        return parts.isEmpty()
                ? 0
                : parts.get(parts.size() - 1).offset()
                        + parts.get(parts.size() - 1).length();
    }

    /**
     * Makes a reading of both tables.
     *
     * @param values BT28
     * @param energies BT23
     * @param rare whether the {@link #rareParts} of BT23 are there
     * @param clock the meter's
     */
    public NesReading decode(byte[] values, byte[] energies, boolean rare, @Nullable Instant clock) {
        Phase[] phases = new Phase[NesReading.PHASES];
        for (int n = 0; n < phases.length; n++) {
            BigDecimal forward = number(values, present[PHASE_FORWARD + n], 0);
            BigDecimal reverse = number(values, present[PHASE_REVERSE + n], 0);
            BigDecimal factor = number(values, present[FACTORS[n]], MILLI);
            int sine = present[SINE + n];
            phases[n] = new Phase(
                    forward == null || reverse == null ? null : forward.subtract(reverse),
                    number(values, present[VOLTAGE + n], MILLI),
                    number(values, present[CURRENT + n], MILLI),
                    factor != null && sine >= 0 && integer(values, sine) < 0 ? factor.negate() : factor);
        }
        Tariff[] tariffs = new Tariff[rare ? tiers : 0];
        for (int n = 0; n < tariffs.length; n++) {
            tariffs[n] = new Tariff(register(energies, tier(n, FORWARD)), register(energies, tier(n, REVERSE)));
        }
        BigDecimal outage = rare ? number(energies, registers[OUTAGE_TIME], 0) : null;
        return new NesReading(
                number(values, present[POWER_IMPORT], 0),
                number(values, present[POWER_EXPORT], 0),
                number(values, present[VAR_IMPORT], 0),
                number(values, present[VAR_EXPORT], 0),
                number(values, present[APPARENT], 0),
                number(values, present[FREQUENCY], MILLI),
                List.of(phases),
                register(energies, registers[FORWARD]),
                register(energies, registers[REVERSE]),
                rare ? register(energies, registers[REACTIVE_IMPORT]) : null,
                rare ? register(energies, registers[REACTIVE_EXPORT]) : null,
                List.of(tariffs),
                rare ? number(energies, registers[OUTAGES], 0) : null,
                outage == null ? null : outage.multiply(BigDecimal.valueOf(outageUnit)),
                clock);
    }

    private @Nullable BigDecimal number(byte[] table, int offset, int scale) {
        return offset < 0 ? null : BigDecimal.valueOf(integer(table, offset), scale);
    }

    /** A register in thousands; none is negative. */
    private @Nullable BigDecimal register(byte[] table, int offset) {
        return offset < 0 || integer(table, offset) < 0 ? null : number(table, offset, MILLI);
    }

    private int integer(byte[] table, int at) {
        int a = table[at] & BYTE;
        int b = table[at + 1] & BYTE;
        int c = table[at + 2] & BYTE;
        int d = table[at + 3] & BYTE;
        return littleEndian ? d << 24 | c << 16 | b << 8 | a : a << 24 | b << 16 | c << 8 | d;
    }
}
