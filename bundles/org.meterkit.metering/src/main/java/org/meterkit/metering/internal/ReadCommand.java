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

import java.util.List;
import org.meterkit.metering.MeterHandler;
import org.meterkit.metering.MeterkitCommand;
import org.openhab.core.io.console.Console;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingRegistry;
import org.openhab.core.thing.ThingUID;

/** Prints a thing's status and last reading. */
final class ReadCommand implements MeterkitCommand {

    private final ThingRegistry things;

    ReadCommand(ThingRegistry things) {
        this.things = things;
    }

    @Override
    public String name() {
        return "read";
    }

    @Override
    public String arguments() {
        return "<thing>";
    }

    @Override
    public String description() {
        return "prints a thing's status and its last reading";
    }

    @Override
    public void execute(List<String> arguments, Console console) {
        if (arguments.size() != 1) {
            throw new IllegalArgumentException("One thing is expected, by its UID.");
        }
        Thing thing = things.get(uid(arguments.get(0)));
        if (thing == null) {
            throw new IllegalArgumentException("There is no thing '" + arguments.get(0) + "'.");
        }
        console.println(thing.getUID() + " is " + thing.getStatusInfo());
        if (thing.getHandler() instanceof MeterHandler handler) {
            handler.publisher()
                    .ifPresentOrElse(
                            publisher -> {
                                console.println(publisher.describe());
                                if (publisher.rejected() > 0) {
                                    console.println(
                                            publisher.rejected() + " impossible counter values were held back.");
                                }
                            },
                            () -> console.println("It reads nothing now."));
        } else {
            console.println("It is not read by Meterkit.");
        }
    }

    private static ThingUID uid(String text) {
        try {
            return new ThingUID(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + text + "' is not the UID of a thing, such as p1:meter:home.", e);
        }
    }
}
