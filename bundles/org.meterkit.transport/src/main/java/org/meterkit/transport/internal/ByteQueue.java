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

/** Bytes first in, first out. When more than the limit wait, the oldest are forgotten. Not thread-safe. */
final class ByteQueue {

    private final int limit;
    private byte[] bytes = new byte[256];
    private int start;
    private int end;

    ByteQueue(int limit) {
        this.limit = limit;
    }

    void add(byte[] data) {
        if (end + data.length > bytes.length) {
            int size = end - start;
            byte[] roomier = size + data.length <= bytes.length ? bytes : new byte[2 * (size + data.length)];
            System.arraycopy(bytes, start, roomier, 0, size);
            bytes = roomier;
            start = 0;
            end = size;
        }
        System.arraycopy(data, 0, bytes, end, data.length);
        end += data.length;
        start = Math.max(start, end - limit);
    }

    /** Moves up to {@code length} bytes; returns how many. */
    int take(byte[] target, int offset, int length) {
        int taken = Math.min(length, end - start);
        System.arraycopy(bytes, start, target, offset, taken);
        start += taken;
        return taken;
    }

    void clear() {
        start = 0;
        end = 0;
    }
}
