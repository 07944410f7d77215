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

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.meterkit.itests.simulators.Rfc2217Server.Fault;

/** The bytes of RFC 854 and RFC 2217 as they are written there: ff fb 2c is IAC WILL COM-PORT-OPTION. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class Rfc2217ServerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final HexFormat HEX = HexFormat.of();

    /** WILL SUPPRESS-GO-AHEAD, WILL ECHO, DO TERMINAL-TYPE, DO BINARY. */
    private static final String GREETING = "fffb03fffb01fffd18fffd00";

    /** DO COM-PORT-OPTION and a NOTIFY-MODEMSTATE. */
    private static final String AGREED = "fffd2cfffa2c6bb0fff0";

    private Rfc2217Server server;

    @BeforeEach
    void open() throws IOException {
        server = Rfc2217Server.open();
    }

    @AfterEach
    void close() {
        server.close();
    }

    private Socket connect() throws Exception {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), server.port());
        server.awaitClients(1, PATIENCE);
        return client;
    }

    private static void send(Socket client, String hex) throws IOException {
        client.getOutputStream().write(HEX.parseHex(hex));
    }

    private static void expect(Socket client, String hex) throws IOException {
        assertEquals(hex, HEX.formatHex(client.getInputStream().readNBytes(hex.length() / 2)));
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"NONE", "SPLIT"})
    void itAgreesAndObeysAndNotesWhatItWasAsked(Fault fault) throws Exception {
        server.fault(fault);
        try (Socket client = connect()) {
            expect(client, GREETING);
            send(client, "fffb2c");
            expect(client, AGREED);
            // agreed already, and so without an answer
            send(client, "fffb2cfffd03fffe01");
            // WILL TERMINAL-TYPE is of no use to it
            send(client, "fffb18");
            expect(client, "fffe18");
            // 9600, what it is set to, and a rate with an IAC in it
            send(client, "fffa2c0100002580fff0" + "fffa2c0100000000fff0" + "fffa2c010000ffff00fff0");
            expect(client, "fffa2c6500002580fff0" + "fffa2c6500002580fff0" + "fffa2c650000ffff00fff0");
            send(client, "fffa2c0207fff0" + "fffa2c0508fff0" + "fffa2c0c01fff0");
            expect(client, "fffa2c6607fff0" + "fffa2c6908fff0" + "fffa2c7001fff0");
            assertEquals(
                    List.of(
                            "WILL 44",
                            "WILL 44",
                            "DO 3",
                            "DONT 1",
                            "WILL 24",
                            "SET-BAUDRATE 9600",
                            "SET-BAUDRATE 0",
                            "SET-BAUDRATE 65280",
                            "SET-DATASIZE 7",
                            "SET-CONTROL 8",
                            "PURGE-DATA 1"),
                    server.requests());
        }
    }

    @Test
    void theDevicesBytesAreEscapedBothWays() throws Exception {
        try (Socket client = connect()) {
            expect(client, GREETING);
            server.send(new byte[] {1, -1, 2});
            expect(client, "01ffff02");
            server.sendStates();
            expect(client, "fffa2c6a60fff0" + "fffa2c6bfffffff0");
            send(client, "03ffff04");
        }
        server.awaitClients(0, PATIENCE);
        assertArrayEquals(new byte[] {3, -1, 4}, server.received());
    }

    @Test
    void aRawOneKnowsNoTelnet() throws Exception {
        server.fault(Fault.RAW);
        try (Socket client = connect()) {
            send(client, "fffb2c");
            server.send(new byte[] {-1, 7});
            expect(client, "ff07");
        }
        server.awaitClients(0, PATIENCE);
        assertEquals("fffb2c", HEX.formatHex(server.received()));
        assertEquals(List.of(), server.requests());
    }

    @Test
    void itRefusesAnswersOtherwiseAndNotAtAll() throws Exception {
        try (Socket client = connect()) {
            expect(client, GREETING);
            server.fault(Fault.NO_COM_PORT);
            send(client, "fffb2c");
            expect(client, "fffe2c");
            server.fault(Fault.OTHER_BAUD_RATE);
            send(client, "fffa2c0100002580fff0");
            expect(client, "fffa2c650000012cfff0");
            server.fault(Fault.NO_CONTROL);
            send(client, "fffa2c0508fff0" + "fffa2c0208fff0");
            expect(client, "fffa2c6608fff0");
            server.fault(Fault.MUTE);
            send(client, "fffa2c0208fff0" + "fffb2c");
            expect(client, AGREED);
        }
    }

    @Test
    void itResetsInTheMiddleOfAnAnswer() throws Exception {
        try (Socket client = connect()) {
            expect(client, GREETING);
            server.fault(Fault.RESET);
            send(client, "fffa2c0208fff0");
            assertThrows(SocketException.class, () -> client.getInputStream().readAllBytes());
        }
    }

    @Test
    void itRefusesAndWelcomesAsAnyServer() throws Exception {
        try (Socket client = connect()) {
            expect(client, GREETING);
            server.refuse();
            assertThrows(IOException.class, this::connect);
            server.welcome();
            server.hangUp();
            assertEquals(-1, client.getInputStream().read());
        }
        try (Socket client = connect()) {
            expect(client, GREETING);
            server.reset();
            assertThrows(SocketException.class, () -> client.getInputStream().read());
        }
    }

    @Test
    void aMeterCanBeFedToIt() throws Exception {
        P1Simulator meter = P1Simulator.builder().build();
        try (Socket client = connect();
                P1Feed feed = P1Feed.to(server, meter)) {
            expect(client, GREETING);
            byte[] telegram = feed.send();
            expect(client, HEX.formatHex(telegram));
            assertEquals("/", new String(telegram, 0, 1, StandardCharsets.US_ASCII));
        }
    }
}
