/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.transport.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.transport.LineAddress;
import org.meterkit.transport.LineFault;
import org.meterkit.transport.SerialSettings;
import org.meterkit.transport.internal.Connection;
import org.meterkit.transport.internal.FaultException;

/**
 * The device at the other end of an {@linkplain InMemoryLines in-memory line}: answers by script, talks unasked, hangs up, is not
 * there. Thread-safe. What waits does so for 20 s at most and then fails the test.
 */
public final class ScriptedPeer {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long READ_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private record Rule(byte[] request, byte[][] answer) {}

    private final LineAddress address;

    // guarded by this
    private final Deque<Rule> expected = new ArrayDeque<>();
    private final List<Rule> standing = new ArrayList<>();
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private byte[] unanswered = new byte[0];
    private @Nullable String mistake;
    private @Nullable LineFault refusal;
    private @Nullable MemoryConnection current;
    private @Nullable SerialSettings settings;
    private int openings;
    private int writeLimit = Integer.MAX_VALUE;

    ScriptedPeer(LineAddress address) {
        this.address = address;
    }

    /**
     * Expects a request once, after those expected before it, and answers it. Each part of the answer is one read at the other end.
     * Anything else that is written while a request is expected is a mistake that {@link #verify} tells of.
     */
    public synchronized ScriptedPeer expect(byte[] request, byte[]... answer) {
        expected.add(new Rule(request.clone(), answer.clone()));
        return this;
    }

    /** Answers a request whenever it comes and nothing is {@linkplain #expect expected}. */
    public synchronized ScriptedPeer whenever(byte[] request, byte[]... answer) {
        standing.add(new Rule(request.clone(), answer.clone()));
        return this;
    }

    /** Takes at most so many bytes at once from now on, as a port whose buffer is small. */
    public synchronized ScriptedPeer takeAtMost(int bytes) {
        writeLimit = bytes;
        return this;
    }

    /** Sends bytes unasked, as one read at the other end; waits until the line is open. */
    public synchronized void send(byte[] data) {
        await("the line to be opened", () -> current != null);
        deliver(data);
    }

    /** As {@link #send(byte[])}, in ISO 8859-1. */
    public void send(String text) {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Loses the line, as when an adapter is pulled out; it can be opened again at once unless {@linkplain #refuse refused}. */
    public synchronized void hangUp() {
        MemoryConnection open = current;
        if (open != null) {
            open.lost = true;
            current = null;
            notifyAll();
        }
    }

    /** Refuses to be opened, until {@link #accept}. */
    public synchronized void refuse(LineFault.Kind kind) {
        refusal = new LineFault(kind, "Line " + address + " refuses: " + kind + ".");
    }

    /** Lets the line be opened, as it is in the beginning. */
    public synchronized void accept() {
        refusal = null;
    }

    /** How often the line was opened. */
    public synchronized int openings() {
        return openings;
    }

    /** The settings of the last opening. */
    public synchronized SerialSettings settings() {
        await("the line to be opened", () -> settings != null);
        SerialSettings last = settings;
        if (last == null) {
            throw new AssertionError("unreachable");
        }
        return last;
    }

    /** Waits until the line has been opened {@code times} times in all and is open. */
    public synchronized void awaitOpening(int times) {
        await("opening " + times, () -> openings >= times && current != null);
    }

    /** Waits until the line is closed. */
    public synchronized void awaitClosed() {
        await("the line to be closed", () -> current == null);
    }

    /** Waits for {@code count} bytes to be written, and takes them out of the record of what was written. */
    public synchronized byte[] awaitWritten(int count) {
        await(count + " bytes to be written", () -> written.size() >= count);
        byte[] all = written.toByteArray();
        written.reset();
        written.write(all, count, all.length - count);
        return Arrays.copyOf(all, count);
    }

    /** Waits until all that was expected has come; fails when something else came instead. */
    public synchronized void verify() {
        await(
                "the expected requests, " + expected.size() + " are missing",
                () -> mistake != null || expected.isEmpty());
        if (mistake != null) {
            throw new AssertionError(mistake);
        }
    }

    private void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError("Waited in vain for " + what + " on " + address);
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                throw new AssertionError("Interrupted while waiting for " + what, e);
            }
        }
    }

    private void deliver(byte[]... parts) {
        MemoryConnection open = current;
        if (open != null) {
            for (byte[] part : parts) {
                if (part.length > 0) {
                    open.inbox.add(part.clone());
                }
            }
            notifyAll();
        }
    }

    private void took(byte[] data) {
        written.writeBytes(data);
        byte[] all = Arrays.copyOf(unanswered, unanswered.length + data.length);
        System.arraycopy(data, 0, all, unanswered.length, data.length);
        unanswered = all;
        if (expected.isEmpty()) {
            for (Rule rule : standing) {
                if (endsWith(unanswered, rule.request)) {
                    unanswered = new byte[0];
                    deliver(rule.answer);
                    break;
                }
            }
        } else {
            answerExpected();
        }
        notifyAll();
    }

    private void answerExpected() {
        while (!expected.isEmpty() && unanswered.length > 0) {
            byte[] request = expected.element().request;
            int common = Math.min(request.length, unanswered.length);
            if (!Arrays.equals(unanswered, 0, common, request, 0, common)) {
                mistake = "Expected " + HexFormat.of().formatHex(request) + ", but "
                        + HexFormat.of().formatHex(unanswered) + " came on " + address;
                return;
            }
            if (common < request.length) {
                return;
            }
            unanswered = Arrays.copyOfRange(unanswered, common, unanswered.length);
            deliver(expected.remove().answer);
        }
    }

    private static boolean endsWith(byte[] data, byte[] end) {
        return data.length >= end.length
                && Arrays.equals(data, data.length - end.length, data.length, end, 0, end.length);
    }

    Connection connection(SerialSettings wanted) {
        return new MemoryConnection(wanted);
    }

    /** One opening. Its fields are guarded by the peer. */
    private final class MemoryConnection implements Connection {

        private final SerialSettings wanted;
        private final Deque<byte[]> inbox = new ArrayDeque<>();
        private boolean lost;

        MemoryConnection(SerialSettings wanted) {
            this.wanted = wanted;
        }

        @Override
        public void open() throws FaultException {
            synchronized (ScriptedPeer.this) {
                LineFault reason = refusal;
                if (reason != null) {
                    throw new FaultException(reason.kind(), reason.sentence());
                }
                if (current != null) {
                    throw new IllegalStateException(address + " has been opened twice");
                }
                checkOpen();
                current = this;
                settings = wanted;
                unanswered = new byte[0];
                openings++;
                ScriptedPeer.this.notifyAll();
            }
        }

        private void checkOpen() throws FaultException {
            if (lost) {
                throw new FaultException(LineFault.Kind.LOST, "Line " + address + " was lost.");
            }
        }

        @Override
        public int read(byte[] buffer) throws FaultException {
            synchronized (ScriptedPeer.this) {
                long end = System.nanoTime() + READ_NANOS;
                while (inbox.isEmpty()) {
                    checkOpen();
                    long left = end - System.nanoTime();
                    if (left <= 0) {
                        return 0;
                    }
                    try {
                        TimeUnit.NANOSECONDS.timedWait(ScriptedPeer.this, left);
                    } catch (InterruptedException e) {
                        throw new FaultException(LineFault.Kind.LOST, "Line " + address + " was interrupted.");
                    }
                }
                byte[] part = inbox.remove();
                int count = Math.min(part.length, buffer.length);
                System.arraycopy(part, 0, buffer, 0, count);
                if (count < part.length) {
                    inbox.addFirst(Arrays.copyOfRange(part, count, part.length));
                }
                return count;
            }
        }

        @Override
        public int write(byte[] data, int offset, int length) throws FaultException {
            synchronized (ScriptedPeer.this) {
                checkOpen();
                int count = Math.min(length, writeLimit);
                took(Arrays.copyOfRange(data, offset, offset + count));
                return count;
            }
        }

        @Override
        public void close() {
            synchronized (ScriptedPeer.this) {
                lost = true;
                inbox.clear();
                if (current == this) {
                    current = null;
                }
                ScriptedPeer.this.notifyAll();
            }
        }
    }
}
