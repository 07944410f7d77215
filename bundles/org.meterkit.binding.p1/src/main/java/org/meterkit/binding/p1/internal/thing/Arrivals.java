/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.p1.internal.thing;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.meterkit.transport.Moment;

/** When the last telegrams arrived: how often they come. Thread-safe. */
final class Arrivals {

    private static final int MOST = 60;

    private final Deque<Moment> times = new ArrayDeque<>();

    synchronized void add(Moment at) {
        times.add(at);
        if (times.size() > MOST) {
            times.remove();
        }
    }

    /** Such as {@code one every 10.0 s}. */
    synchronized String words() {
        if (times.size() < 2) {
            return "too few to tell how often";
        }
        Duration all = times.getLast().since(times.getFirst());
        return String.format(Locale.ROOT, "one every %.1f s", all.toNanos() / 1e9 / (times.size() - 1));
    }
}
