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

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/** Completes to one of a set of words. */
public class StringsCompleter implements ConsoleCommandCompleter {
    private final SortedSet<String> strings = new TreeSet<>();
    private final boolean caseSensitive;

    public StringsCompleter() {
        this(List.of(), false);
    }

    public StringsCompleter(Collection<String> strings, boolean caseSensitive) {
        this.strings.addAll(strings);
        this.caseSensitive = caseSensitive;
    }

    /** The words; may be changed. */
    public SortedSet<String> getStrings() {
        return strings;
    }

    @Override
    public boolean complete(String[] args, int cursorArgumentIndex, int cursorPosition, List<String> candidates) {
        boolean inside = cursorArgumentIndex >= 0 && cursorArgumentIndex < args.length;
        String typed = inside ? args[cursorArgumentIndex].substring(0, cursorPosition) : "";
        int before = candidates.size();
        for (String word : strings) {
            boolean fits = caseSensitive
                    ? word.startsWith(typed)
                    : word.toLowerCase(Locale.ROOT).startsWith(typed.toLowerCase(Locale.ROOT));
            if (fits) {
                candidates.add(word + " ");
            }
        }
        return candidates.size() > before;
    }
}
