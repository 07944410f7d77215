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

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Takes encrypted telegrams out of a stream of bytes, however it is cut into pieces, and hands on all other bytes as they came. Takes
 * time linear in the bytes and never more memory than the longest frame allowed. Not thread-safe.
 *
 * <p>Such a frame is a general-glo-ciphering of DLMS (Smarty P1 specification of Luxembourg, 3.2.5): {@code DB 08}, a system title of
 * eight octets that begins with three letters, a length in one to three octets (BER), and as many octets. The rules of finding back:
 *
 * <ul>
 *   <li>What does not go on as such a frame must is no frame; the search goes on right behind its first octet.
 *   <li>The beginning of a frame up to its system title, come again within it, begins a new one; the one under way is torn.
 *   <li>A part of that beginning at the very end of a frame is taken for the next one's, too: up to nine octets may have been lost.
 * </ul>
 */
public final class CipheredFrames {

    /** So much may follow the length; the longest telegrams have 2.7 kB. */
    static final int LIMIT = 4096;

    private static final int TITLE = 2;
    private static final int TITLE_END = 10;
    private static final int FLAG = 3;

    /** Security byte, frame counter and one octet. */
    private static final int SHORTEST = 6;

    private static final int UNKNOWN = 0;
    private static final int NONE = -1;

    /** Takes what was found. */
    public interface Output {

        /** Bytes that belong to no frame; the receiver's to keep. */
        void other(byte[] bytes);

        /** A whole frame; the receiver's to keep. */
        void frame(byte[] frame);

        /** A frame had begun and is lost. */
        void torn();
    }

    private final Output output;
    private byte[] held = new byte[1024];
    private int length;
    /** The length of the frame under way; {@link #UNKNOWN} before its head is whole. */
    private int whole = UNKNOWN;

    private long heads;

    public CipheredFrames(Output output) {
        this.output = output;
    }

    /** How many frames have begun. */
    public long heads() {
        return heads;
    }

    /** Takes the next bytes of the stream. */
    public void accept(byte[] data) {
        int from = 0;
        for (int at = 0; at < data.length; at++) {
            if (length > 0) {
                append(data[at]);
                from = at + 1;
            } else if (data[at] == (byte) 0xDB) {
                other(data, from, at);
                append(data[at]);
                from = at + 1;
            }
        }
        other(data, from, data.length);
    }

    private void other(byte[] bytes, int from, int to) {
        if (to > from) {
            output.other(Arrays.copyOfRange(bytes, from, to));
        }
    }

    private void append(byte octet) {
        if (length == held.length) {
            held = Arrays.copyOf(held, 2 * length);
        }
        held[length++] = octet;
        if (whole == UNKNOWN) {
            readHead();
        } else if (beginsAgain()) {
            System.arraycopy(held, length - TITLE_END, held, 0, TITLE_END);
            forget();
            length = TITLE_END;
            output.torn();
        }
        if (whole != UNKNOWN && length == whole) {
            byte[] frame = Arrays.copyOf(held, length);
            forget();
            output.frame(frame);
            length = borrowed(frame);
        }
    }

    /** How many octets at the end of a frame are those at its beginning, and still held there. */
    private static int borrowed(byte[] frame) {
        int count = TITLE_END - 1;
        while (count > 0 && !Arrays.equals(frame, frame.length - count, frame.length, frame, 0, count)) {
            count--;
        }
        return count;
    }

    private void readHead() {
        int found = whole();
        while (found == NONE) {
            int next = 1;
            while (next < length && held[next] != (byte) 0xDB) {
                next++;
            }
            other(held, 0, next);
            System.arraycopy(held, next, held, 0, length - next);
            length -= next;
            found = length == 0 ? UNKNOWN : whole();
        }
        whole = found;
        heads += found == UNKNOWN ? 0 : 1;
    }

    /** The length of the frame that is held, {@link #UNKNOWN} when more must come to tell, {@link #NONE} when it is none. */
    private int whole() {
        if (length > 1 && held[1] != 8) {
            return NONE;
        }
        for (int i = TITLE; i < Math.min(length, TITLE + FLAG); i++) {
            int upper = held[i] & 0xDF;
            if (held[i] < 0 || upper < 'A' || upper > 'Z') {
                return NONE;
            }
        }
        if (length <= TITLE_END) {
            return UNKNOWN;
        }
        int start = bodyStart(held);
        if (start == NONE || length < start) {
            return start == NONE ? NONE : UNKNOWN;
        }
        int size = held[TITLE_END] & 0xFF;
        if (start > TITLE_END + 1) {
            size = 0;
            for (int i = TITLE_END + 1; i < start; i++) {
                size = size << 8 | held[i] & 0xFF;
            }
        }
        return size < SHORTEST || size > LIMIT ? NONE : start + size;
    }

    /** Where what the length counts begins; {@link #NONE} when the length has another form. */
    static int bodyStart(byte[] frame) {
        return switch (frame[TITLE_END] & 0xFF) {
            case 0x81 -> TITLE_END + 2;
            case 0x82 -> TITLE_END + 3;
            default -> frame[TITLE_END] < 0 ? NONE : TITLE_END + 1;
        };
    }

    private boolean beginsAgain() {
        int from = length - TITLE_END;
        return from >= TITLE_END && Arrays.equals(held, from, length, held, 0, TITLE_END);
    }

    /** Gives up the frame under way, if any, since its bytes stopped coming. */
    public void interrupt() {
        boolean torn = whole != UNKNOWN;
        forget();
        if (torn) {
            output.torn();
        }
    }

    private void forget() {
        length = 0;
        whole = UNKNOWN;
    }

    /** The eight octets that name the meter in a whole frame. */
    static byte[] systemTitle(byte[] frame) {
        return Arrays.copyOfRange(frame, TITLE, TITLE_END);
    }

    /** The number that the meter counts up with each frame. */
    public static long frameCounter(byte[] frame) {
        return ByteBuffer.wrap(frame).getInt(bodyStart(frame) + 1) & 0xFFFF_FFFFL;
    }

    /** The system title as a text: the manufacturer's letters, and the rest in hexadecimal digits. */
    public static String titleText(byte[] frame) {
        StringBuilder text = new StringBuilder();
        for (int i = TITLE; i < TITLE_END; i++) {
            text.append(i < TITLE + FLAG ? String.valueOf((char) frame[i]) : String.format("%02X", frame[i]));
        }
        return text.toString();
    }
}
