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
import java.util.HexFormat;

/** Texts and ids, which telegrams carry as hexadecimal, two digits for a character. */
public final class OctetString {

    private OctetString() {}

    /**
     * The text; what was sent, when that is not hexadecimal or stands for something that cannot be printed. Padding (FF, 00, blanks)
     * is left out, so what holds nothing else is empty.
     */
    public static String text(String value) {
        String sent = value.strip();
        byte[] octets;
        try {
            octets = HexFormat.of().parseHex(sent);
        } catch (IllegalArgumentException e) {
            return sent;
        }
        int from = 0;
        int to = octets.length;
        while (from < to && isPadding(octets[from])) {
            from++;
        }
        while (from < to && isPadding(octets[to - 1])) {
            to--;
        }
        for (int i = from; i < to; i++) {
            int character = octets[i] & 0xFF;
            boolean printable = character >= ' ' && character < 0x7F || character >= 0xA0;
            if (!printable && character != '\r' && character != '\n') {
                return sent;
            }
        }
        return new String(octets, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static boolean isPadding(byte octet) {
        return octet == 0 || octet == ' ' || octet == (byte) 0xFF;
    }
}
