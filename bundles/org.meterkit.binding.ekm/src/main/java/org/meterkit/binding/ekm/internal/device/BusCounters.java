/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.ekm.internal.device;

import java.util.concurrent.atomic.AtomicLong;

/** What went wrong on a bus since it was opened. Thread-safe. */
final class BusCounters {

    private final AtomicLong damaged = new AtomicLong();
    private final AtomicLong timeouts = new AtomicLong();

    void damaged() {
        damaged.incrementAndGet();
    }

    void timeout() {
        timeouts.incrementAndGet();
    }

    /** Answers that could not be used. */
    long damagedSoFar() {
        return damaged.get();
    }

    /** Requests that were not answered. */
    long timeoutsSoFar() {
        return timeouts.get();
    }
}
