/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.itests.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.meterkit.itests.simulators.P1Encryptor;
import org.meterkit.itests.simulators.P1Fault;
import org.meterkit.itests.simulators.P1Feed;
import org.meterkit.itests.simulators.P1Simulator;
import org.meterkit.itests.simulators.P1Version;
import org.meterkit.itests.simulators.PseudoTerminal;
import org.meterkit.itests.simulators.Rfc2217Server;
import org.meterkit.itests.simulators.TcpServer;

/** A meter with a P1 port as its owner meets it, on a cable and behind a network bridge. */
@ExtendWith(OneOpenHab.class)
class P1Scenarios {

    /** The telegram of a DSMR 2.2 meter as its owner published it. */
    private static final String PUBLISHED = String.join(
            "\r\n",
            "/XMX5XMXABCE000021701",
            "",
            "0-0:96.1.1(39373936373738392020202020202020)",
            "1-0:1.8.1(000002.384*kWh)",
            "1-0:1.8.2(000006.840*kWh)",
            "1-0:2.8.1(000000.000*kWh)",
            "1-0:2.8.2(000000.000*kWh)",
            "0-0:96.14.0(0002)",
            "1-0:1.7.0(00000.11*kW)",
            "1-0:2.7.0(00000.00*kW)",
            "0-0:17.0.0(999*A)",
            "0-0:96.3.10(1)",
            "0-0:96.13.1()",
            "0-0:96.13.0()",
            "0-1:96.1.0(3238303131303038323131303036333132)",
            "0-1:24.1.0(03)",
            "0-1:24.3.0(120802100000)(08)(60)(1)(0-1:24.2.0)(m3)",
            "(00000.803)",
            "0-1:24.4.0(2)",
            "!",
            "");

    private static final String METER = "p1:meter:home";

    private final OpenHab openHab;

    @TempDir
    Path folder;

    P1Scenarios(OpenHab openHab) {
        this.openHab = openHab;
    }

    @AfterEach
    void removeThings() {
        for (String uid : List.of("p1:gas:home:gas", "p1:meter:other", METER)) {
            if (openHab.hasThing(uid)) {
                openHab.removeThing(uid);
            }
        }
    }

    @Test
    void aMeterBehindANetworkBridgeIsReadAndItsGasMeterFound() throws Exception {
        P1Simulator simulated =
                P1Simulator.builder().gasId("G0025003407510001").power(1234).build();
        simulated.setEnergy(1, 100_000, 1_000);
        simulated.setEnergy(2, 200_000, 2_000);
        simulated.setGas(435_247);
        try (TcpServer server = TcpServer.open();
                P1Feed feed = P1Feed.to(server, simulated).start()) {
            create("tcp://127.0.0.1:" + server.port());
            openHab.awaitStatus(METER, "ONLINE");

            String power = openHab.link(METER, "power", "Number:Power");
            String energy = openHab.link(METER, "energy-import", "Number:Energy");
            openHab.awaitState(power, state -> toWatts(state) == 1234, "1234 W");
            openHab.awaitState(
                    energy,
                    state -> OpenHab.number(state) >= 300 && OpenHab.number(state) < 301,
                    "300 kWh and a little");

            String gas = openHab.approve(openHab.awaitInInbox("p1:gas", "equipmentId", "G0025003407510001"));
            openHab.awaitStatus(gas, "ONLINE");
            String volume = openHab.link(gas, "volume", "Number:Volume");
            openHab.awaitState(volume, state -> OpenHab.number(state) == 435.247, "435.247 m³");
            openHab.removeThing(gas);
        }
    }

    @Test
    void aPublishedTelegramIsShownAsPublished() throws Exception {
        try (TcpServer server = TcpServer.open()) {
            create("tcp://127.0.0.1:" + server.port());
            openHab.createThing("p1:gas", METER, "gas", Map.of("channel", 1));
            server.awaitClients(1, OpenHab.SOON);
            server.send(PUBLISHED.getBytes(StandardCharsets.US_ASCII));
            openHab.awaitStatus(METER, "ONLINE");

            assertEquals(2.384, awaitNumber(openHab.link(METER, "energy-import-t1", "Number:Energy")));
            assertEquals(6.840, awaitNumber(openHab.link(METER, "energy-import-t2", "Number:Energy")));
            assertEquals(9.224, awaitNumber(openHab.link(METER, "energy-import", "Number:Energy")), 1e-9);
            assertEquals(
                    110,
                    toWatts(openHab.awaitState(
                            openHab.link(METER, "power", "Number:Power"), state -> !state.equals("NULL"), "a power")));
            server.send(PUBLISHED.getBytes(StandardCharsets.US_ASCII));
            openHab.awaitStatus("p1:gas:home:gas", "ONLINE");
            assertEquals(0.803, awaitNumber(openHab.link("p1:gas:home:gas", "volume", "Number:Volume")));
            assertFalse(openHab.channels(METER).contains("voltage-l1"), "DSMR 2.2 sends no voltages");
        }
    }

    @Test
    void aBelgianTariffHasItsNameAndAPhaseThatFeedsInANegativeCurrent() throws Exception {
        String telegram = String.join(
                "\r\n",
                "/FLU5\\253769484_A",
                "",
                "0-0:96.1.4(50221)",
                "0-0:96.14.0(0002)",
                "1-0:1.8.1(000100.000*kWh)",
                "1-0:1.8.2(000200.000*kWh)",
                "1-0:1.7.0(00.000*kW)",
                "1-0:2.7.0(01.150*kW)",
                "1-0:21.7.0(00.000*kW)",
                "1-0:22.7.0(01.150*kW)",
                "1-0:31.7.0(004.98*A)",
                "!",
                "");
        try (TcpServer server = TcpServer.open()) {
            create("tcp://127.0.0.1:" + server.port());
            server.awaitClients(1, OpenHab.SOON);
            server.send(telegram.getBytes(StandardCharsets.US_ASCII));
            openHab.awaitStatus(METER, "ONLINE");

            assertEquals(-4.98, awaitNumber(openHab.link(METER, "current-l1", "Number:ElectricCurrent")));
            String tariff = openHab.link(METER, "tariff", "Number");
            assertEquals(2, awaitNumber(tariff));
            String options = openHab.get("/items/" + tariff)
                    .json()
                    .getAsJsonObject()
                    .getAsJsonObject("stateDescription")
                    .get("options")
                    .toString();
            assertTrue(options.contains("Day") && options.contains("Night"), options);
        }
    }

    @Test
    void aMeterOnACableIsFoundByAScanOfItsPort() throws Exception {
        assumeTrue(PseudoTerminal.isSupported(), "No pseudo-terminals here");
        P1Simulator simulated = P1Simulator.builder()
                .equipmentId("E0012007520110002")
                .power(-700)
                .build();
        try (PseudoTerminal terminal = PseudoTerminal.open(folder.resolve("p1-cable"));
                P1Feed feed = P1Feed.to(terminal, simulated).start()) {
            String port = folder.resolve("p1-cable").toString();
            openHab.scan("p1", port);
            JsonObject found = openHab.awaitInInbox("p1:meter", "port", port);
            String meter = openHab.approve(found);
            openHab.awaitStatus(meter, "ONLINE");
            String power = openHab.link(meter, "power", "Number:Power");
            openHab.awaitState(power, state -> toWatts(state) == -700, "-700 W");
            openHab.removeThing(meter);
        }
    }

    @Test
    void anOldMeterAt9600BaudIsReadWithoutAsking() throws Exception {
        assumeTrue(PseudoTerminal.isSupported(), "No pseudo-terminals here");
        P1Simulator simulated =
                P1Simulator.builder().version(P1Version.DSMR2).power(560).build();
        try (PseudoTerminal terminal = PseudoTerminal.open();
                P1Feed feed = P1Feed.to(terminal, simulated).evenParity().start(Duration.ofSeconds(2))) {
            create(terminal.path().toString());
            String power = openHab.link(METER, "power", "Number:Power");
            OpenHab.await(
                    () -> Optional.of(openHab.status(METER)),
                    status -> status.startsWith("ONLINE"),
                    "the meter to be ONLINE",
                    Duration.ofSeconds(90));
            openHab.awaitState(power, state -> toWatts(state) == 560, "560 W");
        }
    }

    @Test
    void aMeterBehindAnRfc2217ServerIsRead() throws Exception {
        P1Simulator simulated = P1Simulator.builder().power(321).build();
        try (Rfc2217Server server = Rfc2217Server.open();
                P1Feed feed = P1Feed.to(server, simulated).start()) {
            create("rfc2217://127.0.0.1:" + server.port());
            openHab.awaitStatus(METER, "ONLINE");
            String power = openHab.link(METER, "power", "Number:Power");
            openHab.awaitState(power, state -> toWatts(state) == 321, "321 W");
        }
    }

    @Test
    void anEncryptedMeterAsksForItsKeyAndIsReadWithIt() throws Exception {
        String key = "00112233445566778899AABBCCDDEEFF";
        P1Simulator simulated = P1Simulator.builder().power(777).build();
        try (TcpServer server = TcpServer.open();
                P1Feed feed = P1Feed.to(server, simulated)
                        .encrypted(P1Encryptor.with(key))
                        .start()) {
            String port = "tcp://127.0.0.1:" + server.port();
            create(port);
            String status = openHab.awaitStatus(METER, "OFFLINE CONFIGURATION_ERROR");
            assertTrue(status.contains("decryptionKey"), status);

            String wrong = key.replace('0', 'F');
            openHab.putJson("/things/" + METER + "/config", Map.of("port", port, "decryptionKey", wrong));
            status = openHab.awaitStatus(METER, "OFFLINE CONFIGURATION_ERROR");
            assertFalse(status.contains(wrong), "A key does not belong into a status");

            openHab.putJson("/things/" + METER + "/config", Map.of("port", port, "decryptionKey", key));
            openHab.awaitStatus(METER, "ONLINE");
            String power = openHab.link(METER, "power", "Number:Power");
            openHab.awaitState(power, state -> toWatts(state) == 777, "777 W");
        }
    }

    @Test
    void anotherProgramReadsTheTelegramsAlong() throws Exception {
        P1Simulator simulated = P1Simulator.builder().withoutGas().build();
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        try (TcpServer server = TcpServer.open();
                P1Feed feed = P1Feed.to(server, simulated)) {
            openHab.createThing(
                    "p1:meter",
                    "",
                    "home",
                    Map.of("port", "tcp://127.0.0.1:" + server.port(), "rebroadcastPort", free));
            server.awaitClients(1, OpenHab.SOON);
            feed.send();
            openHab.awaitStatus(METER, "ONLINE");
            try (Socket reader = OpenHab.await(() -> connect(free), socket -> true, "a reader to be let in")) {
                reader.setSoTimeout((int) OpenHab.SOON.toMillis());
                byte[] sent = feed.start(Duration.ofMillis(500)).send();
                assertEquals('/', reader.getInputStream().read(), "A reader gets whole telegrams");
                assertEquals(sent[1], reader.getInputStream().read());
            }
        }
    }

    private static Optional<Socket> connect(int port) {
        try {
            return Optional.of(new Socket(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Test
    void anUnpluggedCableIsShownAndComesBack() throws Exception {
        assumeTrue(PseudoTerminal.isSupported(), "No pseudo-terminals here");
        P1Simulator simulated = P1Simulator.builder().build();
        Path link = folder.resolve("p1-unplugged");
        try (PseudoTerminal terminal = PseudoTerminal.open(link);
                P1Feed feed = P1Feed.to(terminal, simulated).start()) {
            create(link.toString());
            openHab.awaitStatus(METER, "ONLINE");
        }

        String status = openHab.awaitStatus(METER, "OFFLINE COMMUNICATION_ERROR");
        assertTrue(status.contains(link.toString()), status);

        try (PseudoTerminal terminal = PseudoTerminal.open(link);
                P1Feed feed = P1Feed.to(terminal, simulated).start()) {
            openHab.awaitStatus(METER, "ONLINE");
        }
    }

    @Test
    void aBridgeThatHangsUpAndRefusesIsShownAndComesBack() throws Exception {
        P1Simulator simulated = P1Simulator.builder().build();
        try (TcpServer server = TcpServer.open();
                P1Feed feed = P1Feed.to(server, simulated).start()) {
            create("tcp://127.0.0.1:" + server.port());
            openHab.awaitStatus(METER, "ONLINE");

            server.refuse();
            server.reset();
            openHab.awaitStatus(METER, "OFFLINE COMMUNICATION_ERROR");

            server.welcome();
            openHab.awaitStatus(METER, "ONLINE");
        }
    }

    @Test
    void aSilentBridgeIsShownAndComesBack() throws Exception {
        P1Simulator simulated = P1Simulator.builder().build();
        try (TcpServer server = TcpServer.open();
                P1Feed feed = P1Feed.to(server, simulated).start()) {
            openHab.createThing(
                    "p1:meter", "", "home", Map.of("port", "tcp://127.0.0.1:" + server.port(), "offlineAfter", 4));
            openHab.awaitStatus(METER, "ONLINE");

            feed.silence();
            String status = openHab.awaitStatus(METER, "OFFLINE COMMUNICATION_ERROR");
            assertTrue(
                    status.length() > "OFFLINE COMMUNICATION_ERROR ".length(),
                    () -> "A sentence is missing: " + status);

            feed.start();
            openHab.awaitStatus(METER, "ONLINE");
        }
    }

    @Test
    void damagedTelegramsChangeNothing() throws Exception {
        P1Simulator simulated = P1Simulator.builder().withoutGas().power(500).build();
        try (TcpServer server = TcpServer.open();
                P1Feed feed = P1Feed.to(server, simulated)) {
            create("tcp://127.0.0.1:" + server.port());
            server.awaitClients(1, OpenHab.SOON);
            feed.send();
            openHab.awaitStatus(METER, "ONLINE");
            String power = openHab.link(METER, "power", "Number:Power");
            String corrupt = openHab.link(METER, "corrupt-telegrams", "Number");
            openHab.awaitState(power, state -> toWatts(state) == 500, "500 W");

            simulated.setPower(9_999);
            feed.send(P1Fault.flip(8 * 200 + 1));
            feed.send(P1Fault.cut(300));
            feed.send(P1Fault.withoutEnd());
            feed.sendBytes("no newline ".repeat(100_000).getBytes(StandardCharsets.US_ASCII));
            assertEquals(500, toWatts(openHab.state(power)));

            simulated.setPower(501);
            feed.send(P1Fault.garbageBefore(100, 1));
            openHab.awaitState(power, state -> toWatts(state) == 501, "501 W");
            openHab.awaitState(corrupt, state -> OpenHab.number(state) >= 1, "counted");
        }
    }

    @Test
    void aPortThatDoesNotExistIsNamed() {
        create("/dev/no-such-port");

        String status = openHab.awaitStatus(METER, "OFFLINE COMMUNICATION_ERROR");

        assertTrue(status.contains("/dev/no-such-port"), status);
    }

    @Test
    void aPortThatIsNoneIsAConfigurationError() {
        create("http://example");

        String status = openHab.awaitStatus(METER, "OFFLINE CONFIGURATION_ERROR");

        assertTrue(status.contains("port"), status);
    }

    @Test
    void aPortHeldWithOtherSettingsNamesItsHolder() throws Exception {
        assumeTrue(PseudoTerminal.isSupported(), "No pseudo-terminals here");
        P1Simulator simulated = P1Simulator.builder().build();
        try (PseudoTerminal terminal = PseudoTerminal.open();
                P1Feed feed = P1Feed.to(terminal, simulated).start()) {
            String port = terminal.path().toString();
            openHab.createThing("p1:meter", "", "home", Map.of("port", port, "serialSettings", "115200-8N1"));
            openHab.awaitStatus(METER, "ONLINE");

            String other =
                    openHab.createThing("p1:meter", "", "other", Map.of("port", port, "serialSettings", "9600-7E1"));

            String status = openHab.awaitStatus(other, "OFFLINE");
            assertTrue(status.contains(METER), status);
            assertTrue(openHab.status(METER).startsWith("ONLINE"));
        }
    }

    private void create(String port) {
        openHab.createThing("p1:meter", "", "home", Map.of("port", port));
    }

    private double awaitNumber(String item) {
        return OpenHab.number(openHab.awaitState(item, state -> !Double.isNaN(OpenHab.number(state)), "a number"));
    }

    /** Watts of a state in W or kW; NaN when it is neither. */
    private static long toWatts(String state) {
        double value = OpenHab.number(state);
        return Math.round(state.endsWith(" kW") ? value * 1000 : value);
    }
}
