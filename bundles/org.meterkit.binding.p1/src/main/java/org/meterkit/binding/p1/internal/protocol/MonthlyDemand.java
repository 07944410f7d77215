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
 * The highest quarter-hour demand of a month from a Belgian meter's history, {@code 0-0:98.1.0}.
 *
 * @param monthEnd the moment the month ended
 * @param time when the demand occurred
 * @param demand how high it was
 */
public record MonthlyDemand(P1Time monthEnd, P1Time time, P1Number demand) {

    private static final Obis HISTORY = Obis.of("0-0:98.1.0");
    private static final String COLUMN = "1-0:1.6.0";

    /** Whether {@code 0-0:98.1.0} is a history of demands, or empty; Hungarian and Swiss meters send other registers under that code. */
    public static boolean isHistory(P1Telegram telegram) {
        List<String> values = telegram.values(HISTORY);
        return !values.isEmpty() && (values.size() < 3 || values.get(1).equals(COLUMN));
    }

    /** The history, oldest month first as sent; empty when there is none. Other countries use the same code for other things. */
    public static List<MonthlyDemand> list(P1Telegram telegram) {
        List<String> values = telegram.values(HISTORY);
        List<MonthlyDemand> months = new ArrayList<>();
        // count, two column names, then month end, time and demand of each month
        if (values.size() < 3 || !values.get(1).equals(COLUMN) || !values.get(2).equals(COLUMN)) {
            return months;
        }
        for (int i = 3; i + 2 < values.size(); i += 3) {
            P1Time monthEnd = P1Time.parse(values.get(i));
            P1Time time = P1Time.parse(values.get(i + 1));
            P1Number demand = P1Number.parse(values.get(i + 2));
            if (monthEnd != null && time != null && demand != null) {
                months.add(new MonthlyDemand(monthEnd, time, demand));
            }
        }
        return months;
    }
}
