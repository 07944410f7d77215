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

import java.math.BigDecimal;
import java.util.stream.Collectors;
import org.meterkit.binding.p1.internal.protocol.MonthlyDemand;
import org.meterkit.binding.p1.internal.protocol.PowerFailure;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.library.types.StringType;
import org.openhab.core.library.unit.MetricPrefix;
import org.openhab.core.library.unit.Units;

/** The meter's lists as JSON; times are ISO 8601 in UTC. */
final class P1Json {

    private P1Json() {}

    /** {@code [{"end":"2010-12-08T14:10:04Z","seconds":301}]}. */
    static StringType failures(P1Reading reading) {
        return new StringType(PowerFailure.list(reading.telegram()).stream()
                .filter(failure -> reading.instant(failure.end()) != null)
                .map(failure ->
                        "{\"end\":\"" + reading.instant(failure.end()) + "\",\"seconds\":" + failure.seconds() + "}")
                .collect(Collectors.joining(",", "[", "]")));
    }

    /** {@code [{"month":"2020-04","time":"2020-04-23T17:25:38Z","kilowatts":3.695}]}. */
    static StringType demands(P1Reading reading) {
        return new StringType(MonthlyDemand.list(reading.telegram()).stream()
                .filter(month -> reading.instant(month.time()) != null)
                .map(month -> "{\"month\":\"" + month(month) + "\",\"time\":\"" + reading.instant(month.time())
                        + "\",\"kilowatts\":" + kilowatts(month) + "}")
                .collect(Collectors.joining(",", "[", "]")));
    }

    /** The history gives the moment a month ended, which is the first of the next. */
    private static String month(MonthlyDemand demand) {
        return demand.monthEnd()
                .local()
                .minusSeconds(1)
                .toLocalDate()
                .toString()
                .substring(0, "2020-04".length());
    }

    private static String kilowatts(MonthlyDemand month) {
        QuantityType<?> demand = P1Quantities.of(month.demand(), MetricPrefix.KILO(Units.WATT));
        QuantityType<?> kilowatts = demand == null ? null : demand.toUnit(MetricPrefix.KILO(Units.WATT));
        BigDecimal number = kilowatts == null ? null : kilowatts.toBigDecimal();
        return number == null ? "null" : number.toPlainString();
    }
}
