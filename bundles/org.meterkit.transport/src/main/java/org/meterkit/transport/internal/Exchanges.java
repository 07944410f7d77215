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

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.transport.Exchange;
import org.meterkit.transport.LineFault;
import org.meterkit.transport.Priority;
import org.meterkit.transport.Wire;

/**
 * The conversations of one line: those that wait, in order, and the one that runs, on a thread that is started with the first of
 * them. Thread-safe; conversations and dependent actions run without a lock held.
 */
final class Exchanges {

    // More than any device here says in one conversation; beyond it nobody reads what arrives.
    private static final int INBOX_LIMIT = 1 << 20;

    private final Line line;
    private final PriorityQueue<Conversation<?>> waiting =
            new PriorityQueue<>(Comparator.<Conversation<?>, Priority>comparing(each -> each.priority)
                    .thenComparing(each -> each.number));
    private long submitted;
    private @Nullable Session session;
    private @Nullable Conversation<?> running;
    private @Nullable Thread thread;
    private boolean ended;

    Exchanges(Line line) {
        this.line = line;
    }

    <T> CompletableFuture<T> submit(LineLease lease, Priority priority, Duration deadline, Exchange<T> exchange) {
        Conversation<T> conversation;
        synchronized (this) {
            conversation = new Conversation<>(lease, priority, submitted++, deadline, exchange);
            if (!ended) {
                waiting.add(conversation);
                if (thread == null) {
                    thread = Threads.start("exchange-" + line.address(), this::run);
                }
                notifyAll();
            }
        }
        if (lease.isClosed()) {
            // closed while it was being queued; when the thread has ended too, it is in no queue
            cancel(lease);
            conversation.cancelled();
        }
        conversation.future.whenComplete((result, failure) -> wake());
        return conversation.future;
    }

    private synchronized void wake() {
        notifyAll();
    }

    synchronized void opened(Session opened) {
        session = opened;
        notifyAll();
    }

    synchronized void lost() {
        session = null;
        notifyAll();
    }

    /** Gives received bytes to the running conversation; false when there is none, or its line was lost meanwhile. */
    synchronized boolean deliver(byte[] data) {
        Conversation<?> receiver = running;
        if (receiver == null || receiver.session != session) {
            return false;
        }
        receiver.receive(data);
        notifyAll();
        return true;
    }

    /** Fails the session when a conversation that is over still hangs in a write, which nothing else would end. */
    void releaseBlockedWrite() {
        Session stuck;
        synchronized (this) {
            Conversation<?> writer = running;
            if (writer == null || !writer.writing || !writer.isOver()) {
                return;
            }
            stuck = writer.session;
        }
        if (stuck != null) {
            stuck.fail(new LineFault(LineFault.Kind.LOST, line.name() + " takes no more data; it is opened anew."));
        }
    }

    /** Cancels the queued conversations of a lease that was closed, and makes its running one end. */
    void cancel(LineLease lease) {
        List<Conversation<?>> cancelled = new ArrayList<>();
        synchronized (this) {
            for (Iterator<Conversation<?>> all = waiting.iterator(); all.hasNext(); ) {
                Conversation<?> each = all.next();
                if (each.lease == lease) {
                    all.remove();
                    cancelled.add(each);
                }
            }
            notifyAll();
        }
        cancelled.forEach(Conversation::cancelled);
    }

    /** Lets the thread end. All leases are closed, so nothing waits any more. */
    synchronized void end() {
        ended = true;
        session = null;
        notifyAll();
    }

    private void run() {
        while (true) {
            List<Conversation<?>> late = new ArrayList<>();
            Conversation<?> next = null;
            synchronized (this) {
                long idle = dropOver(late);
                if (late.isEmpty()) {
                    if (ended) {
                        return;
                    }
                    if (session != null) {
                        next = waiting.poll();
                    }
                    if (next == null) {
                        pause(idle);
                        continue;
                    }
                    next.session = session;
                    running = next;
                }
            }
            late.forEach(Conversation::tooLate);
            if (next != null) {
                next.run();
            }
        }
    }

    /** Takes those out that need not run any more; returns nanoseconds until the next deadline, 0 when there is none. */
    private long dropOver(List<Conversation<?>> late) {
        long now = System.nanoTime();
        long soonest = 0;
        for (Iterator<Conversation<?>> all = waiting.iterator(); all.hasNext(); ) {
            Conversation<?> each = all.next();
            long left = each.deadline - now;
            if (each.future.isDone() || left <= 0) {
                all.remove();
                late.add(each);
            } else if (soonest == 0 || left < soonest) {
                soonest = left;
            }
        }
        return soonest;
    }

    private void pause(long nanos) {
        try {
            if (nanos == 0) {
                wait();
            } else {
                TimeUnit.NANOSECONDS.timedWait(this, nanos + 1_000_000);
            }
        } catch (InterruptedException e) {
            // nobody owns this thread but this class: not meant for us
        }
    }

    /** One conversation and its wire. Its fields are guarded by {@link Exchanges}' lock unless final. */
    private final class Conversation<T> implements Wire {

        final LineLease lease;
        final Priority priority;
        final long number;
        final long deadline;
        final CompletableFuture<T> future = new CompletableFuture<>();
        private final Duration patience;
        private final Exchange<T> exchange;
        private final ByteQueue inbox = new ByteQueue(INBOX_LIMIT);

        @Nullable
        Session session;

        boolean writing;

        Conversation(LineLease lease, Priority priority, long number, Duration deadline, Exchange<T> exchange) {
            this.lease = lease;
            this.priority = priority;
            this.number = number;
            this.deadline = System.nanoTime() + deadline.toNanos();
            this.patience = deadline;
            this.exchange = exchange;
        }

        boolean isOver() {
            return lease.isClosed() || future.isDone() || System.nanoTime() - deadline >= 0;
        }

        void cancelled() {
            future.completeExceptionally(
                    new CancellationException("The lease of " + line.address() + " was closed meanwhile."));
        }

        void tooLate() {
            LineFault fault = line.fault();
            String why = fault != null ? fault.sentence() : line.name() + " was busy with other conversations.";
            future.completeExceptionally(new TimeoutException(why));
        }

        void run() {
            T result = null;
            Throwable failure = null;
            try {
                result = exchange.run(this);
            } catch (InterruptedException e) {
                failure = !lease.isClosed() && System.nanoTime() - deadline >= 0
                        ? new TimeoutException("The device on " + line.address() + " did not answer within "
                                + patience.toMillis() + " ms.")
                        : new CancellationException("The lease of " + line.address() + " was closed meanwhile.");
            } catch (Throwable e) {
                failure = e;
            }
            synchronized (Exchanges.this) {
                running = null;
                session = null;
            }
            if (failure != null) {
                future.completeExceptionally(failure);
            } else {
                future.complete(result);
            }
        }

        void receive(byte[] data) {
            inbox.add(SevenBits.copy(data, lease.request().settings()));
        }

        /** The session while the conversation may go on. */
        private Session live() throws IOException, InterruptedException {
            Session mine = session;
            if (mine == null || Thread.currentThread() != thread) {
                throw new IllegalStateException("A wire is valid only within its exchange.");
            }
            if (isOver()) {
                throw new InterruptedException("The conversation is over.");
            }
            return mine;
        }

        private void checkNotLost(Session mine) throws IOException {
            if (Exchanges.this.session != mine) {
                LineFault fault = line.fault();
                throw new IOException(fault != null ? fault.sentence() : line.name() + " was lost and opened anew.");
            }
        }

        @Override
        public void write(byte[] data) throws IOException, InterruptedException {
            write(data, false);
        }

        @Override
        public void writeSecret(byte[] data) throws IOException, InterruptedException {
            write(data, true);
        }

        private void write(byte[] data, boolean secret) throws IOException, InterruptedException {
            Session mine;
            synchronized (Exchanges.this) {
                mine = live();
                checkNotLost(mine);
                writing = true;
            }
            try {
                line.transmit(mine, data, secret);
            } finally {
                synchronized (Exchanges.this) {
                    writing = false;
                }
            }
        }

        @Override
        public int read(byte[] buffer, int offset, int length, Duration timeout)
                throws IOException, InterruptedException {
            synchronized (Exchanges.this) {
                long start = System.nanoTime();
                while (true) {
                    Session mine = live();
                    int taken = inbox.take(buffer, offset, length);
                    if (taken > 0) {
                        return taken;
                    }
                    checkNotLost(mine);
                    long now = System.nanoTime();
                    long left = Math.min(timeout.toNanos() - (now - start), deadline - now);
                    if (timeout.toNanos() - (now - start) <= 0) {
                        return 0;
                    }
                    TimeUnit.NANOSECONDS.timedWait(Exchanges.this, Math.max(left, 1));
                }
            }
        }

        @Override
        public void discard() throws IOException {
            synchronized (Exchanges.this) {
                inbox.clear();
                if (session != null) {
                    checkNotLost(session);
                }
            }
        }

        @Override
        public void awaitQuiet(Duration duration) throws IOException, InterruptedException {
            synchronized (Exchanges.this) {
                while (true) {
                    Session mine = live();
                    checkNotLost(mine);
                    inbox.clear();
                    long now = System.nanoTime();
                    long left = mine.lastTraffic() + duration.toNanos() - now;
                    if (left <= 0) {
                        return;
                    }
                    TimeUnit.NANOSECONDS.timedWait(Exchanges.this, Math.max(1, Math.min(left, deadline - now)));
                }
            }
        }
    }
}
