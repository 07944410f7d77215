/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.transport;

import java.time.Duration;
import java.time.Instant;

/**
 * A point in time read from two clocks at once: the wall clock, for people, and the monotonic clock, for arithmetic.
 *
 * <p>The wall clock of a house computer jumps (no battery, NTP, a user). Whatever is computed from two moments, an energy, a
 * flow, an age, must not, so {@link #since} uses the monotonic part only.
 *
 * @param instant wall clock time
 * @param nanos {@link System#nanoTime()} of the same moment; comparable within one run of the JVM only
 */
public record Moment(Instant instant, long nanos) {

    /** Reads both clocks now. */
    public static Moment now() {
        return new Moment(Instant.now(), System.nanoTime());
    }

    /** The time that has passed from {@code earlier} to this moment; negative when this is the earlier one. */
    public Duration since(Moment earlier) {
        return Duration.ofNanos(nanos - earlier.nanos);
    }

    /** A moment later (or earlier, when negative) than this one by {@code duration} on both clocks. */
    public Moment plus(Duration duration) {
        return new Moment(instant.plus(duration), nanos + duration.toNanos());
    }
}
