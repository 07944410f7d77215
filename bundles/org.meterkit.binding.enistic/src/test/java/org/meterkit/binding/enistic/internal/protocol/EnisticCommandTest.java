/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.enistic.internal.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnisticCommandTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // The two commands of the vendor's page, whose serial number lacks a digit.
                "004A3BB5B04 | 0 | 0021ED0000041319 | 0004A3BB5B04,0,0021ED0000041319;",
                "004A3BB5B04 | 1 | 0021ED0000041319 | 0004A3BB5B04,1,0021ED0000041319;",
                "FFFFFFFFFFFF | 1 | 21ed0000041319 | FFFFFFFFFFFF,1,0021ED0000041319;",
                "00:04:a3:bb:5b:04 | 0 | 0021-ED00-0004-1319 | 0004A3BB5B04,0,0021ED0000041319;"
            })
    void encodes(String controller, int digit, String socket, String expected) {
        EnisticCommand command = new EnisticCommand(
                Serials.controller(controller).orElseThrow(),
                digit,
                Serials.device(socket).orElseThrow());
        assertEquals(expected, new String(command.encode(), US_ASCII));
        assertEquals(32, command.encode().length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4A3BB5B04", "0004A3BB5B044", "0004A3BB5BG4", "0004A3BB5B0\u0664", "0004A3BB5B0\u0134"})
    void refusesWhatIsNoControllerSerial(String text) {
        assertEquals(Optional.empty(), Serials.controller(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "21ED000004131", "0021ED00000413190", "0021ED000004131X"})
    void refusesWhatIsNoDeviceSerial(String text) {
        assertEquals(Optional.empty(), Serials.device(text));
    }

    @ParameterizedTest
    @CsvSource({"mW, MILLIWATT", "W, WATT", "' W ', WATT"})
    void knowsTheUnits(String symbol, PowerUnit unit) {
        assertEquals(Optional.of(unit), PowerUnit.of(symbol));
    }

    @Test
    void knowsNoOtherUnit() {
        assertEquals(Optional.empty(), PowerUnit.of("kW"));
        assertEquals(Optional.empty(), PowerUnit.of("mw"));
    }
}
