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

import java.util.Arrays;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Finds packets and acknowledgements in what comes from an optical port. There is more on that line than that: the meter's talk on the MEP
 * port, reflections, packets that lost a byte. What is no packet with the right CRC is passed over, from its first byte on, so that a
 * packet behind it is found.
 */
public final class C1218Framer {

    public static final int ACK = 0x06;
    public static final int NAK = 0x15;
    /** Seen instead of {@link #ACK}. */
    private static final int OTHER_ACK = 0x00;

    /** The largest packet that meters negotiate is 512 bytes or less. */
    private static final int LARGEST = 1024;

    private static final int CONTROL_BITS = C1218Frame.MULTI | C1218Frame.FIRST | C1218Frame.TOGGLE;
    private static final int BYTE = 0xFF;

    private byte[] bytes = new byte[2 * LARGEST];
    private int from;
    private int to;
    private boolean noisy;

    /** Takes what has come. */
    public void add(byte[] added, int length) {
        if (to + length > bytes.length) {
            bytes = Arrays.copyOfRange(bytes, from, Math.max(bytes.length, to - from + length) + from);
            to -= from;
            from = 0;
        }
        System.arraycopy(added, 0, bytes, to, length);
        to += length;
    }

    /**
     * Takes the next thing out.
     *
     * @param single whether an acknowledgement is waited for; else such a byte is noise
     * @return a whole packet, or {@link #ACK} or {@link #NAK} as the only byte; null when more has to come
     */
    public byte @Nullable [] next(boolean single) {
        while (from < to) {
            int first = bytes[from] & BYTE;
            if (first == C1218Frame.START && possible()) {
                int length = length();
                if (length == 0 || to - from < length) {
                    return null;
                }
                int end = from + length;
                if (C1218Frame.crc(bytes, from, end - 2) == ((bytes[end - 1] & BYTE) << 8 | bytes[end - 2] & BYTE)) {
                    byte[] frame = Arrays.copyOfRange(bytes, from, end);
                    from = end;
                    return frame;
                }
            }
            from++;
            if (single && (first == ACK || first == OTHER_ACK || first == NAK)) {
                return new byte[] {(byte) (first == NAK ? NAK : ACK)};
            }
            noisy = true;
        }
        from = 0;
        to = 0;
        return null;
    }

    /** Whether a packet may begin here, as far as its head has come. */
    private boolean possible() {
        int come = to - from;
        return (come < 2 || bytes[from + 1] == 0)
                && (come < 3 || (bytes[from + 2] & BYTE & ~CONTROL_BITS) == 0)
                && (come < C1218Frame.HEADER || length() > C1218Frame.OVERHEAD && length() <= LARGEST);
    }

    /** Of the packet that begins here; 0 when that has not come yet. */
    private int length() {
        return to - from < C1218Frame.HEADER
                ? 0
                : ((bytes[from + 4] & BYTE) << 8 | bytes[from + 5] & BYTE) + C1218Frame.OVERHEAD;
    }

    /** No more comes: what was waited for is no packet. There may be one behind its first byte. */
    public void giveUp() {
        if (from < to) {
            from++;
            noisy = true;
        }
    }

    /** Whether bytes wait that may become a packet. */
    public boolean isWaiting() {
        return from < to;
    }

    /** Whether something was passed over since the last time this was asked. */
    public boolean wasNoisy() {
        boolean was = noisy;
        noisy = false;
        return was;
    }

    /** Forgets all that has come. */
    public void clear() {
        from = 0;
        to = 0;
        noisy = false;
    }
}
