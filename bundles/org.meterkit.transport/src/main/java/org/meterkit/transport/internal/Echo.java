/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.transport.internal;

import java.util.Arrays;

/**
 * Recognises a secret that comes back: RS-485 adapters and optical heads often receive what they send. Bit 7 is not compared, since
 * it may carry parity. Used by one thread.
 */
final class Echo {

    // Longer than any device here takes to send back what it was sent.
    private static final long LIFE_NANOS = 5_000_000_000L;

    private final byte[] secret;
    private final long until = System.nanoTime() + LIFE_NANOS;

    // the end of what was received, as long as it may be the beginning of the secret
    private byte[] tail = new byte[0];

    Echo(byte[] secret) {
        this.secret = SevenBits.of(secret);
    }

    boolean isOver() {
        return secret.length == 0 || System.nanoTime() - until > 0;
    }

    /** Whether the next piece received shows some of the secret: it contains it, or ends with what may be its beginning. */
    boolean isIn(byte[] piece) {
        byte[] all = Arrays.copyOf(tail, tail.length + piece.length);
        System.arraycopy(SevenBits.of(piece), 0, all, tail.length, piece.length);
        boolean found = false;
        int begun = all.length;
        for (int start = 0; start < all.length; start++) {
            int length = Math.min(secret.length, all.length - start);
            if (Arrays.equals(all, start, start + length, secret, 0, length)) {
                found = true;
                if (length < secret.length) {
                    begun = Math.min(begun, start);
                }
            }
        }
        tail = Arrays.copyOfRange(all, begun, all.length);
        return found;
    }
}
