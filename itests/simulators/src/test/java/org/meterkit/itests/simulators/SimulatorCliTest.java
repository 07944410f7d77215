/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.itests.simulators;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.FileInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SimulatorCliTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    private AutoCloseable start(String... arguments) throws Exception {
        return SimulatorCli.start(List.of(arguments), new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8).strip();
    }

    @Test
    void enistic() throws Exception {
        try (DatagramSocket listener = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            listener.setSoTimeout(20_000);
            String target = "127.0.0.1:" + listener.getLocalPort();
            try (AutoCloseable meter = start("enistic", "--target", target, "--command-port", "0")) {
                assertTrue(
                        printed()
                                .matches("Enistic controller 0004A3BB5B04 sends to " + target
                                        + " \\(UDP\\) and takes commands on port [1-9][0-9]*\\."),
                        printed());
                DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
                listener.receive(packet);
                assertTrue(new String(packet.getData(), StandardCharsets.US_ASCII).startsWith("0004A3BB5B04:"));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "5,DSMR 5.0,115200 8N1,/MKT5\\2SIM-D5",
        "4,DSMR 4.2,115200 8N1,/MKT5\\2SIM-D4",
        "2,DSMR 2.2/3.0,9600 7E1,/MKT5\\2SIM-D3",
        "be,eMUCS-P1,115200 8N1,/MKT5\\253SIM_A"
    })
    void p1OnASerialPort(String version, String label, String settings, String header) throws Exception {
        assumeTrue(PseudoTerminal.isSupported(), "Pseudo-terminals are made on Linux only.");
        Path link = folder.resolve("p1");
        try (AutoCloseable meter = start("p1", "--pty", link.toString(), "--version", version);
                InputStream port = new FileInputStream(link.toFile())) {
            assertEquals(
                    "P1 meter E0012007520112345 (" + label + ") on " + link + " -> " + Files.readSymbolicLink(link)
                            + " at " + settings,
                    printed());
            byte[] start = new byte[header.length()];
            new DataInputStream(port).readFully(start);
            for (int i = 0; i < start.length; i++) {
                // A line of seven bits shows its parity.
                assertEquals(version.equals("2") ? Integer.bitCount(start[i] & 0x7F) % 2 : 0, (start[i] & 0x80) >> 7);
                start[i] &= 0x7F;
            }
            assertEquals(header, new String(start, StandardCharsets.US_ASCII));
        }
        assertTrue(Files.notExists(link));
    }

    @Test
    void p1OverTcp() throws Exception {
        try (AutoCloseable meter = start("p1", "--tcp", "0")) {
            String address = printed().substring(printed().lastIndexOf(' ') + 1);
            assertTrue(address.matches("tcp://127\\.0\\.0\\.1:[1-9][0-9]*"), printed());
            int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
            try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port);
                    BufferedReader reader = new BufferedReader(
                            new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1))) {
                assertEquals("/MKT5\\2SIM-D5", reader.readLine());
            }
        }
    }

    @Test
    void nonsenseIsRefusedInWords() {
        assertRefused("Which meter: enistic or p1?");
        assertRefused("There is no simulated meter \"gas\".", "gas");
        assertRefused("There is no option \"--tcp\" for this meter.", "enistic", "--tcp", "1");
        assertRefused("A value is missing after --target.", "enistic", "--target");
        assertRefused("\"here\" is not of the form HOST:PORT.", "enistic", "--target", "here");
        assertRefused("\"65536\" is not a port (0 to 65535).", "enistic", "--command-port", "65536");
        assertRefused("The version is 5, 4, 2 or be, not \"6\".", "p1", "--version", "6");
        assertRefused(
                "The meter is either on a pseudo-terminal or on TCP, not on both.",
                "p1",
                "--pty",
                folder.resolve("p1").toString(),
                "--tcp",
                "0");
    }

    private void assertRefused(String message, String... arguments) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> start(arguments))
                        .getMessage());
    }
}
