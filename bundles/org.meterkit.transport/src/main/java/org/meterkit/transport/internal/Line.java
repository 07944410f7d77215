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
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.transport.LineAddress;
import org.meterkit.transport.LineFault;
import org.meterkit.transport.LineStatus;
import org.meterkit.transport.Moment;
import org.meterkit.transport.SerialSettings;
import org.meterkit.transport.WireRecord;
import org.meterkit.transport.WireRecord.Direction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One leased line: opens, reads, reopens on its own thread until {@link #shutDown}. All listeners are called from that thread, so
 * each hears things one at a time and in order.
 */
final class Line {

    // A read is at most a burst; telegrams of a kilobyte arrive in pieces anyway.
    private static final int BUFFER = 4096;

    private final Logger logger = LoggerFactory.getLogger(Line.class);
    private final LineAddress address;
    private final SerialSettings settings;
    private final Connector connector;
    private final Backoff backoff;
    private final Taps<LineAddress> taps;
    private final Object tapOrder = new Object();
    private final Counters counters = new Counters();
    private final Exchanges exchanges = new Exchanges(this);
    private final List<LineLease> leases = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();

    private volatile boolean closing;
    private volatile @Nullable Session session;
    private volatile @Nullable LineFault fault;

    // guarded by this
    private @Nullable Connection connection;
    private boolean joined;

    Line(LineAddress address, SerialSettings settings, Connector connector, Backoff backoff, Taps<LineAddress> taps) {
        this.address = address;
        this.settings = settings;
        this.connector = connector;
        this.backoff = backoff;
        this.taps = taps;
    }

    /** Starts the line's thread, which waits until {@code free} before it opens anything. */
    void start(CompletableFuture<Void> free) {
        Threads.start("line-" + address, () -> run(free));
    }

    LineAddress address() {
        return address;
    }

    SerialSettings settings() {
        return settings;
    }

    /** How sentences name it. */
    String name() {
        return address instanceof LineAddress.Serial ? "Port " + address : "Line " + address;
    }

    Exchanges exchanges() {
        return exchanges;
    }

    List<LineLease> leases() {
        return leases;
    }

    boolean isOpen() {
        return session != null;
    }

    /** Why the line is not open; null while it is, and before the first attempt. */
    @Nullable
    LineFault fault() {
        return fault;
    }

    /** Completes when the port is closed for good and the thread is about to end. */
    CompletableFuture<Void> gone() {
        return gone;
    }

    LineStatus status() {
        String text = address.hasSettings() ? settings.toString() : "";
        List<String> holders =
                leases.stream().map(lease -> lease.request().holder()).toList();
        return counters.status(address.toString(), text, holders, isOpen(), fault);
    }

    void add(LineLease lease) {
        leases.add(lease);
        synchronized (this) {
            joined = true;
            notifyAll();
        }
    }

    /** Takes a closed lease out; returns whether it was the last one. */
    boolean remove(LineLease lease) {
        leases.remove(lease);
        return leases.isEmpty();
    }

    /** Closes the line for good. Returns at once: closing a port may take the operating system a while. */
    void shutDown() {
        Connection current;
        synchronized (this) {
            closing = true;
            current = connection;
            notifyAll();
        }
        exchanges.end();
        if (current != null) {
            Threads.start("close-" + address, current::close);
        }
    }

    private void run(CompletableFuture<Void> free) {
        try {
            free.join();
            int failures = 0;
            while (!closing) {
                FaultException end = openAndPump();
                if (closing) {
                    break;
                }
                Session ended = session;
                failures = ended != null
                                && System.nanoTime() - ended.openedAt()
                                        >= backoff.stable().toNanos()
                        ? 1
                        : failures + 1;
                lost(end.fault());
                pause(end, backoff.delay(failures));
            }
        } finally {
            session = null;
            gone.complete(null);
        }
    }

    /** Opens the line once and reads it until that ends; returns why it did. */
    private FaultException openAndPump() {
        Connection attempt = null;
        try {
            attempt = connector.connect(address, settings);
            synchronized (this) {
                connection = attempt;
            }
            if (!closing) {
                attempt.open();
                pump(opened(attempt));
            }
            return new FaultException(LineFault.Kind.LOST, name() + " was closed.");
        } catch (FaultException e) {
            Session current = session;
            LineFault reason = current == null ? null : current.fault();
            return reason == null ? e : new FaultException(reason.kind(), reason.sentence());
        } catch (LinkageError e) {
            logger.debug("{} cannot be used:", name(), e);
            return FaultException.lasting(
                    LineFault.Kind.UNSUPPORTED,
                    name() + " cannot be used: the serial port library does not work on this system (" + e + ").");
        } catch (RuntimeException e) {
            logger.debug("{} failed:", name(), e);
            return new FaultException(LineFault.Kind.FAILED, name() + " failed: " + e + ".");
        } finally {
            if (attempt != null) {
                attempt.close();
            }
            synchronized (this) {
                connection = null;
            }
        }
    }

    private Session opened(Connection opened) {
        Session begun = new Session(opened);
        session = begun;
        fault = null;
        counters.opened();
        event("opened");
        logger.debug("{} is open.", name());
        exchanges.opened(begun);
        return begun;
    }

    private void pump(Session current) throws FaultException {
        byte[] buffer = new byte[BUFFER];
        while (!closing) {
            for (LineLease lease : leases) {
                lease.opened(current);
            }
            int count = current.connection().read(buffer);
            if (count > 0) {
                dispatch(current, Arrays.copyOf(buffer, count));
            } else {
                checkIdle(current);
            }
            exchanges.releaseBlockedWrite();
        }
    }

    private void dispatch(Session current, byte[] data) {
        Moment at = Moment.now();
        current.received(at.nanos());
        counters.received(data.length, at);
        boolean secret = current.isSecret(data);
        if (taps.isWatched(address)) {
            tap(traffic(at, Direction.IN, data, secret));
        }
        if (!exchanges.deliver(data)) {
            for (LineLease lease : leases) {
                lease.opened(current);
                lease.received(data, at);
            }
        }
    }

    private void checkIdle(Session current) throws FaultException {
        Duration limit = Duration.ZERO;
        for (LineLease lease : leases) {
            Duration wish = lease.request().idleLimit();
            if (wish.isZero()) {
                return;
            }
            limit = wish.compareTo(limit) > 0 ? wish : limit;
        }
        if (!limit.isZero() && System.nanoTime() - current.lastReceived() > limit.toNanos()) {
            throw new FaultException(
                    LineFault.Kind.SILENT,
                    name() + " has delivered nothing for " + Sentences.of(limit) + "; it is opened anew.");
        }
    }

    private void lost(LineFault reason) {
        LineFault before = fault;
        boolean news = before == null || before.kind() != reason.kind();
        session = null;
        fault = reason;
        exchanges.lost();
        if (news) {
            counters.error();
            event(reason.sentence());
            logger.debug("{}: {}", reason.kind(), reason.sentence());
        }
        tell(reason);
    }

    private void tell(LineFault reason) {
        for (LineLease lease : leases) {
            lease.failed(reason);
        }
    }

    /** Waits before the next attempt, for good after a lasting fault, and tells leases that join meanwhile. */
    private void pause(FaultException end, Duration delay) {
        long start = System.nanoTime();
        while (true) {
            synchronized (this) {
                while (!joined) {
                    long left = delay.toNanos() - (System.nanoTime() - start);
                    if (closing || (left <= 0 && !end.isLasting())) {
                        return;
                    }
                    try {
                        if (end.isLasting()) {
                            wait();
                        } else {
                            TimeUnit.NANOSECONDS.timedWait(this, left);
                        }
                    } catch (InterruptedException e) {
                        // nobody owns this thread but this class: not meant for us
                    }
                }
                joined = false;
            }
            tell(end.fault());
        }
    }

    /** Writes all of {@code data} on the exchange thread. */
    void transmit(Session current, byte[] data, boolean secret) throws IOException {
        if (secret) {
            current.hide(data);
        }
        if (taps.isWatched(address)) {
            tap(traffic(Moment.now(), Direction.OUT, data, secret));
        }
        try {
            int done = 0;
            while (done < data.length) {
                int count = current.connection().write(data, done, data.length - done);
                done += count;
                counters.sent(count);
                current.sent(System.nanoTime());
            }
        } catch (FaultException e) {
            current.fail(e.fault());
            LineFault first = current.fault();
            throw first == null ? e : new IOException(first.sentence(), e);
        }
    }

    private static WireRecord traffic(Moment at, Direction direction, byte[] data, boolean secret) {
        return new WireRecord(at, direction, "", secret ? new byte[data.length] : data.clone(), secret ? "secret" : "");
    }

    private void event(String text) {
        if (taps.isWatched(address)) {
            tap(new WireRecord(Moment.now(), Direction.EVENT, "", new byte[0], text));
        }
    }

    private void tap(WireRecord wireRecord) {
        synchronized (tapOrder) {
            taps.record(address, wireRecord);
        }
    }
}
