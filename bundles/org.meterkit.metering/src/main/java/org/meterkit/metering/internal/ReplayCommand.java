/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.metering.internal;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.meterkit.metering.MeterkitCommand;
import org.meterkit.transport.CaptureReader;
import org.meterkit.transport.WireRecord;
import org.openhab.core.io.console.Console;

/** Prints the content of a capture file. */
final class ReplayCommand implements MeterkitCommand {

    @Override
    public String name() {
        return "replay";
    }

    @Override
    public String arguments() {
        return "<file>";
    }

    @Override
    public String description() {
        return "prints a capture file; to play it to a thing, use replay:<file> as its port";
    }

    @Override
    public void execute(List<String> arguments, Console console) {
        if (arguments.size() != 1) {
            throw new IllegalArgumentException("One capture file is expected.");
        }
        String file = arguments.get(0);
        try (CaptureReader reader = new CaptureReader(Path.of(file))) {
            reader.head("line")
                    .ifPresent(line -> console.println(
                            (line + " " + reader.head("settings").orElse("")).strip()));
            for (Optional<WireRecord> next = reader.next(); next.isPresent(); next = reader.next()) {
                console.println(RecordText.of(next.get()));
            }
        } catch (NoSuchFileException | InvalidPathException e) {
            throw new IllegalArgumentException("There is no file '" + file + "'.", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("The capture '" + file + "' cannot be read: " + e.getMessage(), e);
        }
    }
}
