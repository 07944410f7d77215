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
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meterkit.itests.simulators.EnisticSimulator;

/** What survives when the host is stopped as a user stops it and started again. Only a workbench can be restarted from here. */
class RestartScenarios {

    private static final String SOCKET = "0021ED0000041399";

    @TempDir
    Path data;

    @Test
    void integratedEnergyAndThingsSurvive() throws Exception {
        assumeTrue(UnderTest.isWorkbench(), "A real openHAB is not restarted by the scenarios");
        int eventPort;
        try (DatagramSocket free = new DatagramSocket()) {
            eventPort = free.getLocalPort();
        }
        try (EnisticSimulator controller = EnisticSimulator.builder()
                .target(new InetSocketAddress(InetAddress.getLoopbackAddress(), eventPort))
                .commandPort(0)
                .socket(SOCKET, 360_000, true)
                .interval(Duration.ofMillis(500))
                .start()) {
            double before;
            try (UnderTest first = UnderTest.start(data)) {
                OpenHab openHab = first.openHab();
                openHab.createThing(
                        "enistic:controller",
                        "",
                        "c",
                        Map.of("serialNumber", EnisticSimulator.DEFAULT_SERIAL, "eventPort", eventPort));
                String socket = openHab.createThing(
                        "enistic:socket", "enistic:controller:c", "s", Map.of("serialNumber", SOCKET));
                openHab.awaitStatus(socket, "ONLINE");
                String energy = openHab.link(socket, "energy", "Number:Energy");
                before = OpenHab.number(
                        openHab.awaitState(energy, state -> OpenHab.number(state) > 0.3, "more than 0.3 kWh"));
                openHab.command(openHab.link(socket, "switch", "Switch"), "OFF");
                assertTrue(first.stop(), "The workbench did not stop by itself");
            }

            try (UnderTest second = UnderTest.start(data)) {
                OpenHab openHab = second.openHab();
                openHab.awaitStatus("enistic:socket:c:s", "ONLINE");
                String energy = "enistic_socket_c_s_energy";
                double after = OpenHab.number(
                        openHab.awaitState(energy, state -> !Double.isNaN(OpenHab.number(state)), "a number"));
                assertTrue(after >= before, () -> after + " kWh after " + before + " kWh");
                assertEquals(before, after, 2, "The time in between must not count");
            }
        }
    }
}
