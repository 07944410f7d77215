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

import java.util.EnumMap;
import java.util.Map;
import javax.measure.Quantity;
import javax.measure.Unit;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.binding.p1.internal.protocol.P1Number;
import org.meterkit.binding.p1.internal.protocol.P1Unit;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.library.unit.MetricPrefix;
import org.openhab.core.library.unit.SIUnits;
import org.openhab.core.library.unit.Units;
import org.openhab.core.types.State;

/** Numbers of telegrams as states, in the unit that the meter sent. */
final class P1Quantities {

    private static final Map<P1Unit, Unit<?>> UNITS = units();

    private P1Quantities() {}

    private static Map<P1Unit, Unit<?>> units() {
        Map<P1Unit, Unit<?>> units = new EnumMap<>(P1Unit.class);
        units.put(P1Unit.WATT, Units.WATT);
        units.put(P1Unit.KILOWATT, MetricPrefix.KILO(Units.WATT));
        units.put(P1Unit.MEGAWATT, MetricPrefix.MEGA(Units.WATT));
        units.put(P1Unit.WATT_HOUR, Units.WATT_HOUR);
        units.put(P1Unit.KILOWATT_HOUR, Units.KILOWATT_HOUR);
        units.put(P1Unit.MEGAWATT_HOUR, Units.MEGAWATT_HOUR);
        units.put(P1Unit.VAR, Units.VAR);
        units.put(P1Unit.KILOVAR, Units.KILOVAR);
        units.put(P1Unit.MEGAVAR, MetricPrefix.MEGA(Units.VAR));
        units.put(P1Unit.VAR_HOUR, Units.VAR_HOUR);
        units.put(P1Unit.KILOVAR_HOUR, Units.KILOVAR_HOUR);
        units.put(P1Unit.MEGAVAR_HOUR, MetricPrefix.MEGA(Units.VAR_HOUR));
        units.put(P1Unit.VOLT_AMPERE, Units.VOLT_AMPERE);
        units.put(P1Unit.KILOVOLT_AMPERE, MetricPrefix.KILO(Units.VOLT_AMPERE));
        units.put(P1Unit.VOLT_AMPERE_HOUR, Units.VOLT_AMPERE_HOUR);
        units.put(P1Unit.KILOVOLT_AMPERE_HOUR, MetricPrefix.KILO(Units.VOLT_AMPERE_HOUR));
        units.put(P1Unit.VOLT, Units.VOLT);
        units.put(P1Unit.KILOVOLT, MetricPrefix.KILO(Units.VOLT));
        units.put(P1Unit.MILLIVOLT, MetricPrefix.MILLI(Units.VOLT));
        units.put(P1Unit.AMPERE, Units.AMPERE);
        units.put(P1Unit.MILLIAMPERE, MetricPrefix.MILLI(Units.AMPERE));
        units.put(P1Unit.KILOAMPERE, MetricPrefix.KILO(Units.AMPERE));
        units.put(P1Unit.HERTZ, Units.HERTZ);
        units.put(P1Unit.KILOHERTZ, MetricPrefix.KILO(Units.HERTZ));
        units.put(P1Unit.MEGAJOULE, MetricPrefix.MEGA(Units.JOULE));
        units.put(P1Unit.GIGAJOULE, MetricPrefix.GIGA(Units.JOULE));
        units.put(P1Unit.CUBIC_METRE, SIUnits.CUBIC_METRE);
        units.put(P1Unit.LITRE, Units.LITRE);
        units.put(P1Unit.CUBIC_DECIMETRE, Units.LITRE);
        units.put(P1Unit.SECOND, Units.SECOND);
        return units;
    }

    /**
     * The number as a quantity.
     *
     * @param usual what is measured: the unit of a number without one
     * @return null when there is no number, or its unit measures something else
     */
    @SuppressWarnings("unchecked")
    static <Q extends Quantity<Q>> @Nullable QuantityType<Q> of(@Nullable P1Number number, Unit<Q> usual) {
        if (number == null) {
            return null;
        }
        if (number.unit() == P1Unit.NONE) {
            return new QuantityType<>(number.value(), usual);
        }
        Unit<?> unit = UNITS.get(number.unit());
        return unit == null || !unit.isCompatible(usual) ? null : new QuantityType<>(number.value(), (Unit<Q>) unit);
    }

    /** The number as it is: a quantity where it has a unit that is known. */
    static @Nullable State of(@Nullable P1Number number) {
        if (number == null) {
            return null;
        }
        Unit<?> unit = UNITS.get(number.unit());
        return unit == null ? new DecimalType(number.value()) : new QuantityType<>(number.value() + " " + unit);
    }
}
