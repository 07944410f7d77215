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
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.meterkit.transport.Exchange;
import org.meterkit.transport.Lease;
import org.meterkit.transport.LineAddress;
import org.meterkit.transport.LineFault;
import org.meterkit.transport.LineHeldException;
import org.meterkit.transport.LineListener;
import org.meterkit.transport.LineRequest;
import org.meterkit.transport.LineStatus;
import org.meterkit.transport.Moment;
import org.meterkit.transport.PortInfo;
import org.meterkit.transport.Priority;
import org.meterkit.transport.Registration;
import org.meterkit.transport.SerialSettings;
import org.meterkit.transport.Wire;
import org.meterkit.transport.WireRecord;
import org.meterkit.transport.WireRecord.Direction;
import org.meterkit.transport.testing.InMemoryLines;
import org.meterkit.transport.testing.ScriptedPeer;

/** Leases, queue and reopening, on lines that end in memory. */
class LinesTest {

    private static final String PORT = "/dev/ttyUSB0";
    private static final SerialSettings P1 = SerialSettings.parse("115200 8N1");
    private static final SerialSettings EKM = SerialSettings.parse("9600 7E1");
    private static final Duration TINY = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofSeconds(Heard.PATIENCE_SECONDS);

    private final Set<Thread> before = TransportThreads.all();
    private final InMemoryLines lines = new InMemoryLines();
    private final Heard heard = new Heard();

    @AfterEach
    void close() throws InterruptedException {
        lines.close();
        TransportThreads.awaitNoneBut(before);
    }

    private static LineRequest request(SerialSettings settings, String holder) {
        return new LineRequest(LineAddress.parse(PORT), settings, Duration.ZERO, holder);
    }

    private Lease lease(String holder, LineListener listener) throws LineHeldException {
        return lines.service().lease(request(P1, holder), listener);
    }

    private static Exchange<String> ask(String question, int answer) {
        return wire -> {
            wire.write(Heard.bytes(question));
            byte[] buffer = new byte[answer];
            int count = 0;
            while (count < answer) {
                int more = wire.read(buffer, count, answer - count, LONG);
                if (more == 0) {
                    throw new IOException("No answer.");
                }
                count += more;
            }
            return Heard.text(buffer);
        };
    }

    private LineStatus status() {
        List<LineStatus> all = lines.service().lines();
        assertEquals(1, all.size());
        return all.get(0);
    }

    // Listening

    @Test
    void aLineOpensAndItsListenerHearsWhatComes() throws Exception {
        ScriptedPeer peer = lines.peer(PORT);
        Lease lease = lease("p1:meter:home", heard);
        heard.opening();
        assertTrue(lease.isOpen());
        peer.send("/KFM5");
        assertEquals("/KFM5", heard.text(5));
        assertEquals(P1, peer.settings());
    }

    @Test
    void aPortThatAppearsLaterIsOpenedThen() throws Exception {
        lease("p1:meter:home", heard);
        heard.fault(LineFault.Kind.NO_SUCH_PORT);
        lines.peer(PORT).send("hello");
        heard.opening();
        assertEquals("hello", heard.text(5));
    }

    @Test
    void anOutageIsReportedOnceAndAgainWhenItsKindChanges() throws Exception {
        ScriptedPeer peer = lines.peer(PORT);
        lease("p1:meter:home", heard);
        heard.opening();
        peer.refuse(LineFault.Kind.BUSY);
        peer.hangUp();
        heard.fault(LineFault.Kind.LOST);
        heard.fault(LineFault.Kind.BUSY);
        // several attempts later
        peer.refuse(LineFault.Kind.NO_PERMISSION);
        heard.fault(LineFault.Kind.NO_PERMISSION);
        assertEquals(
                LineFault.Kind.NO_PERMISSION, status().fault().orElseThrow().kind());
        assertFalse(status().open());
        peer.accept();
        heard.opening();
        assertTrue(status().fault().isEmpty());
        heard.nothing();
    }

    @Test
    void aListenerThatThrowsStaysAndHindersNobody() throws Exception {
        ScriptedPeer peer = lines.peer(PORT);
        CountDownLatch calls = new CountDownLatch(3);
        lease("bad", new LineListener() {
            @Override
            public void opened() {
                calls.countDown();
                throw new IllegalStateException("bad listener");
            }

            @Override
            public void received(byte[] data, Moment at) {
                calls.countDown();
                throw new IllegalStateException("bad listener");
            }
        });
        lease("good", heard);
        heard.opening();
        peer.send("a");
        assertEquals("a", heard.text(1));
        peer.send("b");
        assertEquals("b", heard.text(1));
        assertTrue(calls.await(20, SECONDS));
    }

    @Test
    void aSilentLineIsOpenedAnew() throws Exception {
        ScriptedPeer peer = lines.peer(PORT);
        lines.service()
                .lease(new LineRequest(LineAddress.parse(PORT), P1, Duration.ofMillis(300), "p1:meter:home"), heard);
        heard.opening();
        LineFault fault = heard.fault(LineFault.Kind.SILENT);
        assertEquals("Port /dev/ttyUSB0 has delivered nothing for 300 ms; it is opened anew.", fault.sentence());
        heard.opening();
        peer.awaitOpening(2);
    }

    @Test
    void aHolderThatAllowsSilenceKeepsTheLineOpen() throws Exception {
        lines.peer(PORT);
        Heard patient = new Heard();
        Lease lease = lease("patient", patient);
        patient.opening();
        lines.service().lease(new LineRequest(LineAddress.parse(PORT), P1, Duration.ofMillis(50), "impatient"), heard);
        heard.opening();
        // the first one to speak after a time in which an impatient line would have been reopened several times
        String answer = lease.exchange(Priority.POLL, LONG, wire -> {
                    wire.read(new byte[1], 0, 1, Duration.ofMillis(700));
                    return "waited";
                })
                .get(20, SECONDS);
        assertEquals("waited", answer);
        assertEquals(0, status().reopens());
        lease.close();
        heard.fault(LineFault.Kind.SILENT);
    }

    @Test
    void sevenDataBitsAreMaskedOnEveryKindOfLine() throws Exception {
        ScriptedPeer peer = lines.peer("tcp://bridge:50000");
        LineAddress address = LineAddress.parse("tcp://bridge:50000");
        Heard eight = new Heard();
        lines.service().lease(new LineRequest(address, EKM, Duration.ZERO, "seven"), heard);
        lines.service().lease(new LineRequest(address, P1, Duration.ZERO, "eight"), eight);
        heard.opening();
        eight.opening();
        BlockingQueue<WireRecord> records = new LinkedBlockingQueue<>();
        lines.service().tap(address, records::add);
        peer.send(new byte[] {(byte) 0xB1, 0x32, (byte) 0xFF});
        assertArrayEquals(new byte[] {0x31, 0x32, 0x7F}, heard.bytes(3));
        assertArrayEquals(new byte[] {(byte) 0xB1, 0x32, (byte) 0xFF}, eight.bytes(3));
        assertArrayEquals(
                new byte[] {(byte) 0xB1, 0x32, (byte) 0xFF},
                records.poll(20, SECONDS).data());
    }

    // Leases

    @Test
    void twoHoldersShareALineAndTheLastOneClosesIt() throws Exception {
        ScriptedPeer peer = lines.peer(PORT);
        Heard second = new Heard();
        Lease one = lease("one", heard);
        heard.opening();
        Lease two = lease("two", second);
        second.opening();
        peer.send("abc");
        byte[] first = heard.bytes(3);
        byte[] other = second.bytes(3);
        assertArrayEquals(first, other);
        assertNotSame(first, other);
        assertEquals(List.of("one", "two"), status().holders());
        one.close();
        assertFalse(one.isOpen());
        assertTrue(two.isOpen());
        peer.send("d");
        assertEquals("d", second.text(1));
        two.close();
        two.close();
        one.close();
        peer.awaitClosed();
        assertEquals(1, peer.openings());
        assertEquals(List.of(), lines.service().lines());
        heard.nothing();
    }

    @Test
    void aLineHeldWithOtherSettingsIsRefusedWithTheHoldersName() throws Exception {
        lines.peer(PORT);
        Lease holder = lease("p1:meter:home", heard);
        LineHeldException refusal = assertThrows(
                LineHeldException.class, () -> lines.service().lease(request(EKM, "ekm:meter:1"), new Heard()));
        assertEquals("Port /dev/ttyUSB0 is held by p1:meter:home at 115200 8N1.", refusal.getMessage());
        LineHeldException dtr = assertThrows(LineHeldException.class, () -> lines.service()
                .lease(request(P1.withoutDtr(), "nes:meter:1"), new Heard()));
        assertEquals(
                "Port /dev/ttyUSB0 is held by p1:meter:home at 115200 8N1, with DTR on and RTS on.", dtr.getMessage());
        holder.close();
        lines.service().lease(request(EKM, "ekm:meter:1"), heard);
    }

    @Test
    void aLineLeasedAnewAtOnceWaitsForTheOldOwnerToLeave() throws Exception {
        ScriptedPeer peer = lines.peer(PORT);
        for (int i = 1; i <= 50; i++) {
            // the peer fails the line when it is opened while it is open
            Heard fresh = new Heard();
            Lease lease = lines.service().lease(request(i % 2 == 0 ? P1 : EKM, "holder " + i), fresh);
            fresh.opening();
            lease.close();
        }
        peer.awaitClosed();
        assertEquals(50, peer.openings());
    }

    @Test
    void aLeaseClosedBeforeTheLineOpenedOpensNothingAfterwards() throws Exception {
        ScriptedPeer peer = lines.peer(PORT);
        peer.refuse(LineFault.Kind.BUSY);
        Lease lease = lease("p1:meter:home", heard);
        heard.fault(LineFault.Kind.BUSY);
        lease.close();
        peer.accept();
        TransportThreads.awaitNoneBut(before);
        assertEquals(0, peer.openings());
        heard.nothing();
    }

    @Test
    void aListenerMayCloseItsOwnLease() throws Exception {
        ScriptedPeer peer = lines.peer(PORT);
        AtomicReference<Lease> lease = new AtomicReference<>();
        CountDownLatch leased = new CountDownLatch(1);
        CompletableFuture<String> done = new CompletableFuture<>();
        lease.set(lease("p1:meter:home", new LineListener() {
            @Override
            public void received(byte[] data, Moment at) {
                try {
                    leased.await();
                } catch (InterruptedException e) {
                    done.completeExceptionally(e);
                }
                lease.get().close();
                done.complete(Heard.text(data) + Thread.currentThread().isInterrupted());
            }
        }));
        leased.countDown();
        peer.send("x");
        assertEquals("xfalse", done.get(20, SECONDS));
        peer.awaitClosed();
    }

    @Test
    void nothingIsHeardAfterTheLeaseWasClosed() throws Exception {
        ScriptedPeer peer = lines.peer(PORT);
        Heard witness = new Heard();
        Lease lease = lease("leaving", heard);
        lease("staying", witness);
        heard.opening();
        witness.opening();
        lease.close();
        peer.send("late");
        assertEquals("late", witness.text(4));
        peer.hangUp();
        witness.fault(LineFault.Kind.LOST);
        heard.nothing();
    }

    @Test
    void aLeaseThatJoinsADeadLineHearsWhyItIsDead() throws Exception {
        lines.peer(PORT).refuse(LineFault.Kind.BUSY);
        lease("one", heard);
        heard.fault(LineFault.Kind.BUSY);
        Heard second = new Heard();
        lease("two", second);
        second.fault(LineFault.Kind.BUSY);
    }

    @Test
    void allLinesCloseWithTheService() throws Exception {
        ScriptedPeer peer = lines.peer(PORT);
        Lease lease = lease("p1:meter:home", heard);
        heard.opening();
        lines.close();
        peer.awaitClosed();
        assertFalse(lease.isOpen());
        assertThrows(IllegalStateException.class, () -> lease("p1:meter:home", heard));
        lease.close();
    }

    // Exchanges

    @Test
    void anExchangeGetsTheAnswerAndTheListenerDoesNot() throws Exception {
        ScriptedPeer peer = lines.peer(PORT).expect(Heard.bytes("?"), Heard.bytes("an"), Heard.bytes("swer"));
        Lease lease = lease("ekm:meter:1", heard);
        heard.opening();
        assertEquals("answer", lease.exchange(Priority.POLL, LONG, ask("?", 6)).get(20, SECONDS));
        peer.verify();
        peer.send("unasked");
        assertEquals("unasked", heard.text(7));
    }

    @Test
    void anExchangeQueuedOnAClosedLineRunsOnceItIsOpen() throws Exception {
        ScriptedPeer peer = lines.peer(PORT).whenever(Heard.bytes("?"), Heard.bytes("!"));
        peer.refuse(LineFault.Kind.BUSY);
        Lease lease = lease("ekm:meter:1", heard);
        CompletableFuture<String> answer = lease.exchange(Priority.POLL, LONG, ask("?", 1));
        heard.fault(LineFault.Kind.BUSY);
        peer.accept();
        assertEquals("!", answer.get(20, SECONDS));
    }

    @Test
    void exchangesRunInOrderOfPriorityThenOfSubmission() throws Exception {
        ScriptedPeer peer = lines.peer(PORT);
        peer.refuse(LineFault.Kind.BUSY);
        Lease lease = lease("one", new Heard());
        Lease other = lease("two", new Heard());
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        List<CompletableFuture<Boolean>> all = new ArrayList<>();
        for (String each : List.of("SCAN 1", "POLL 1", "COMMAND 1", "SCAN 2", "POLL 2", "COMMAND 2")) {
            Lease by = each.endsWith("1") ? lease : other;
            all.add(by.exchange(Priority.valueOf(each.split(" ")[0]), LONG, wire -> order.add(each)));
        }
        peer.accept();
        for (CompletableFuture<Boolean> each : all) {
            each.get(20, SECONDS);
        }
        assertEquals(List.of("COMMAND 1", "COMMAND 2", "POLL 1", "POLL 2", "SCAN 1", "SCAN 2"), order);
    }

    @Test
    void oneExchangeRunsAtATime() throws Exception {
        lines.peer(PORT).whenever(Heard.bytes("?"), Heard.bytes("!"));
        List<Lease> leases = List.of(lease("one", new Heard()), lease("two", new Heard()));
        List<CompletableFuture<String>> answers = new ArrayList<>();
        AtomicReference<Thread> inside = new AtomicReference<>();
        for (int i = 0; i < 100; i++) {
            answers.add(leases.get(i % 2).exchange(Priority.POLL, LONG, wire -> {
                assertTrue(inside.compareAndSet(null, Thread.currentThread()));
                String answer = ask("?", 1).run(wire);
                inside.set(null);
                return answer;
            }));
        }
        for (CompletableFuture<String> each : answers) {
            assertEquals("!", each.get(20, SECONDS));
        }
    }

    @Test
    void aRunningExchangeEndsAtItsDeadline() throws Exception {
        lines.peer(PORT);
        Lease lease = lease("ekm:meter:1", heard);
        CompletableFuture<String> late = lease.exchange(Priority.POLL, Duration.ofMillis(100), ask("?", 1));
        ExecutionException e = assertThrows(ExecutionException.class, () -> late.get(20, SECONDS));
        assertInstanceOf(TimeoutException.class, e.getCause());
        assertEquals(
                "The device on /dev/ttyUSB0 did not answer within 100 ms.",
                e.getCause().getMessage());
    }

    @Test
    void anExchangeWhoseDeadlinePassesWhileItWaitsDoesNotRun() throws Exception {
        ScriptedPeer peer = lines.peer(PORT);
        peer.refuse(LineFault.Kind.BUSY);
        Lease lease = lease("ekm:meter:1", heard);
        heard.fault(LineFault.Kind.BUSY);
        CompletableFuture<String> late = lease.exchange(Priority.POLL, Duration.ofMillis(50), ask("?", 1));
        ExecutionException e = assertThrows(ExecutionException.class, () -> late.get(20, SECONDS));
        assertInstanceOf(TimeoutException.class, e.getCause());
        assertEquals("Line /dev/ttyUSB0 refuses: BUSY.", e.getCause().getMessage());
        peer.accept();
        heard.opening();
        assertEquals("next", lease.exchange(Priority.POLL, LONG, wire -> "next").get(20, SECONDS));
        assertEquals(0, status().bytesOut());
    }

    @Test
    void closingALeaseCancelsItsExchangesAndNobodyElses() throws Exception {
        ScriptedPeer peer = lines.peer(PORT).whenever(Heard.bytes("?"), Heard.bytes("!"));
        Lease leaving = lease("leaving", heard);
        Lease staying = lease("staying", new Heard());
        CompletableFuture<String> running = leaving.exchange(Priority.POLL, LONG, ask("unanswered", 1));
        peer.awaitWritten(10);
        CompletableFuture<String> queued = leaving.exchange(Priority.POLL, LONG, ask("?", 1));
        CompletableFuture<String> other = staying.exchange(Priority.SCAN, LONG, ask("?", 1));
        leaving.close();
        assertTrue(queued.isCompletedExceptionally());
        assertThrows(CancellationException.class, () -> queued.get(20, SECONDS));
        assertThrows(CancellationException.class, () -> running.get(20, SECONDS));
        assertEquals("!", other.get(20, SECONDS));
        CompletableFuture<String> afterwards = leaving.exchange(Priority.POLL, LONG, ask("?", 1));
        assertThrows(CancellationException.class, () -> afterwards.get(20, SECONDS));
    }

    @Test
    void anExchangeCancelledByItsFutureEndsAndTheNextOneRuns() throws Exception {
        ScriptedPeer peer = lines.peer(PORT).whenever(Heard.bytes("?"), Heard.bytes("!"));
        Lease lease = lease("ekm:meter:1", heard);
        CompletableFuture<String> running = lease.exchange(Priority.POLL, LONG, ask("unanswered", 1));
        peer.awaitWritten(10);
        CompletableFuture<String> next = lease.exchange(Priority.POLL, LONG, ask("?", 1));
        running.cancel(false);
        assertEquals("!", next.get(10, SECONDS));
    }

    @Test
    void losingTheLineFailsTheRunningExchangeWithTheReason() throws Exception {
        ScriptedPeer peer = lines.peer(PORT).whenever(Heard.bytes("?"), Heard.bytes("!"));
        Lease lease = lease("ekm:meter:1", heard);
        CompletableFuture<String> running = lease.exchange(Priority.POLL, LONG, ask("unanswered", 1));
        peer.awaitWritten(10);
        CompletableFuture<String> next = lease.exchange(Priority.POLL, LONG, ask("?", 1));
        peer.hangUp();
        ExecutionException e = assertThrows(ExecutionException.class, () -> running.get(20, SECONDS));
        assertInstanceOf(IOException.class, e.getCause());
        assertTrue(e.getCause().getMessage().contains("was lost"), e.getCause().getMessage());
        assertEquals("!", next.get(20, SECONDS));
        heard.opening();
        heard.fault(LineFault.Kind.LOST);
        heard.opening();
    }

    @Test
    void writingToALostLineIsNoticedThere() throws Exception {
        ScriptedPeer peer = lines.peer(PORT);
        Lease lease = lease("ekm:meter:1", heard);
        heard.opening();
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch hungUp = new CountDownLatch(1);
        CompletableFuture<String> running = lease.exchange(Priority.POLL, LONG, wire -> {
            started.countDown();
            hungUp.await();
            wire.write(new byte[1]);
            return "written";
        });
        assertTrue(started.await(20, SECONDS));
        peer.hangUp();
        hungUp.countDown();
        ExecutionException e = assertThrows(ExecutionException.class, () -> running.get(20, SECONDS));
        assertInstanceOf(IOException.class, e.getCause());
        heard.fault(LineFault.Kind.LOST);
        heard.opening();
    }

    @Test
    void anExchangeHearsNothingOfTheReopenedLine() throws Exception {
        ScriptedPeer peer = lines.peer(PORT);
        Lease lease = lease("ekm:meter:1", heard);
        heard.opening();
        CountDownLatch reopened = new CountDownLatch(1);
        CompletableFuture<Integer> running = lease.exchange(Priority.POLL, LONG, wire -> {
            wire.write(Heard.bytes("?"));
            reopened.await();
            return wire.read(new byte[3], 0, 3, LONG);
        });
        peer.awaitWritten(1);
        peer.hangUp();
        heard.fault(LineFault.Kind.LOST);
        heard.opening();
        peer.send("new");
        assertEquals("new", heard.text(3));
        reopened.countDown();
        ExecutionException e = assertThrows(ExecutionException.class, () -> running.get(20, SECONDS));
        assertEquals("Port /dev/ttyUSB0 was lost and opened anew.", e.getCause().getMessage());
    }

    @Test
    void anExchangeThatFailsFailsItsFutureOnly() throws Exception {
        lines.peer(PORT).whenever(Heard.bytes("?"), Heard.bytes("!"));
        Lease lease = lease("ekm:meter:1", heard);
        CompletableFuture<String> failing = lease.exchange(Priority.POLL, LONG, wire -> {
            throw new IllegalStateException("a bug");
        });
        ExecutionException e = assertThrows(ExecutionException.class, () -> failing.get(20, SECONDS));
        assertEquals("a bug", e.getCause().getMessage());
        assertEquals("!", lease.exchange(Priority.POLL, LONG, ask("?", 1)).get(20, SECONDS));
    }

    @Test
    void aWriteIsCompleteThoughThePortTakesItInParts() throws Exception {
        ScriptedPeer peer = lines.peer(PORT).takeAtMost(7);
        Lease lease = lease("ekm:meter:1", heard);
        byte[] big = new byte[1000];
        for (int i = 0; i < big.length; i++) {
            big[i] = (byte) i;
        }
        lease.exchange(Priority.POLL, LONG, wire -> {
                    wire.write(big);
                    return "written";
                })
                .get(20, SECONDS);
        assertArrayEquals(big, peer.awaitWritten(1000));
        assertEquals(1000, status().bytesOut());
    }

    @Test
    void aReadTakesWhatFitsAndReturnsNothingInTime() throws Exception {
        ScriptedPeer peer = lines.peer(PORT).expect(Heard.bytes("?"), Heard.bytes("abcdef"));
        Lease lease = lease("ekm:meter:1", heard);
        String result = lease.exchange(Priority.POLL, LONG, wire -> {
                    wire.write(Heard.bytes("?"));
                    byte[] buffer = new byte[10];
                    int first = wire.read(buffer, 2, 4, LONG);
                    int second = wire.read(buffer, 6, 4, LONG);
                    int third = wire.read(buffer, 8, 2, Duration.ofMillis(20));
                    int fourth = wire.read(buffer, 8, 2, Duration.ZERO);
                    return first + Heard.text(buffer).substring(2, 8) + second + third + fourth;
                })
                .get(20, SECONDS);
        assertEquals("4abcdef200", result);
        peer.verify();
    }

    @Test
    void aSilenceIsAwaitedAndNoiseThrownAway() throws Exception {
        ScriptedPeer peer = lines.peer(PORT).whenever(Heard.bytes("?"), Heard.bytes("noise"));
        Lease lease = lease("ekm:meter:1", heard);
        heard.opening();
        Duration quiet = Duration.ofMillis(200);
        String result = lease.exchange(Priority.POLL, LONG, wire -> {
                    wire.write(Heard.bytes("?"));
                    long start = System.nanoTime();
                    wire.awaitQuiet(quiet);
                    boolean waited = System.nanoTime() - start >= quiet.toNanos() / 2;
                    return waited + " " + wire.read(new byte[5], 0, 5, Duration.ofMillis(20));
                })
                .get(20, SECONDS);
        assertEquals("true 0", result);
        String discarded = lease.exchange(Priority.POLL, LONG, wire -> {
                    wire.write(Heard.bytes("?"));
                    wire.read(new byte[1], 0, 1, LONG);
                    wire.discard();
                    return "left " + wire.read(new byte[5], 0, 5, Duration.ofMillis(20));
                })
                .get(20, SECONDS);
        assertEquals("left 0", discarded);
        assertEquals("??", Heard.text(peer.awaitWritten(2)));
    }

    @Test
    void aWireIsOfNoUseAfterItsExchange() throws Exception {
        lines.peer(PORT);
        Lease lease = lease("ekm:meter:1", heard);
        AtomicReference<Wire> kept = new AtomicReference<>();
        lease.exchange(Priority.POLL, LONG, wire -> {
                    kept.set(wire);
                    return "kept";
                })
                .get(20, SECONDS);
        assertThrows(IllegalStateException.class, () -> kept.get().write(new byte[1]));
        assertThrows(IllegalStateException.class, () -> kept.get().read(new byte[1], 0, 1, Duration.ofSeconds(1)));
    }

    @Test
    void noExchangeThreadBeforeTheFirstExchange() throws Exception {
        lines.peer(PORT);
        Lease lease = lease("p1:meter:home", heard);
        heard.opening();
        assertTrue(
                TransportThreads.all().stream().noneMatch(each -> each.getName().equals("meterkit-exchange-" + PORT)));
        assertEquals(
                "meterkit-exchange-" + PORT,
                lease.exchange(Priority.POLL, LONG, wire -> Thread.currentThread()
                                .getName())
                        .get(20, SECONDS));
        assertTrue(TransportThreads.all().stream().allMatch(Thread::isDaemon));
    }

    // Taps and counters

    @Test
    void aTapSeesTheTrafficInOrderAndNoSecrets() throws Exception {
        LineAddress address = LineAddress.parse(PORT);
        BlockingQueue<WireRecord> records = new LinkedBlockingQueue<>();
        Registration tap = lines.service().tap(address, records::add);
        ScriptedPeer peer = lines.peer(PORT).expect(Heard.bytes("P1 (secret)"), new byte[] {6});
        Lease lease = lease("ekm:meter:1", heard);
        lease.exchange(Priority.COMMAND, LONG, wire -> {
                    wire.write(Heard.bytes("P1 ("));
                    wire.writeSecret(Heard.bytes("secret"));
                    wire.write(Heard.bytes(")"));
                    return wire.read(new byte[1], 0, 1, LONG);
                })
                .get(20, SECONDS);
        assertRecord(records, Direction.EVENT, "", "opened");
        assertRecord(records, Direction.OUT, "P1 (", "");
        assertRecord(records, Direction.OUT, "\0\0\0\0\0\0", "secret");
        assertRecord(records, Direction.OUT, ")", "");
        assertRecord(records, Direction.IN, "\u0006", "");
        peer.refuse(LineFault.Kind.BUSY);
        peer.hangUp();
        assertRecord(records, Direction.EVENT, "", "Line /dev/ttyUSB0 was lost.");
        assertRecord(records, Direction.EVENT, "", "Line /dev/ttyUSB0 refuses: BUSY.");
        tap.close();
        tap.close();
        peer.accept();
        peer.send("unseen");
        heard.opening();
        heard.fault(LineFault.Kind.LOST);
        heard.fault(LineFault.Kind.BUSY);
        heard.opening();
        assertEquals("unseen", heard.text(6));
        assertTrue(records.isEmpty());
    }

    @Test
    void aSecretThatComesBackIsHiddenToo() throws Exception {
        LineAddress address = LineAddress.parse(PORT);
        BlockingQueue<WireRecord> records = new LinkedBlockingQueue<>();
        lines.service().tap(address, records::add);
        lines.peer(PORT).expect(Heard.bytes("(secret)"), Heard.bytes("(sec"), Heard.bytes("ret)"), new byte[] {6});
        Lease lease = lease("ekm:meter:1", heard);
        String got = lease.exchange(Priority.COMMAND, LONG, wire -> {
                    wire.write(Heard.bytes("("));
                    wire.writeSecret(Heard.bytes("secret"));
                    wire.write(Heard.bytes(")"));
                    byte[] all = new byte[9];
                    for (int i = 0; i < all.length; ) {
                        i += wire.read(all, i, all.length - i, LONG);
                    }
                    return Heard.text(all);
                })
                .get(20, SECONDS);
        assertEquals("(secret)\u0006", got);
        assertRecord(records, Direction.EVENT, "", "opened");
        assertRecord(records, Direction.OUT, "(", "");
        assertRecord(records, Direction.OUT, "\0\0\0\0\0\0", "secret");
        assertRecord(records, Direction.OUT, ")", "");
        assertRecord(records, Direction.IN, "\0\0\0\0", "secret");
        assertRecord(records, Direction.IN, "\0\0\0\0", "secret");
        assertRecord(records, Direction.IN, "\u0006", "");
    }

    private static void assertRecord(BlockingQueue<WireRecord> records, Direction direction, String data, String note)
            throws InterruptedException {
        WireRecord next = records.poll(20, SECONDS);
        assertEquals(direction, next.direction());
        assertEquals(data, Heard.text(next.data()));
        assertEquals(note, next.note());
    }

    @Test
    void aTapThatThrowsIsRemoved() throws Exception {
        LineAddress address = LineAddress.parse(PORT);
        CountDownLatch calls = new CountDownLatch(1);
        BlockingQueue<WireRecord> records = new LinkedBlockingQueue<>();
        lines.service().tap(address, each -> {
            calls.countDown();
            throw new IllegalStateException("bad tap");
        });
        lines.service().tap(address, records::add);
        ScriptedPeer peer = lines.peer(PORT);
        lease("p1:meter:home", heard);
        heard.opening();
        peer.send("x");
        assertEquals("x", heard.text(1));
        assertTrue(calls.await(20, SECONDS));
        assertRecord(records, Direction.EVENT, "", "opened");
        assertRecord(records, Direction.IN, "x", "");
    }

    @Test
    void countersCount() throws Exception {
        ScriptedPeer peer = lines.peer(PORT).expect(Heard.bytes("?"), Heard.bytes("!"));
        Lease lease = lease("ekm:meter:1", heard);
        heard.opening();
        peer.send("abc");
        heard.bytes(3);
        lease.exchange(Priority.POLL, LONG, ask("?", 1)).get(20, SECONDS);
        peer.hangUp();
        heard.fault(LineFault.Kind.LOST);
        heard.opening();
        LineStatus status = status();
        assertEquals(PORT, status.address());
        assertEquals("115200 8N1", status.settings());
        assertEquals(List.of("ekm:meter:1"), status.holders());
        assertTrue(status.open());
        assertEquals(4, status.bytesIn());
        assertEquals(1, status.bytesOut());
        assertEquals(2, status.framesIn());
        assertEquals(1, status.errors());
        assertEquals(1, status.reopens());
        assertTrue(status.lastReceived().isPresent());
    }

    @Test
    void aLibraryThatDoesNotLoadIsSaidSoAndNotTriedAgain() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        Connector broken = new BrokenConnector(() -> {
            attempts.incrementAndGet();
            throw new UnsatisfiedLinkError("no library");
        });
        try (Lines service = new Lines(broken, new Backoff(TINY, TINY, TINY, TINY))) {
            service.lease(request(P1, "p1:meter:home"), heard);
            LineFault fault = heard.fault(LineFault.Kind.UNSUPPORTED);
            assertTrue(fault.sentence().startsWith("Port /dev/ttyUSB0 cannot be used: "), fault.sentence());
            Heard late = new Heard();
            service.lease(request(P1, "late"), late);
            late.fault(LineFault.Kind.UNSUPPORTED);
            assertEquals(1, attempts.get());
            assertEquals(List.of(), service.serialPorts());
        }
    }

    @Test
    void anUnexpectedFailureIsAFaultAndTriedAgain() throws Exception {
        CountDownLatch attempts = new CountDownLatch(3);
        Connector broken = new BrokenConnector(() -> {
            attempts.countDown();
            throw new IllegalStateException("a bug");
        });
        try (Lines service = new Lines(broken, new Backoff(TINY, TINY, TINY, TINY))) {
            service.lease(request(P1, "p1:meter:home"), heard);
            heard.fault(LineFault.Kind.FAILED);
            assertTrue(attempts.await(20, SECONDS));
            heard.nothing();
        }
    }

    /** Fails whatever is asked of it. */
    private record BrokenConnector(Supplier<Connection> failure) implements Connector {

        @Override
        public Connection connect(LineAddress address, SerialSettings settings) {
            return failure.get();
        }

        @Override
        public List<PortInfo> ports() {
            throw new NoClassDefFoundError("SerialPort");
        }
    }

    @Test
    void portsAreListedWithTheirHolders() throws Exception {
        lines.peer(PORT);
        lines.peer("/dev/ttyUSB1");
        lines.peer("tcp://bridge:50000");
        lease("p1:meter:home", heard);
        assertEquals(
                List.of("/dev/ttyUSB0 p1:meter:home", "/dev/ttyUSB1 "),
                lines.service().serialPorts().stream()
                        .map(port -> port.address() + " " + port.holder())
                        .toList());
    }
}
