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

/**
 * An OBIS code (IEC 62056-61): what an object of a telegram is, {@code A-B:C.D.E*F}. Six values of 0 to 255, held in one number.
 *
 * @param bits A in bits 40 to 47, then B, C, D, E, F downwards
 */
public record Obis(long bits) {

    /** F of codes that are printed without it. */
    static final int ANY = 255;

    /** What the short form {@code C.D.E} of IEC 62056-21 stands for: electricity, no channel. */
    private static final int ELECTRICITY = 1;

    private static final int TEXT_LIMIT = 24;

    /**
     * Reads a code, {@code 1-0:1.8.0}, in any of the forms that meters print.
     *
     * @throws IllegalArgumentException with a sentence
     */
    public static Obis of(String text) {
        byte[] bytes = text.strip().getBytes(StandardCharsets.ISO_8859_1);
        Cursor cursor = new Cursor(bytes, 0, Math.min(bytes.length, TEXT_LIMIT));
        long bits = read(cursor);
        if (bits < 0 || cursor.at < bytes.length) {
            throw new IllegalArgumentException("'" + text + "' is not an OBIS code such as 1-0:1.8.0.");
        }
        return new Obis(bits);
    }

    /** A place in bytes. */
    static final class Cursor {
        final byte[] text;
        final int limit;
        int at;

        Cursor(byte[] text, int at, int limit) {
            this.text = text;
            this.at = at;
            this.limit = limit;
        }

        int peek() {
            return at < limit ? text[at] : -1;
        }

        boolean take(char wanted) {
            boolean is = at < limit && text[at] == wanted;
            if (is) {
                at++;
            }
            return is;
        }

        /** A number of 0 to 255, or -1. */
        int number() {
            int start = at;
            int number = 0;
            while (at < limit && at < start + 3 && text[at] >= '0' && text[at] <= '9') {
                number = 10 * number + text[at++] - '0';
            }
            return at == start || number > 255 ? -1 : number;
        }
    }

    /**
     * Reads a code and moves the cursor behind it. Takes the colon for any separator but the hyphen and {@code .} for {@code *}, since
     * meters copied such misprints from the standards.
     *
     * @return the code's {@link #bits}, or -1
     */
    static long read(Cursor cursor) {
        int a = ELECTRICITY;
        int b = 0;
        int c = cursor.number();
        if (c >= 0 && cursor.take('-')) {
            a = c;
            b = cursor.number();
            c = cursor.take(':') || cursor.take('.') ? cursor.number() : -1;
        }
        int d = cursor.take('.') || cursor.take(':') ? cursor.number() : -1;
        int e = ANY;
        if (cursor.take('.') || cursor.take(':')) {
            e = cursor.number();
        }
        int f = ANY;
        if (cursor.take('*') || cursor.take('.') || cursor.take('&')) {
            f = cursor.number();
        }
        if ((b | c | d | e | f) < 0) {
            return -1;
        }
        return (long) a << 40 | (long) b << 32 | (long) c << 24 | d << 16 | e << 8 | f;
    }

    /** Value group A, the medium: 0 abstract, 1 electricity, 7 gas. */
    public int a() {
        return part(40);
    }

    /** Value group B, the channel. */
    public int b() {
        return part(32);
    }

    /** Value group C, the quantity. */
    public int c() {
        return part(24);
    }

    /** Value group D, how it is processed. */
    public int d() {
        return part(16);
    }

    /** Value group E, the tariff. */
    public int e() {
        return part(8);
    }

    /** Value group F, the billing period; 255 when not printed. */
    public int f() {
        return part(0);
    }

    private int part(int shift) {
        return (int) (bits >> shift) & 0xFF;
    }

    /** This code with another channel. */
    Obis onChannel(int b) {
        return new Obis(bits & ~(0xFFL << 32) | (long) b << 32);
    }

    /** The form people write: {@code 1-0:1.8.0}. */
    @Override
    public String toString() {
        String text = a() + "-" + b() + ":" + c() + "." + d();
        if (e() != ANY) {
            text += "." + e();
        }
        return f() == ANY ? text : text + "*" + f();
    }
}
