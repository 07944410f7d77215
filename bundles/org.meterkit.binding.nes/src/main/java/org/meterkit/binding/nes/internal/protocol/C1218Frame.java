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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A packet of ANSI C12.18's data link: start, identity, control, packets still to come, length, data, CRC. What comes as one raw byte
 * (acknowledged or not) is no frame.
 *
 * @param control {@link #MULTI}, {@link #FIRST}, {@link #TOGGLE}
 * @param sequence packets still to come
 * @param data of the service, or the part of it that this packet carries; the array is not copied
 */
public record C1218Frame(int control, int sequence, byte[] data) {

    public static final int MULTI = 0x80;
    public static final int FIRST = 0x40;
    public static final int TOGGLE = 0x20;

    static final int START = 0xEE;
    /** Bytes before the data. */
    static final int HEADER = 6;
    /** Bytes that are not data. */
    public static final int OVERHEAD = HEADER + 2;

    private static final int BYTE = 0xFF;
    private static final int[] CRC = crcTable();

    /** The packet as it goes over the line. */
    public byte[] encode() {
        byte[] frame = new byte[data.length + OVERHEAD];
        frame[0] = (byte) START;
        frame[2] = (byte) control;
        frame[3] = (byte) sequence;
        frame[4] = (byte) (data.length >> 8);
        frame[5] = (byte) data.length;
        System.arraycopy(data, 0, frame, HEADER, data.length);
        int crc = crc(frame, 0, frame.length - 2);
        frame[frame.length - 2] = (byte) crc;
        frame[frame.length - 1] = (byte) (crc >> 8);
        return frame;
    }

    /** Reads a whole packet with the right CRC, as a {@link C1218Framer} gives it. */
    public static C1218Frame decode(byte[] frame) {
        return new C1218Frame(frame[2] & BYTE, frame[3] & BYTE, Arrays.copyOfRange(frame, HEADER, frame.length - 2));
    }

    /**
     * Splits what a service says into packets.
     *
     * @param size largest packet, with what surrounds the data
     * @param toggle whether the first packet has the toggle bit
     */
    public static List<C1218Frame> split(byte[] data, int size, boolean toggle) {
        int room = size - OVERHEAD;
        int count = Math.max(1, (data.length + room - 1) / room);
        List<C1218Frame> frames = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            int control = count == 1 ? 0 : n == 0 ? MULTI | FIRST : MULTI;
            if (toggle != (n % 2 != 0)) {
                control |= TOGGLE;
            }
            byte[] part = Arrays.copyOfRange(data, n * room, Math.min(data.length, (n + 1) * room));
            frames.add(new C1218Frame(control, count - 1 - n, part));
        }
        return frames;
    }

    /** CRC-16/X-25. */
    static int crc(byte[] bytes, int from, int to) {
        int crc = 0xFFFF;
        for (int n = from; n < to; n++) {
            crc = crc >> 8 ^ CRC[(crc ^ bytes[n]) & BYTE];
        }
        return crc ^ 0xFFFF;
    }

    private static int[] crcTable() {
        int[] table = new int[BYTE + 1];
        for (int n = 0; n < table.length; n++) {
            int crc = n;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                crc = (crc & 1) == 0 ? crc >> 1 : crc >> 1 ^ 0x8408;
            }
            table[n] = crc;
        }
        return table;
    }
}
