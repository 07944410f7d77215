/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.host.workbench.internal.action;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.openhab.core.io.console.Console;
import org.openhab.core.io.console.extensions.ConsoleCommandExtension;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Runs console commands and collects what they print. */
@Component(service = Consoles.class)
public final class Consoles {

    private final List<ConsoleCommandExtension> extensions = new CopyOnWriteArrayList<>();

    @Activate
    public Consoles() {}

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addConsoleCommandExtension(ConsoleCommandExtension extension) {
        extensions.add(extension);
    }

    public void removeConsoleCommandExtension(ConsoleCommandExtension extension) {
        extensions.remove(extension);
    }

    /** What a command line such as {@code meterkit lines} prints. */
    public String run(String line) {
        Output output = new Output();
        String[] words = line.strip().split("\\s+");
        List<ConsoleCommandExtension> meant = extensions.stream()
                .filter(extension -> extension.getCommand().equals(words[0]))
                .toList();
        if (meant.isEmpty()) {
            extensions.forEach(
                    extension -> output.println(extension.getCommand() + " - " + extension.getDescription()));
        }
        for (ConsoleCommandExtension extension : meant) {
            try {
                extension.execute(Arrays.copyOfRange(words, 1, words.length), output);
            } catch (RuntimeException e) {
                output.println("The command failed: " + e);
            }
        }
        return output.text();
    }

    /** Commands may go on printing on other threads after they returned; that is lost. */
    private static final class Output implements Console {

        private final StringBuffer text = new StringBuffer();

        @Override
        public void print(String s) {
            text.append(s);
        }

        @Override
        public void println(String s) {
            text.append(s).append('\n');
        }

        @Override
        public void printUsage(String s) {
            println("Usage: " + s);
        }

        String text() {
            return text.toString();
        }
    }
}
