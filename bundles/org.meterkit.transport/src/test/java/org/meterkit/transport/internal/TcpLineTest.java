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

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.meterkit.transport.Lease;
import org.meterkit.transport.LineAddress;
import org.meterkit.transport.LineFault;
import org.meterkit.transport.LineRequest;
import org.meterkit.transport.Priority;
import org.meterkit.transport.SerialSettings;
import org.meterkit.transport.testing.LoopbackTransport;

/** Lines over real TCP connections on the loopback interface. */
class TcpLineTest {

    private static final SerialSettings PLAIN = SerialSettings.parse("115200 8N1");
    private static final Duration LONG = Duration.ofSeconds(Heard.PATIENCE_SECONDS);

    private final Set<Thread> before = TransportThreads.all();
    private final LoopbackTransport transport = new LoopbackTransport();
    private final Heard heard = new Heard();

    @AfterEach
    void close() throws InterruptedException {
        transport.close();
        TransportThreads.awaitNoneBut(before);
    }

    private static ServerSocket serve(int port) throws IOException {
        ServerSocket server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
        server.setSoTimeout(20_000);
        return server;
    }

    private static LineAddress address(ServerSocket server) {
        return LineAddress.parse("tcp://127.0.0.1:" + server.getLocalPort());
    }

    private Lease lease(LineAddress address, Duration idleLimit) throws Exception {
        return transport.lines().lease(new LineRequest(address, PLAIN, idleLimit, "test"), heard);
    }

    @Test
    void bytesTravelBothWays() throws Exception {
        try (ServerSocket server = serve(0)) {
            Lease lease = lease(address(server), Duration.ZERO);
            try (Socket peer = server.accept()) {
                heard.opening();
                peer.getOutputStream().write(Heard.bytes("/telegram!"));
                assertEquals("/telegram!", heard.text(10));
                CompletableFuture<Integer> answer = lease.exchange(Priority.POLL, LONG, wire -> {
                    wire.write(Heard.bytes("?"));
                    return wire.read(new byte[9], 0, 9, LONG);
                });
                assertEquals('?', peer.getInputStream().read());
                peer.getOutputStream().write('!');
                assertEquals(1, answer.get(20, SECONDS));
                assertEquals("", transport.lines().lines().get(0).settings());
            }
        }
    }

    @Test
    void aPeerThatRefusesIsSaidSoAndConnectedOnceItAccepts() throws Exception {
        ServerSocket gone = serve(0);
        int port = gone.getLocalPort();
        gone.close();
        lease(LineAddress.parse("tcp://127.0.0.1:" + port), Duration.ZERO);
        assertEquals(
                "Host 127.0.0.1 refuses connections to port " + port
                        + ". Is the bridge running, and nobody else connected to it?",
                heard.fault(LineFault.Kind.REFUSED).sentence());
        try (ServerSocket server = serve(port);
                Socket peer = server.accept()) {
            heard.opening();
            peer.getOutputStream().write('x');
            assertEquals("x", heard.text(1));
        }
    }

    @Test
    void aPeerThatClosesOrResetsIsConnectedAgain() throws Exception {
        try (ServerSocket server = serve(0)) {
            LineAddress address = address(server);
            lease(address, Duration.ZERO);
            Socket first = server.accept();
            heard.opening();
            first.close();
            assertEquals(
                    "Line " + address + " was closed by the other end.",
                    heard.fault(LineFault.Kind.LOST).sentence());
            Socket second = server.accept();
            heard.opening();
            second.setSoLinger(true, 0);
            second.close();
            LineFault reset = heard.fault(LineFault.Kind.LOST);
            assertTrue(reset.sentence().startsWith("Line " + address + " was lost: "), reset.sentence());
            try (Socket third = server.accept()) {
                heard.opening();
                third.getOutputStream().write('x');
                assertEquals("x", heard.text(1));
            }
        }
    }

    @Test
    void aSilentPeerIsConnectedAnewAndASpeakingOneIsNot() throws Exception {
        try (ServerSocket server = serve(0)) {
            LineAddress address = address(server);
            lease(address, Duration.ofSeconds(1));
            try (Socket silent = server.accept()) {
                heard.opening();
                LineFault fault = heard.fault(LineFault.Kind.SILENT);
                assertEquals(
                        "Line " + address + " has delivered nothing for 1 s; it is opened anew.", fault.sentence());
                assertEquals(-1, silent.getInputStream().read());
            }
            try (Socket speaking = server.accept()) {
                heard.opening();
                speaking.getOutputStream().write('x');
                assertEquals("x", heard.text(1));
            }
        }
    }

    @Test
    void anUnknownHostIsSaidSo() throws Exception {
        // longer than a label of a name may be, so that nobody is asked
        String host = "x".repeat(70);
        lease(new LineAddress.Tcp(host, 1), Duration.ZERO);
        assertEquals(
                "Host " + host + " is unknown. Is the name right, and the network up?",
                heard.fault(LineFault.Kind.UNREACHABLE).sentence());
    }

    @Test
    void aHostThatDoesNotAnswerIsSaidSoAndClosingDoesNotWaitForIt() throws Exception {
        List<Socket> queued = new ArrayList<>();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            fillQueue(server, queued);
            lease(address(server), Duration.ZERO);
            LineFault fault = heard.fault(LineFault.Kind.UNREACHABLE);
            assertEquals(
                    "Host 127.0.0.1 did not answer within 5 s on port " + server.getLocalPort() + ".",
                    fault.sentence());
            // now it tries again, for another five seconds
            long start = System.nanoTime();
            transport.close();
            TransportThreads.awaitNoneBut(before);
            assertTrue(System.nanoTime() - start < SECONDS.toNanos(4), "closing waited for the connection");
        } finally {
            for (Socket each : queued) {
                each.close();
            }
        }
    }

    /** Connects until the kernel leaves connection requests without an answer, since nobody accepts them. */
    private static void fillQueue(ServerSocket server, List<Socket> queued) throws IOException {
        while (true) {
            Socket socket = new Socket();
            queued.add(socket);
            try {
                socket.connect(server.getLocalSocketAddress(), 500);
            } catch (SocketTimeoutException e) {
                return;
            }
        }
    }

    @Test
    void aBigWriteArrivesWhole() throws Exception {
        byte[] big = new byte[5_000_000];
        new Random(5).nextBytes(big);
        try (ServerSocket server = serve(0)) {
            Lease lease = lease(address(server), Duration.ZERO);
            CompletableFuture<String> written = lease.exchange(Priority.POLL, LONG, wire -> {
                wire.write(big);
                return "written";
            });
            try (Socket peer = server.accept()) {
                assertArrayEquals(big, peer.getInputStream().readNBytes(big.length));
                assertEquals("written", written.get(20, SECONDS));
            }
        }
    }

    @Test
    void aWriteThatNobodyTakesEndsAtItsDeadlineAndTheLineRecovers() throws Exception {
        try (ServerSocket server = serve(0)) {
            LineAddress address = address(server);
            Lease lease = lease(address, Duration.ZERO);
            try (Socket peer = server.accept()) {
                heard.opening();
                CompletableFuture<String> stuck = lease.exchange(Priority.POLL, Duration.ofMillis(300), wire -> {
                    wire.write(new byte[20_000_000]);
                    return "written";
                });
                LineFault fault = heard.fault(LineFault.Kind.LOST);
                assertEquals("Line " + address + " takes no more data; it is opened anew.", fault.sentence());
                assertThrows(ExecutionException.class, () -> stuck.get(20, SECONDS));
            }
            try (Socket peer = server.accept()) {
                heard.opening();
                assertEquals(
                        "next",
                        lease.exchange(Priority.POLL, LONG, wire -> "next").get(20, SECONDS));
            }
        }
    }

    @Test
    void leasesOfATcpLineNeedNotAgreeOnSettings() throws Exception {
        try (ServerSocket server = serve(0)) {
            lease(address(server), Duration.ZERO);
            Heard other = new Heard();
            transport
                    .lines()
                    .lease(
                            new LineRequest(address(server), SerialSettings.parse("9600 7E1"), Duration.ZERO, "other"),
                            other);
            try (Socket peer = server.accept()) {
                heard.opening();
                other.opening();
                peer.getOutputStream().write(0xB1);
                assertArrayEquals(new byte[] {(byte) 0xB1}, heard.bytes(1));
                assertArrayEquals(new byte[] {0x31}, other.bytes(1));
            }
        }
    }
}
