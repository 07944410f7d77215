/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.openhab.core.io.console;

import java.io.IOException;

/** Where a console command writes to. */
public interface Console {
    default void printf(String format, Object... args) {
        print(String.format(format, args));
    }

    void print(String s);

    void println(String s);

    void printUsage(String s);

    /** Asks for a line; the mask, if any, is shown for every character. */
    default String readLine(String prompt, Character mask) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Name of the user at the console. */
    default String getUser() {
        throw new UnsupportedOperationException();
    }
}
