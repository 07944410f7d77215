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

/**
 * CRC-16/ARC, the checksum of P1 telegrams since DSMR 4 (companion standard 4.0, chapter 5.2): polynomial x^16 + x^15 + x^2 + 1, bits
 * reflected, initially zero, nothing added at the end. Its check value, over {@code 123456789}, is BB3D.
 */
public final class Crc16 {

    /** The polynomial with its bits in the order of the wire. */
    private static final int POLYNOMIAL = 0xA001;

    private static final char[] TABLE = table();

    private Crc16() {}

    private static char[] table() {
        char[] table = new char[256];
        for (int octet = 0; octet < table.length; octet++) {
            int crc = octet;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >> 1 : crc >> 1 ^ POLYNOMIAL;
            }
            table[octet] = (char) crc;
        }
        return table;
    }

    /** The checksum of {@code data} from index {@code from} up to, and without, index {@code to}. */
    public static int of(byte[] data, int from, int to) {
        return update(0, data, from, to);
    }

    /** A checksum continued over further bytes. */
    static int update(int before, byte[] data, int from, int to) {
        int crc = before;
        for (int i = from; i < to; i++) {
            crc = crc >> 8 ^ TABLE[(crc ^ data[i]) & 0xFF];
        }
        return crc;
    }

    /** A checksum continued over one byte. */
    static int update(int before, int octet) {
        return before >> 8 ^ TABLE[(before ^ octet) & 0xFF];
    }
}
