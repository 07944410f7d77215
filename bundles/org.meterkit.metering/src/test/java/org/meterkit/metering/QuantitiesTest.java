/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.metering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.math.BigDecimal;
import javax.measure.quantity.Energy;
import javax.measure.quantity.Power;
import org.junit.jupiter.api.Test;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.library.unit.Units;

class QuantitiesTest {

    private static final QuantityType<Power> IN = new QuantityType<>(300, Units.WATT);
    private static final QuantityType<Power> OUT = new QuantityType<>("1.5 kW");

    @Test
    void whatWasNotSentStaysSo() {
        assertNull(Quantities.of(null, Units.WATT));
        assertNull(Quantities.sum(null, null));
        assertNull(Quantities.net(null, null));
    }

    @Test
    void aNumberGetsItsUnit() {
        QuantityType<Power> power = Quantities.of(new BigDecimal("0.110"), Units.WATT);
        assertEquals("0.110 W", String.valueOf(power));
    }

    @Test
    void sumsWhatWasSentInTheFirstUnit() {
        QuantityType<Energy> first = new QuantityType<>("2.384 kWh");
        QuantityType<Energy> second = new QuantityType<>("6840 Wh");
        QuantityType<Energy> total = Quantities.sum(null, first, null, second);
        assertEquals(new QuantityType<>("9.224 kWh"), total);
        assertEquals(Units.KILOWATT_HOUR, total.getUnit());
        assertEquals(second, Quantities.sum(null, second));
    }

    @Test
    void theNetIsImportLessExport() {
        assertEquals(new QuantityType<>("-1200 W"), Quantities.net(IN, OUT));
        assertEquals(IN, Quantities.net(IN, null));
        assertEquals(new QuantityType<>("-1.5 kW"), Quantities.net(null, OUT));
    }
}
