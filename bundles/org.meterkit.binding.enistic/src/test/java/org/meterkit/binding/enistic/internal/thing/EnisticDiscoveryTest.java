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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.meterkit.binding.enistic.internal.thing.EnisticBench.METER;
import static org.meterkit.binding.enistic.internal.thing.EnisticBench.SERIAL;
import static org.meterkit.binding.enistic.internal.thing.EnisticBench.SOCKET;
import static org.meterkit.binding.enistic.internal.thing.EnisticBench.controllerWithDevices;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.meterkit.metering.testing.FoundThings;
import org.meterkit.transport.LineStatus;
import org.openhab.core.config.discovery.DiscoveryResult;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.ThingUID;

class EnisticDiscoveryTest {

    private final FoundThings inbox = new FoundThings();

    private void awaitOpen(EnisticBench bench) {
        bench.openhab.await("an open port", () -> bench.transport.datagrams().ports().stream()
                .filter(LineStatus::open)
                .findAny());
    }

    @Test
    void aControllerIsFoundByAnyOfItsEvents() throws Exception {
        try (EnisticBench bench = new EnisticBench(controllerWithDevices())) {
            EnisticDiscovery discovery = new EnisticDiscovery(bench.transport.datagrams(), bench.eventPort);
            discovery.addDiscoveryListener(inbox);
            discovery.startBackgroundDiscovery();
            awaitOpen(bench);
            bench.simulator.send("garbage\r");
            bench.simulator.send("29/09/2026/10/11/12,D1," + SOCKET + ",x,5000,x,1\r");
            bench.simulator.send("004a3bb5bff:Status:TimeNow=29/09/2026/10/11/12\r");
            DiscoveryResult first = inbox.next();
            assertEquals("enistic:controller:0004a3bb5bff", first.getThingUID().getAsString());
            bench.simulator.sendReadings();
            DiscoveryResult result = inbox.next();
            assertEquals("enistic:controller:0004a3bb5b04", result.getThingUID().getAsString());
            assertEquals(Map.of("serialNumber", SERIAL), result.getProperties());
            assertEquals("serialNumber", result.getRepresentationProperty());
            assertTrue(inbox.isEmpty(), "offered once, not with every reading");
            discovery.startScan(null);
            bench.simulator.announce();
            assertEquals(result.getThingUID(), inbox.next().getThingUID(), "a scan offers it again");
            discovery.stopScan();
            assertEquals(1, bench.transport.datagrams().ports().size(), "the background goes on");
            discovery.deactivate();
            assertEquals(List.of(), bench.transport.datagrams().ports());
        }
    }

    @Test
    void aScanListensWithoutBackground() throws Exception {
        try (EnisticBench bench = new EnisticBench(controllerWithDevices())) {
            EnisticDiscovery discovery = new EnisticDiscovery(bench.transport.datagrams(), bench.eventPort);
            discovery.addDiscoveryListener(inbox);
            assertEquals(List.of(), bench.transport.datagrams().ports());
            discovery.startScan(null);
            awaitOpen(bench);
            bench.simulator.announce();
            assertEquals("Enistic Controller " + SERIAL, inbox.next().getLabel());
            discovery.stopScan();
            assertEquals(List.of(), bench.transport.datagrams().ports());
        }
    }

    @Test
    void devicesAreOfferedAsWhatTheyAre() throws Exception {
        try (EnisticBench bench = new EnisticBench(controllerWithDevices())) {
            Bridge controller = bench.controller(Map.of());
            EnisticDeviceDiscovery discovery = new EnisticDeviceDiscovery(Duration.ofMillis(500));
            discovery.setThingHandler(bench.listen(controller));
            discovery.addDiscoveryListener(inbox);
            discovery.initialize();
            bench.simulator.sendReadings();
            Map<String, DiscoveryResult> found = Map.of("first", inbox.next(), "second", inbox.next());
            DiscoveryResult socket = found.values().stream()
                    .filter(result -> result.getThingTypeUID().equals(EnisticConstants.SOCKET))
                    .findAny()
                    .orElseThrow();
            DiscoveryResult meter = found.values().stream()
                    .filter(result -> result.getThingTypeUID().equals(EnisticConstants.METER))
                    .findAny()
                    .orElseThrow();
            assertEquals(
                    "enistic:socket:home:0021ed0000041319", socket.getThingUID().getAsString());
            assertEquals(Map.of("serialNumber", SOCKET), socket.getProperties());
            assertEquals(controller.getUID(), socket.getBridgeUID());
            assertEquals(
                    "enistic:meter:home:0021ed0000050001", meter.getThingUID().getAsString());

            // A second channel shows that it is a meter after all.
            bench.simulator.send(SERIAL + ":Reading:" + SOCKET + ":5000:2:0\r");
            assertEquals(socket.getThingUID(), inbox.nextRemoved());
            assertEquals(
                    "enistic:meter:home:0021ed0000041319",
                    inbox.next().getThingUID().getAsString());
            discovery.dispose();
            assertTrue(inbox.isEmpty());
        }
    }

    @Test
    void aDeviceWithAThingIsNotOffered() throws Exception {
        try (EnisticBench bench = new EnisticBench(controllerWithDevices())) {
            Bridge controller = bench.controller(Map.of());
            EnisticControllerHandler handler = bench.listen(controller);
            EnisticSocketHandler socket = bench.startSocket(bench.socket(controller, SOCKET));
            EnisticDeviceDiscovery discovery = new EnisticDeviceDiscovery(Duration.ofMillis(500));
            discovery.setThingHandler(handler);
            discovery.addDiscoveryListener(inbox);
            discovery.initialize();
            bench.simulator.sendReadings();
            assertEquals(EnisticConstants.METER, inbox.next().getThingTypeUID());
            assertTrue(inbox.isEmpty());
            bench.startMeter(bench.meter(controller, METER));
            bench.simulator.sendReadings();
            ThingUID withdrawn = inbox.nextRemoved();
            assertEquals("enistic:meter:home:0021ed0000050001", withdrawn.getAsString());
            bench.openhab.stop(socket);
            bench.simulator.sendReadings();
            assertEquals(EnisticConstants.SOCKET, inbox.next().getThingTypeUID(), "its thing is gone");
            discovery.dispose();
        }
    }
}
