/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.openhab.core.types;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openhab.core.library.types.StringType;

class DescriptionsTest {
    @Test
    void aFragmentSaysOnlyWhatItWasTold() {
        assertNull(StateDescriptionFragmentBuilder.create().build().toStateDescription());
        StateDescriptionFragment fragment = StateDescriptionFragmentBuilder.create()
                .withPattern("%.1f %unit%")
                .withMinimum(BigDecimal.ZERO)
                .withOption(new StateOption("1", "One"))
                .build();
        assertNull(fragment.isReadOnly());
        StateDescription description = fragment.toStateDescription();
        assertFalse(description.isReadOnly());
        assertEquals("%.1f %unit%", description.getPattern());
        assertEquals(List.of(new StateOption("1", "One")), description.getOptions());
        assertEquals(
                description,
                StateDescriptionFragmentBuilder.create(description).build().toStateDescription());
        assertTrue(StateDescriptionFragmentBuilder.create(fragment)
                .withReadOnly(true)
                .build()
                .toStateDescription()
                .isReadOnly());
    }

    @Test
    void aSeriesIsInOrderOfTime() {
        TimeSeries series = new TimeSeries(TimeSeries.Policy.REPLACE);
        assertEquals(Instant.MAX, series.getBegin());
        series.add(Instant.ofEpochSecond(2), new StringType("b"));
        series.add(Instant.ofEpochSecond(1), new StringType("a"));
        assertEquals(Instant.ofEpochSecond(1), series.getBegin());
        assertEquals(Instant.ofEpochSecond(2), series.getEnd());
        assertEquals(
                List.of("a", "b"),
                series.getStates().map(entry -> entry.state().toString()).toList());
    }
}
