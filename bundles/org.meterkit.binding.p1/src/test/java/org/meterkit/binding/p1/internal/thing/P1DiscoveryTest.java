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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.meterkit.binding.p1.internal.protocol.Telegrams;
import org.meterkit.itests.simulators.P1Encryptor;
import org.meterkit.itests.simulators.P1Simulator;
import org.meterkit.metering.testing.FoundThings;
import org.meterkit.transport.testing.InMemoryLines;
import org.meterkit.transport.testing.ScriptedPeer;
import org.openhab.core.config.discovery.DiscoveryResult;
import org.openhab.core.thing.Bridge;

class P1DiscoveryTest {

    private final InMemoryLines lines = new InMemoryLines();
    private final P1Bench p1 = new P1Bench(lines.service());
    private final FoundThings found = new FoundThings();
    private final P1Discovery discovery = new P1Discovery(lines.service());
    private final P1Simulator simulated = P1Simulator.builder().build();

    @AfterEach
    void close() {
        discovery.deactivate();
        p1.close();
        assertTrue(lines.service().lines().isEmpty(), "a lease is left");
        lines.close();
    }

    @Test
    void listensAtFreePortsAndWritesNothing() throws Exception {
        ScriptedPeer held = lines.peer("/dev/ttyHELD");
        ScriptedPeer silent = lines.peer("/dev/ttySILENT");
        ScriptedPeer cable = lines.peer("/dev/ttyP1");
        Bridge meter = p1.start("port", "/dev/ttyHELD");
        held.send(simulated.telegram());
        p1.awaitOnline(meter);
        discovery.addDiscoveryListener(found);
        assertFalse(discovery.isBackgroundDiscoveryEnabled());

        discovery.startScan(found);
        cable.send(simulated.telegram());
        DiscoveryResult result = found.next();
        assertEquals("p1:meter:e0012007520112345", result.getThingUID().toString());
        assertEquals("serialNumber", result.getRepresentationProperty());
        assertEquals(
                Map.of(
                        "port", "/dev/ttyP1",
                        "serialSettings", "115200-8N1",
                        "serialNumber", "E0012007520112345",
                        "country", "NL",
                        "identification", "MKT5\\2SIM-D5",
                        "vendor", "MKT",
                        "dsmrVersion", "50"),
                result.getProperties());
        cable.awaitClosed();
        silent.awaitOpening(1);
        assertEquals(1, held.openings(), "a port that a thing holds is left alone");

        discovery.abortScan();
        discovery.stopScan();
        silent.awaitClosed();
        assertTrue(found.isEmpty());
    }

    @Test
    void listensWhereTheUserSays() throws Exception {
        ScriptedPeer bridge = lines.peer("tcp://127.0.0.1:4000");
        discovery.addDiscoveryListener(found);
        assertTrue(discovery.isScanInputSupported());

        discovery.startScan("tcp://127.0.0.1:4000", found);
        bridge.send(Telegrams.composed("1-0:1.7.0(00.100*kW)", "1-0:1.8.0(1.0*kWh)"));

        DiscoveryResult result = found.next();
        assertEquals("p1:meter:tcp-127-0-0-1-4000", result.getThingUID().toString());
        assertEquals("port", result.getRepresentationProperty());
        assertNull(result.getProperties().get("serialSettings"), "a network bridge has none");
        found.awaitFinished();
    }

    @Test
    void aMeterThatEncryptsLacksItsKeyOnly() throws Exception {
        ScriptedPeer cable = lines.peer("/dev/ttyP1");
        discovery.addDiscoveryListener(found);

        discovery.startScan(found);
        cable.send(P1Encryptor.with("00".repeat(16)).encrypt(simulated.telegram()));
        DiscoveryResult result = found.next();

        assertEquals("p1:meter:mkt0000000001", result.getThingUID().toString());
        assertEquals("systemTitle", result.getRepresentationProperty());
        assertEquals(
                Map.of("port", "/dev/ttyP1", "serialSettings", "115200-8N1", "systemTitle", "MKT0000000001"),
                result.getProperties());
        cable.awaitClosed();
    }

    @Test
    void aWrongAddressEndsTheScan() throws Exception {
        discovery.startScan("http://example", found);
        found.awaitFinished();
    }

    @Test
    void metersBehindTheMeterAreFoundInItsTelegrams() throws Exception {
        ScriptedPeer cable = lines.peer("/dev/ttyP1");
        Bridge meter = p1.start("port", "/dev/ttyP1");
        P1MbusDiscovery behind = new P1MbusDiscovery();
        behind.setThingHandler(p1.handler());
        behind.addDiscoveryListener(found);
        behind.initialize();
        cable.send(Telegrams.composed(
                "0-1:24.1.0(003)",
                "0-1:96.1.0(47303031)",
                "0-1:24.2.1(250701120000S)(00100.000*m3)",
                "0-2:24.1.0(007)",
                "0-2:96.1.0(FFFF)",
                "0-2:24.2.1(250701120000S)(00200.000*m3)",
                "0-3:24.1.0(003)",
                "0-3:96.1.0()",
                "0-3:24.2.1(700101010000W)(00000000)"));

        // told on several threads, so in any order
        Map<String, DiscoveryResult> both = new TreeMap<>();
        for (int i = 0; i < 2; i++) {
            DiscoveryResult result = found.next();
            both.put(result.getThingUID().toString(), result);
        }
        assertEquals(Set.of("p1:gas:home:g001", "p1:water:home:channel-2"), both.keySet());
        DiscoveryResult gas = both.get("p1:gas:home:g001");
        assertEquals(meter.getUID(), gas.getBridgeUID());
        assertEquals("Gas Meter", gas.getLabel());
        assertEquals(Map.of("equipmentId", "G001"), gas.getProperties());
        DiscoveryResult water = both.get("p1:water:home:channel-2");
        assertEquals(Map.of("channel", 2), water.getProperties());
        assertEquals("channel", water.getRepresentationProperty());

        p1.awaitOnline(meter);
        cable.send(simulated.telegram());
        assertEquals("G0025003407512345", found.next().getProperties().get("equipmentId"));
        behind.startScan(found);
        assertEquals("G0025003407512345", found.next().getProperties().get("equipmentId"), "a scan tells again");
        behind.dispose();
        assertTrue(found.isEmpty());
    }
}
