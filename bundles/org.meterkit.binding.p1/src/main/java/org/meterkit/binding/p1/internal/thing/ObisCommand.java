/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.p1.internal.thing;

import java.util.List;
import org.meterkit.metering.MeterkitCommand;
import org.openhab.core.io.console.Console;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingRegistry;
import org.openhab.core.thing.ThingUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code meterkit obis}: what the last telegram of a meter held, and what became of it. */
@Component(service = MeterkitCommand.class)
public final class ObisCommand implements MeterkitCommand {

    private final ThingRegistry things;

    @Activate
    public ObisCommand(@Reference ThingRegistry things) {
        this.things = things;
    }

    @Override
    public String name() {
        return "obis";
    }

    @Override
    public String arguments() {
        return "<thing>";
    }

    @Override
    public String description() {
        return "lists the objects of a P1 meter's last telegram, and the channels they go to";
    }

    @Override
    public void execute(List<String> arguments, Console console) {
        if (arguments.size() != 1) {
            throw new IllegalArgumentException("One P1 meter is expected, by its UID.");
        }
        P1MeterHandler meter = meter(things, arguments.get(0));
        P1Reading last = meter.lastReading();
        if (last == null) {
            console.println("No telegram has come yet.");
        } else {
            new TelegramReport(last, ObisChannels.of(meter.getThing())).lines().forEach(console::println);
        }
    }

    /**
     * The handler of a P1 meter.
     *
     * @throws IllegalArgumentException with a sentence, when there is none
     */
    static P1MeterHandler meter(ThingRegistry things, String text) {
        ThingUID uid;
        try {
            uid = new ThingUID(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + text + "' is not the UID of a thing, such as p1:meter:home.", e);
        }
        Thing thing = things.get(uid);
        if (thing == null) {
            throw new IllegalArgumentException("There is no thing '" + text + "'.");
        }
        if (thing.getHandler() instanceof P1MeterHandler handler) {
            return handler;
        }
        throw new IllegalArgumentException(text + " is not a P1 meter, or is not read now.");
    }
}
