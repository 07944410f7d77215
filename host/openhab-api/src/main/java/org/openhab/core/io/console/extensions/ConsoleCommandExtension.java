/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.openhab.core.io.console.extensions;

import java.util.List;
import org.openhab.core.io.console.Console;
import org.openhab.core.io.console.ConsoleCommandCompleter;

/** A command of openHAB's console; registered as a service. */
public interface ConsoleCommandExtension {
    String getCommand();

    String getDescription();

    /** Runs the command; the arguments come without its name. */
    void execute(String[] args, Console console);

    List<String> getUsages();

    /** Completes arguments; null for none. */
    default ConsoleCommandCompleter getCompleter() {
        return null;
    }
}
