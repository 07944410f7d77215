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
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import javax.measure.Unit;
import javax.measure.quantity.Power;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.binding.p1.internal.protocol.MonthlyDemand;
import org.meterkit.binding.p1.internal.protocol.Obis;
import org.meterkit.binding.p1.internal.protocol.P1Time;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.library.unit.MetricPrefix;
import org.openhab.core.library.unit.Units;

/**
 * What the Belgian capacity tariff makes of the demand: it bills the mean of the highest quarter-hour demands of twelve months, none
 * of which counts less than 2.5 kW. All in kW.
 */
final class CapacityTariff {

    private static final Unit<Power> KILOWATT = MetricPrefix.KILO(Units.WATT);
    private static final Obis DEMAND = Obis.of("1-0:1.4.0");
    private static final Obis POWER = Obis.of("1-0:1.7.0");
    private static final Obis CLOCK = Obis.of("0-0:1.0.0");
    private static final BigDecimal FLOOR = new BigDecimal("2.5");
    private static final int QUARTER = 15 * 60;
    private static final int MONTHS = 12;
    private static final int DECIMALS = 3;

    private CapacityTariff() {}

    /**
     * The demand at the end of the quarter of an hour when the power stays as it is. The meter's demand is the energy of the quarter so
     * far over the whole quarter, so the power adds its share of the time that is left.
     */
    static @Nullable QuantityType<Power> predictedDemand(P1Reading reading) {
        BigDecimal demand = kilowatts(reading.quantity(DEMAND, KILOWATT));
        BigDecimal power = kilowatts(reading.quantity(POWER, KILOWATT));
        P1Time clock = reading.telegram().time(CLOCK);
        if (demand == null || power == null || clock == null) {
            return null;
        }
        int elapsed = clock.local().toLocalTime().toSecondOfDay() % QUARTER;
        if (elapsed == 0) {
            // on the stroke the demand may still be that of the quarter that has ended
            return quantity(power);
        }
        BigDecimal rest = power.multiply(BigDecimal.valueOf((long) QUARTER - elapsed))
                .divide(BigDecimal.valueOf(QUARTER), DECIMALS, RoundingMode.HALF_UP);
        return quantity(demand.add(rest));
    }

    /** How far the predicted demand is below the one that this month is billed with at least; negative when it will be above. */
    static @Nullable QuantityType<Power> headroom(P1Reading reading) {
        BigDecimal predicted = kilowatts(predictedDemand(reading));
        BigDecimal highest = kilowatts(P1Channels.demandOfMonth(reading));
        return predicted == null || highest == null
                ? null
                : quantity(FLOOR.max(highest).subtract(predicted));
    }

    /** The mean of the last twelve months of the history, or of as many as there are, each at least 2.5 kW. */
    static @Nullable QuantityType<Power> meanDemand(P1Reading reading) {
        BigDecimal sum = BigDecimal.ZERO;
        int months = 0;
        List<MonthlyDemand> newestFirst = MonthlyDemand.list(reading.telegram()).stream()
                .filter(month -> reading.instant(month.time()) != null)
                .sorted(Comparator.comparing(
                                (MonthlyDemand month) -> month.monthEnd().local())
                        .reversed())
                .limit(MONTHS)
                .toList();
        for (MonthlyDemand month : newestFirst) {
            BigDecimal demand = kilowatts(P1Quantities.of(month.demand(), KILOWATT));
            if (demand != null) {
                sum = sum.add(FLOOR.max(demand));
                months++;
            }
        }
        return months == 0 ? null : quantity(sum.divide(BigDecimal.valueOf(months), DECIMALS, RoundingMode.HALF_UP));
    }

    private static QuantityType<Power> quantity(BigDecimal kilowatts) {
        return new QuantityType<>(kilowatts, KILOWATT);
    }

    private static @Nullable BigDecimal kilowatts(@Nullable QuantityType<Power> power) {
        QuantityType<?> converted = power == null ? null : power.toUnit(KILOWATT);
        return converted == null ? null : converted.toBigDecimal();
    }
}
