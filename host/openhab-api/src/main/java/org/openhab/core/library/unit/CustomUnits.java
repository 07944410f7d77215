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
import tech.units.indriya.AbstractSystemOfUnits;
import tech.units.indriya.format.SimpleUnitFormat;
import tech.units.indriya.function.Calculus;
import tech.units.indriya.function.DefaultNumberSystem;

/** A system that knows units by the symbols openHAB prints. */
class CustomUnits extends AbstractSystemOfUnits {
    static {
        // Otherwise Indriya looks for it with the class loader of whichever thread comes first, which may not see
        // Indriya.
        Calculus.setCurrentNumberSystem(new DefaultNumberSystem());
    }

    @Override
    public String getName() {
        return getClass().getSimpleName();
    }

    final <U extends Unit<?>> U known(U unit) {
        units.add(unit);
        return unit;
    }

    /** Adds a unit that is read and printed by this symbol. */
    final <U extends Unit<?>> U known(U unit, String symbol) {
        SimpleUnitFormat.getInstance().label(unit, symbol);
        return known(unit);
    }
}
