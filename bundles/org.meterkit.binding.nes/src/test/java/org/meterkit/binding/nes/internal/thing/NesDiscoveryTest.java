/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.nes.internal.thing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meterkit.itests.simulators.MepSimulator;
import org.meterkit.itests.simulators.NesMeter;
import org.meterkit.itests.simulators.NesSimulator;
import org.meterkit.metering.testing.FoundThings;
import org.meterkit.transport.testing.InMemoryLines;
import org.meterkit.transport.testing.LoopbackTransport;
import org.meterkit.transport.testing.ScriptedPeer;
import org.openhab.core.config.discovery.DiscoveryResult;

class NesDiscoveryTest {

    private final InMemoryLines lines = new InMemoryLines();
    private final FoundThings found = new FoundThings();
    private final NesDiscovery discovery = new NesDiscovery(lines.service());

    @AfterEach
    void close() {
        discovery.deactivate();
        assertTrue(lines.service().lines().isEmpty(), "a lease is left");
        lines.close();
    }

    @Test
    void aModuleIsFoundByTheAddressThatWasTypedIn() throws Exception {
        try (MepSimulator module = MepSimulator.open()) {
            discovery.addDiscoveryListener(found);
            assertFalse(discovery.isBackgroundDiscoveryEnabled());
            assertTrue(discovery.isScanInputSupported());
            discovery.startScan(" 127.0.0.1:" + module.port(), found);
            DiscoveryResult result = found.next();
            assertEquals("nes:mep:0000000012345678", result.getThingUID().toString());
            assertEquals("NES Meter (MEP Module) 83334-3I", result.getLabel());
            assertEquals("serialNumber", result.getRepresentationProperty());
            assertEquals("127.0.0.1", result.getProperties().get("host"));
            assertEquals(module.port(), result.getProperties().get("port"));
            assertEquals("3.10.21", result.getProperties().get("firmwareVersion"));
            found.awaitFinished();
            assertEquals(1, module.requests());
        }
    }

    @Test
    void aModuleWithoutItsMetersNumberIsFoundByItsHost() throws Exception {
        try (MepSimulator module = MepSimulator.open()) {
            module.set("Utility_SN", "");
            discovery.addDiscoveryListener(found);
            discovery.startScan("http://127.0.0.1:" + module.port() + "/", found);
            DiscoveryResult result = found.next();
            assertEquals("nes:mep:127-0-0-1", result.getThingUID().toString());
            assertEquals("host", result.getRepresentationProperty());
        }
    }

    @Test
    void aMeterIsFoundAtItsOpticalPortWithoutAKey() throws Exception {
        try (LoopbackTransport transport = new LoopbackTransport();
                NesSimulator meter = NesSimulator.of(NesMeter.builder().build()).startTcp()) {
            String address = "tcp://127.0.0.1:" + meter.bridge().port();
            NesDiscovery search = new NesDiscovery(transport.lines());
            search.addDiscoveryListener(found);
            search.startScan(address, found);
            DiscoveryResult result = found.next();
            assertEquals("nes:optical:0123456789012345", result.getThingUID().toString());
            assertEquals("serialNumber", result.getRepresentationProperty());
            assertEquals(address, result.getProperties().get("port"));
            assertEquals("83334-3I", result.getProperties().get("modelId"));
            found.awaitFinished();
            assertEquals(0, meter.refusals());
            assertFalse(meter.requests().contains("51"), "a key was shown");
            search.deactivate();
            assertTrue(transport.lines().lines().isEmpty(), "a lease is left");
        }
    }

    @Test
    void whereNobodyAnswersThereIsNoMeter() throws Exception {
        lines.peer("/dev/ttySILENT");
        discovery.addDiscoveryListener(found);
        discovery.startScan("/dev/ttySILENT", found);
        found.awaitFinished();
        assertTrue(found.isEmpty());
    }

    @Test
    void whoeverAnswersWithNoiseIsNoMeter() throws Exception {
        ScriptedPeer modem = lines.peer("/dev/ttyMODEM");
        for (String ident : new String[] {"EE0000000001201310", "15"}) {
            modem.whenever(
                    HexFormat.of().parseHex(ident), new byte[] {6}, "ERROR\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        discovery.addDiscoveryListener(found);
        discovery.startScan("/dev/ttyMODEM", found);
        found.awaitFinished();
        assertTrue(found.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "a_b", ":80"})
    void whatIsNoPlaceEndsTheScan(String input) throws Exception {
        discovery.startScan(input, found);
        found.awaitFinished();
    }
}
