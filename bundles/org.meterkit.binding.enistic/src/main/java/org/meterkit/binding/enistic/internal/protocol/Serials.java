/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.enistic.internal.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Optional;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Serial numbers in the one form they are compared and sent in: upper-case hex of full length. Leading zeros may be missing, as in
 * the vendor's own example ({@code 004A3BB5B04} for the Microchip MAC address {@code 00:04:A3:BB:5B:04}).
 */
public final class Serials {

    static final int CONTROLLER_LENGTH = 12;
    static final int CONTROLLER_SHORTEST = 10;
    static final int DEVICE_LENGTH = 16;
    static final int DEVICE_SHORTEST = 14;

    private Serials() {}

    /** A controller's serial number: 10 to 12 hex digits; colons, dashes and spaces are left out. Empty when it is none. */
    public static Optional<String> controller(String text) {
        return typed(text, CONTROLLER_SHORTEST, CONTROLLER_LENGTH);
    }

    /** The serial number of a socket or meter: 14 to 16 hex digits, as for {@link #controller}. */
    public static Optional<String> device(String text) {
        return typed(text, DEVICE_SHORTEST, DEVICE_LENGTH);
    }

    private static Optional<String> typed(String text, int shortest, int length) {
        StringBuilder digits = new StringBuilder();
        text.chars()
                .filter(c -> c != ':' && c != '-' && !Character.isWhitespace(c))
                // Whatever does not fit a byte must not turn into a digit.
                .forEach(c -> digits.append(c < 0x80 ? (char) c : '?'));
        byte[] bytes = digits.toString().getBytes(ISO_8859_1);
        return Optional.ofNullable(serial(bytes, 0, bytes.length, shortest, length));
    }

    static @Nullable String controller(byte[] bytes, int from, int to) {
        return serial(bytes, from, to, CONTROLLER_SHORTEST, CONTROLLER_LENGTH);
    }

    static @Nullable String device(byte[] bytes, int from, int to) {
        return serial(bytes, from, to, DEVICE_SHORTEST, DEVICE_LENGTH);
    }

    private static @Nullable String serial(byte[] bytes, int from, int to, int shortest, int length) {
        int padding = length - (to - from);
        if (padding < 0 || to - from < shortest) {
            return null;
        }
        byte[] digits = new byte[length];
        for (int i = 0; i < padding; i++) {
            digits[i] = '0';
        }
        for (int i = from; i < to; i++) {
            int c = bytes[i];
            if (c >= 'a' && c <= 'f') {
                c -= 'a' - 'A';
            } else if ((c < '0' || c > '9') && (c < 'A' || c > 'F')) {
                return null;
            }
            digits[padding + i - from] = (byte) c;
        }
        return new String(digits, ISO_8859_1);
    }
}
