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
 * Finds telegrams in a stream of bytes, however it is cut into pieces. Takes time linear in the bytes and never more memory than the
 * longest telegram allowed. Not thread-safe.
 *
 * <p>A telegram goes from {@code /} to the end of the line that begins with {@code !}. The rules of finding back into the stream:
 *
 * <ul>
 *   <li>Outside of a telegram everything up to the next {@code /} is skipped.
 *   <li>{@code /} at the beginning of a line always begins a telegram; one that was under way is torn.
 *   <li>{@code !} ends a telegram at the beginning of a line, or right after a value (Aidon), when what follows on its line is short
 *       enough for a checksum. Four hexadecimal digits end it at once, since some sources leave out the line end.
 *   <li>A telegram without end is given up after {@value #LIMIT} bytes.
 * </ul>
 */
public final class TelegramAssembler {

    /** Real telegrams have up to 2.7 kB, a text message in one can add 2 kB. */
    static final int LIMIT = 16 * 1024;

    /** Exclamation mark, four digits and some blanks; a longer line that begins with the mark is a damaged object. */
    private static final int LONGEST_END = 8;

    private static final int CHECKSUM_DIGITS = 4;

    /** Why bytes of a telegram were given up. */
    public enum Loss {
        /** The next one began before it had ended, or its bytes stopped coming. */
        TORN,
        /** It did not end. */
        OVERSIZED
    }

    /** Takes what was found. */
    public interface Output {

        /** A telegram from its {@code /} to the end of its last line, the line end left out; the receiver's to keep. */
        void telegram(byte[] frame);

        /** A telegram had begun and is lost. */
        void lost(Loss loss);
    }

    private final Output output;
    private byte[] buffer = new byte[2048];
    private boolean inside;
    private int length;
    /** Index of the exclamation mark, or -1. */
    private int end = -1;

    private boolean lineStart = true;

    public TelegramAssembler(Output output) {
        this.output = output;
    }

    /** Takes the next bytes of the stream. */
    public void accept(byte[] data) {
        for (byte octet : data) {
            accept(octet);
        }
    }

    private void accept(byte octet) {
        switch (octet) {
            case '/' -> {
                if (lineStart || !inside) {
                    begin();
                }
                append(octet);
                lineStart = false;
            }
            case '\r', '\n' -> {
                if (end >= 0) {
                    finish();
                } else {
                    append(octet);
                }
                lineStart = true;
            }
            // noise of adapters, which hides no line start
            case 0, (byte) 0xFF -> append(octet);
            case '!' -> {
                if (inside && end < 0 && (lineStart || buffer[length - 1] == ')')) {
                    end = length;
                }
                append(octet);
                lineStart = false;
            }
            default -> {
                append(octet);
                lineStart = false;
                if (end >= 0) {
                    checkEnd();
                }
            }
        }
    }

    private void begin() {
        if (end >= 0) {
            finish();
        } else {
            drop(Loss.TORN);
        }
        inside = true;
    }

    private void append(byte octet) {
        if (!inside) {
            return;
        }
        if (length == LIMIT) {
            drop(Loss.OVERSIZED);
            return;
        }
        if (length == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * length);
        }
        buffer[length++] = octet;
    }

    private void checkEnd() {
        if (length - end > LONGEST_END) {
            end = -1;
            return;
        }
        int digits = 0;
        while (end + 1 + digits < length && Character.digit(buffer[end + 1 + digits], 16) >= 0) {
            digits++;
        }
        if (digits == CHECKSUM_DIGITS) {
            finish();
        }
    }

    private void finish() {
        byte[] frame = Arrays.copyOf(buffer, length);
        forget();
        lineStart = true;
        output.telegram(frame);
    }

    /**
     * The header of the telegram under way, which is taken out of the stream; nothing when more than its first line and an empty one
     * have come, or less.
     */
    public byte[] takeHeader() {
        int line = 0;
        while (inside && line < length && buffer[line] >= ' ') {
            line++;
        }
        for (int at = line; at < length; at++) {
            if (buffer[at] != '\r' && buffer[at] != '\n') {
                return new byte[0];
            }
        }
        byte[] header = line == 0 || line == length ? new byte[0] : Arrays.copyOf(buffer, length);
        if (header.length > 0) {
            forget();
        }
        return header;
    }

    /** Gives up the telegram under way, if any, since its bytes stopped coming. */
    public void interrupt() {
        drop(Loss.TORN);
        lineStart = true;
    }

    private void drop(Loss loss) {
        if (inside) {
            forget();
            output.lost(loss);
        }
    }

    private void forget() {
        inside = false;
        length = 0;
        end = -1;
    }
}
