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

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** What went wrong on a bus since it was opened, and how fast meters answer. Thread-safe. */
final class BusCounters {

    private final AtomicLong damaged = new AtomicLong();
    private final AtomicLong timeouts = new AtomicLong();
    private final AtomicLong answerNanos = new AtomicLong();

    void damaged() {
        damaged.incrementAndGet();
    }

    void timeout() {
        timeouts.incrementAndGet();
    }

    /** A meter began to answer so long after it was asked; a slow answer counts less with each one after it. */
    void answered(long nanos) {
        answerNanos.accumulateAndGet(nanos, (before, now) -> Math.max(now, (3 * before + now) / 4));
    }

    /** How long meters have taken of late to begin an answer, bridges and adapters included; zero when none has answered. */
    Duration answerTime() {
        return Duration.ofNanos(answerNanos.get());
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
