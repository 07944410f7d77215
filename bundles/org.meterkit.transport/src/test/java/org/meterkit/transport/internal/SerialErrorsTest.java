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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meterkit.transport.LineFault.Kind;

class SerialErrorsTest {

    @ParameterizedTest
    @CsvSource({
        "2, BUSY",
        "5, NO_SUCH_PORT",
        "6, NO_SUCH_PORT",
        "11, BUSY",
        "13, NO_PERMISSION",
        "16, BUSY",
        "22, FAILED",
        "25, NO_SUCH_PORT"
    })
    void errnoIsUnderstood(int code, Kind kind) {
        assertEquals(kind, SerialErrors.posix(code));
    }

    @ParameterizedTest
    @CsvSource({"2, NO_SUCH_PORT", "5, BUSY", "87, FAILED"})
    void windowsCodesAreUnderstood(int code, Kind kind) {
        assertEquals(kind, SerialErrors.windows(code));
    }

    @Test
    void systemsOnWhichTheLibraryWouldEndTheProcessAreKnown() {
        for (String name : new String[] {"Linux", "Windows 11", "Mac OS X", "FreeBSD", "SunOS"}) {
            assertTrue(SerialPorts.supports(name), name);
        }
        for (String name : new String[] {"AIX", "z/OS", "OS/400", ""}) {
            assertFalse(SerialPorts.supports(name), name);
        }
    }
}
