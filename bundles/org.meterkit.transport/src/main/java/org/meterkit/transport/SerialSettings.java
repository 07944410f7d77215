/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.transport;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How characters travel on a serial line, be it here or behind an RFC 2217 server. Two leases of one such line must agree on it;
 * on TCP and replay lines it has no effect, apart from {@link #dataBits()} 7, which masks received bytes to seven bits on every kind
 * of line.
 *
 * <p>DTR and RTS are asserted while a port is open unless switched off here (P1 cables may wire them to the request pin; NES
 * optical heads need DTR off).
 *
 * @param baudRate bits per second
 * @param dataBits 7 or 8
 * @param parity parity bit
 * @param stopBits 1 or 2
 * @param dtr whether DTR is asserted
 * @param rts whether RTS is asserted
 */
public record SerialSettings(int baudRate, int dataBits, Parity parity, int stopBits, boolean dtr, boolean rts) {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,7})[- ]([78])([NEO])([12])");

    public SerialSettings {
        if (baudRate < 1) {
            throw new IllegalArgumentException("The baud rate must be positive, not " + baudRate + ".");
        }
        if (dataBits != 7 && dataBits != 8) {
            throw new IllegalArgumentException("Data bits must be 7 or 8, not " + dataBits + ".");
        }
        if (stopBits != 1 && stopBits != 2) {
            throw new IllegalArgumentException("Stop bits must be 1 or 2, not " + stopBits + ".");
        }
    }

    /**
     * Reads the form people write, {@code 115200-8N1} (a blank instead of the hyphen is accepted), with DTR and RTS asserted.
     *
     * @throws IllegalArgumentException with a sentence that says what was expected
     */
    public static SerialSettings parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Serial settings look like 115200-8N1 or 9600-7E1, not '" + text + "'.");
        }
        Parity parity =
                switch (matcher.group(3)) {
                    case "E" -> Parity.EVEN;
                    case "O" -> Parity.ODD;
                    default -> Parity.NONE;
                };
        return new SerialSettings(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                parity,
                Integer.parseInt(matcher.group(4)),
                true,
                true);
    }

    /** These settings with DTR off, for optical heads that are powered by RTS alone. */
    public SerialSettings withoutDtr() {
        return new SerialSettings(baudRate, dataBits, parity, stopBits, false, rts);
    }

    /** The form people write: {@code 115200 8N1}. */
    @Override
    public String toString() {
        return baudRate + " " + dataBits + parity.name().charAt(0) + stopBits;
    }
}
