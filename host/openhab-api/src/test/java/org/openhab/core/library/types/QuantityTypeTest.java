/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.openhab.core.library.types;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import javax.measure.quantity.Energy;
import javax.measure.quantity.Power;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.core.library.unit.MetricPrefix;
import org.openhab.core.library.unit.SIUnits;
import org.openhab.core.library.unit.Units;
import org.openhab.core.types.util.UnitUtils;

class QuantityTypeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2710 W",
                "12.300 kWh",
                "5 var",
                "1.5 kvarh",
                "7 varh",
                "3 VA",
                "3 kVA",
                "2 VAh",
                "2 MWh",
                "230.1 V",
                "6 A",
                "3 mA",
                "50 Hz",
                "98 %",
                "7 m³",
                "1 m³/h",
                "1 l/min",
                "1 GJ",
                "20 °C",
                "12 min",
                "5 s",
                "2 h",
                "1 d",
                "40 °",
                "1013 mbar",
                "-0.5 kW",
                "3 kvar",
                "2 kWh/m³",
                "0.97"
            })
    void whatIsPrintedIsRead(String text) {
        assertEquals(text, new QuantityType<>(text).toString());
    }

    @ParameterizedTest
    @CsvSource({"2710W, 2710 W", "98%, 98 %", "1e3 W, 1000 W", "2 dm³, 2 l", "20 ℃, 20 °C", "'1,000.5 W', 1000.5 W"})
    void otherSpellingsAreUnderstood(String text, String printed) {
        assertEquals(printed, new QuantityType<>(text).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"12 foo", "W", "", "1 2 W", "1.2.3 W"})
    void nonsenseIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> new QuantityType<>(text));
    }

    @ParameterizedTest
    @CsvSource({
        "100 var, W, 100 W",
        "1234 varh, kWh, 1.234 kWh",
        "1234 Wh, kWh, 1.234 kWh",
        "1 kWh, J, 3600000 J",
        "20 °C, K, 293.15 K",
        "0.97, %, 97 %",
        "2 h, s, 7200 s"
    })
    void unitsConvert(String from, String unit, String to) {
        assertEquals(to, new QuantityType<>(from).toUnit(unit).toString());
    }

    @Test
    void whatCannotBeConvertedIsNull() {
        assertNull(new QuantityType<>("12 W").toUnit(Units.VOLT));
    }

    @Test
    void equalAmountsAreEqual() {
        QuantityType<Energy> one = new QuantityType<>(1, Units.KILOWATT_HOUR);
        QuantityType<Energy> same = new QuantityType<>(1000, Units.WATT_HOUR);
        assertEquals(one, same);
        assertEquals(one.hashCode(), same.hashCode());
        assertEquals(new QuantityType<>("2 W"), new QuantityType<>("2.00 W"));
        assertNotEquals(one, new QuantityType<>("1 kW"));
        assertEquals(0, one.compareTo(same));
        assertTrue(one.compareTo(new QuantityType<>(999, Units.WATT_HOUR)) > 0);
        assertThrows(
                IllegalArgumentException.class, () -> compare(new QuantityType<>("1 W"), new QuantityType<>("1 V")));
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // Different dimensions on purpose.
    private static int compare(QuantityType a, QuantityType b) {
        return a.compareTo(b);
    }

    @Test
    void numbersKeepTheirDigits() {
        assertEquals("1.1 W", new QuantityType<>(1.1, Units.WATT).toString());
        assertEquals("12.300 kWh", new QuantityType<>(new BigDecimal("12.300"), Units.KILOWATT_HOUR).toString());
        assertEquals(0, new BigDecimal("12.3").compareTo(new QuantityType<>("12.300 kWh").toBigDecimal()));
        assertEquals(12, new QuantityType<>("12.9 W").intValue());
        assertEquals(12.9, new QuantityType<>("12.9 W").doubleValue());
    }

    @Test
    void amountsAreAddedAndMultiplied() {
        QuantityType<Power> kilowatt = new QuantityType<>(1, MetricPrefix.KILO(Units.WATT));
        QuantityType<Power> half = new QuantityType<>(500, Units.WATT);
        assertEquals("1.5 kW", kilowatt.add(half).toString());
        assertEquals("0.5 kW", kilowatt.subtract(half).toString());
        assertEquals("-1 kW", kilowatt.negate().toString());
        assertEquals(
                "3000 Wh", half.multiply(new QuantityType<>("6 h")).toUnit("Wh").toString());
        assertEquals("50 W", half.divide(BigDecimal.TEN).toString());
        assertEquals("2", kilowatt.divide(half).toUnit(Units.ONE).toString());
    }

    @ParameterizedTest
    @CsvSource({
        "2710 W, %.1f %unit%, 2710.0 W",
        "2710 W, %d %unit%, 2710 W",
        "97.5 %, %.1f %unit%, 97.5 %",
        "12.3456 kWh, %.3f %unit%, 12.346 kWh",
        "2710.55 W, %s, 2710.55 W",
        "3725 s, %1$tH:%1$tM:%1$tS, 01:02:05",
        "90061 s, %1$td d %1$tH h, 1 d 01 h",
        "3725 s, %d %unit%, 3725 s"
    })
    void patternsPrint(String value, String pattern, String printed) {
        assertEquals(printed, new QuantityType<>(value).format(pattern));
    }

    @Test
    void amountsBecomeOtherStates() {
        assertEquals(new DecimalType("12.5"), new QuantityType<>("12.5 W").as(DecimalType.class));
        assertEquals(new PercentType(97), new QuantityType<>("0.97").as(PercentType.class));
        assertNull(new QuantityType<>("1 W").as(PercentType.class));
        assertEquals(OnOffType.OFF, new QuantityType<>("0 W").as(OnOffType.class));
        assertEquals(OnOffType.ON, new QuantityType<>("1 W").as(OnOffType.class));
        assertNull(new QuantityType<>("2 W").as(OnOffType.class));
        assertEquals(new QuantityType<>("2 W"), new QuantityType<>("2 W").as(QuantityType.class));
    }

    @Test
    void unitsAndDimensionsHaveNames() {
        assertEquals(Power.class, UnitUtils.parseDimension("Power"));
        assertThrows(IllegalArgumentException.class, () -> UnitUtils.parseDimension("Nonsense"));
        assertEquals(Units.KILOWATT_HOUR, UnitUtils.parseUnit("%.3f kWh"));
        assertEquals(Units.PERCENT, UnitUtils.parseUnit("%.0f %%"));
        assertEquals(SIUnits.CUBIC_METRE, UnitUtils.parseUnit("m³"));
        assertNull(UnitUtils.parseUnit("%.1f %unit%"));
        assertNull(UnitUtils.parseUnit("%d"));
    }
}
