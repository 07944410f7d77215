/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.itests.simulators;

import java.util.Arrays;
import java.util.Random;

/** Something that happens to a telegram on its way. */
@FunctionalInterface
public interface P1Fault {

    /** What arrives instead of {@code telegram}, which stays as it is. */
    byte[] apply(byte[] telegram);

    /** Only the first {@code length} bytes arrive. */
    static P1Fault cut(int length) {
        return telegram -> Arrays.copyOf(telegram, Math.min(length, telegram.length));
    }

    /** One bit changes; bits count from 0, the lowest bit of the first byte. */
    static P1Fault flip(int bit) {
        return telegram -> {
            byte[] flipped = telegram.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            return flipped;
        };
    }

    /** The first half arrives, and then the whole telegram, as when one got torn and the next follows. */
    static P1Fault merged() {
        return telegram -> concat(Arrays.copyOf(telegram, telegram.length / 2), telegram);
    }

    /** The line that begins with {@code !} is missing. */
    static P1Fault withoutEnd() {
        return telegram -> {
            int end = telegram.length - 1;
            while (telegram[end] != '!') {
                end--;
            }
            return Arrays.copyOf(telegram, end);
        };
    }

    /** {@code length} random bytes arrive before it, no {@code /} among them, the same ones for the same seed. */
    static P1Fault garbageBefore(int length, long seed) {
        return telegram -> {
            byte[] garbage = new byte[length];
            new Random(seed).nextBytes(garbage);
            for (int i = 0; i < length; i++) {
                if ((garbage[i] & 0x7F) == '/') {
                    garbage[i] = 0;
                }
            }
            return concat(garbage, telegram);
        };
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
