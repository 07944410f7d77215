/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.ekm.internal.thing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meterkit.transport.Moment;
import org.openhab.core.config.core.Configuration;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.binding.builder.ChannelBuilder;

class PulseInputTest {

    private Moment now = Moment.now();

    private static PulseInput input(Map<String, Object> configuration) {
        return PulseInput.of(ChannelBuilder.create(new ChannelUID("ekm:omnimeter:a:b:pulse-1"))
                .withConfiguration(new Configuration(configuration))
                .build());
    }

    private void read(PulseInput input, int seconds, @Nullable Integer pulses) {
        now = now.plus(Duration.ofSeconds(seconds));
        input.read(pulses == null ? null : BigDecimal.valueOf(pulses), now);
    }

    @Test
    void withoutParametersPulsesAreCounted() {
        PulseInput input = PulseInput.of(null);
        assertNull(input.total());
        assertNull(input.rate());
        read(input, 0, 1000);
        assertEquals(new QuantityType<>("1000"), input.total());
        read(input, 10, 1010);
        assertEquals(new QuantityType<>("3600"), input.rate());
    }

    @ParameterizedTest
    @CsvSource({"m3, 10 m³, 3600 m³/h", "m³, 10 m³, 3600 m³/h", "l, 10 l, 60 l/min", "kWh, 10 kWh, 3600 kW"})
    void eachUnitHasARate(String unit, String total, String rate) {
        PulseInput input = input(Map.of("factor", "0.1", "unit", unit));
        read(input, 0, 0);
        read(input, 10, 100);
        assertEquals(new QuantityType<>(total), input.total());
        assertEquals(new QuantityType<>(rate), input.rate());
    }

    @Test
    void theRateIsThatBetweenPulsesAndFallsWithoutThem() {
        PulseInput input = input(Map.of("unit", "l"));
        read(input, 0, 5);
        assertEquals(new QuantityType<>("0 l/min"), input.rate());
        read(input, 30, 6);
        assertEquals(new QuantityType<>("2 l/min"), input.rate());
        read(input, 15, 6);
        assertEquals(new QuantityType<>("2 l/min"), input.rate(), "the next pulse is not due yet");
        read(input, 45, 6);
        assertEquals(new QuantityType<>("1 l/min"), input.rate());
        read(input, 60, 7);
        assertEquals(new QuantityType<>("0.5 l/min"), input.rate());
        read(input, 3601, 7);
        assertEquals(new QuantityType<>("0 l/min"), input.rate());
    }

    @Test
    void aCounterThatFellBeginsAnew() {
        PulseInput input = PulseInput.of(null);
        read(input, 0, 99_999_999);
        read(input, 10, 3);
        assertEquals(new QuantityType<>("0"), input.rate());
        read(input, 10, null);
        assertNull(input.total());
        read(input, 10, 3);
        read(input, 0, 3);
        assertEquals(new QuantityType<>("0"), input.rate(), "two readings at once");
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "many"})
    void aFactorIsAboveZero(String factor) {
        IllegalArgumentException wrong =
                assertThrows(IllegalArgumentException.class, () -> input(Map.of("factor", factor)));
        assertEquals(
                "The parameter factor of a pulse input must be a number above 0, not '" + factor + "'.",
                wrong.getMessage());
    }
}
