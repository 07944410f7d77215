/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.transport.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class EchoTest {

    private static String hidden(String secret, String... pieces) {
        Echo echo = new Echo(Heard.bytes(secret));
        StringBuilder result = new StringBuilder();
        for (String piece : pieces) {
            result.append(echo.isIn(Heard.bytes(piece)) ? 'x' : '-');
        }
        return result.toString();
    }

    @Test
    void aSecretIsRecognisedWholeOrInPieces() {
        assertEquals("-", hidden("secret", "other"));
        assertEquals("x", hidden("secret", "secret"));
        assertEquals("x", hidden("secret", "P1 (secret)"));
        assertEquals("-x-", hidden("secret", "P1 (", "secret", ")"));
        assertEquals("xx-", hidden("secret", "P1 (sec", "ret)", "ret"));
        assertEquals("xxxxxx", hidden("secret", "s", "e", "c", "r", "e", "t"));
        assertEquals("xx", hidden("aab", "aa", "ab"));
        assertEquals("xxxx", hidden("aab", "a", "a", "a", "b"));
    }

    @Test
    void whatOnlyBeganLikeItIsHiddenAndNothingAfterIt() {
        assertEquals("x--", hidden("secret", "/s", "etup", "ecret"));
    }

    @Test
    void parityDoesNotHideASecret() {
        assertTrue(new Echo(Heard.bytes("secret")).isIn(Heard.bytes("\u00f3e\u00e3r\u00e5t")));
    }

    @Test
    void anEmptySecretIsNone() {
        assertTrue(new Echo(new byte[0]).isOver());
        assertFalse(new Echo(new byte[1]).isOver());
    }
}
