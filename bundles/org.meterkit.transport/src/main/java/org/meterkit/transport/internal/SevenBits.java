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

import org.meterkit.transport.Parity;
import org.meterkit.transport.SerialSettings;

/** Many adapters and all network bridges deliver eight bits of a seven-bit character, the top one being its parity. */
final class SevenBits {

    private SevenBits() {}

    /** A copy of {@code data} with what is above the settings' data bits removed. */
    static byte[] copy(byte[] data, SerialSettings settings) {
        return settings.dataBits() == 7 ? of(data) : data.clone();
    }

    /** A copy of {@code data} with bit 7 of each byte cleared. */
    static byte[] of(byte[] data) {
        byte[] copy = data.clone();
        for (int i = 0; i < copy.length; i++) {
            copy[i] &= 0x7F;
        }
        return copy;
    }

    /** What makes an 8N1 port send characters of seven bits with their parity: a copy with that in bit 7; other settings' bytes as they are. */
    static byte[] withParity(byte[] data, SerialSettings settings) {
        if (settings.dataBits() != 7 || settings.parity() == Parity.NONE) {
            return data;
        }
        int even = settings.parity() == Parity.EVEN ? 0 : 1;
        byte[] copy = of(data);
        for (int i = 0; i < copy.length; i++) {
            copy[i] |= (byte) ((Integer.bitCount(copy[i]) + even) % 2 << 7);
        }
        return copy;
    }
}
