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
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.meterkit.metering.ChannelTable.Field;
import org.meterkit.metering.ChannelTable.Kind;
import org.openhab.core.library.types.QuantityType;

class ChannelTableTest {

    private final ChannelTable<QuantityType<?>> table = ChannelTable.<QuantityType<?>>builder()
            .value("power", power -> power)
            .integral("energy", power -> power)
            .build();

    @Test
    void keepsTheOrderOfItsLines() {
        assertEquals(List.of("power", "energy"), List.copyOf(table.channels()));
        assertFalse(table.fields().get(0).optional());
    }

    @Test
    void allOfAGroupIsOptional() {
        ChannelTable<QuantityType<?>> group = table.inGroup("ch16");
        assertEquals(List.of("ch16#power", "ch16#energy"), List.copyOf(group.channels()));
        assertTrue(group.fields().stream().allMatch(Field::optional));
        assertEquals(
                List.of(Kind.VALUE, Kind.INTEGRAL),
                group.fields().stream().map(Field::kind).toList());
    }

    @Test
    void refusesAChannelNamedTwice() {
        ChannelTable.Builder<QuantityType<?>> builder = ChannelTable.<QuantityType<?>>builder()
                .value("power", power -> power)
                .optionalValue("power", power -> power);
        assertThrows(IllegalStateException.class, builder::build);
    }
}
