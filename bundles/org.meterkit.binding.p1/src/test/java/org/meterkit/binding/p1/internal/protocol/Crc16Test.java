/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.p1.internal.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class Crc16Test {

    @Test
    void hasTheCheckValueOfItsKind() {
        byte[] check = Telegrams.bytes("x123456789x");

        assertEquals(0xBB3D, Crc16.of(check, 1, 10));
        assertEquals(0, Crc16.of(check, 5, 5));
    }

    @Test
    void canBeContinued() {
        byte[] check = Telegrams.bytes("123456789");

        int half = Crc16.of(check, 0, 4);

        assertEquals(0xBB3D, Crc16.update(half, check, 4, 9));
        assertEquals(Crc16.of(check, 0, 5), Crc16.update(half, '5'));
    }
}
