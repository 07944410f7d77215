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
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meterkit.transport.LineAddress;
import org.openhab.core.config.core.Configuration;

class ParametersTest {

    private static Parameters of(Map<String, Object> parameters) {
        return new Parameters(new Configuration(parameters));
    }

    @Test
    void numbersMayComeAsTexts() {
        Parameters parameters = of(Map.of("a", "7", "b", new BigDecimal("7.0"), "c", " 7 ", "d", ""));
        for (String name : new String[] {"a", "b", "c"}) {
            assertEquals(7, parameters.integer(name, 1, 0, 10), name);
        }
        assertEquals(1, parameters.integer("d", 1, 0, 10));
        assertEquals(1, parameters.integer("e", 1, 0, 10));
        assertEquals("", parameters.text("e"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "11", "7.5", "seven", "1e999999999"})
    void whatIsWrongIsNamed(String text) {
        String said = assertThrows(IllegalArgumentException.class, () -> of(Map.of("a", text))
                        .integer("a", 1, 0, 10))
                .getMessage();
        assertEquals("The parameter a must be a whole number from 0 to 10, not '" + text + "'.", said);
    }

    @Test
    void linesAreReadByTheirAddress() {
        assertEquals(
                LineAddress.parse("tcp://a:1"), of(Map.of("port", "tcp://a:1")).line("port"));
        String said = assertThrows(
                        IllegalArgumentException.class, () -> of(Map.of()).line("port"))
                .getMessage();
        assertTrue(said.startsWith("The parameter port is wrong. "), said);
    }

    @Test
    void guardsHaveLimits() {
        GuardSettings standard = GuardSettings.DEFAULT;
        assertEquals(standard, of(Map.of()).guard(standard));
        assertEquals(
                new GuardSettings(BigDecimal.valueOf(5), standard.maxFlow(), Duration.ZERO),
                of(Map.of("maxPower", 5, "guardTimeout", 0)).guard(standard));
        assertThrows(
                IllegalArgumentException.class, () -> of(Map.of("maxPower", 0)).guard(standard));
    }
}
