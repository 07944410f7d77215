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

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meterkit.itests.simulators.EnisticSimulator;
import org.meterkit.itests.simulators.EnisticSimulator.Response;

/** The Enistic controller as its owner meets it: found, approved, read, switched, and in trouble. */
@ExtendWith(OneOpenHab.class)
class EnisticScenarios {

    private static final String SOCKET = "0021ED0000041319";
    private static final String METER = "0021ED0000050001";
    private static final String SERIAL = "0004A3BB5B04";

    private final OpenHab openHab;
    private int eventPort;
    private int commandPort;

    EnisticScenarios(OpenHab openHab) {
        this.openHab = openHab;
    }

    /** Ports of its own for each scenario, apart from discovery's. */
    @BeforeEach
    void choosePorts() throws SocketException {
        try (DatagramSocket one = new DatagramSocket();
                DatagramSocket other = new DatagramSocket()) {
            eventPort = one.getLocalPort();
            commandPort = other.getLocalPort();
        }
    }

    @AfterEach
    void removeThings() {
        for (String uid : new String[] {"enistic:socket:c:s", "enistic:meter:c:m", "enistic:controller:c"}) {
            if (openHab.hasThing(uid)) {
                openHab.removeThing(uid);
            }
        }
    }

    @Test
    void aControllerAndItsDevicesAreFoundApprovedReadAndSwitched() throws Exception {
        String serial = "0004A3BB5C01";
        try (EnisticSimulator controller = EnisticSimulator.builder()
                .serial(serial)
                .socket(SOCKET, 94.032, true)
                .meter(METER, 100, 200, 300)
                .interval(Duration.ofSeconds(1))
                .start()) {
            String bridge = openHab.approve(openHab.awaitInInbox("enistic:controller", "serialNumber", serial));
            openHab.awaitStatus(bridge, "ONLINE");

            JsonObject foundSocket = openHab.awaitInInbox("enistic:socket", "serialNumber", SOCKET);
            assertEquals(bridge, foundSocket.get("bridgeUID").getAsString());
            String socket = openHab.approve(foundSocket);
            String meter = openHab.approve(openHab.awaitInInbox("enistic:meter", "serialNumber", METER));
            openHab.awaitStatus(socket, "ONLINE");
            openHab.awaitStatus(meter, "ONLINE");

            String power = openHab.link(socket, "power", "Number:Power");
            String onOff = openHab.link(socket, "switch", "Switch");
            String second = openHab.link(meter, "ch2#power", "Number:Power");
            openHab.awaitState(power, state -> Math.abs(OpenHab.number(state) - 94.032) < 0.001, "94.032 W");
            openHab.awaitState(second, state -> OpenHab.number(state) == 200, "200 W");
            openHab.awaitState(onOff, "ON");

            openHab.command(onOff, "OFF");
            openHab.awaitState(onOff, "OFF");
            assertFalse(controller.isOn(SOCKET));
            openHab.awaitState(power, state -> OpenHab.number(state) == 0, "0 W");

            openHab.removeThing(meter);
            openHab.removeThing(socket);
            openHab.removeThing(bridge);
        }
    }

    @Test
    void aMeterShowsTheChannelsItHas() throws Exception {
        try (EnisticSimulator controller =
                simulator().meter(METER, 100, 200, 300).start()) {
            createController(300);
            String meter =
                    openHab.createThing("enistic:meter", "enistic:controller:c", "m", Map.of("serialNumber", METER));
            openHab.awaitStatus(meter, "ONLINE");

            OpenHab.await(
                    () -> Optional.of(openHab.channels(meter)),
                    channels -> channels.contains("ch3#power")
                            && channels.contains("ch3#energy")
                            && !channels.contains("ch4#power"),
                    "the channels of a meter with three");
        }
    }

    @Test
    void aLostCommandIsSentAgain() throws Exception {
        try (EnisticSimulator controller = simulator().socket(SOCKET, 50, false).start()) {
            String onOff = switchOfASocket();
            openHab.awaitState(onOff, "OFF");
            controller.loseCommands(1);

            openHab.command(onOff, "ON");

            openHab.awaitState(onOff, "ON");
            assertEquals(2, controller.commands().size());
        }
    }

    @Test
    void anIgnoredCommandLeavesTheTrueState() throws Exception {
        try (EnisticSimulator controller =
                simulator().socket(SOCKET, 50, false).response(Response.IGNORES).start()) {
            String onOff = switchOfASocket();
            openHab.awaitState(onOff, "OFF");

            openHab.command(onOff, "ON");

            OpenHab.await(() -> Optional.of(controller.commands().size()), count -> count >= 2, "the repetition");
            openHab.awaitState(onOff, "OFF");
        }
    }

    @Test
    void silenceAndTheNextReadingAreShown() throws Exception {
        String socket;
        try (EnisticSimulator controller = simulator().socket(SOCKET, 50, true).start()) {
            createController(3);
            socket = createSocket();
            openHab.awaitStatus(socket, "ONLINE");
        }

        String status = openHab.awaitStatus(socket, "OFFLINE");
        assertTrue(status.length() > "OFFLINE COMMUNICATION_ERROR ".length(), () -> "A sentence is missing: " + status);

        try (EnisticSimulator controller = simulator().socket(SOCKET, 50, true).start()) {
            openHab.awaitStatus(socket, "ONLINE");
        }
    }

    @Test
    void garbageAndForeignControllersChangeNothing() throws Exception {
        try (EnisticSimulator controller = simulator().socket(SOCKET, 50, true).start();
                EnisticSimulator foreign = EnisticSimulator.builder()
                        .serial("0004A3FFFFFF")
                        .target(events())
                        .commandPort(0)
                        .socket(SOCKET, 9999, false)
                        .start()) {
            createController(300);
            String socket = createSocket();
            openHab.awaitStatus(socket, "ONLINE");
            String power = openHab.link(socket, "power", "Number:Power");
            openHab.awaitState(power, state -> OpenHab.number(state) == 50, "50 W");

            controller.send(new byte[0]);
            controller.send(new byte[4000]);
            controller.send("0004A3BB5B04:Reading:0021ED0000041319:nan:1:1\r");
            controller.send("0004A3BB5B04:Reading:0021ED00000413");
            foreign.sendReadings();
            controller.setPower(SOCKET, 1, 60);

            openHab.awaitState(power, state -> OpenHab.number(state) == 60, "60 W");
            assertTrue(openHab.status(socket).startsWith("ONLINE"));
        }
    }

    @Test
    void aWrongSerialNumberIsNamed() {
        openHab.createThing("enistic:controller", "", "c", Map.of("serialNumber", "no serial", "eventPort", eventPort));

        String status = openHab.awaitStatus("enistic:controller:c", "OFFLINE CONFIGURATION_ERROR");

        assertTrue(status.contains("serialNumber"), status);
    }

    @Test
    void aTakenPortIsNamedAndUsedOnceItIsFree() throws Exception {
        DatagramSocket other = new DatagramSocket(null);
        other.setReuseAddress(false);
        other.bind(new InetSocketAddress(eventPort));
        try (EnisticSimulator controller = simulator().socket(SOCKET, 50, true).start()) {
            createController(300);
            String status = openHab.awaitStatus("enistic:controller:c", "OFFLINE COMMUNICATION_ERROR");
            assertTrue(status.contains(String.valueOf(eventPort)), status);

            other.close();

            openHab.awaitStatus("enistic:controller:c", "ONLINE");
        } finally {
            other.close();
        }
    }

    private InetSocketAddress events() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), eventPort);
    }

    private EnisticSimulator.Builder simulator() throws IOException {
        return EnisticSimulator.builder()
                .serial(SERIAL)
                .target(events())
                .commandPort(commandPort)
                .interval(Duration.ofMillis(500));
    }

    private void createController(int offlineAfter) {
        openHab.createThing(
                "enistic:controller",
                "",
                "c",
                Map.of(
                        "serialNumber",
                        SERIAL,
                        "eventPort",
                        eventPort,
                        "commandPort",
                        commandPort,
                        "confirmTimeout",
                        2,
                        "offlineAfter",
                        offlineAfter));
    }

    private String createSocket() {
        return openHab.createThing("enistic:socket", "enistic:controller:c", "s", Map.of("serialNumber", SOCKET));
    }

    private String switchOfASocket() {
        createController(300);
        String socket = createSocket();
        openHab.awaitStatus(socket, "ONLINE");
        return openHab.link(socket, "switch", "Switch");
    }
}
