/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.nes.internal.device;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.binding.nes.internal.protocol.C1218Code;
import org.meterkit.binding.nes.internal.protocol.NesIdentity;
import org.meterkit.binding.nes.internal.protocol.NesKey;
import org.meterkit.binding.nes.internal.protocol.NesLayout;
import org.meterkit.binding.nes.internal.protocol.NesLayout.Part;
import org.meterkit.binding.nes.internal.protocol.NesReading;
import org.meterkit.transport.Lease;
import org.meterkit.transport.LineAddress;
import org.meterkit.transport.LineFault;
import org.meterkit.transport.LineHeldException;
import org.meterkit.transport.LineListener;
import org.meterkit.transport.LineRequest;
import org.meterkit.transport.LineService;
import org.meterkit.transport.Moment;
import org.meterkit.transport.Parity;
import org.meterkit.transport.Priority;
import org.meterkit.transport.SerialSettings;
import org.meterkit.transport.Wire;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a meter at its optical port, again and again, in one session that is renewed before the meter ends it. What never changes is
 * read once per session, what rarely changes once a minute. After a failure the session is given up and begun anew after a pause, from 2
 * s doubling to 60 s. Thread-safe.
 */
public final class OpticalMeter implements AutoCloseable {

    /**
     * How a meter is read.
     *
     * @param line where it is
     * @param holder who asks
     * @param key of the meter
     * @param userId is not checked by meters
     * @param userName is not checked by meters
     * @param interval from one reading to the next
     * @param sessionLimit longest session
     * @param idleStart when the meter is left alone each day; null for never
     * @param idle for how long
     */
    public record Setup(
            LineAddress line,
            String holder,
            NesKey key,
            int userId,
            String userName,
            Duration interval,
            Duration sessionLimit,
            @Nullable LocalTime idleStart,
            Duration idle) {}

    /** Hears what becomes of it. Calls come one at a time, on threads of the line, and must not block. */
    public interface Listener {

        /** The meter was read. */
        void reading(NesIdentity identity, NesReading reading, Moment at);

        /** An attempt failed, or the meter is left alone; the sentence says why there is no reading. */
        void trouble(String sentence);

        /** The line is lost. It is opened anew by itself. */
        void lost(String sentence);

        /** The meter does not accept the key. It is left alone for {@link #KEY_PAUSE}. */
        void refused(String sentence);
    }

    /** Heads are powered by RTS, with DTR off. */
    public static final SerialSettings SETTINGS = new SerialSettings(9600, 8, Parity.NONE, 1, false, true);

    /** Meters may lock themselves after some wrong keys. */
    public static final Duration KEY_PAUSE = Duration.ofMinutes(10);

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(2);
    private static final int MOST_DOUBLINGS = 5;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
    /** A meter that ended a session by itself, which it does after ten minutes unless told otherwise, is deaf for so long. */
    private static final Duration HOLD_OFF = Duration.ofMinutes(5);

    private static final Duration LONG_SESSION = Duration.ofMinutes(5);
    /** Meters may end a session after six seconds without a request unless they are asked to wait (ANSI C12.18). */
    private static final Duration BORNE_PAUSE = Duration.ofSeconds(5);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(255);
    private static final Duration RARE = Duration.ofMinutes(1);
    /** Beginning a session on a bad line takes that long. */
    private static final Duration LONGEST_CYCLE = Duration.ofMinutes(2);

    private static final Duration LONGEST_END = Duration.ofSeconds(6);

    private final Logger logger = LoggerFactory.getLogger(OpticalMeter.class);
    private final LineService lines;
    private final ScheduledExecutorService scheduler;
    private final Setup setup;
    private final Supplier<LocalTime> clock;
    private final Listener listener;

    // guarded by this
    private @Nullable Lease lease;
    private @Nullable Future<?> timer;
    private @Nullable CompletableFuture<?> running;
    private int failures;
    private boolean closed;

    // changed by the line's exchange thread
    private volatile @Nullable Session session;
    private volatile @Nullable C1218Session link;
    /** The last session was long, and was not ended by us. */
    private volatile boolean cutOff;
    /** It has said nothing since. */
    private volatile boolean deaf;

    /** A session and what was read in it. */
    private static final class Session {

        private final C1218Session link;
        private final NesIdentity identity;
        private final NesLayout layout;
        private final byte[] present;
        private final byte[] registers;
        private @Nullable Instant time;
        private boolean rareKnown;
        private long rareAt;

        Session(C1218Session link, NesIdentity identity, NesLayout layout) {
            this.link = link;
            this.identity = identity;
            this.layout = layout;
            present = new byte[layout.presentLength()];
            registers = new byte[layout.registersLength()];
            rareAt = System.nanoTime() - RARE.toNanos();
        }

        NesReading read(Wire wire) throws IOException, InterruptedException {
            int most = link.mostBytes();
            fetch(wire, NesLayout.BT28, layout.presentParts(most), present);
            fetch(wire, NesLayout.BT23, layout.energyParts(most), registers);
            if (System.nanoTime() - rareAt >= RARE.toNanos()) {
                rareAt = System.nanoTime();
                try {
                    fetch(wire, NesLayout.BT23, layout.rareParts(most), registers);
                    rareKnown = true;
                } catch (RefusedException e) {
                    rareKnown = false;
                }
                byte[] told = optional(wire, link, NesLayout.BT52, NesLayout.BT52_LENGTH);
                time = told == null ? null : NesLayout.clock(told);
            }
            return layout.decode(present, registers, rareKnown, time);
        }

        private void fetch(Wire wire, int table, List<Part> parts, byte[] to) throws IOException, InterruptedException {
            for (Part part : parts) {
                byte[] read = link.read(wire, table, part.offset(), part.length());
                System.arraycopy(read, 0, to, part.offset(), read.length);
            }
        }
    }

    private record Result(NesIdentity identity, NesReading reading, Moment at, long began) {}

    /**
     * Does nothing yet.
     *
     * @param scheduler for the pauses only
     * @param clock the time of day where the meter is
     */
    public OpticalMeter(
            LineService lines,
            ScheduledExecutorService scheduler,
            Setup setup,
            Supplier<LocalTime> clock,
            Listener listener) {
        this.lines = lines;
        this.scheduler = scheduler;
        this.setup = setup;
        this.clock = clock;
        this.listener = listener;
    }

    /**
     * Takes the line and begins to read.
     *
     * @param pause how long the meter is to be left alone at first
     * @throws LineHeldException when the line is used otherwise
     */
    public synchronized void open(Duration pause) throws LineHeldException {
        if (closed) {
            return;
        }
        long begin = System.nanoTime() + pause.toNanos();
        lease = lines.lease(new LineRequest(setup.line(), SETTINGS, Duration.ZERO, setup.holder()), new LineListener() {
            @Override
            public void opened() {
                schedule(Duration.ofNanos(Math.max(0, begin - System.nanoTime())));
            }

            @Override
            public void failed(LineFault fault) {
                schedule(null);
                listener.lost(fault.sentence());
            }
        });
    }

    /** Reads after a while; null for never. */
    private synchronized void schedule(@Nullable Duration delay) {
        Future<?> before = timer;
        if (before != null) {
            before.cancel(false);
        }
        timer = delay == null || closed ? null : scheduler.schedule(this::poll, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void poll() {
        Duration idle = idle();
        CompletableFuture<@Nullable Result> now;
        synchronized (this) {
            Lease held = lease;
            CompletableFuture<?> before = running;
            if (closed || held == null || before != null && !before.isDone()) {
                return;
            }
            now = held.exchange(Priority.POLL, LONGEST_CYCLE, wire -> idle.isZero() ? read(wire) : end(wire));
            running = now;
        }
        now.whenComplete((result, failure) -> done(result, failure, idle));
    }

    /** How long the meter is to be left alone from now on. */
    private Duration idle() {
        LocalTime start = setup.idleStart();
        if (start == null) {
            return Duration.ZERO;
        }
        Duration since = Duration.between(start, clock.get());
        if (since.isNegative()) {
            since = since.plusDays(1);
        }
        Duration rest = setup.idle().minus(since);
        return rest.isNegative() ? Duration.ZERO : rest;
    }

    private void done(@Nullable Result result, @Nullable Throwable failure, Duration idle) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        int failed;
        synchronized (this) {
            running = null;
            Lease held = lease;
            if (closed || held == null) {
                return;
            }
            if (!held.isOpen()) {
                // it goes on when the line is back
                return;
            }
            failures = cause == null ? 0 : failures + 1;
            failed = failures;
        }
        Duration pause = setup.interval();
        try {
            if (cause instanceof KeyRefusedException) {
                pause = KEY_PAUSE;
                listener.refused(String.valueOf(cause.getMessage()));
            } else if (cause != null) {
                logger.debug("{}: {}", setup.holder(), cause.getMessage());
                pause = pause(failed, cutOff && deaf);
                cutOff &= pause.compareTo(HOLD_OFF) < 0;
                listener.trouble(String.valueOf(cause.getMessage()));
            } else if (result != null) {
                listener.reading(result.identity(), result.reading(), result.at());
                Duration rest = pause.minusNanos(System.nanoTime() - result.began());
                pause = rest.isNegative() ? Duration.ZERO : rest;
            } else {
                pause = idle;
                listener.trouble(
                        "The meter is left alone for " + idle.toSeconds() + " s, as the parameter idleStart says.");
            }
        } finally {
            schedule(pause);
        }
    }

    /**
     * After failures.
     *
     * @param failed how many, one after the other
     * @param deaf whether the meter has been silent since the end of a long session
     */
    static Duration pause(int failed, boolean deaf) {
        if (failed <= MOST_DOUBLINGS) {
            return SHORTEST_PAUSE.multipliedBy(1L << failed - 1);
        }
        return deaf ? HOLD_OFF : LONGEST_PAUSE;
    }

    // ---- on the line ----------------------------------------------------------------------------------------------

    private Result read(Wire wire) throws IOException, InterruptedException {
        long began = System.nanoTime();
        boolean whole = false;
        Session present = session;
        try {
            if (present == null) {
                present = begin(wire);
                session = present;
            }
            NesReading reading = present.read(wire);
            Result result = new Result(present.identity, reading, Moment.now(), began);
            cutOff = false;
            Duration until = present.link.age().plus(setup.interval());
            whole = until.compareTo(setup.sessionLimit()) < 0 && bears(wire, present.link);
            return result;
        } catch (IOException e) {
            C1218Session failed = link;
            deaf = present != null || failed != null && !failed.wasHeard();
            cutOff |= present != null && present.link.age().compareTo(LONG_SESSION) > 0;
            throw e;
        } finally {
            if (!whole) {
                end(wire);
            }
        }
    }

    /** Whether the meter keeps the session until it is asked again. */
    private boolean bears(Wire wire, C1218Session link) throws IOException, InterruptedException {
        Duration time = setup.interval().plus(BORNE_PAUSE);
        return setup.interval().compareTo(BORNE_PAUSE) <= 0
                || time.compareTo(LONGEST_WAIT) <= 0 && link.keep(wire, time);
    }

    private Session begin(Wire wire) throws IOException, InterruptedException {
        C1218Session made = new C1218Session();
        link = made;
        made.identify(wire);
        made.logOn(wire, setup.userId(), setup.userName());
        made.unlock(wire, setup.key());
        byte[] general = optional(() -> made.read(wire, NesLayout.BT00));
        NesIdentity identity = identity(wire, made);
        byte[] dimensions = optional(wire, made, NesLayout.BT21, NesLayout.BT21_LENGTH);
        if (dimensions == null) {
            dimensions = optional(wire, made, NesLayout.BT20, NesLayout.BT21_LENGTH);
        }
        if (dimensions == null) {
            dimensions = NesLayout.usualDimensions();
        }
        return new Session(
                made,
                identity,
                new NesLayout(
                        general == null || general.length == 0 ? new byte[1] : general,
                        dimensions,
                        optional(wire, made, NesLayout.BT22, NesLayout.registerSources(dimensions)),
                        optional(wire, made, NesLayout.BT27, NesLayout.presentSources(dimensions)),
                        identity.firmware()));
    }

    /** What meters say of themselves, without a key too. */
    static NesIdentity identity(Wire wire, C1218Session link) throws IOException, InterruptedException {
        byte[] manufacturer = link.read(wire, NesLayout.BT01, 0, NesLayout.BT01_LENGTH);
        byte[] utility = optional(wire, link, NesLayout.ET03, NesLayout.ET03_LENGTH);
        return NesLayout.identity(manufacturer, utility == null ? new byte[0] : utility);
    }

    /** The beginning of a table; null when the meter does not tell it. */
    private static byte @Nullable [] optional(Wire wire, C1218Session link, int table, int length)
            throws IOException, InterruptedException {
        return optional(() -> link.read(wire, table, 0, Math.min(length, link.mostBytes())));
    }

    private interface Read {
        byte[] read() throws IOException, InterruptedException;
    }

    /** What is read; null when the meter does not tell it. */
    private static byte @Nullable [] optional(Read read) throws IOException, InterruptedException {
        try {
            return read.read();
        } catch (RefusedException e) {
            if (e.code() == C1218Code.WRONG_SEQUENCE) {
                throw e;
            }
            return null;
        }
    }

    /** Ends the session, if there is one, as far as the meter goes along. */
    private @Nullable Result end(Wire wire) throws InterruptedException {
        C1218Session ending = link;
        session = null;
        if (ending != null) {
            try {
                // when this is interrupted by the end of all, it is done once more
                ending.end(wire);
            } catch (IOException e) {
                logger.debug("{}: the session was not ended: {}", setup.holder(), e.getMessage());
            }
            link = null;
        }
        return null;
    }

    /** Gives the line back, after the session's end was told to the meter. Idempotent, does not wait. */
    @Override
    public void close() {
        Lease held;
        CompletableFuture<?> reading;
        synchronized (this) {
            closed = true;
            held = lease;
            lease = null;
            reading = running;
            schedule(null);
        }
        if (reading != null) {
            reading.cancel(true);
        }
        if (held != null && held.isOpen() && link != null) {
            held.exchange(Priority.COMMAND, LONGEST_END, this::end).whenComplete((ended, failure) -> held.close());
        } else if (held != null) {
            held.close();
        }
    }
}
