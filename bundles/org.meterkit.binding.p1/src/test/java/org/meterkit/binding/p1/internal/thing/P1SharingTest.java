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

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.meterkit.binding.p1.internal.protocol.Telegrams;
import org.meterkit.itests.simulators.P1Encryptor;
import org.meterkit.itests.simulators.P1Simulator;
import org.meterkit.itests.simulators.P1Version;
import org.meterkit.transport.testing.InMemoryLines;
import org.meterkit.transport.testing.ScriptedPeer;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;

/** Other programs read a meter's telegrams along, over TCP. */
class P1SharingTest {

    private static final String PORT = "/dev/ttyP1";
    private static final String LOCAL = "127.0.0.1";
    private static final int PATIENCE = 20_000;

    private final InMemoryLines lines = new InMemoryLines();
    private final ScriptedPeer peer = lines.peer(PORT);
    private final P1Bench p1 = new P1Bench(lines.service());
    private final P1Simulator simulated = P1Simulator.builder().build();

    @AfterEach
    void close() {
        p1.close();
        lines.close();
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByName(LOCAL))) {
            return probe.getLocalPort();
        }
    }

    private Socket reader(int port) {
        return p1.bench.await("a connection", () -> {
            Socket socket = new Socket();
            try {
                socket.setSoTimeout(PATIENCE);
                socket.connect(new InetSocketAddress(LOCAL, port), PATIENCE);
                return Optional.of(socket);
            } catch (IOException e) {
                return Optional.empty();
            }
        });
    }

    private static byte[] read(Socket socket, int length) throws IOException {
        byte[] data = new byte[length];
        new DataInputStream(socket.getInputStream()).readFully(data);
        return data;
    }

    private void awaitReaders(int count) {
        p1.bench.await("readers", () -> Optional.of(p1.handler().sharing()).filter(now -> now.startsWith(count + " ")));
    }

    @Test
    void allReadersGetGoodTelegramsByteForByte() throws Exception {
        int port = freePort();
        Bridge meter = p1.start("port", PORT, "rebroadcastPort", port);
        try (Socket one = reader(port);
                Socket two = reader(port)) {
            awaitReaders(2);
            byte[] first = simulated.telegram();
            byte[] damaged = simulated.telegram();
            damaged[200] ^= 1;
            P1Simulator belgian = P1Simulator.builder()
                    .version(P1Version.BELGIUM)
                    .power(-1_000)
                    .build();
            byte[] second = belgian.telegram();
            peer.send(first);
            peer.send(damaged);
            peer.send(second);
            for (Socket reader : new Socket[] {one, two}) {
                assertArrayEquals(first, read(reader, first.length));
                assertArrayEquals(second, read(reader, second.length));
            }
        }
        p1.bench.awaitState(meter, "telegrams", new DecimalType(2));
        p1.bench.awaitState(meter, "corrupt-telegrams", new DecimalType(1));
    }

    @Test
    void whatAMeterEncryptsIsNotPassedOn() throws Exception {
        int port = freePort();
        String key = "0123456789ABCDEF".repeat(2);
        Bridge meter = p1.start("port", PORT, "rebroadcastPort", port, "decryptionKey", key);
        try (Socket reader = reader(port)) {
            awaitReaders(1);
            byte[] secret = P1Encryptor.with(key).encrypt(simulated.telegram());
            simulated.setPower(501);
            byte[] plain = simulated.telegram();
            byte[] both = Arrays.copyOf(secret, secret.length + plain.length);
            System.arraycopy(plain, 0, both, secret.length, plain.length);
            peer.send(both);
            assertArrayEquals(plain, read(reader, plain.length));
        }
        p1.bench.awaitState(meter, "telegrams", new DecimalType(2));
    }

    @Test
    void lineEndsStayAsTheyWere() throws Exception {
        int port = freePort();
        p1.start("port", PORT, "rebroadcastPort", port);
        try (Socket reader = reader(port)) {
            awaitReaders(1);
            String sent = Telegrams.DSMR2.strip() + "\n";
            peer.send(sent.getBytes(StandardCharsets.ISO_8859_1));
            assertEquals(sent, new String(read(reader, sent.length()), StandardCharsets.ISO_8859_1));
        }
    }

    @Test
    void aTakenPortHurtsTheMeterNot() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName(LOCAL))) {
            int port = other.getLocalPort();
            Bridge meter = p1.start("port", PORT, "rebroadcastPort", port);
            p1.bench.await("a sentence", () -> Optional.of(p1.handler().sharing())
                    .filter(now -> now.contains("another program")));
            peer.send(simulated.telegram());
            p1.awaitOnline(meter);
            other.close();
            awaitReaders(0);
            try (Socket reader = reader(port)) {
                awaitReaders(1);
                byte[] telegram = simulated.telegram();
                peer.send(telegram);
                assertArrayEquals(telegram, read(reader, telegram.length));
            }
        }
    }

    @Test
    void theNextLifeHasTheSamePortAndTheLastNone() throws Exception {
        int port = freePort();
        Bridge meter = p1.start("port", PORT, "rebroadcastPort", port);
        for (int life = 0; life < 3; life++) {
            try (Socket reader = reader(port)) {
                awaitReaders(1);
                p1.bench.stop(p1.handler());
                assertEquals(-1, reader.getInputStream().read());
            }
            p1.start(meter);
        }
        reader(port).close();
        p1.bench.stop(p1.handler());
        p1.bench.await("a closed port", () -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(LOCAL, port), PATIENCE);
                return Optional.empty();
            } catch (IOException e) {
                return Optional.of(e);
            }
        });
        assertThrows(ConnectException.class, () -> new Socket(LOCAL, port).close());
    }

    @Test
    void offUnlessWished() {
        Bridge meter = p1.start("port", PORT);
        peer.send(simulated.telegram());
        p1.awaitOnline(meter);
        assertEquals("Telegrams are not passed on.", p1.handler().sharing());
    }

    @Test
    void aWrongPortIsNamed() {
        Bridge meter = p1.start("port", PORT, "rebroadcastPort", 70_000);
        assertEquals(
                "The parameter rebroadcastPort must be a whole number from 0 to 65535, not '70000'.",
                p1.awaitSentence(meter, ThingStatusDetail.CONFIGURATION_ERROR, "rebroadcastPort"));
        assertEquals(ThingStatus.OFFLINE, p1.bench.thing(meter).getStatus());
    }
}
