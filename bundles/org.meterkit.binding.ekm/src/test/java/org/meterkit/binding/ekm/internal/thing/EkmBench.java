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

import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.meterkit.itests.simulators.EkmMeter;
import org.meterkit.itests.simulators.EkmSimulator;
import org.meterkit.metering.testing.HandlerBench;
import org.meterkit.transport.testing.LoopbackTransport;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.type.ThingType;

/** A bus of simulated meters behind a network bridge, and its things. */
final class EkmBench implements AutoCloseable {

    final HandlerBench things = new HandlerBench();
    final LoopbackTransport transport = new LoopbackTransport();
    final EkmSimulator simulator;
    final ThingType meterType;
    final Bridge bus;
    final EkmBusHandler busHandler;

    private final ThingType busType;

    EkmBench(EkmMeter... meters) throws IOException {
        simulator = EkmSimulator.with(meters).startTcp();
        List<String> channels = new ArrayList<>(OmnimeterChannels.TABLE.channels());
        channels.add("last-reading");
        channels.add("rejected-readings");
        meterType = things.type(EkmIds.OMNIMETER, channels);
        busType = things.bridgeType(EkmIds.BUS, List.of("cycle-time", "crc-errors", "timeouts"));
        bus = things.bridge(
                busType,
                "line",
                Map.of(
                        "port", port(simulator),
                        "pollInterval", 1,
                        "responseTimeout", 300,
                        "retries", 1));
        busHandler = new EkmBusHandler(bus, busType, things.memories(), transport.lines());
        things.start(busHandler);
    }

    static String port(EkmSimulator simulator) {
        return "tcp://127.0.0.1:" + simulator.bridge().port();
    }

    Thing meter(String id, Object... configuration) {
        Map<String, Object> parameters = new HashMap<>();
        for (int n = 0; n < configuration.length; n += 2) {
            parameters.put((String) configuration[n], configuration[n + 1]);
        }
        return things.child(bus, meterType, id, parameters);
    }

    OmnimeterHandler start(Thing meter) {
        OmnimeterHandler handler = new OmnimeterHandler(
                things.thing(meter), meterType, things.memories(), () -> ZoneId.of("Europe/Berlin"));
        things.start(handler);
        return handler;
    }

    /** The actions of a meter that answers. */
    OmnimeterActions actions(Thing meter) {
        OmnimeterActions actions = new OmnimeterActions();
        actions.setThingHandler(start(meter));
        things.awaitState(meter, "last-reading");
        return actions;
    }

    void await(Thing meter, String channel, String quantity) {
        things.awaitState(meter, channel, new QuantityType<>(quantity));
    }

    @Override
    public void close() {
        things.close();
        transport.close();
        simulator.close();
    }
}
