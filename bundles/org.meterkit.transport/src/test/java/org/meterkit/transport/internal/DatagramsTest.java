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
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.meterkit.transport.Datagram;
import org.meterkit.transport.DatagramLease;
import org.meterkit.transport.DatagramListener;
import org.meterkit.transport.LineFault;
import org.meterkit.transport.LineStatus;
import org.meterkit.transport.Registration;
import org.meterkit.transport.WireRecord;
import org.meterkit.transport.WireRecord.Direction;
import org.meterkit.transport.testing.LoopbackTransport;

/** UDP ports, over real sockets on the loopback interface. */
class DatagramsTest {

    private final Set<Thread> before = TransportThreads.all();
    private final LoopbackTransport transport = new LoopbackTransport();

    /** Keeps what a listener heard. */
    private static final class Ears implements DatagramListener {

        private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();

        @Override
        public void opened() {
            events.add("opened");
        }

        @Override
        public void received(Datagram datagram) {
            events.add(datagram);
        }

        @Override
        public void failed(LineFault fault) {
            events.add(fault);
        }

        private <E> E next(Class<E> type) throws InterruptedException {
            Object event = events.poll(Heard.PATIENCE_SECONDS, SECONDS);
            assertTrue(type.isInstance(event), "expected " + type.getSimpleName() + ", heard " + event);
            return type.cast(event);
        }

        void opening() throws InterruptedException {
            next(String.class);
        }

        String text() throws InterruptedException {
            return Heard.text(next(Datagram.class).payload());
        }

        LineFault fault(LineFault.Kind kind) throws InterruptedException {
            LineFault fault = next(LineFault.class);
            assertEquals(kind, fault.kind(), fault.sentence());
            return fault;
        }

        void nothing() {
            assertNull(events.peek());
        }
    }

    @AfterEach
    void close() throws InterruptedException {
        transport.close();
        TransportThreads.awaitNoneBut(before);
    }

    private static InetSocketAddress local(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private static void send(int port, byte[] payload) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            socket.send(new DatagramPacket(payload, payload.length, local(port)));
        }
    }

    /** A port that nobody has at the moment. */
    private static int freePort() throws SocketException {
        try (DatagramSocket socket = new DatagramSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private LineStatus status() {
        assertEquals(1, transport.datagrams().ports().size());
        return transport.datagrams().ports().get(0);
    }

    @Test
    void aDatagramIsHeardWithItsSender() throws Exception {
        Ears ears = new Ears();
        DatagramLease lease = transport.datagrams().listen(0, "test", ears);
        ears.opening();
        assertTrue(lease.isOpen());
        assertNotEquals(0, lease.port());
        try (DatagramSocket sender = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            byte[] payload = Heard.bytes("reading");
            sender.send(new DatagramPacket(payload, payload.length, local(lease.port())));
            Datagram heard = ears.next(Datagram.class);
            assertEquals("reading", Heard.text(heard.payload()));
            assertEquals(sender.getLocalSocketAddress(), heard.source());
            // and back, from the port itself
            lease.send(heard.source(), Heard.bytes("command"));
            DatagramPacket answer = new DatagramPacket(new byte[100], 100);
            sender.setSoTimeout(20_000);
            sender.receive(answer);
            assertEquals(lease.port(), answer.getPort());
            assertEquals(7, answer.getLength());
        }
        LineStatus status = status();
        assertEquals("udp:" + lease.port(), status.address());
        assertEquals(7, status.bytesIn());
        assertEquals(7, status.bytesOut());
        assertEquals(1, status.framesIn());
        assertEquals(0, status.errors());
        assertEquals(List.of("test"), status.holders());
    }

    @Test
    void allListenersOfAPortHearEverythingAndTheLastOneClosesIt() throws Exception {
        Ears one = new Ears();
        Ears two = new Ears();
        int port = freePort();
        DatagramLease first = transport.datagrams().listen(port, "one", one);
        one.opening();
        DatagramLease second = transport.datagrams().listen(port, "two", two);
        two.opening();
        send(port, Heard.bytes("a"));
        Datagram heard = one.next(Datagram.class);
        assertSame(heard, two.next(Datagram.class));
        first.close();
        first.close();
        assertFalse(first.isOpen());
        assertThrows(IOException.class, () -> first.send(local(port), new byte[1]));
        send(port, Heard.bytes("b"));
        assertEquals("b", two.text());
        one.nothing();
        second.close();
        TransportThreads.awaitNoneBut(before);
        // free again for a socket that does not share
        try (DatagramSocket socket = new DatagramSocket(null)) {
            socket.setReuseAddress(false);
            socket.bind(new InetSocketAddress(port));
        }
    }

    @Test
    void aListenerThatThrowsHindersNobody() throws Exception {
        Ears good = new Ears();
        int port = freePort();
        AtomicInteger calls = new AtomicInteger();
        transport.datagrams().listen(port, "bad", datagram -> {
            calls.incrementAndGet();
            throw new IllegalStateException("bad listener");
        });
        transport.datagrams().listen(port, "good", good);
        good.opening();
        send(port, Heard.bytes("a"));
        assertEquals("a", good.text());
        send(port, Heard.bytes("b"));
        assertEquals("b", good.text());
        assertEquals(2, calls.get());
    }

    @Test
    void emptyDatagramsAndThoseOfTheLongestLengthAreHeardAndLongerOnesCounted() throws Exception {
        Ears ears = new Ears();
        DatagramLease lease = transport.datagrams().listen(0, "test", ears);
        ears.opening();
        send(lease.port(), new byte[0]);
        assertEquals(0, ears.next(Datagram.class).payload().length);
        send(lease.port(), new byte[2049]);
        send(lease.port(), new byte[9000]);
        byte[] longest = new byte[2048];
        longest[2047] = 7;
        send(lease.port(), longest);
        assertArrayEquals(longest, ears.next(Datagram.class).payload());
        assertEquals(2, status().errors());
        assertEquals(2, status().framesIn());
    }

    @Test
    void aPortTakenByAProgramThatDoesNotShareIsSaidSoAndBoundOnceItIsFree() throws Exception {
        Ears ears = new Ears();
        DatagramSocket other = new DatagramSocket(null);
        other.setReuseAddress(false);
        other.bind(new InetSocketAddress(0));
        int port = other.getLocalPort();
        DatagramLease lease = transport.datagrams().listen(port, "test", ears);
        LineFault fault = ears.fault(LineFault.Kind.BUSY);
        assertEquals("UDP port " + port + " is in use by another program, which does not share it.", fault.sentence());
        IOException e = assertThrows(IOException.class, () -> lease.send(local(1), new byte[1]));
        assertEquals(fault.sentence(), e.getMessage());
        Ears late = new Ears();
        transport.datagrams().listen(port, "late", late);
        late.fault(LineFault.Kind.BUSY);
        other.close();
        ears.opening();
        late.opening();
        ears.nothing();
        send(port, Heard.bytes("x"));
        assertEquals("x", ears.text());
        assertEquals("x", late.text());
    }

    @Test
    void aPortIsSharedWithAProgramThatSharesIt() throws Exception {
        Ears ears = new Ears();
        try (DatagramSocket other = new DatagramSocket(null)) {
            other.setReuseAddress(true);
            other.bind(new InetSocketAddress(0));
            other.setSoTimeout(20_000);
            DatagramLease lease = transport.datagrams().listen(other.getLocalPort(), "test", ears);
            ears.opening();
            // a broadcast goes to both, and so do devices' readings
            lease.broadcast(other.getLocalPort(), Heard.bytes("all"));
            assertEquals("all", ears.text());
            DatagramPacket packet = new DatagramPacket(new byte[10], 10);
            other.receive(packet);
            assertEquals(3, packet.getLength());
        }
    }

    @Test
    void aBroadcastThatCanBeSentNowhereIsAnError() throws Exception {
        Ears ears = new Ears();
        // longer than a datagram can be, so that no address takes it
        try (Datagrams datagrams = new Datagrams(() -> List.of(InetAddress.getLoopbackAddress()), Backoff.NORMAL)) {
            DatagramLease lease = datagrams.listen(0, "test", ears);
            ears.opening();
            IOException e = assertThrows(IOException.class, () -> lease.broadcast(53004, new byte[70_000]));
            assertTrue(e.getMessage().startsWith("Nothing could be sent from UDP port "), e.getMessage());
        }
    }

    @Test
    void targetsThatCannotBeReachedAreSaidSo() throws Exception {
        Ears ears = new Ears();
        DatagramLease lease = transport.datagrams().listen(0, "test", ears);
        ears.opening();
        assertEquals(
                "Host nowhere is unknown.",
                assertThrows(
                                IOException.class,
                                () -> lease.send(InetSocketAddress.createUnresolved("nowhere", 1), new byte[1]))
                        .getMessage());
        InetSocketAddress six = new InetSocketAddress("::1", 1);
        assertThrows(IOException.class, () -> lease.send(six, new byte[1]));
    }

    @Test
    void wrongPortsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> transport.datagrams().listen(65536, "test", new Ears()));
        assertThrows(IllegalArgumentException.class, () -> transport.datagrams().listen(-1, "test", new Ears()));
    }

    @Test
    void aPortListenedOnAnewAtOnceWorks() throws Exception {
        int port = freePort();
        for (int i = 0; i < 50; i++) {
            Ears ears = new Ears();
            DatagramLease lease = transport.datagrams().listen(port, "test", ears);
            ears.opening();
            send(port, Heard.bytes("x"));
            assertEquals("x", ears.text());
            lease.close();
        }
    }

    @Test
    void aListenerMayCloseItsOwnLease() throws Exception {
        AtomicReference<DatagramLease> lease = new AtomicReference<>();
        CountDownLatch leased = new CountDownLatch(1);
        CompletableFuture<String> done = new CompletableFuture<>();
        int port = freePort();
        lease.set(transport.datagrams().listen(port, "test", new DatagramListener() {
            @Override
            public void opened() {
                try {
                    assertTrue(leased.await(20, SECONDS));
                } catch (InterruptedException e) {
                    done.completeExceptionally(e);
                }
                lease.get().close();
                done.complete("closed");
            }

            @Override
            public void received(Datagram datagram) {}
        }));
        leased.countDown();
        assertEquals("closed", done.get(20, SECONDS));
        TransportThreads.awaitNoneBut(before);
        assertEquals(List.of(), transport.datagrams().ports());
    }

    @Test
    void aTapSeesWhatIsReceivedAndSent() throws Exception {
        Ears ears = new Ears();
        int port = freePort();
        BlockingQueue<WireRecord> records = new LinkedBlockingQueue<>();
        Registration tap = transport.datagrams().tap(port, records::add);
        DatagramLease lease = transport.datagrams().listen(port, "test", ears);
        ears.opening();
        lease.send(local(port), Heard.bytes("self"));
        assertEquals("self", ears.text());
        tap.close();
        lease.send(local(port), Heard.bytes("unseen"));
        assertEquals("unseen", ears.text());
        assertEquals("opened", records.poll(20, SECONDS).note());
        WireRecord out = records.poll(20, SECONDS);
        assertEquals(Direction.OUT, out.direction());
        assertEquals("127.0.0.1:" + port, out.peer());
        WireRecord in = records.poll(20, SECONDS);
        assertEquals(Direction.IN, in.direction());
        assertEquals("127.0.0.1:" + port, in.peer());
        assertEquals("self", Heard.text(in.data()));
        assertTrue(records.isEmpty());
    }

    @Test
    void fiftyThousandDatagramsArriveWithoutLoss() throws Exception {
        int count = 50_000;
        CountDownLatch arrived = new CountDownLatch(count);
        AtomicInteger outOfOrder = new AtomicInteger();
        // never more under way than any system buffers: the rate is the benchmark's matter, not this test's
        Semaphore underWay = new Semaphore(500);
        Ears ears = new Ears();
        DatagramLease lease = transport.datagrams().listen(0, "ears", new DatagramListener() {
            private int expected;

            @Override
            public void opened() {
                ears.opened();
            }

            @Override
            public void received(Datagram datagram) {
                int number = (datagram.payload()[0] & 255) << 8 | datagram.payload()[1] & 255;
                if (number != (expected++ & 0xFFFF)) {
                    outOfOrder.incrementAndGet();
                }
                underWay.release();
                arrived.countDown();
            }
        });
        ears.opening();
        try (DatagramSocket sender = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            byte[] payload = new byte[200];
            for (int i = 0; i < count; i++) {
                assertTrue(underWay.tryAcquire(20, SECONDS));
                payload[0] = (byte) (i >> 8);
                payload[1] = (byte) i;
                sender.send(new DatagramPacket(payload, payload.length, local(lease.port())));
            }
        }
        assertTrue(arrived.await(20, SECONDS));
        assertEquals(0, outOfOrder.get());
        assertEquals(count, status().framesIn());
        assertEquals(200L * count, status().bytesIn());
    }
}
