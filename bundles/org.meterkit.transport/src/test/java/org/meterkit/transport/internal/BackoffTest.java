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

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

    @Test
    void waitsGrowFromShortToAMinuteWithJitter() {
        long[] nominal = {200, 1000, 2000, 4000, 8000, 16000, 32000, 60000, 60000};
        for (int failures = 1; failures <= nominal.length; failures++) {
            assertWaits(failures, nominal[failures - 1]);
        }
        assertWaits(1000, 60000);
        assertWaits(Integer.MAX_VALUE, 60000);
    }

    private static void assertWaits(int failures, long millis) {
        LongStream.Builder waits = LongStream.builder();
        for (int i = 0; i < 200; i++) {
            waits.add(Backoff.NORMAL.delay(failures).toNanos());
        }
        var statistics = waits.build().summaryStatistics();
        Duration nominal = Duration.ofMillis(millis);
        assertTrue(statistics.getMax() <= nominal.toNanos());
        assertTrue(statistics.getMin() >= nominal.toNanos() * 3 / 4);
        assertTrue(statistics.getMax() - statistics.getMin() > nominal.toNanos() / 10, "no jitter");
    }
}
