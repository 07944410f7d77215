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

import java.util.Arrays;

/**
 * Takes telegrams apart: one pass over the bytes for the checksum, one for the objects; numbers are read in that pass, everything
 * else only when somebody asks the {@link P1Telegram}. Linear in the bytes, whatever they are.
 *
 * <p>Liberal, since every rule of the standards is broken by some meter: any order and number of objects, any line end, values on a
 * line of their own, blanks and comments behind values, any or no separator before a unit. A line that cannot be understood is
 * counted and left out; the others stand.
 *
 * <p>Keeps its working memory between telegrams, so it is not thread-safe.
 */
public final class P1Decoder {

    private static final int CHECKSUM_DIGITS = 4;

    private static final int AS_IT_IS = 0;
    private static final int EMPTY_LINE_LOST = 2;
    private static final int FORMS = 3;

    /** What the way has made of the last telegram with a valid checksum: most likely the same of the next. */
    private int sourceForm = AS_IT_IS;

    private long[] codes = new long[64];
    private int[] spans = new int[2 * 64];
    private long[] digits = new long[64];
    private short[] forms = new short[64];
    private int count;
    private final NumberReader number = new NumberReader();

    // the last pair of brackets read
    private int lastFrom;
    private int lastTo;

    /**
     * Decodes what a {@link TelegramAssembler} found.
     *
     * @param frame from {@code /} to the checksum; the telegram's to keep
     */
    public P1Telegram decode(byte[] frame) {
        int end = frame.length - 1;
        while (end > 0 && frame[end] != '!') {
            end--;
        }
        P1Telegram.Checksum checksum = checksum(frame, end);
        int limit = end > 0 ? end : frame.length;
        int header = lineEnd(frame, 0, limit);
        int badLines = objects(frame, header, limit);
        return new P1Telegram(
                frame,
                header,
                checksum,
                badLines,
                Arrays.copyOf(codes, count),
                Arrays.copyOf(spans, 2 * count),
                Arrays.copyOf(digits, count),
                Arrays.copyOf(forms, count));
    }

    private static int lineEnd(byte[] frame, int from, int limit) {
        int at = from;
        while (at < limit && !isLineEnd(frame[at])) {
            at++;
        }
        return at;
    }

    // ---- checksum -----------------------------------------------------------------------------------------------

    private P1Telegram.Checksum checksum(byte[] frame, int end) {
        if (end == 0) {
            return P1Telegram.Checksum.ABSENT;
        }
        int stated = 0;
        int found = 0;
        for (int i = end + 1; i < frame.length; i++) {
            int digit = Character.digit(frame[i], 16);
            if (digit >= 0) {
                stated = stated << 4 | digit;
                found++;
            } else if (frame[i] != ' ') {
                return P1Telegram.Checksum.WRONG;
            }
        }
        if (found == 0) {
            return P1Telegram.Checksum.ABSENT;
        }
        for (int tried = 0; tried < FORMS && found <= CHECKSUM_DIGITS; tried++) {
            int form = (sourceForm + tried) % FORMS;
            if (stated
                    == (form == AS_IT_IS
                            ? Crc16.of(frame, 0, end + 1)
                            : restored(frame, end, form == EMPTY_LINE_LOST))) {
                sourceForm = form;
                return P1Telegram.Checksum.VALID;
            }
        }
        return P1Telegram.Checksum.WRONG;
    }

    /**
     * The checksum of what the meter sent, when something on the way has replaced all its line ends by LF or CR alone or has left
     * out the empty line after the header; -1 when that cannot have happened to this telegram.
     */
    private static int restored(byte[] frame, int end, boolean emptyLine) {
        boolean anyCr = false;
        boolean anyLf = false;
        for (int i = 0; i < end; i++) {
            anyCr |= frame[i] == '\r';
            anyLf |= frame[i] == '\n';
        }
        int header = lineEnd(frame, 0, end);
        int next = header;
        while (next < end && isLineEnd(frame[next])) {
            next++;
        }
        boolean hasEmptyLine = next - header > (anyCr && anyLf ? 2 : 1);
        if (anyCr && anyLf && !emptyLine || emptyLine && hasEmptyLine) {
            return -1;
        }
        int crc = Crc16.of(frame, 0, header);
        if (emptyLine) {
            crc = Crc16.update(Crc16.update(crc, '\r'), '\n');
        }
        if (anyCr && anyLf) {
            return Crc16.update(crc, frame, header, end + 1);
        }
        for (int i = header; i <= end; i++) {
            crc = isLineEnd(frame[i]) ? Crc16.update(Crc16.update(crc, '\r'), '\n') : Crc16.update(crc, frame[i]);
        }
        return crc;
    }

    // ---- objects ------------------------------------------------------------------------------------------------

    private int objects(byte[] frame, int from, int limit) {
        count = 0;
        int badLines = 0;
        boolean continued = false;
        Obis.Cursor cursor = new Obis.Cursor(frame, from, limit);
        while (cursor.at < limit) {
            int first = cursor.peek();
            if (first == '\r' || first == '\n' || first == 0 || first == -1) {
                cursor.at++;
                continue;
            }
            if (first == '(' && continued) {
                badLines += continuation(cursor) ? 0 : 1;
            } else {
                continued = object(cursor);
                badLines += continued ? 0 : 1;
            }
            cursor.at = lineEnd(frame, cursor.at, limit);
        }
        return badLines;
    }

    private boolean object(Obis.Cursor cursor) {
        long code = Obis.read(cursor);
        while (cursor.peek() == ' ') {
            cursor.at++;
        }
        if (code < 0 || cursor.peek() != '(') {
            return false;
        }
        int from = cursor.at;
        int to = values(cursor);
        if (to < 0) {
            return false;
        }
        if (count == codes.length) {
            codes = Arrays.copyOf(codes, 2 * count);
            spans = Arrays.copyOf(spans, 4 * count);
            digits = Arrays.copyOf(digits, 2 * count);
            forms = Arrays.copyOf(forms, 2 * count);
        }
        codes[count] = code;
        spans[2 * count] = from;
        spans[2 * count + 1] = to;
        count++;
        number(cursor.text);
        return true;
    }

    private boolean continuation(Obis.Cursor cursor) {
        int to = values(cursor);
        if (to >= 0) {
            spans[2 * count - 1] = to;
            number(cursor.text);
        }
        return to >= 0;
    }

    /**
     * Reads the bracketed values up to the end of the line.
     *
     * @return the index behind the last bracket; -1 when the brackets don't match
     */
    private int values(Obis.Cursor cursor) {
        byte[] text = cursor.text;
        int end = -1;
        while (cursor.peek() == '(') {
            int from = cursor.at + 1;
            int at = from;
            int depth = 1;
            while (at < cursor.limit && depth > 0) {
                byte octet = text[at];
                if (octet == ')') {
                    depth--;
                } else if (octet == '(') {
                    depth++;
                } else if (isLineEnd(octet)) {
                    at = wrapped(text, at, cursor.limit);
                    if (at < 0) {
                        return -1;
                    }
                    continue;
                }
                at++;
            }
            if (depth > 0) {
                return -1;
            }
            lastFrom = from;
            lastTo = at - 1;
            end = at;
            cursor.at = at;
        }
        return end;
    }

    /** Where a hexadecimal text goes on that was wrapped: the index behind the line's digits, or -1 when it does not. */
    private static int wrapped(byte[] text, int from, int limit) {
        int at = from;
        while (at < limit && isLineEnd(text[at])) {
            at++;
        }
        while (at < limit && Character.digit(text[at], 16) >= 0) {
            at++;
        }
        return at < limit && (text[at] == ')' || isLineEnd(text[at])) ? at : -1;
    }

    private static boolean isLineEnd(byte octet) {
        return octet == '\r' || octet == '\n';
    }

    /** The last value of the last object as a number. */
    private void number(byte[] text) {
        boolean is = number.read(text, lastFrom, lastTo);
        digits[count - 1] = number.digits;
        forms[count - 1] = is ? (short) (number.decimals << 8 | number.unit.ordinal()) : P1Telegram.NO_NUMBER;
    }
}
