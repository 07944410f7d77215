/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.p1.internal.protocol;

import java.util.ArrayList;
import java.util.List;

/**
 * A long power failure from the meter's log, {@code 1-0:99.97.0}.
 *
 * @param end when the power came back
 * @param seconds how long it had been away
 */
public record PowerFailure(P1Time end, long seconds) {

    private static final Obis LOG = Obis.of("1-0:99.97.0");

    /** What counters show that overflowed while the clock was not set: entries longer than ten years never happened. */
    private static final long LONGEST = 10L * 365 * 24 * 3600;

    /** The first year a P1 port existed in; clocks that are not set begin with 2000. */
    private static final int FIRST_YEAR = 2005;

    /**
     * The log as far as it makes sense; the count it begins with is often wrong and not needed.
     *
     * @return in the order of the meter, empty when there is none
     */
    public static List<PowerFailure> list(P1Telegram telegram) {
        List<String> values = telegram.values(LOG);
        List<PowerFailure> failures = new ArrayList<>();
        for (int i = 0; i + 1 < values.size(); i++) {
            P1Time end = P1Time.parse(values.get(i));
            long seconds = seconds(values.get(i + 1));
            if (end != null && end.local().getYear() >= FIRST_YEAR && seconds >= 0 && seconds <= LONGEST) {
                failures.add(new PowerFailure(end, seconds));
                i++;
            }
        }
        return failures;
    }

    private static long seconds(String value) {
        int star = value.indexOf('*');
        try {
            return Long.parseLong((star < 0 ? value : value.substring(0, star)).strip());
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
