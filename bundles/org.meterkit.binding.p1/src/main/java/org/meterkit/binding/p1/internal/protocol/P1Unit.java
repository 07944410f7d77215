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

import java.nio.charset.StandardCharsets;

/** Units that P1 meters print behind a value. Case, the asterisk before and blanks after it vary, so none of them counts. */
public enum P1Unit {
    KILOWATT_HOUR("kWh"),
    KILOWATT("kW"),
    VOLT("V"),
    AMPERE("A"),
    CUBIC_METRE("m3"),
    SECOND("s"),
    WATT("W"),
    WATT_HOUR("Wh"),
    VAR("var"),
    VAR_HOUR("varh"),
    KILOVAR("kvar"),
    KILOVAR_HOUR("kvarh"),
    HERTZ("Hz"),
    GIGAJOULE("GJ"),
    MEGAJOULE("MJ"),
    MEGAWATT("MW"),
    MEGAWATT_HOUR("MWh"),
    MEGAVAR("Mvar"),
    MEGAVAR_HOUR("Mvarh"),
    VOLT_AMPERE("VA"),
    KILOVOLT_AMPERE("kVA"),
    VOLT_AMPERE_HOUR("VAh"),
    KILOVOLT_AMPERE_HOUR("kVAh"),
    KILOVOLT("kV"),
    MILLIVOLT("mV"),
    MILLIAMPERE("mA"),
    KILOAMPERE("kA"),
    KILOHERTZ("kHz"),
    LITRE("l"),
    CUBIC_DECIMETRE("dm3"),
    /** A unit that is not one of these. */
    UNKNOWN(""),
    /** No unit was sent. */
    NONE("");

    private static final P1Unit[] ALL = values();
    private static final int LONGEST = 5;

    private final String symbol;
    private final int key;

    P1Unit(String symbol) {
        this.symbol = symbol;
        int bits = 0;
        for (int i = 0; i < symbol.length(); i++) {
            bits = bits << 5 | symbol.charAt(i) & 31;
        }
        key = bits;
    }

    /** The unit as people write it in ASCII, {@code kWh}; empty for {@link #UNKNOWN} and {@link #NONE}. */
    public String symbol() {
        return symbol;
    }

    /** The unit that a text names. */
    static P1Unit of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return of(bytes, 0, bytes.length);
    }

    /** The unit at index {@code from} up to, and without, {@code to}, which a separator may precede and blanks surround. */
    static P1Unit of(byte[] text, int from, int to) {
        int first = from;
        int last = to;
        while (first < last && (text[first] == '*' || text[first] == '_' || text[first] == ' ')) {
            first++;
        }
        while (first < last && text[last - 1] == ' ') {
            last--;
        }
        if (first == last) {
            return NONE;
        }
        if (last - first <= LONGEST) {
            // five bits of a letter are the same in upper and lower case, and tell 3 from the letters units have beside
            // m
            int bits = 0;
            for (int i = first; i < last; i++) {
                bits = bits << 5 | text[i] & 31;
            }
            for (P1Unit unit : ALL) {
                if (unit.key == bits && bits != 0) {
                    return unit;
                }
            }
        }
        return UNKNOWN;
    }
}
