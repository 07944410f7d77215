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

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.meterkit.metering.MeterkitCommand;
import org.meterkit.transport.DatagramService;
import org.meterkit.transport.LineService;
import org.openhab.core.io.console.Console;
import org.openhab.core.io.console.extensions.AbstractConsoleCommandExtension;
import org.openhab.core.io.console.extensions.ConsoleCommandExtension;
import org.openhab.core.thing.ThingRegistry;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** {@code openhab> meterkit ...}: the commands of this bundle and those that bindings register. */
@Component(service = ConsoleCommandExtension.class)
public final class MeterkitConsole extends AbstractConsoleCommandExtension {

    private final List<MeterkitCommand> own;

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<MeterkitCommand> others = List.of();

    @Activate
    public MeterkitConsole(
            @Reference LineService lines, @Reference DatagramService datagrams, @Reference ThingRegistry things) {
        super("meterkit", "Look at meters and their lines.");
        own = List.of(
                new LinesCommand(lines, datagrams),
                new TapCommand(lines, datagrams),
                new ReadCommand(things),
                new ReplayCommand());
    }

    private Stream<MeterkitCommand> commands() {
        return Stream.concat(own.stream(), others.stream());
    }

    @Override
    public List<String> getUsages() {
        return commands().map(this::usage).toList();
    }

    private String usage(MeterkitCommand command) {
        return buildCommandUsage((command.name() + " " + command.arguments()).strip(), command.description());
    }

    @Override
    public void execute(String[] args, Console console) {
        List<String> words = Arrays.asList(args);
        String name = words.isEmpty() ? "" : words.get(0);
        commands()
                .filter(command -> command.name().equals(name))
                .findFirst()
                .ifPresentOrElse(command -> execute(command, words.subList(1, words.size()), console), () -> {
                    if (!name.isEmpty()) {
                        console.println("There is no command '" + name + "'.");
                    }
                    printUsage(console);
                });
    }

    private void execute(MeterkitCommand command, List<String> arguments, Console console) {
        try {
            command.execute(arguments, console);
        } catch (IllegalArgumentException e) {
            console.println(String.valueOf(e.getMessage()));
            console.printUsage(usage(command));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
