/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.metering;

import java.util.List;
import org.openhab.core.io.console.Console;

/**
 * OSGi service: one command of {@code openhab> meterkit}. A binding registers a component for each of its own.
 */
public interface MeterkitCommand {

    /** The word it is called by. */
    String name();

    /** Its arguments as shown in the usage, such as {@code <thing>}; empty when there are none. */
    String arguments();

    /** What it does, without a period. */
    String description();

    /**
     * Runs on the console's thread, which may be made to wait.
     *
     * @throws IllegalArgumentException with a sentence, when an argument is wrong; it is printed
     * @throws InterruptedException when the user wants no more
     */
    void execute(List<String> arguments, Console console) throws InterruptedException;
}
