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

import java.util.ArrayList;
import java.util.List;

/** Builds a {@link CommandDescription}. */
public class CommandDescriptionBuilder {
    private final List<CommandOption> options = new ArrayList<>();

    private CommandDescriptionBuilder() {}

    public static CommandDescriptionBuilder create() {
        return new CommandDescriptionBuilder();
    }

    public CommandDescription build() {
        List<CommandOption> built = List.copyOf(options);
        return () -> built;
    }

    public CommandDescriptionBuilder withCommandOption(CommandOption option) {
        options.add(option);
        return this;
    }

    public CommandDescriptionBuilder withCommandOptions(List<CommandOption> options) {
        this.options.addAll(options);
        return this;
    }
}
