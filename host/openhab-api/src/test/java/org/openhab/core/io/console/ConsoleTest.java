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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openhab.core.io.console.extensions.AbstractConsoleCommandExtension;

class ConsoleTest {
    private final List<String> printed = new ArrayList<>();

    private final Console console = new Console() {
        @Override
        public void print(String s) {
            printed.add(s);
        }

        @Override
        public void println(String s) {
            printed.add(s + "\n");
        }

        @Override
        public void printUsage(String s) {
            printed.add("Usage: " + s);
        }
    };

    private static final class Command extends AbstractConsoleCommandExtension {
        Command() {
            super("meterkit", "Looks at meters.");
        }

        @Override
        public void execute(String[] args, Console console) {
            printUsage(console);
            console.printf("%d%n", args.length);
        }

        @Override
        public List<String> getUsages() {
            return List.of(buildCommandUsage("lines", "lists lines"));
        }
    }

    @Test
    void aCommandKnowsItsUsage() {
        new Command().execute(new String[] {"a"}, console);
        assertEquals(List.of("Usage: meterkit lines - lists lines", "1" + System.lineSeparator()), printed);
    }

    @Test
    void wordsAreCompleted() {
        List<String> candidates = new ArrayList<>();
        StringsCompleter completer = new StringsCompleter(List.of("tap", "lines", "Link"), false);
        assertTrue(completer.complete(new String[] {"lix"}, 0, 2, candidates));
        assertEquals(List.of("Link ", "lines "), candidates);
        assertFalse(completer.complete(new String[] {"x"}, 0, 1, candidates));
        assertTrue(completer.complete(new String[] {}, 0, 0, candidates));
    }
}
