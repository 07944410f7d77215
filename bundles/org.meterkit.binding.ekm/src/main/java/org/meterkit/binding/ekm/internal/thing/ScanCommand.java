/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.ekm.internal.thing;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.meterkit.binding.ekm.internal.device.ScanListener;
import org.meterkit.binding.ekm.internal.protocol.OmnimeterAddresses;
import org.meterkit.binding.ekm.internal.protocol.OmnimeterReading;
import org.meterkit.metering.MeterkitCommand;
import org.meterkit.transport.Registration;
import org.openhab.core.io.console.Console;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingRegistry;
import org.openhab.core.thing.ThingUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code meterkit scan}: which Omnimeters are on a line. */
@Component(service = MeterkitCommand.class)
public final class ScanCommand implements MeterkitCommand {

    private final ThingRegistry things;

    @Activate
    public ScanCommand(@Reference ThingRegistry things) {
        this.things = things;
    }

    @Override
    public String name() {
        return "scan";
    }

    @Override
    public String arguments() {
        return "<bus> [<address>|<from>-<to> ...]";
    }

    @Override
    public String description() {
        return "looks for Omnimeters on an EKM bus, at once or in ranges of addresses";
    }

    @Override
    public void execute(List<String> arguments, Console console) throws InterruptedException {
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException("An EKM bus is expected, by its UID.");
        }
        EkmBusHandler bus = bus(arguments.get(0));
        String ranges = String.join(",", arguments.subList(1, arguments.size()));
        Set<String> addresses = ranges.isEmpty() ? Set.of() : OmnimeterAddresses.parseRanges(ranges);
        CountDownLatch end = new CountDownLatch(1);
        Registration search = bus.scan(addresses, new ScanListener() {
            @Override
            public void found(OmnimeterReading meter) {
                console.println(meter.address() + "  " + OmnimeterChannels.model(meter));
            }

            @Override
            public void progress(String sentence) {
                console.println(sentence);
            }

            @Override
            public void finished(String sentence) {
                console.println(sentence);
                end.countDown();
            }
        });
        try {
            end.await();
        } finally {
            search.close();
        }
    }

    private EkmBusHandler bus(String text) {
        ThingUID uid;
        try {
            uid = new ThingUID(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + text + "' is not the UID of a thing, such as ekm:bus:home.", e);
        }
        Thing thing = things.get(uid);
        if (thing == null) {
            throw new IllegalArgumentException("There is no thing '" + text + "'.");
        }
        if (thing.getHandler() instanceof EkmBusHandler handler) {
            return handler;
        }
        throw new IllegalArgumentException(text + " is not an EKM bus, or is not at work now.");
    }
}
