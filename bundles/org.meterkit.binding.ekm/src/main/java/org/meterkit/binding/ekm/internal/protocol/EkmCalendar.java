/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.ekm.internal.protocol;

import java.time.Month;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The meter's calendars, as people write them and as the meter does: pairs of two digits, filled up with zeros. */
public enum EkmCalendar {
    /** From when on which tariff counts, {@code 07:00=1,22:00=2}. */
    SCHEDULE(':', 4, 4, 48, "up to four times with a tariff from 1 to 4, like 07:00=1,22:00=2"),
    /** From when on which schedule holds, {@code 01-01=1,07-01=2}. */
    SEASONS('-', 8, 4, 48, "up to four dates with a schedule from 1 to 8, like 01-01=1,07-01=2"),
    /** {@code 01-01,12-25}; empty for none. */
    HOLIDAYS('-', 0, 20, 80, "up to twenty dates, like 01-01,12-25");

    private final char separator;
    private final int highest;
    private final int most;
    private final int digits;
    private final String expected;

    EkmCalendar(char separator, int highest, int most, int digits, String expected) {
        this.separator = separator;
        this.highest = highest;
        this.most = most;
        this.digits = digits;
        this.expected = expected;
    }

    /**
     * What the meter is sent.
     *
     * @throws IllegalArgumentException with a sentence that says what was expected
     */
    String digits(String text) {
        String[] entries = text.isBlank() ? new String[0] : text.split(",", -1);
        if (entries.length > most || entries.length == 0 && this != HOLIDAYS) {
            throw unexpected(text);
        }
        StringBuilder result = new StringBuilder();
        for (String entry : entries) {
            String form = highest > 0 ? "\\d\\d" + separator + "\\d\\d=\\d" : "\\d\\d" + separator + "\\d\\d";
            String trimmed = entry.strip();
            if (!trimmed.matches(form)) {
                throw unexpected(text);
            }
            int first = Integer.parseInt(trimmed.substring(0, 2));
            int second = Integer.parseInt(trimmed.substring(3, 5));
            int value = highest > 0 ? trimmed.charAt(6) - '0' : 0;
            boolean right = this == SCHEDULE
                    ? first < 24 && second < 60
                    : first >= 1
                            && first <= 12
                            && second >= 1
                            && second <= Month.of(first).maxLength();
            if (!right || highest > 0 && (value < 1 || value > highest)) {
                throw unexpected(text);
            }
            result.append(String.format(Locale.ROOT, highest > 0 ? "%02d%02d%02d" : "%02d%02d", first, second, value));
        }
        return result + "0".repeat(digits - result.length());
    }

    private IllegalArgumentException unexpected(String text) {
        return new IllegalArgumentException("Expected " + expected + ", not '" + text + "'.");
    }

    /** What the meter holds; entries that are not used are left out. */
    String text(String held) {
        List<String> entries = new ArrayList<>();
        int width = highest > 0 ? 6 : 4;
        for (int i = 0; i < most; i++) {
            String entry = held.substring(i * width, (i + 1) * width);
            // without tariff or schedule, and without month, an entry is not used
            if (!entry.startsWith("00", highest > 0 ? 4 : 0)) {
                String text = entry.substring(0, 2) + separator + entry.substring(2, 4);
                entries.add(highest > 0 ? text + "=" + Integer.parseInt(entry.substring(4)) : text);
            }
        }
        return String.join(",", entries);
    }
}
