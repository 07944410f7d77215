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

/**
 * Where the numbers are in the three answers. All are ASCII digits, most significant first; a field with several numbers (lines,
 * tariffs, inputs) has them one behind the other.
 *
 * <p>Sources: the vendor's sheet of the v.3 answer (EKM forum, "EKM-Omnimeter RS-485 Data"), the field tables of the vendor's
 * library for v.3 and v.4, two independent readers of real meters; the two that only one source has are said so.
 */
public enum OmnimeterField {
    // length, count, decimals (-1: as many as the meter says), unit; offsets in the answers v.3, v.4 A, v.4 B (-1: not
    // there)
    ENERGY(8, 1, -1, "kWh", 16, 16, -1),
    ENERGY_TARIFF(8, 4, -1, "kWh", 24, -1, 16),
    ENERGY_LINE(8, 3, -1, "kWh", -1, 40, -1),
    ENERGY_RESETTABLE(8, 1, -1, "kWh", -1, 88, -1),
    REVERSE(8, 1, -1, "kWh", 56, 32, -1),
    REVERSE_TARIFF(8, 4, -1, "kWh", 64, -1, 48),
    REVERSE_LINE(8, 3, -1, "kWh", -1, 64, -1),
    REVERSE_RESETTABLE(8, 1, -1, "kWh", -1, 96, -1),
    REACTIVE_ENERGY(8, 1, -1, "kvarh", -1, 24, -1),
    VOLTAGE(4, 3, 1, "V", 96, 104, 80),
    CURRENT(5, 3, 1, "A", 108, 116, 92),
    /** Without a sign. */
    POWER_LINE(7, 3, 0, "W", 123, 131, 107),
    /** Without a sign; not always the sum of the lines. */
    POWER(7, 1, 0, "W", 144, 152, 128),
    /** The three digits behind the letter. */
    POWER_FACTOR(4, 3, 2, "", 151, 159, 135),
    REACTIVE_POWER_LINE(7, 3, 0, "var", -1, 171, -1),
    REACTIVE_POWER(7, 1, 0, "var", -1, 192, -1),
    FREQUENCY(4, 1, 2, "Hz", -1, 199, -1),
    MAXIMUM_DEMAND(8, 1, 1, "W", 163, -1, 147),
    /** 1: 15, 2: 30, 3 and, in the vendor's newer library alone, 4: 60 minutes. */
    DEMAND_PERIOD(1, 1, 0, "", 171, -1, 155),
    /** 0: never, 1: monthly, 2: weekly, 3: daily, 4: hourly. */
    DEMAND_RESET(1, 1, 0, "", -1, -1, 172),
    CT_RATIO(4, 1, 0, "A", 186, -1, 168),
    PULSES(8, 3, 0, "", 190, 203, -1),
    PULSE_RATIO(4, 3, 0, "", 214, -1, 156),
    PULSE_OUTPUT_RATIO(4, 1, 0, "1/kWh", -1, -1, 173),
    INPUTS(1, 1, 0, "", -1, 227, -1),
    DIRECTIONS(1, 1, 0, "", -1, 228, -1),
    RELAYS(1, 1, 0, "", -1, 229, -1),
    ENERGY_DECIMALS(1, 1, 0, "", -1, 230, -1);

    private final int length;
    private final int count;
    private final int decimals;
    private final String unit;
    private final int v3;
    private final int v4a;
    private final int v4b;

    OmnimeterField(int length, int count, int decimals, String unit, int v3, int v4a, int v4b) {
        this.length = length;
        this.count = count;
        this.decimals = decimals;
        this.unit = unit;
        this.v3 = v3;
        this.v4a = v4a;
        this.v4b = v4b;
    }

    /** Digits of one number. */
    int length() {
        return length;
    }

    /** How many numbers there are. */
    public int count() {
        return count;
    }

    /** Digits behind the decimal point; negative where the meter says how many. */
    int decimals() {
        return decimals;
    }

    /** The unit in which {@link OmnimeterReading#number} gives it; empty for plain numbers. */
    public String unit() {
        return unit;
    }

    /** Where the first number begins; negative when the answer has none. */
    int offset(OmnimeterRequest answer) {
        return switch (answer) {
            case V3 -> v3;
            case V4A -> v4a;
            case V4B -> v4b;
        };
    }
}
