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

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openhab.core.types.RefreshType;
import org.openhab.core.types.TypeParser;
import org.openhab.core.types.UnDefType;

class PlainTypesTest {
    @Test
    void decimalsPrintPlain() {
        assertEquals("1000", new DecimalType(new BigDecimal("1E+3")).toString());
        assertEquals("12.30", new DecimalType("12.30").toString());
        assertEquals(new DecimalType("12.3"), new DecimalType("12.30"));
        assertEquals(new DecimalType("12.3").hashCode(), new DecimalType("12.30").hashCode());
        assertEquals("0.1", new DecimalType(0.1).toString());
        assertEquals("7", new DecimalType(new QuantityType<>("7 W")).toString());
        assertEquals("7", new DecimalType(7).format("%d"));
        assertEquals("7.0", new DecimalType(7).format("%.1f"));
        assertThrows(NumberFormatException.class, () -> new DecimalType("7 W"));
    }

    @Test
    void decimalsBecomeOtherStates() {
        assertEquals(OnOffType.OFF, new DecimalType(0).as(OnOffType.class));
        assertEquals(OnOffType.ON, new DecimalType(5).as(OnOffType.class));
        assertEquals(new PercentType(50), new DecimalType("0.5").as(PercentType.class));
        assertEquals(OpenClosedType.OPEN, new DecimalType(1).as(OpenClosedType.class));
        assertNull(new DecimalType(2).as(OpenClosedType.class));
        assertEquals(new DateTimeType("60"), new DecimalType(60).as(DateTimeType.class));
        assertNull(new DecimalType(2).as(StringType.class));
    }

    @Test
    void percentagesHaveLimits() {
        assertThrows(IllegalArgumentException.class, () -> new PercentType(101));
        assertThrows(IllegalArgumentException.class, () -> new PercentType("-1"));
        assertEquals(new DecimalType("0.5"), new PercentType(50).as(DecimalType.class));
        assertEquals(OnOffType.ON, new PercentType(1).as(OnOffType.class));
    }

    @Test
    void switchesAndContacts() {
        assertEquals(OnOffType.ON, OnOffType.from("on"));
        assertEquals(OnOffType.ON, OnOffType.from("1"));
        assertEquals(OnOffType.OFF, OnOffType.from("no"));
        assertEquals(new DecimalType(1), OnOffType.ON.as(DecimalType.class));
        assertEquals(PercentType.ZERO, OpenClosedType.CLOSED.as(PercentType.class));
        assertEquals(OnOffType.ON, OnOffType.ON.as(OnOffType.class));
        assertEquals("UNDEF", UnDefType.UNDEF.toFullString());
        assertEquals("REFRESH", RefreshType.REFRESH.toString());
    }

    @Test
    void textEqualsText() {
        assertEquals(new StringType("a"), StringType.valueOf("a"));
        assertNotEquals(new StringType("a"), new StringType("b"));
        assertEquals(StringType.EMPTY, new StringType(null));
    }

    @Test
    void typesAreParsedInOrder() {
        assertEquals(OnOffType.ON, TypeParser.parseCommand(List.of(OnOffType.class, StringType.class), "ON"));
        assertEquals(new StringType("x"), TypeParser.parseCommand(List.of(OnOffType.class, StringType.class), "x"));
        assertEquals(UnDefType.NULL, TypeParser.parseState(List.of(DecimalType.class, UnDefType.class), "NULL"));
        assertNull(TypeParser.parseState(List.of(OnOffType.class), "x"));
        assertEquals(new QuantityType<>("7 W"), TypeParser.parseType("QuantityType", "7 W"));
        assertNull(TypeParser.parseType("NoSuchType", "7"));
    }
}
