/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.enistic.internal.thing;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.meterkit.itests.simulators.EnisticSimulator;
import org.meterkit.metering.testing.HandlerBench;
import org.meterkit.transport.LineStatus;
import org.meterkit.transport.testing.LoopbackTransport;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.type.ThingType;

/** The binding's handlers on a bench, with the real transport and a simulated controller on loopback UDP. */
final class EnisticBench implements AutoCloseable {

    static final String SERIAL = EnisticSimulator.DEFAULT_SERIAL;
    static final String SOCKET = "0021ED0000041319";
    static final String METER = "0021ED0000050001";

    final HandlerBench openhab = new HandlerBench();
    final LoopbackTransport transport = new LoopbackTransport();
    final int eventPort = freePort();
    final EnisticSimulator simulator;

    private final ThingType controllerType =
            openhab.bridgeType(EnisticConstants.CONTROLLER, EnisticControllerHandler.TABLE.channels());
    private final ThingType socketType =
            openhab.type(EnisticConstants.SOCKET, with(EnisticSocketHandler.TABLE.channels(), "last-reading"));
    private final ThingType meterType = openhab.type(EnisticConstants.METER, meterChannels());

    EnisticBench(EnisticSimulator.Builder builder) throws IOException {
        simulator = builder.target(new InetSocketAddress(InetAddress.getLoopbackAddress(), eventPort))
                .commandPort(0)
                .start();
    }

    /** A socket that is off, and a meter with three channels; sends only what it is told to send. */
    static EnisticSimulator.Builder controllerWithDevices() {
        return EnisticSimulator.builder().socket(SOCKET, 94.5, false).meter(METER, 10, 20, 30);
    }

    private static Set<String> with(Set<String> channels, String more) {
        Set<String> all = new LinkedHashSet<>(channels);
        all.add(more);
        return all;
    }

    static Set<String> meterChannels() {
        Set<String> channels = new LinkedHashSet<>();
        EnisticMeterHandler.TABLES.forEach(table -> channels.addAll(table.channels()));
        return channels;
    }

    private static int freePort() {
        try (DatagramSocket any = new DatagramSocket(new InetSocketAddress(0))) {
            return any.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A controller thing for the simulated controller. */
    Bridge controller(Map<String, Object> more) {
        Map<String, Object> configuration = new HashMap<>(Map.of(
                "serialNumber",
                SERIAL,
                "eventPort",
                BigDecimal.valueOf(eventPort),
                "commandPort",
                BigDecimal.valueOf(simulator.commandAddress().getPort()),
                "confirmTimeout",
                BigDecimal.ONE));
        configuration.putAll(more);
        return openhab.bridge(controllerType, "home", configuration);
    }

    Thing socket(Bridge controller, String serial) {
        return openhab.child(controller, socketType, "lamp", Map.of("serialNumber", serial));
    }

    Thing meter(Bridge controller, String serial) {
        return openhab.child(controller, meterType, "board", Map.of("serialNumber", serial));
    }

    EnisticControllerHandler start(Bridge controller) {
        EnisticControllerHandler handler =
                new EnisticControllerHandler(controller, controllerType, openhab.memories(), transport.datagrams());
        openhab.start(handler);
        return handler;
    }

    /** Starts a controller and waits until it can hear. */
    EnisticControllerHandler listen(Bridge controller) {
        EnisticControllerHandler handler = start(controller);
        openhab.await("an open port", () -> transport.datagrams().ports().stream()
                .filter(LineStatus::open)
                .findAny());
        return handler;
    }

    EnisticSocketHandler startSocket(Thing thing) {
        EnisticSocketHandler handler = new EnisticSocketHandler(thing, socketType, openhab.memories());
        openhab.start(handler);
        return handler;
    }

    EnisticMeterHandler startMeter(Thing thing) {
        EnisticMeterHandler handler = new EnisticMeterHandler(thing, meterType, openhab.memories());
        openhab.start(handler);
        return handler;
    }

    @Override
    public void close() {
        openhab.close();
        simulator.close();
        transport.close();
    }
}
