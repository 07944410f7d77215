/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.openhab.core.library.unit;

import static tech.units.indriya.unit.Units.CUBIC_METRE;

import javax.measure.Quantity;
import javax.measure.Unit;
import javax.measure.quantity.Angle;
import javax.measure.quantity.Dimensionless;
import javax.measure.quantity.ElectricCharge;
import javax.measure.quantity.ElectricCurrent;
import javax.measure.quantity.ElectricPotential;
import javax.measure.quantity.ElectricResistance;
import javax.measure.quantity.Energy;
import javax.measure.quantity.Frequency;
import javax.measure.quantity.Power;
import javax.measure.quantity.Pressure;
import javax.measure.quantity.Temperature;
import javax.measure.quantity.Time;
import javax.measure.quantity.Volume;
import javax.measure.spi.SystemOfUnits;
import org.openhab.core.library.dimension.CalorificValue;
import org.openhab.core.library.dimension.VolumetricFlowRate;
import tech.units.indriya.AbstractUnit;
import tech.units.indriya.format.SimpleUnitFormat;
import tech.units.indriya.function.MultiplyConverter;
import tech.units.indriya.unit.AlternateUnit;
import tech.units.indriya.unit.ProductUnit;
import tech.units.indriya.unit.TransformedUnit;

/** The units used all over the world. Those for reactive and apparent power convert one to one to watts. */
public final class Units extends CustomUnits {
    private static final Units INSTANCE = new Units();

    public static final Unit<Dimensionless> ONE = INSTANCE.known(AbstractUnit.ONE);
    public static final Unit<Dimensionless> PERCENT = INSTANCE.known(tech.units.indriya.unit.Units.PERCENT);
    public static final Unit<Dimensionless> PARTS_PER_MILLION =
            INSTANCE.known(new TransformedUnit<>(AbstractUnit.ONE, MultiplyConverter.ofRational(1, 1_000_000)), "ppm");

    public static final Unit<Angle> RADIAN = INSTANCE.known(tech.units.indriya.unit.Units.RADIAN);
    public static final Unit<Angle> DEGREE_ANGLE = INSTANCE.known(
            RADIAN.transform(MultiplyConverter.ofPiExponent(1).concatenate(MultiplyConverter.ofRational(1, 180))), "°");

    public static final Unit<Time> SECOND = INSTANCE.known(tech.units.indriya.unit.Units.SECOND);
    public static final Unit<Time> MINUTE = INSTANCE.known(tech.units.indriya.unit.Units.MINUTE);
    public static final Unit<Time> HOUR = INSTANCE.known(tech.units.indriya.unit.Units.HOUR);
    public static final Unit<Time> DAY = INSTANCE.known(tech.units.indriya.unit.Units.DAY);
    public static final Unit<Time> WEEK = INSTANCE.known(tech.units.indriya.unit.Units.WEEK);
    public static final Unit<Frequency> HERTZ = INSTANCE.known(tech.units.indriya.unit.Units.HERTZ);

    public static final Unit<ElectricCurrent> AMPERE = INSTANCE.known(tech.units.indriya.unit.Units.AMPERE);
    public static final Unit<ElectricPotential> VOLT = INSTANCE.known(tech.units.indriya.unit.Units.VOLT);
    public static final Unit<ElectricResistance> OHM = INSTANCE.known(tech.units.indriya.unit.Units.OHM);
    public static final Unit<ElectricCharge> COULOMB = INSTANCE.known(tech.units.indriya.unit.Units.COULOMB);
    public static final Unit<ElectricCharge> AMPERE_HOUR = INSTANCE.known(times(AMPERE, HOUR), "Ah");

    public static final Unit<Power> WATT = INSTANCE.known(tech.units.indriya.unit.Units.WATT);
    public static final Unit<Power> VAR = INSTANCE.known(new AlternateUnit<>(WATT, "var"), "var");
    public static final Unit<Power> KILOVAR = INSTANCE.known(MetricPrefix.KILO(VAR), "kvar");
    public static final Unit<Power> VOLT_AMPERE = INSTANCE.known(new AlternateUnit<>(WATT, "VA"), "VA");
    public static final Unit<Power> KILOVOLT_AMPERE = INSTANCE.known(MetricPrefix.KILO(VOLT_AMPERE), "kVA");

    public static final Unit<Energy> JOULE = INSTANCE.known(tech.units.indriya.unit.Units.JOULE);
    public static final Unit<Energy> WATT_SECOND = INSTANCE.known(times(WATT, SECOND), "Ws");
    public static final Unit<Energy> WATT_HOUR = INSTANCE.known(times(WATT, HOUR), "Wh");
    public static final Unit<Energy> KILOWATT_HOUR = INSTANCE.known(MetricPrefix.KILO(WATT_HOUR), "kWh");
    public static final Unit<Energy> MEGAWATT_HOUR = INSTANCE.known(MetricPrefix.MEGA(WATT_HOUR), "MWh");
    public static final Unit<Energy> VAR_HOUR = INSTANCE.known(times(VAR, HOUR), "varh");
    public static final Unit<Energy> KILOVAR_HOUR = INSTANCE.known(MetricPrefix.KILO(VAR_HOUR), "kvarh");
    public static final Unit<Energy> VOLT_AMPERE_HOUR = INSTANCE.known(times(VOLT_AMPERE, HOUR), "VAh");

    public static final Unit<Temperature> KELVIN = INSTANCE.known(tech.units.indriya.unit.Units.KELVIN);
    public static final Unit<Pressure> BAR = INSTANCE.known(
            new TransformedUnit<>(
                    "bar", tech.units.indriya.unit.Units.PASCAL, MultiplyConverter.ofRational(100_000, 1)),
            "bar");
    public static final Unit<Pressure> MILLIBAR = INSTANCE.known(MetricPrefix.MILLI(BAR), "mbar");

    public static final Unit<Volume> LITRE = INSTANCE.known(tech.units.indriya.unit.Units.LITRE);
    public static final Unit<CalorificValue> KILOWATT_HOUR_PER_CUBICMETRE =
            INSTANCE.known(per(KILOWATT_HOUR, CUBIC_METRE), "kWh/m³");
    public static final Unit<VolumetricFlowRate> LITRE_PER_MINUTE = INSTANCE.known(per(LITRE, MINUTE), "l/min");
    public static final Unit<VolumetricFlowRate> CUBICMETRE_PER_SECOND =
            INSTANCE.known(per(CUBIC_METRE, SECOND), "m³/s");
    public static final Unit<VolumetricFlowRate> CUBICMETRE_PER_MINUTE =
            INSTANCE.known(per(CUBIC_METRE, MINUTE), "m³/min");
    public static final Unit<VolumetricFlowRate> CUBICMETRE_PER_HOUR = INSTANCE.known(per(CUBIC_METRE, HOUR), "m³/h");
    public static final Unit<VolumetricFlowRate> CUBICMETRE_PER_DAY = INSTANCE.known(per(CUBIC_METRE, DAY), "m³/d");

    static {
        SimpleUnitFormat.getInstance().alias(LITRE, "dm³");
        SimpleUnitFormat.getInstance().alias(WEEK, "wk");
    }

    private Units() {}

    public static SystemOfUnits getInstance() {
        return INSTANCE;
    }

    private static <Q extends Quantity<Q>> Unit<Q> times(Unit<?> a, Unit<?> b) {
        return new ProductUnit<>(a.multiply(b));
    }

    private static <Q extends Quantity<Q>> Unit<Q> per(Unit<?> a, Unit<?> b) {
        return new ProductUnit<>(a.divide(b));
    }
}
