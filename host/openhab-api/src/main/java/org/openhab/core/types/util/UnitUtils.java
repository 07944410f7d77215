/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.openhab.core.types.util;

import javax.measure.Quantity;
import javax.measure.Unit;
import javax.measure.format.MeasurementParseException;
import org.openhab.core.library.unit.SIUnits;
import org.openhab.core.library.unit.Units;
import tech.units.indriya.format.SimpleUnitFormat;

/** Units and dimensions by name. */
public class UnitUtils {
    /** Stands for the unit in the pattern of a state. */
    public static final String UNIT_PLACEHOLDER = "%unit%";

    public static final String UNIT_PERCENT_FORMAT_STRING = "%%";

    private static final String[] DIMENSION_PACKAGES = {"org.openhab.core.library.dimension.", "javax.measure.quantity."
    };

    static {
        // Makes their symbols known to the unit format.
        Units.getInstance();
        SIUnits.getInstance();
    }

    /** The dimension of this name, such as Power; null for no name, {@link IllegalArgumentException} for an unknown one. */
    @SuppressWarnings("unchecked") // The classes of these packages are dimensions.
    public static Class<? extends Quantity<?>> parseDimension(String dimension) {
        if (dimension == null || dimension.isBlank()) {
            return null;
        }
        for (String prefix : DIMENSION_PACKAGES) {
            try {
                return (Class<? extends Quantity<?>>) Class.forName(prefix + dimension);
            } catch (ClassNotFoundException e) {
                // Then perhaps in the next package.
            }
        }
        throw new IllegalArgumentException("Error creating a dimension Class instance for name '" + dimension + "'.");
    }

    /** The unit at the end of the pattern of a state, or null when it names none. */
    public static Unit<?> parseUnit(String pattern) {
        if (pattern == null || pattern.isBlank()) {
            return null;
        }
        String symbol = pattern.substring(pattern.lastIndexOf(' ') + 1);
        if (UNIT_PERCENT_FORMAT_STRING.equals(symbol)) {
            return Units.PERCENT;
        }
        if (UNIT_PLACEHOLDER.equals(symbol)) {
            return null;
        }
        try {
            return SimpleUnitFormat.getInstance().parse(symbol);
        } catch (MeasurementParseException | IllegalArgumentException e) {
            return null;
        }
    }
}
