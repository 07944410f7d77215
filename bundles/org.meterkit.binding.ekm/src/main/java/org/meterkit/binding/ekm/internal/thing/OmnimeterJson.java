/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.ekm.internal.thing;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import org.meterkit.binding.ekm.internal.device.OmnimeterBus.Month;

/** What a meter keeps, as JSON for rules. */
final class OmnimeterJson {

    private static final String[] ENERGIES = {"total", "t1", "t2", "t3", "t4"};
    private static final int SCHEDULES = 8;

    private OmnimeterJson() {}

    /** {@code [{"import":{"total":12.3,"t1":12.3,...},"export":{...}},...]} in kWh, newest first. */
    static String months(List<Month> months) {
        return months.stream()
                .map(month ->
                        "{\"import\":" + energies(month.imported()) + ",\"export\":" + energies(month.exported()) + "}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String energies(List<BigDecimal> energies) {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < ENERGIES.length; i++) {
            BigDecimal energy = energies.get(i);
            json.append(i == 0 ? "" : ",")
                    .append('"')
                    .append(ENERGIES[i])
                    .append("\":")
                    .append(energy == null ? "null" : energy.toPlainString());
        }
        return json.append('}').toString();
    }

    /** {@code {"schedules":["07:00=1,22:00=2",...],"seasons":"01-01=1","holidays":"01-01,12-25","special":"2,3"}}. */
    static String calendars(List<String> texts) {
        return "{\"schedules\":"
                + texts.subList(0, SCHEDULES).stream().collect(Collectors.joining("\",\"", "[\"", "\"]"))
                + ",\"seasons\":\"" + texts.get(SCHEDULES) + "\",\"holidays\":\"" + texts.get(SCHEDULES + 1)
                + "\",\"special\":\"" + texts.get(SCHEDULES + 2) + "\"}";
    }
}
