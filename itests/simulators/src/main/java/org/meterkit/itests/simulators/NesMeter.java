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

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The tables of a NES meter as far as readers use them, made anew for each read from the values of the moment. Which source ids
 * stand for which values, and where in BT23 and BT28 they begin, follows the Optical Port Programmer's Guide.
 *
 * <p>Safe for use by several threads.
 */
public final class NesMeter {

    static final int BT00 = 0x0000;
    static final int BT01 = 0x0001;
    static final int BT21 = 0x0015;
    static final int BT22 = 0x0016;
    static final int BT23 = 0x0017;
    static final int BT27 = 0x001B;
    static final int BT28 = 0x001C;
    static final int BT52 = 0x0034;
    static final int ET03 = 0x0803;

    /** Source ids of the values of BT28 in the order of the guide; beyond them come ids without a meaning here. */
    private static final int[] PRESENT_IDS = {
        8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 240, 241, 242, 243, 104, 105, 106, 107,
        185, 186, 187, 188, 189, 190, 191, 192, 193, 194, 195, 196, 197, 198, 199, 202, 203, 204, 205, 206, 207, 208,
        209, 210, 211, 212, 213, 214, 215
    };

    /** Source ids of the registers of BT23 in the order of the guide. */
    private static final int[] SUMMATION_IDS = {
        0, 1, 2, 3, 4, 5, 6, 7, 26, 27, 28, 108, 109, 110, 111, 112, 113, 114, 115
    };

    /** Tables that tell how others are to be read. */
    private static final Set<Integer> DIMENSIONS = Set.of(BT00, BT21, BT22, BT27);

    private final Clock clock;
    private final String model;
    private final String utilitySerial;
    private final String serial;
    private final boolean demandResets;
    private final boolean timeRemaining;
    private final boolean bigEndian;
    private final boolean withoutDimensions;
    private final int summations;
    private final int tiers;
    private final int presentDemands;
    private final List<Integer> presentOrder;

    private final Map<Integer, Long> registers = new HashMap<>();
    private final List<Map<Integer, Long>> tierRegisters = new ArrayList<>();
    private final Map<Integer, Long> present = new HashMap<>();

    private NesMeter(Builder builder) {
        clock = builder.clock;
        model = builder.model;
        utilitySerial = builder.utilitySerial;
        serial = builder.serial;
        demandResets = builder.demandResets;
        timeRemaining = builder.timeRemaining;
        bigEndian = builder.bigEndian;
        withoutDimensions = builder.withoutDimensions;
        summations = builder.summations;
        tiers = builder.tiers;
        presentDemands = builder.presentDemands;
        presentOrder = List.copyOf(builder.presentOrder);
        for (int tier = 0; tier < tiers; tier++) {
            tierRegisters.add(new HashMap<>());
        }
        // What an owner of an 83334 published.
        setEnergy(344_180, 7_583);
        long[] values = {2710, 0, 0, 569, 3320, 3292, 6544, 225_319, 225_263, 225_398, 980, 49_985, 2769, 981, 982};
        for (int i = 0; i < values.length; i++) {
            present.put(i, values[i]);
        }
    }

    /** A three-phase meter with the values that an owner published, 11 registers, 4 tiers and 41 present values. */
    public static Builder builder() {
        return new Builder();
    }

    /** The utility's serial number, as ET03 has it. */
    public String utilitySerial() {
        return utilitySerial;
    }

    /** Sets the registers of all energy, in Wh. */
    public synchronized void setEnergy(long forward, long reverse) {
        setRegister(0, forward);
        setRegister(1, reverse);
    }

    /** Sets register {@code n} of BT23's totals, in the guide's unit. */
    public synchronized void setRegister(int n, long value) {
        registers.put(n, value);
    }

    /** Sets register {@code n} of a tier (1 to the number of tiers). */
    public synchronized void setTier(int tier, int n, long value) {
        tierRegisters.get(tier - 1).put(n, value);
    }

    /** Sets the value that the guide numbers {@code n} in BT28, in the guide's unit. */
    public synchronized void setPresent(int n, long value) {
        present.put(n, value);
    }

    /** Takes {@code watts}, or feeds in if that is negative. */
    public synchronized void setPower(long watts) {
        setPresent(0, Math.max(watts, 0));
        setPresent(1, Math.max(-watts, 0));
    }

    /** The table's bytes, if the meter has it. */
    synchronized Optional<byte[]> table(int id) {
        if (withoutDimensions && DIMENSIONS.contains(id)) {
            return Optional.empty();
        }
        return switch (id) {
            case BT00 -> Optional.of(general());
            case BT01 -> Optional.of(identification());
            case ET03 -> Optional.of(padded(utilitySerial, 30));
            case BT21 -> Optional.of(dimensions());
            case BT22 -> Optional.of(bytes(SUMMATION_IDS, summations));
            case BT23 -> Optional.of(energies());
            case BT27 -> Optional.of(presentSelection());
            case BT28 -> Optional.of(presentValues());
            case BT52 -> Optional.of(time());
            default -> Optional.empty();
        };
    }

    private byte[] general() {
        byte[] table = new byte[19];
        table[0] = (byte) (bigEndian ? 1 : 0);
        table[2] = (byte) 0x88;
        System.arraycopy(padded("NES ", 4), 0, table, 3, 4);
        return table;
    }

    private byte[] identification() {
        ByteBuffer table = ByteBuffer.allocate(24);
        table.put(padded("NES ", 4)).put(padded(model, 8));
        table.putShort((short) 0x3018).putShort((short) 0x3155);
        for (int i = 0; i < 16; i += 2) {
            table.put((byte) Integer.parseInt(serial.substring(i, i + 2), 16));
        }
        return table.array();
    }

    private byte[] dimensions() {
        return new byte[] {
            (byte) ((demandResets ? 4 : 0) | (timeRemaining ? 0x40 : 0)),
            0,
            0,
            (byte) summations,
            0,
            0,
            0,
            (byte) tiers,
            (byte) presentDemands,
            (byte) presentOrder.size()
        };
    }

    private byte[] energies() {
        ByteBuffer table = numbers((demandResets ? 1 : 0) + 4 * summations * (1 + tiers));
        if (demandResets) {
            table.put((byte) 3);
        }
        block(table, registers);
        tierRegisters.forEach(tier -> block(table, tier));
        return table.array();
    }

    private void block(ByteBuffer table, Map<Integer, Long> values) {
        for (int n = 0; n < summations; n++) {
            table.putInt(values.getOrDefault(n, 0L).intValue());
        }
    }

    private byte[] presentSelection() {
        ByteBuffer table = ByteBuffer.allocate(presentDemands + presentOrder.size());
        for (int i = 0; i < presentDemands; i++) {
            table.put((byte) 0);
        }
        presentOrder.forEach(
                n -> table.put((byte) (n < PRESENT_IDS.length ? PRESENT_IDS[n] : 216 + n - PRESENT_IDS.length)));
        return table.array();
    }

    private byte[] presentValues() {
        int demands = presentDemands * (4 + (timeRemaining ? 3 : 0));
        ByteBuffer table = numbers(demands + 4 * presentOrder.size());
        for (int i = 0; i < demands; i++) {
            table.put((byte) 0x55);
        }
        presentOrder.forEach(n -> table.putInt(present.getOrDefault(n, 0L).intValue()));
        return table.array();
    }

    private byte[] time() {
        ZonedDateTime now = clock.instant().atZone(ZoneOffset.UTC);
        return new byte[] {
            (byte) (now.getYear() % 100),
            (byte) now.getMonthValue(),
            (byte) now.getDayOfMonth(),
            (byte) now.getHour(),
            (byte) now.getMinute(),
            (byte) now.getSecond(),
            (byte) (now.getDayOfWeek().getValue() % 7 | 0x10)
        };
    }

    private ByteBuffer numbers(int size) {
        return ByteBuffer.allocate(size).order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] bytes(int[] values, int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static byte[] padded(String text, int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) ' ');
        byte[] shown = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(shown, 0, bytes, 0, Math.min(shown.length, length));
        return bytes;
    }

    /** What kind of meter it is. */
    public static final class Builder {

        private Clock clock = Clock.systemUTC();
        private String model = "83334-3I";
        private String utilitySerial = "0000000012345678";
        private String serial = "0123456789012345";
        private boolean demandResets;
        private boolean timeRemaining;
        private boolean bigEndian;
        private boolean withoutDimensions;
        private int summations = 11;
        private int tiers = 4;
        private int presentDemands;
        private final List<Integer> presentOrder = new ArrayList<>();

        private Builder() {
            presentValues(41);
        }

        public Builder clock(Clock its) {
            clock = its;
            return this;
        }

        /** At most eight characters. */
        public Builder model(String its) {
            model = its;
            return this;
        }

        public Builder utilitySerial(String its) {
            utilitySerial = its;
            return this;
        }

        /** BT23 begins with the number of demand resets. */
        public Builder demandResets() {
            demandResets = true;
            return this;
        }

        /** BT28 begins with this many present demands, each with the time remaining if {@code timed}. */
        public Builder presentDemands(int count, boolean timed) {
            presentDemands = count;
            timeRemaining = timed;
            return this;
        }

        /** Numbers in tables have their first byte first, which NES meters do not do but the standard allows. */
        public Builder bigEndian() {
            bigEndian = true;
            return this;
        }

        /** The meter does not have the tables that tell how others are to be read. */
        public Builder withoutDimensions() {
            withoutDimensions = true;
            return this;
        }

        /** 11, 15 or 19. */
        public Builder summations(int count) {
            summations = count;
            return this;
        }

        /** 4 or 8, or none. */
        public Builder tiers(int count) {
            tiers = count;
            return this;
        }

        /** How many of the guide's values BT28 has, in its order. */
        public Builder presentValues(int count) {
            presentOrder.clear();
            for (int n = 0; n < count; n++) {
                presentOrder.add(n);
            }
            return this;
        }

        /** BT28's values come in the reverse order, as BT27 tells. */
        public Builder reversed() {
            Collections.reverse(presentOrder);
            return this;
        }

        public NesMeter build() {
            return new NesMeter(this);
        }
    }
}
