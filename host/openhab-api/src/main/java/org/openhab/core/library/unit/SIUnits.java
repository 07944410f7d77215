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

import javax.measure.Unit;
import javax.measure.quantity.Area;
import javax.measure.quantity.Length;
import javax.measure.quantity.Mass;
import javax.measure.quantity.Pressure;
import javax.measure.quantity.Speed;
import javax.measure.quantity.Temperature;
import javax.measure.quantity.Volume;
import javax.measure.spi.SystemOfUnits;
import tech.units.indriya.format.SimpleUnitFormat;
import tech.units.indriya.unit.Units;

/** The metric units that have a counterpart in other systems. */
public final class SIUnits extends CustomUnits {
    public static final String MEASUREMENT_SYSTEM_NAME = "SI";

    private static final SIUnits INSTANCE = new SIUnits();

    public static final Unit<Temperature> CELSIUS = INSTANCE.known(Units.CELSIUS, "°C");
    public static final Unit<Speed> KILOMETRE_PER_HOUR = INSTANCE.known(Units.KILOMETRE_PER_HOUR);
    public static final Unit<Length> METRE = INSTANCE.known(Units.METRE);
    public static final Unit<Mass> KILOGRAM = INSTANCE.known(Units.KILOGRAM);
    public static final Unit<Mass> GRAM = INSTANCE.known(Units.GRAM);
    public static final Unit<Area> SQUARE_METRE = INSTANCE.known(Units.SQUARE_METRE);
    public static final Unit<Volume> CUBIC_METRE = INSTANCE.known(Units.CUBIC_METRE);
    public static final Unit<Pressure> PASCAL = INSTANCE.known(Units.PASCAL);

    static {
        SimpleUnitFormat.getInstance().alias(CELSIUS, "℃");
    }

    private SIUnits() {}

    public static SystemOfUnits getInstance() {
        return INSTANCE;
    }

    @Override
    public String getName() {
        return MEASUREMENT_SYSTEM_NAME;
    }
}
