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

import org.openhab.core.io.console.Console;

/** A command that knows its name and description. */
public abstract class AbstractConsoleCommandExtension implements ConsoleCommandExtension {
    private final String command;
    private final String description;

    protected AbstractConsoleCommandExtension(String command, String description) {
        this.command = command;
        this.description = description;
    }

    @Override
    public String getCommand() {
        return command;
    }

    @Override
    public String getDescription() {
        return description;
    }

    protected String buildCommandUsage(String description) {
        return command + " - " + description;
    }

    protected String buildCommandUsage(String syntax, String description) {
        return command + " " + syntax + " - " + description;
    }

    /** Prints all usages. */
    protected void printUsage(Console console) {
        getUsages().forEach(console::printUsage);
    }
}
