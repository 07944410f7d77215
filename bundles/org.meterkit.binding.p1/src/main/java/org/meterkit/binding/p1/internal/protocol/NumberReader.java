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

/** Reads numbers without making an object for each. */
final class NumberReader {

    /** Digits that a {@code long} holds in any case. */
    private static final int MOST_DIGITS = 18;

    long digits;
    int decimals;
    P1Unit unit = P1Unit.NONE;

    /**
     * Reads a number and its unit from index {@code from} up to, and without, {@code to}. Of two in one pair of brackets, separated by
     * a comma, the first counts.
     *
     * @return whether there is one; a time is none
     */
    boolean read(byte[] text, int from, int to) {
        int at = from;
        while (at < to && text[at] == ' ') {
            at++;
        }
        boolean negative = at < to && text[at] == '-';
        if (negative || at < to && text[at] == '+') {
            at++;
        }
        long number = 0;
        int seen = 0;
        int point = -1;
        while (at < to) {
            int digit = text[at] - '0';
            if (digit >= 0 && digit <= 9) {
                number = 10 * number + digit;
                seen++;
            } else if (text[at] == '.' && point < 0) {
                point = seen;
            } else {
                break;
            }
            at++;
        }
        // twelve digits and a letter
        boolean time = seen == P1Time.DIGITS && point < 0 && to - at == 1;
        if (seen == 0 || seen > MOST_DIGITS || time) {
            return false;
        }
        int unitTo = at;
        while (unitTo < to && text[unitTo] != ',') {
            unitTo++;
        }
        digits = negative ? -number : number;
        decimals = point < 0 ? 0 : seen - point;
        unit = P1Unit.of(text, at, unitTo);
        return true;
    }
}
