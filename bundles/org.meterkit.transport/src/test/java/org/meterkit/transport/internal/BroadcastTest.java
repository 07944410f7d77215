/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.transport.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.meterkit.transport.Broadcast;
import org.meterkit.transport.testing.LoopbackTransport;

/** Broadcast ports with real readers on the loopback interface. */
class BroadcastTest {

    private static final int PATIENCE =
            (int) Duration.ofSeconds(Heard.PATIENCE_SECONDS).toMillis();
    private static final String LOCAL = "127.0.0.1";

    private final Set<Thread> before = TransportThreads.all();
    private final LoopbackTransport transport = new LoopbackTransport();

    @AfterEach
    void close() throws InterruptedException {
        transport.close();
        TransportThreads.awaitNoneBut(before);
    }

    private Broadcast open(int port) throws InterruptedException {
        Broadcast broadcast = transport.broadcasts().open(LOCAL, port, "test");
        await("an open port", () -> broadcast.port() != 0);
        return broadcast;
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        Object quiet = new Object();
        long end =
                System.nanoTime() + Duration.ofSeconds(Heard.PATIENCE_SECONDS).toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "waited in vain for " + what);
            synchronized (quiet) {
                quiet.wait(10);
            }
        }
    }

    private static Socket connect(Broadcast broadcast) throws IOException {
        return connect(broadcast, 0);
    }

    /** A reader; with a receive buffer the system's own size when {@code buffer} is 0. */
    private static Socket connect(Broadcast broadcast, int buffer) throws IOException {
        Socket socket = new Socket();
        if (buffer > 0) {
            socket.setReceiveBufferSize(buffer);
        }
        socket.setSoTimeout(PATIENCE);
        socket.connect(new InetSocketAddress(LOCAL, broadcast.port()), PATIENCE);
        return socket;
    }

    private static byte[] message(int seed, int length) {
        byte[] message = new byte[length];
        new Random(seed).nextBytes(message);
        return message;
    }

    private static byte[] read(Socket reader, int length) throws IOException {
        byte[] data = new byte[length];
        new DataInputStream(reader.getInputStream()).readFully(data);
        return data;
    }

    @Test
    void manyReadersGetTheSameByteForByte() throws Exception {
        Broadcast broadcast = open(0);
        List<Socket> readers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            readers.add(connect(broadcast));
        }
        await("fifty readers", () -> broadcast.readers() == 50);
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        for (int i = 0; i < 20; i++) {
            byte[] message = message(i, 1500);
            sent.writeBytes(message);
            broadcast.offer(message);
        }
        for (Socket reader : readers) {
            assertArrayEquals(sent.toByteArray(), read(reader, sent.size()));
            reader.close();
        }
        await("their leaving", () -> broadcast.readers() == 0);
    }

    @Test
    void aReaderThatComesLaterBeginsWithAWholeMessage() throws Exception {
        Broadcast broadcast = open(0);
        try (Socket first = connect(broadcast)) {
            await("a reader", () -> broadcast.readers() == 1);
            broadcast.offer(Heard.bytes("/one!"));
            assertEquals("/one!", Heard.text(read(first, 5)));
            try (Socket second = connect(broadcast)) {
                await("another reader", () -> broadcast.readers() == 2);
                broadcast.offer(Heard.bytes("/two!"));
                assertEquals("/two!", Heard.text(read(second, 5)));
                assertEquals("/two!", Heard.text(read(first, 5)));
            }
        }
    }

    @Test
    void aSlowReaderIsDroppedAndTheOthersMissNothing() throws Exception {
        Broadcast broadcast = open(0);
        try (Socket slow = connect(broadcast, 4096);
                Socket quick = connect(broadcast)) {
            await("two readers", () -> broadcast.readers() == 2);
            int rounds = 0;
            while (broadcast.readers() == 2) {
                byte[] message = message(rounds, 2700);
                broadcast.offer(message);
                assertArrayEquals(message, read(quick, message.length), "message " + rounds);
                rounds++;
                assertTrue(rounds < 5000, "the slow reader is never dropped");
            }
            byte[] last = message(-1, 2700);
            broadcast.offer(last);
            assertArrayEquals(last, read(quick, last.length));
            assertEquals(1, broadcast.readers());
            // what the slow one still got is a beginning of what was sent, and then it is over
            byte[] got = drain(slow);
            assertTrue(got.length < rounds * 2700, got.length + " bytes of " + rounds + " messages");
            ByteArrayInputStream all = new ByteArrayInputStream(got);
            for (int i = 0; all.available() > 0; i++) {
                byte[] message = message(i, 2700);
                byte[] part = all.readNBytes(message.length);
                assertArrayEquals(Arrays.copyOf(message, part.length), part);
            }
        }
    }

    private static byte[] drain(Socket socket) {
        ByteArrayOutputStream got = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try {
            for (int read = socket.getInputStream().read(buffer);
                    read >= 0;
                    read = socket.getInputStream().read(buffer)) {
                got.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // a reset is an end as well
            assertTrue(e instanceof java.net.SocketException, e.toString());
        }
        return got.toByteArray();
    }

    @Test
    void whatAReaderSendsIsIgnoredAndAResetHurtsNobody() throws Exception {
        Broadcast broadcast = open(0);
        try (Socket rude = connect(broadcast);
                Socket other = connect(broadcast)) {
            await("two readers", () -> broadcast.readers() == 2);
            rude.getOutputStream().write(message(1, 100_000));
            broadcast.offer(Heard.bytes("/one!"));
            assertEquals("/one!", Heard.text(read(rude, 5)));
            rude.setSoLinger(true, 0);
            rude.close();
            await("the reset", () -> broadcast.readers() == 1);
            assertEquals("/one!", Heard.text(read(other, 5)));
            broadcast.offer(Heard.bytes("/two!"));
            assertEquals("/two!", Heard.text(read(other, 5)));
        }
    }

    @Test
    void theSamePortCanBeOpenedAgainAtOnce() throws Exception {
        Broadcast first = open(0);
        int port = first.port();
        for (int i = 0; i < 20; i++) {
            try (Socket reader = connect(first)) {
                await("a reader", () -> reader.isConnected());
                first.close();
                first.close();
                assertEquals(0, drain(reader).length);
            }
            first = open(port);
            assertTrue(first.fault().isEmpty());
        }
    }

    @Test
    void aTakenPortIsSaidAndTriedAgain() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName(LOCAL))) {
            Broadcast broadcast = transport.broadcasts().open(LOCAL, other.getLocalPort(), "test");
            await("a sentence", () -> broadcast.fault().isPresent());
            assertEquals(
                    "Port " + other.getLocalPort()
                            + " at 127.0.0.1 cannot be opened for other readers: another program uses it.",
                    broadcast.fault().orElseThrow());
            broadcast.offer(Heard.bytes("forgotten"));
            assertEquals(0, broadcast.port());
            other.close();
            await("an open port", () -> broadcast.port() != 0);
            assertTrue(broadcast.fault().isEmpty());
            try (Socket reader = connect(broadcast)) {
                await("a reader", () -> broadcast.readers() == 1);
                broadcast.offer(Heard.bytes("/one!"));
                assertEquals("/one!", Heard.text(read(reader, 5)));
            }
        }
    }

    @Test
    void aForeignAddressIsSaidAndClosingEndsTheWaiting() throws Exception {
        // 192.0.2.0/24 is for documentation (RFC 5737): no machine has such an address
        Broadcast broadcast = transport.broadcasts().open("192.0.2.1", 0, "test");
        await("a sentence", () -> broadcast.fault().isPresent());
        assertEquals(
                "Port 0 at 192.0.2.1 cannot be opened for other readers: the address is not one of this machine.",
                broadcast.fault().orElseThrow());
        broadcast.close();
        TransportThreads.awaitNoneBut(before);
    }

    @Test
    void aWrongPortIsRefused() {
        assertEquals(
                "A TCP port is a number from 0 to 65535, not 65536.",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> transport.broadcasts().open(LOCAL, 65536, "test"))
                        .getMessage());
    }
}
