/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SerialSettingsTest {

    @Test
    void settingsAreReadAsPeopleWriteThem() {
        SerialSettings ekm = new SerialSettings(9600, 7, Parity.EVEN, 1, true, true);
        assertEquals(ekm, SerialSettings.parse("9600-7E1"));
        assertEquals(ekm, SerialSettings.parse(" 9600 7e1 "));
        assertEquals("9600 7E1", ekm.toString());
        assertEquals(new SerialSettings(115200, 8, Parity.NONE, 2, true, true), SerialSettings.parse("115200-8N2"));
        assertNotEquals(ekm, ekm.withoutDtr());
        assertEquals("9600 7E1", ekm.withoutDtr().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "9600", "9600-9N1", "9600-8X1", "9600-8N3", "-8N1", "9600-8N1-", "99999999-8N1"})
    void whatIsWrongIsSaid(String text) {
        assertEquals(
                "Serial settings look like 115200-8N1 or 9600-7E1, not '" + text + "'.",
                assertThrows(IllegalArgumentException.class, () -> SerialSettings.parse(text))
                        .getMessage());
    }

    @Test
    void impossibleSettingsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> SerialSettings.parse("0-8N1"));
        assertThrows(IllegalArgumentException.class, () -> new SerialSettings(9600, 6, Parity.NONE, 1, true, true));
        assertThrows(IllegalArgumentException.class, () -> new SerialSettings(9600, 8, Parity.NONE, 3, true, true));
    }
}
