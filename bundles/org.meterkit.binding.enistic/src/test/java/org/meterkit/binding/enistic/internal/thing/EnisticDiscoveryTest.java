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
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.meterkit.binding.enistic.internal.thing.EnisticBench.METER;
import static org.meterkit.binding.enistic.internal.thing.EnisticBench.SERIAL;
import static org.meterkit.binding.enistic.internal.thing.EnisticBench.SOCKET;
import static org.meterkit.binding.enistic.internal.thing.EnisticBench.controllerWithDevices;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.meterkit.transport.LineStatus;
import org.openhab.core.config.discovery.DiscoveryListener;
import org.openhab.core.config.discovery.DiscoveryResult;
import org.openhab.core.config.discovery.DiscoveryService;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.ThingUID;

class EnisticDiscoveryTest {

    private final Inbox inbox = new Inbox();

    private static final class Inbox implements DiscoveryListener {
        final BlockingQueue<DiscoveryResult> found = new LinkedBlockingQueue<>();
        final BlockingQueue<ThingUID> removed = new LinkedBlockingQueue<>();

        @Override
        public void thingDiscovered(DiscoveryService source, DiscoveryResult result) {
            found.add(result);
        }

        @Override
        public void thingRemoved(DiscoveryService source, ThingUID uid) {
            removed.add(uid);
        }

        @Override
        public @Nullable Collection<ThingUID> removeOlderResults(
                DiscoveryService source,
                Instant timestamp,
                @Nullable Collection<ThingTypeUID> types,
                @Nullable ThingUID bridge) {
            return List.of();
        }

        DiscoveryResult next() throws InterruptedException {
            DiscoveryResult result = found.poll(20, TimeUnit.SECONDS);
            assertNotNull(result, "nothing was found");
            return result;
        }
    }

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
            assertNull(inbox.found.peek(), "offered once, not with every reading");
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
            assertEquals(socket.getThingUID(), inbox.removed.poll(20, TimeUnit.SECONDS));
            assertEquals(
                    "enistic:meter:home:0021ed0000041319",
                    inbox.next().getThingUID().getAsString());
            discovery.dispose();
            assertNull(inbox.found.peek());
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
            assertNull(inbox.found.peek());
            bench.startMeter(bench.meter(controller, METER));
            bench.simulator.sendReadings();
            ThingUID withdrawn = inbox.removed.poll(20, TimeUnit.SECONDS);
            assertNotNull(withdrawn);
            assertEquals("enistic:meter:home:0021ed0000050001", withdrawn.getAsString());
            bench.openhab.stop(socket);
            bench.simulator.sendReadings();
            assertEquals(EnisticConstants.SOCKET, inbox.next().getThingTypeUID(), "its thing is gone");
            discovery.dispose();
        }
    }
}
