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
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TcpServerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private TcpServer server;

    @BeforeEach
    void open() throws IOException {
        server = TcpServer.open();
    }

    @AfterEach
    void close() {
        server.close();
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), server.port());
    }

    @Test
    void bytesTravelBothWays() throws Exception {
        try (Socket client = connect()) {
            server.awaitClients(1, PATIENCE);
            server.send(new byte[] {1, 2, -3});
            assertArrayEquals(new byte[] {1, 2, -3}, client.getInputStream().readNBytes(3));
            client.getOutputStream().write(new byte[] {4, 5});
        }
        server.awaitClients(0, PATIENCE);
        assertArrayEquals(new byte[] {4, 5}, server.received());
    }

    @Test
    void aResetIsSeenAsAReset() throws Exception {
        try (Socket client = connect()) {
            server.awaitClients(1, PATIENCE);
            server.reset();
            assertEquals(0, server.clients());
            assertThrows(SocketException.class, () -> client.getInputStream().read());
        }
        try (Socket client = connect()) {
            server.awaitClients(1, PATIENCE);
            server.hangUp();
            assertEquals(-1, client.getInputStream().read());
        }
    }

    @Test
    void itRefusesAndWelcomesOnTheSamePort() throws Exception {
        int port = server.port();
        try (Socket client = connect()) {
            server.awaitClients(1, PATIENCE);
            server.refuse();
            server.refuse();
            assertThrows(ConnectException.class, this::connect);
            server.send(new byte[] {7});
            assertEquals(7, client.getInputStream().read(), "who is connected stays so");
            server.welcome();
            server.welcome();
            assertEquals(port, server.port());
            try (Socket second = connect()) {
                server.awaitClients(2, PATIENCE);
                server.send(new byte[] {8});
                assertEquals(8, second.getInputStream().read());
            }
        }
    }

    @Test
    void closingEndsEverything() throws Exception {
        try (Socket client = connect()) {
            server.awaitClients(1, PATIENCE);
            server.close();
            server.close();
            assertEquals(-1, client.getInputStream().read());
            assertThrows(ConnectException.class, this::connect);
        }
    }

    @Test
    void aTakenPortIsSaidInWords() {
        IOException e = assertThrows(IOException.class, () -> TcpServer.open(server.port()));
        assertTrue(
                e.getMessage().startsWith("Port " + server.port() + " (TCP) at 127.0.0.1 cannot be used: "),
                e.getMessage());
    }

    @Test
    void waitingInVainEnds() {
        TimeoutException e = assertThrows(TimeoutException.class, () -> server.awaitClients(3, Duration.ofMillis(1)));
        assertEquals("0 instead of 3 clients are connected.", e.getMessage());
    }
}
