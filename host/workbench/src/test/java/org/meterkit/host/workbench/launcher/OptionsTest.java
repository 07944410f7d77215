/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.host.workbench.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OptionsTest {

    private static String refusal(String... arguments) {
        return assertThrows(UsageException.class, () -> Options.parse(List.of(arguments)))
                .getMessage();
    }

    @Test
    void defaults() throws UsageException {
        Options options = Options.parse(List.of());
        assertTrue(options.simulate());
        assertEquals(8180, options.port());
        assertTrue(options.address().isLoopbackAddress());
        assertEquals(Path.of("data").toAbsolutePath(), options.data());
        assertEquals(Optional.empty(), options.things());
    }

    @Test
    void everythingSet() throws UsageException {
        Options options = Options.parse(List.of(
                "--no-simulate", "--http", "0", "--data", "elsewhere", "--things", "t.json", "--listen", "0.0.0.0"));
        assertFalse(options.simulate());
        assertEquals(0, options.port());
        assertTrue(options.address().isAnyLocalAddress());
        assertTrue(options.data().endsWith("elsewhere"));
        assertEquals(Optional.of(Path.of("t.json")), options.things());
    }

    @Test
    void mistakesAreSaidInASentence() {
        assertEquals("Unknown option '--htpp'; try --help.", refusal("--htpp", "1"));
        assertEquals("Option --http needs a value; try --help.", refusal("--http"));
        assertEquals("Option --http expects a port from 0 to 65535, not '65536'.", refusal("--http", "65536"));
        assertEquals("Option --http expects a port from 0 to 65535, not 'x'.", refusal("--http", "x"));
    }
}
