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

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before opening is tried again: first shortly, since many faults are gone at once, then longer and longer, with
 * jitter so that what failed together does not return together.
 *
 * @param quick before the first retry
 * @param first before the second; doubles from there
 * @param most the longest wait
 * @param stable how long an opening must last for the next fault to count as a first one
 */
public record Backoff(Duration quick, Duration first, Duration most, Duration stable) {

    public static final Backoff NORMAL =
            new Backoff(Duration.ofMillis(200), Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofSeconds(10));

    /**
     * The wait before a retry, up to a quarter shorter than the nominal one.
     *
     * @param failures how often opening failed, or the open port was soon lost, in a row; at least 1
     */
    Duration delay(int failures) {
        long nominal = quick.toNanos();
        if (failures > 1) {
            // 2^20 times the first wait is beyond any limit
            nominal = Math.min(first.toNanos() << Math.min(failures - 2, 20), most.toNanos());
        }
        return Duration.ofNanos(nominal - ThreadLocalRandom.current().nextLong(nominal / 4 + 1));
    }
}
