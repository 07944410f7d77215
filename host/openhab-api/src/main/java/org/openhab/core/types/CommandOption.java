/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.openhab.core.types;

import java.util.Objects;

/** A command that has a name of its own. */
public class CommandOption {
    private final String command;
    private final String label;

    /** The label may be null. */
    public CommandOption(String command, String label) {
        this.command = Objects.requireNonNull(command, "command");
        this.label = label;
    }

    public String getCommand() {
        return command;
    }

    public String getLabel() {
        return label;
    }

    @Override
    public int hashCode() {
        return Objects.hash(command, label);
    }

    @Override
    public boolean equals(Object obj) {
        return obj instanceof CommandOption other
                && command.equals(other.command)
                && Objects.equals(label, other.label);
    }

    @Override
    public String toString() {
        return "CommandOption [command=" + command + ", label=" + label + "]";
    }
}
