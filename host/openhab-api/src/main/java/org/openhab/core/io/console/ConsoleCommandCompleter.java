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

import java.util.List;

/** Completes what is being typed. */
public interface ConsoleCommandCompleter {
    /**
     * Adds candidates for the argument under the cursor; answers whether there are any.
     *
     * @param args what has been typed so far
     * @param cursorArgumentIndex the argument the cursor is in
     * @param cursorPosition where in that argument
     */
    boolean complete(String[] args, int cursorArgumentIndex, int cursorPosition, List<String> candidates);
}
