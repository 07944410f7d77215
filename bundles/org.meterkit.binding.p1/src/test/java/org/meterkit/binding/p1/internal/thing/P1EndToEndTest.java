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

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meterkit.binding.p1.internal.protocol.MbusDevice.Kind;
import org.meterkit.itests.simulators.P1Feed;
import org.meterkit.itests.simulators.P1Simulator;
import org.meterkit.itests.simulators.P1Version;
import org.meterkit.itests.simulators.PseudoTerminal;
import org.meterkit.itests.simulators.Rfc2217Server;
import org.meterkit.itests.simulators.TcpServer;
import org.meterkit.transport.testing.LoopbackTransport;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatusDetail;

/** Simulated meters on real pseudo-terminals and TCP connections. */
class P1EndToEndTest {

    private final LoopbackTransport transport = new LoopbackTransport();
    private final P1Bench p1 = new P1Bench(transport.lines());
    private final P1Simulator simulated = P1Simulator.builder().build();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        p1.close();
        transport.close();
    }

    private static void needPseudoTerminals() {
        assumeTrue(PseudoTerminal.isSupported(), "Pseudo-terminals can be made on Linux only.");
    }

    @Test
    void aMeterOnACableIsUnpluggedAndComesBackUnderTheSamePath() throws Exception {
        needPseudoTerminals();
        Path link = folder.resolve("cable");
        Bridge meter;
        Thing gas;
        try (PseudoTerminal terminal = PseudoTerminal.open(link);
                P1Feed feed = P1Feed.to(terminal, simulated).start()) {
            meter = p1.start("port", link.toString());
            gas = p1.startChild(Kind.GAS, "equipmentId", simulated.gasId());
            p1.awaitOnline(meter);
            p1.awaitOnline(gas);
            p1.awaitQuantity(meter, "power", "0.428 kW");
            p1.awaitQuantity(gas, "volume", "435.247 m³");
        }
        p1.awaitSentence(meter, ThingStatusDetail.COMMUNICATION_ERROR, link.toString());
        p1.awaitSentence(gas, ThingStatusDetail.BRIDGE_OFFLINE, link.toString());

        simulated.setPower(1_000);
        try (PseudoTerminal terminal = PseudoTerminal.open(link);
                P1Feed feed = P1Feed.to(terminal, simulated).start()) {
            p1.awaitOnline(meter);
            p1.awaitOnline(gas);
            p1.awaitQuantity(meter, "power", "1 kW");
        }
    }

    @Test
    void anOldMeterIsReadWithItsParityBits() throws Exception {
        needPseudoTerminals();
        P1Simulator old =
                P1Simulator.builder().version(P1Version.DSMR2).power(560).build();
        try (PseudoTerminal terminal = PseudoTerminal.open();
                P1Feed feed = P1Feed.to(terminal, old).evenParity().start(Duration.ofSeconds(1))) {
            Bridge asGiven = p1.start("port", terminal.path().toString(), "serialSettings", "9600-7E1");
            p1.awaitOnline(asGiven);
            p1.awaitQuantity(asGiven, "power", "0.56 kW");
            p1.bench.stop(p1.handler());

            Bridge found = p1.start("port", terminal.path().toString());
            p1.awaitOnline(found);
            p1.bench.await("settings", () -> Optional.of(p1.bench.thing(found).getProperties())
                    .filter(now -> now.getOrDefault("serialSettings", "").endsWith("7E1")));
        }
    }

    @Test
    void aNetworkBridgeIsResetRefusesAndComesBack() throws Exception {
        try (TcpServer server = TcpServer.open();
                P1Feed feed = P1Feed.to(server, simulated).start()) {
            Bridge meter = p1.start("port", "tcp://127.0.0.1:" + server.port());
            p1.awaitOnline(meter);
            assertTrue(
                    !p1.bench.thing(meter).getProperties().containsKey("serialSettings"),
                    "a network bridge has no serial settings");

            server.refuse();
            server.reset();
            p1.awaitSentence(meter, ThingStatusDetail.COMMUNICATION_ERROR, String.valueOf(server.port()));

            server.welcome();
            p1.awaitOnline(meter);
        }
    }

    @Test
    void aSilentNetworkBridgeIsTold() throws Exception {
        try (TcpServer server = TcpServer.open();
                P1Feed feed = P1Feed.to(server, simulated).start()) {
            Bridge meter = p1.start("port", "tcp://127.0.0.1:" + server.port(), "offlineAfter", 2);
            p1.awaitOnline(meter);
            feed.silence();
            p1.awaitSentence(meter, ThingStatusDetail.COMMUNICATION_ERROR, "No byte has come");
            feed.start();
            p1.awaitOnline(meter);
        }
    }

    @Test
    void aHalfOpenSerialServerIsToldAndReadAgain() throws Exception {
        try (Rfc2217Server server = Rfc2217Server.open();
                P1Feed feed = P1Feed.to(server, simulated).start()) {
            Bridge meter = p1.start("port", "rfc2217://127.0.0.1:" + server.port(), "offlineAfter", 2);
            p1.awaitOnline(meter);
            p1.bench.await("settings", () -> Optional.of(p1.bench.thing(meter).getProperties())
                    .filter(now -> "115200-8N1".equals(now.get("serialSettings"))));

            // it neither closes nor sends
            feed.silence();
            p1.awaitSentence(meter, ThingStatusDetail.COMMUNICATION_ERROR, "No byte has come");

            server.reset();
            feed.start();
            p1.awaitOnline(meter);
        }
    }

    @Test
    void aPortThatDoesNotExistIsNamed() {
        Bridge meter = p1.start("port", folder.resolve("nothing").toString());

        p1.awaitSentence(
                meter,
                ThingStatusDetail.COMMUNICATION_ERROR,
                folder.resolve("nothing").toString());
    }
}
