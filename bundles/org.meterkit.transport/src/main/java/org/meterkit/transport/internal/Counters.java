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

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.transport.LineFault;
import org.meterkit.transport.LineStatus;
import org.meterkit.transport.Moment;

/** What a line or a datagram port counts. Thread-safe. */
final class Counters {

    private final LongAdder bytesIn = new LongAdder();
    private final LongAdder bytesOut = new LongAdder();
    private final LongAdder framesIn = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final LongAdder openings = new LongAdder();
    private volatile @Nullable Moment lastReceived;

    void received(int bytes, Moment at) {
        bytesIn.add(bytes);
        framesIn.increment();
        lastReceived = at;
    }

    void sent(int bytes) {
        bytesOut.add(bytes);
    }

    void error() {
        errors.increment();
    }

    void opened() {
        openings.increment();
    }

    LineStatus status(String address, String settings, List<String> holders, boolean open, @Nullable LineFault fault) {
        Moment last = lastReceived;
        return new LineStatus(
                address,
                settings,
                holders,
                open,
                Optional.ofNullable(fault),
                bytesIn.sum(),
                bytesOut.sum(),
                framesIn.sum(),
                errors.sum(),
                Math.max(0, openings.sum() - 1),
                Optional.ofNullable(last).map(Moment::instant));
    }
}
