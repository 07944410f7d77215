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

/** First byte of each answer: how the request went (ANSI C12.18). */
public final class C1218Code {

    public static final int OK = 0x00;
    public static final int NOT_ALLOWED = 0x03;
    public static final int NOT_POSSIBLE = 0x05;
    public static final int BUSY = 0x06;
    public static final int NOT_READY = 0x07;
    public static final int NEGOTIATE_AGAIN = 0x09;
    public static final int WRONG_SEQUENCE = 0x0A;

    private static final String[] MEANINGS = {
        "that all is well",
        "an error",
        "that it does not know this service",
        "that this is not allowed with this key",
        "that this is not possible",
        "that this is not possible here",
        "that it is busy",
        "that its data is not ready",
        "that its data is locked",
        "that the session has to be negotiated anew",
        "that the session is at another point"
    };

    private C1218Code() {}

    /** What a code means, also one that no standard knows. */
    public static String sentence(int code) {
        return "The meter answers "
                + (code < MEANINGS.length ? MEANINGS[code] : "with a code that is not known")
                + String.format(" (code %02X).", code);
    }
}
