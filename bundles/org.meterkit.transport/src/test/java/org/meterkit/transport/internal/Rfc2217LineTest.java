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
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.meterkit.itests.simulators.P1Feed;
import org.meterkit.itests.simulators.P1Simulator;
import org.meterkit.itests.simulators.Rfc2217Server;
import org.meterkit.itests.simulators.Rfc2217Server.Fault;
import org.meterkit.transport.Lease;
import org.meterkit.transport.LineAddress;
import org.meterkit.transport.LineFault.Kind;
import org.meterkit.transport.LineHeldException;
import org.meterkit.transport.LineRequest;
import org.meterkit.transport.Priority;
import org.meterkit.transport.SerialSettings;
import org.meterkit.transport.WireRecord;
import org.meterkit.transport.WireRecord.Direction;
import org.meterkit.transport.testing.LoopbackTransport;

/** Lines behind an RFC 2217 server on the loopback interface that was written independently of the client. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class Rfc2217LineTest {

    private static final SerialSettings PLAIN = SerialSettings.parse("115200 8N1");
    private static final Duration LONG = Duration.ofSeconds(Heard.PATIENCE_SECONDS);
    private static final HexFormat HEX = HexFormat.of();

    /** DO COM-PORT-OPTION and an answer to each setting of {@link #PLAIN}. */
    private static final String CONSENT = "fffd2c" + "fffa2c650001c200fff0" + "fffa2c6608fff0" + "fffa2c6701fff0"
            + "fffa2c6801fff0" + "fffa2c6901fff0" + "fffa2c6908fff0" + "fffa2c690bfff0" + "fffa2c7001fff0"
            + "fffa2c7002fff0";

    private final Set<Thread> before = TransportThreads.all();
    private final LoopbackTransport transport = new LoopbackTransport();
    private final Heard heard = new Heard();
    private Rfc2217Server server;
    private LineAddress address;

    @BeforeEach
    void open() throws IOException {
        server = Rfc2217Server.open();
        address = address(server.port());
    }

    @AfterEach
    void close() throws InterruptedException {
        transport.close();
        server.close();
        TransportThreads.awaitNoneBut(before);
    }

    private static LineAddress address(int port) {
        return LineAddress.parse("rfc2217://127.0.0.1:" + port);
    }

    private static ServerSocket serve() throws IOException {
        ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private Lease lease(LineAddress line, SerialSettings settings, Duration idleLimit) throws Exception {
        return transport.lines().lease(new LineRequest(line, settings, idleLimit, "test"), heard);
    }

    private Lease lease() throws Exception {
        return lease(address, PLAIN, Duration.ZERO);
    }

    private void hears(byte[] bytes) {
        server.send(bytes);
        assertArrayEquals(bytes, heard.bytes(bytes.length));
    }

    private static byte[] everyByte() {
        byte[] every = new byte[256];
        for (int i = 0; i < every.length; i++) {
            every[i] = (byte) i;
        }
        return every;
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"NONE", "SPLIT"})
    void thePortIsSetUpAndEveryByteTravelsBothWays(Fault fault) throws Exception {
        server.fault(fault);
        Lease lease = lease(address, SerialSettings.parse("9600 8E2").withoutDtr(), Duration.ZERO);
        heard.opening();
        hears(everyByte());
        server.sendStates();
        CompletableFuture<byte[]> answer = lease.exchange(Priority.POLL, LONG, wire -> {
            wire.write(everyByte());
            server.send(new byte[] {-1});
            byte[] buffer = new byte[1];
            assertEquals(1, wire.read(buffer, 0, 1, LONG));
            return buffer;
        });
        assertArrayEquals(new byte[] {-1}, answer.get(20, SECONDS));
        assertEquals("9600 8E2", transport.lines().lines().get(0).settings());
        lease.close();
        server.awaitClients(0, LONG);
        assertArrayEquals(everyByte(), server.received());
        assertEquals(
                List.of(
                        "WILL 44",
                        // answers to what the server says unasked, sent once it is known to be one of RFC 2217
                        "DO 3",
                        "DONT 1",
                        "WONT 24",
                        "WILL 0",
                        "DO 0",
                        "WILL 3",
                        "SET-BAUDRATE 9600",
                        "SET-DATASIZE 8",
                        "SET-PARITY 3",
                        "SET-STOPSIZE 2",
                        "SET-CONTROL 1",
                        "SET-CONTROL 9",
                        "SET-CONTROL 11",
                        "PURGE-DATA 1",
                        "PURGE-DATA 2"),
                server.requests());
    }

    @Test
    void tapsSeeThePortsBytesOnly() throws Exception {
        BlockingQueue<WireRecord> records = new LinkedBlockingQueue<>();
        transport.lines().tap(address, records::add);
        Lease lease = lease();
        heard.opening();
        assertEquals("opened", records.poll(20, SECONDS).note());
        server.sendStates();
        hears(new byte[] {-1});
        lease.exchange(Priority.POLL, LONG, wire -> {
                    wire.write(new byte[] {1, -1});
                    return "written";
                })
                .get(20, SECONDS);
        WireRecord in = records.poll(20, SECONDS);
        assertEquals(Direction.IN, in.direction());
        assertArrayEquals(new byte[] {-1}, in.data());
        WireRecord out = records.poll(20, SECONDS);
        assertEquals(Direction.OUT, out.direction());
        assertArrayEquals(new byte[] {1, -1}, out.data());
    }

    @Test
    void aMeterIsHeard() throws Exception {
        lease();
        heard.opening();
        try (P1Feed feed = P1Feed.to(server, P1Simulator.builder().build())) {
            byte[] telegram = feed.send();
            assertArrayEquals(telegram, heard.bytes(telegram.length));
        }
    }

    @Test
    void aBigWriteArrivesWhole() throws Exception {
        byte[] big = new byte[1_000_000];
        new Random(5).nextBytes(big);
        Lease lease = lease();
        lease.exchange(Priority.POLL, LONG, wire -> {
                    wire.write(big);
                    return "written";
                })
                .get(20, SECONDS);
        lease.close();
        server.awaitClients(0, LONG);
        assertArrayEquals(big, server.received());
    }

    @Test
    void aRawPortIsSaidToBeOneAndGetsTheOfferOnly() throws Exception {
        server.fault(Fault.RAW);
        lease();
        server.awaitClients(1, LONG);
        server.refuse();
        // with bytes that would be a request in telnet, DO TERMINAL-TYPE
        server.send(HEX.parseHex("2f4d" + "fffd18" + "0d0a"));
        assertEquals(
                "The server at " + address + " does not speak RFC 2217; use tcp://127.0.0.1:" + server.port() + ".",
                heard.fault(Kind.UNSUPPORTED).sentence());
        server.awaitClients(0, LONG);
        assertEquals("fffb2c", HEX.formatHex(server.received()));
        heard.fault(Kind.REFUSED);
        server.fault(Fault.NONE);
        server.welcome();
        heard.opening();
        hears(new byte[] {1});
    }

    @Test
    void aRawPortThatSendsEverythingBackIsSaidToBeOneToo() throws Exception {
        try (ServerSocket socket = serve()) {
            LineAddress loop = address(socket.getLocalPort());
            lease(loop, PLAIN, Duration.ZERO);
            try (Socket peer = socket.accept()) {
                byte[] offer = peer.getInputStream().readNBytes(3);
                peer.getOutputStream().write(offer);
                assertEquals("fffb2c", HEX.formatHex(offer));
                assertEquals(-1, peer.getInputStream().read());
            }
            assertTrue(heard.fault(Kind.UNSUPPORTED).sentence().contains("does not speak RFC 2217"));
        }
    }

    @Test
    void aTelnetServerWithoutRfc2217IsSaidToBeOne() throws Exception {
        server.fault(Fault.NO_COM_PORT);
        lease();
        assertEquals(
                "The server at " + address
                        + " speaks telnet, but not RFC 2217: it refuses its COM-PORT-OPTION. Switch that on there.",
                heard.fault(Kind.UNSUPPORTED).sentence());
        server.fault(Fault.NONE);
        heard.opening();
    }

    @Test
    void aServerThatSetsAnotherRateIsSaidToAndTriedAgain() throws Exception {
        server.fault(Fault.OTHER_BAUD_RATE);
        lease();
        assertEquals(
                "The server at " + address + " was asked for 115200 baud and set 300 baud.",
                heard.fault(Kind.UNSUPPORTED).sentence());
        server.fault(Fault.NONE);
        heard.opening();
        hears(new byte[] {1});
    }

    @Test
    void aServerThatDoesNotAnswerTheSettingsIsSaidSo() throws Exception {
        server.fault(Fault.MUTE);
        lease();
        assertEquals(
                "The server at " + address + " gave no answer when it was asked for 115200 baud.",
                heard.fault(Kind.UNSUPPORTED).sentence());
    }

    @Test
    void aServerThatIsSilentAboutSignalsAndBuffersWillDo() throws Exception {
        server.fault(Fault.NO_CONTROL);
        lease();
        heard.opening();
        hears(new byte[] {1});
    }

    @Test
    void aResetAtAnyTimeIsALossAndTheServerIsConnectedAgain() throws Exception {
        server.fault(Fault.RESET);
        lease();
        assertTrue(heard.fault(Kind.LOST).sentence().startsWith("Line " + address + " was "));
        server.fault(Fault.NONE);
        heard.opening();
        hears(new byte[] {1});
        server.reset();
        heard.fault(Kind.LOST);
        heard.opening();
        server.hangUp();
        assertEquals(
                "Line " + address + " was closed by the other end.",
                heard.fault(Kind.LOST).sentence());
        heard.opening();
        hears(new byte[] {2});
    }

    @Test
    void aServerThatRefusesIsSaidSoAndConnectedOnceItAccepts() throws Exception {
        server.refuse();
        lease();
        assertEquals(
                "Host 127.0.0.1 refuses connections to port " + server.port()
                        + ". Is the bridge running, and nobody else connected to it?",
                heard.fault(Kind.REFUSED).sentence());
        server.welcome();
        heard.opening();
        hears(new byte[] {1});
    }

    @Test
    void anUnknownHostIsSaidSo() throws Exception {
        // longer than a label of a name may be, so that nobody is asked
        String host = "x".repeat(70);
        lease(new LineAddress.Rfc2217(host, 1), PLAIN, Duration.ZERO);
        assertEquals(
                "Host " + host + " is unknown. Is the name right, and the network up?",
                heard.fault(Kind.UNREACHABLE).sentence());
    }

    @Test
    void aSilentPortIsOpenedAnewThoughItsServerTalksTelnet() throws Exception {
        lease(address, PLAIN, Duration.ofSeconds(1));
        heard.opening();
        server.sendStates();
        assertEquals(
                "Line " + address + " has delivered nothing for 1 s; it is opened anew.",
                heard.fault(Kind.SILENT).sentence());
        heard.opening();
        hears(new byte[] {1});
    }

    @Test
    void leasesMustAgreeOnTheSettings() throws Exception {
        lease();
        LineHeldException refusal = assertThrows(
                LineHeldException.class, () -> lease(address, SerialSettings.parse("9600 7E1"), Duration.ZERO));
        assertEquals("Line " + address + " is held by test at 115200 8N1.", refusal.getMessage());
    }

    @Test
    void closingDoesNotWaitForAnAnswer() throws Exception {
        try (ServerSocket socket = serve()) {
            lease(address(socket.getLocalPort()), PLAIN, Duration.ZERO);
            try (Socket peer = socket.accept()) {
                assertEquals(3, peer.getInputStream().readNBytes(3).length);
                long start = System.nanoTime();
                transport.close();
                server.close();
                TransportThreads.awaitNoneBut(before);
                assertTrue(System.nanoTime() - start < SECONDS.toNanos(4), "closing waited for an answer");
            }
        }
    }

    @Test
    void anEndlessAnswerDoesNotKeepItFromSayingThatTheAnswerIsMissing() throws Exception {
        try (ServerSocket socket = serve()) {
            LineAddress endless = address(socket.getLocalPort());
            lease(endless, PLAIN, Duration.ZERO);
            try (Socket peer = socket.accept()) {
                flood(peer, "fffd2c" + "fffa2c65", "00".repeat(1000));
                assertEquals(
                        "The server at " + endless + " gave no answer when it was asked for 115200 baud.",
                        heard.fault(Kind.UNSUPPORTED).sentence());
            }
        }
    }

    @Test
    void aServerThatAsksAndDoesNotReadDoesNotBlockTheLine() throws Exception {
        try (ServerSocket socket = serve()) {
            LineAddress line = address(socket.getLocalPort());
            Lease lease = lease(line, PLAIN, Duration.ZERO);
            try (Socket peer = socket.accept()) {
                peer.getOutputStream().write(HEX.parseHex(CONSENT));
                heard.opening();
                CompletableFuture<String> stuck = lease.exchange(Priority.POLL, Duration.ofSeconds(3), wire -> {
                    wire.write(new byte[20_000_000]);
                    return "written";
                });
                assertThrows(TimeoutException.class, () -> stuck.get(1, SECONDS));
                StringBuilder requests = new StringBuilder();
                for (int option = 0; option < 256; option++) {
                    requests.append("fffd").append(HEX.toHexDigits((byte) option));
                }
                flood(peer, "", requests.toString());
                assertEquals(
                        "Line " + line + " takes no more data; it is opened anew.",
                        heard.fault(Kind.LOST).sentence());
                assertThrows(ExecutionException.class, () -> stuck.get(20, SECONDS));
            }
        }
    }

    /** Sends something, and then something else over and over until the other end is gone. */
    private static void flood(Socket peer, String first, String then) {
        try {
            peer.getOutputStream().write(HEX.parseHex(first));
            byte[] more = HEX.parseHex(then);
            while (true) {
                peer.getOutputStream().write(more);
            }
        } catch (IOException e) {
            // as expected
        }
    }
}
