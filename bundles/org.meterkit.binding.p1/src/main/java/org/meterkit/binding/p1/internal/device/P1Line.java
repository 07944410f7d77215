/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.p1.internal.device;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.binding.p1.internal.protocol.P1Cipher;
import org.meterkit.binding.p1.internal.protocol.P1Telegram;
import org.meterkit.transport.Lease;
import org.meterkit.transport.LineAddress;
import org.meterkit.transport.LineFault;
import org.meterkit.transport.LineHeldException;
import org.meterkit.transport.LineListener;
import org.meterkit.transport.LineRequest;
import org.meterkit.transport.LineService;
import org.meterkit.transport.Moment;
import org.meterkit.transport.SerialSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to a P1 port: leases its line, finds the settings, hands on the telegrams that can be believed and knows in words what is
 * wrong when none come. Never writes. Thread-safe; the listener is called without any lock held.
 */
public final class P1Line implements AutoCloseable {

    /** Hears what comes of a line. Called on the line's thread or the scheduler's; must not block. */
    public interface Listener {

        /** A telegram that can be believed. */
        void telegram(P1Telegram telegram, Moment at);

        /** The line is open, for the first time or again. */
        default void opened() {}

        /** With these settings telegrams come; told when they are found. Not told where there is nothing to set. */
        default void found(SerialSettings settings) {}

        /** No telegrams come, and why, in a sentence for the user. May be repeated. */
        void trouble(String sentence);

        /**
         * Encrypted telegrams come that cannot be read, for a reason that the user can put right. Told with each of them.
         *
         * @param systemTitle what the meter calls itself
         */
        default void locked(String systemTitle, KeyTrouble reason) {}
    }

    /**
     * What to listen to, and how.
     *
     * @param address the line
     * @param candidates settings to try in turn, at least one
     * @param window how long each is tried
     * @param moveOnSilence whether to try the next also when no byte came
     * @param holder who listens, for others who want the line
     */
    public record Setup(
            LineAddress address,
            List<SerialSettings> candidates,
            Duration window,
            boolean moveOnSilence,
            String holder) {

        private static final SerialSettings DSMR4 = SerialSettings.parse("115200-8N1");
        private static final SerialSettings DSMR2 = SerialSettings.parse("9600-7E1");

        /** One period of a meter that talks every ten seconds, and a margin. */
        private static final Duration METER_WINDOW = Duration.ofSeconds(11);

        private static final Duration SCAN_WINDOW = Duration.ofSeconds(12);

        public Setup {
            candidates = List.copyOf(candidates);
        }

        /** Listens for good, with given settings. */
        public static Setup fixed(LineAddress address, SerialSettings settings, String holder) {
            return new Setup(address, List.of(settings), METER_WINDOW, false, holder);
        }

        /**
         * Listens for good, with settings to be found.
         *
         * @param first what was found the last time; null when never
         */
        public static Setup search(LineAddress address, @Nullable SerialSettings first, String holder) {
            Set<SerialSettings> order = new LinkedHashSet<>();
            if (first != null) {
                order.add(first);
            }
            order.add(DSMR4);
            if (address.hasSettings()) {
                order.add(DSMR2);
                order.add(SerialSettings.parse("9600-8N1"));
                order.add(SerialSettings.parse("115200-7E1"));
            }
            return new Setup(address, List.copyOf(order), METER_WINDOW, false, holder);
        }

        /** Listens for a short time to see whether there is a meter. */
        public static Setup scan(LineAddress address, String holder) {
            List<SerialSettings> candidates = address.hasSettings() ? List.of(DSMR4, DSMR2) : List.of(DSMR4);
            return new Setup(address, candidates, SCAN_WINDOW, true, holder);
        }

        /** The time in which each setting has been tried once. */
        public Duration round() {
            return window.multipliedBy(candidates.size());
        }
    }

    /** Three periods of a meter that talks every ten seconds: then a network connection counts as dead. */
    private static final Duration NETWORK_IDLE_LIMIT = Duration.ofSeconds(30);

    private static final Duration REFUSED_RETRY = Duration.ofSeconds(30);

    /** Frame format type 3 after the opening flag of HDLC. */
    private static final int HDLC = 0x7EA0;

    private static final int HDLC_FRAMES = 3;

    private final Logger logger = LoggerFactory.getLogger(P1Line.class);
    private final LineService lines;
    private final ScheduledExecutorService scheduler;
    private final Supplier<Moment> clock;
    private final Setup setup;
    private final Listener listener;

    private final SettingsSearch search;
    private final P1Receiver receiver;
    private @Nullable Lease lease;
    /** Tells calls for the present lease from late ones for an earlier. */
    private int generation;

    private boolean open;
    private boolean closed;
    private @Nullable String fault;
    private @Nullable Future<?> timer;

    // what came since the last telegram or fault
    private boolean bytes;
    private long corruptBefore;
    private long begunBefore;
    private volatile @Nullable P1Encryption encryption;
    private int hdlcFrames;
    private long recent;
    private boolean ever;

    /**
     * Does nothing before {@link #open}.
     *
     * @param cipher for encrypted telegrams; this line's alone
     */
    public P1Line(
            LineService lines, ScheduledExecutorService scheduler, Setup setup, P1Cipher cipher, Listener listener) {
        this(lines, scheduler, Moment::now, setup, cipher, listener);
    }

    /**
     * For tests.
     *
     * @param clock the scheduler's time
     */
    P1Line(
            LineService lines,
            ScheduledExecutorService scheduler,
            Supplier<Moment> clock,
            Setup setup,
            P1Cipher cipher,
            Listener listener) {
        this.lines = lines;
        this.scheduler = scheduler;
        this.clock = clock;
        this.setup = setup;
        this.listener = listener;
        receiver = new P1Receiver(cipher);
        search = new SettingsSearch(setup.candidates(), setup.window(), setup.moveOnSilence());
    }

    /**
     * Begins to listen. May be tried again after a refusal.
     *
     * @throws LineHeldException when somebody else has the line with other settings; its message is a sentence
     */
    public synchronized void open() throws LineHeldException {
        if (!closed && lease == null) {
            lease();
        }
    }

    private void lease() throws LineHeldException {
        generation++;
        open = false;
        receiver.reset();
        Duration idleLimit = setup.address() instanceof LineAddress.Serial ? Duration.ZERO : NETWORK_IDLE_LIMIT;
        lease = lines.lease(
                new LineRequest(setup.address(), search.current(), idleLimit, setup.holder()), new Ear(generation));
    }

    /** The line as seen from one lease. */
    private final class Ear implements LineListener {

        private final int number;

        Ear(int number) {
            this.number = number;
        }

        @Override
        public void opened() {
            synchronized (P1Line.this) {
                if (isLate(number)) {
                    return;
                }
                open = true;
                fault = null;
                receiver.reset();
                search.opened(clock.get());
                schedule();
            }
            listener.opened();
        }

        @Override
        public void received(byte[] data, Moment at) {
            P1Line.this.received(number, data, at);
        }

        @Override
        public void failed(LineFault lineFault) {
            synchronized (P1Line.this) {
                if (isLate(number)) {
                    return;
                }
                open = false;
                fault = lineFault.sentence();
                forgetEvidence();
                search.lost();
                schedule();
            }
            listener.trouble(lineFault.sentence());
        }
    }

    private boolean isLate(int number) {
        return closed || number != generation;
    }

    private void received(int number, byte[] data, Moment at) {
        List<P1Receiver.Received> telegrams;
        SerialSettings found = null;
        KeyTrouble locked = null;
        String systemTitle;
        synchronized (this) {
            if (isLate(number)) {
                return;
            }
            bytes = true;
            search.heard();
            long framesBefore = receiver.framesFound();
            telegrams = receiver.receive(data, at);
            boolean framed = receiver.framesFound() > framesBefore;
            locked = framed ? receiver.keyTrouble() : null;
            systemTitle = receiver.systemTitle();
            if (telegrams.isEmpty() && !framed) {
                lookForOtherProtocols(data);
            } else {
                if (!telegrams.isEmpty()) {
                    ever = true;
                    forgetEvidence();
                }
                // an encrypted telegram shows the settings whether it can be read or not
                boolean before = search.settled();
                search.telegram(clock.get());
                if (!before) {
                    found = setup.address().hasSettings() ? effective(search.current()) : null;
                    schedule();
                }
            }
        }
        if (found != null) {
            logger.debug("{} is read with {}", setup.address(), found);
            listener.found(found);
        }
        for (P1Receiver.Received received : telegrams) {
            encryption = received.encryption();
            listener.telegram(received.telegram(), at);
        }
        if (locked != null) {
            listener.locked(systemTitle, locked);
        }
    }

    private SerialSettings effective(SerialSettings leased) {
        return receiver.sevenBits() ? SerialSettings.parse(leased.baudRate() + "-7E1") : leased;
    }

    private void forgetEvidence() {
        bytes = false;
        corruptBefore = receiver.counters().allCorrupt();
        begunBefore = receiver.framesBegun();
        hdlcFrames = 0;
        recent = 0;
    }

    private void lookForOtherProtocols(byte[] data) {
        for (byte octet : data) {
            recent = recent << 8 | octet & 0xFF;
            if ((recent & 0xFFF0) == HDLC) {
                hdlcFrames++;
            }
        }
    }

    // ---- the search -----------------------------------------------------------------------------------------------

    /** Looks again when the search has something to decide. */
    private void schedule() {
        Moment due = search.due();
        schedule(due == null ? null : due.since(clock.get()));
    }

    private void schedule(@Nullable Duration delay) {
        Future<?> before = timer;
        if (before != null) {
            before.cancel(false);
        }
        timer = delay == null || closed
                ? null
                : scheduler.schedule(this::look, Math.max(0, delay.toMillis()) + 1, TimeUnit.MILLISECONDS);
    }

    private void look() {
        String sentence = null;
        synchronized (this) {
            if (closed) {
                return;
            }
            if (lease == null || search.move(clock.get())) {
                sentence = leaseAnew();
            } else {
                schedule();
            }
            if (sentence == null && (search.hopelesslySilent() || search.hopelesslyGarbled())) {
                sentence = diagnosis(setup.round());
            }
        }
        if (sentence != null) {
            listener.trouble(sentence);
        }
    }

    private @Nullable String leaseAnew() {
        Lease before = lease;
        if (before != null) {
            before.close();
            lease = null;
        }
        try {
            lease();
            schedule();
            return null;
        } catch (LineHeldException e) {
            fault = e.getMessage();
            schedule(REFUSED_RETRY);
            return e.getMessage();
        }
    }

    // ---- what is wrong --------------------------------------------------------------------------------------------

    /**
     * Why no telegram came.
     *
     * @param silence for how long
     * @return a sentence or two for the user
     */
    public synchronized String diagnosis(Duration silence) {
        String known = fault;
        if (!open && known != null) {
            return known;
        }
        String from = " from " + setup.address();
        String since = " for " + silence.toSeconds() + " s";
        long damaged = receiver.counters().allCorrupt() - corruptBefore;
        if (!bytes && !ever) {
            return "No byte has come" + from + since
                    + ". Check the cable and its data request line, and whether the grid operator has to open the port.";
        }
        if (!bytes) {
            return "No byte has come" + from + since + ". Check the cable and the meter.";
        }
        KeyTrouble locked = receiver.keyTrouble();
        if (locked != null) {
            return locked.sentence();
        }
        if (damaged > 0) {
            return "Only damaged telegrams have come" + from + since + " (since the start "
                    + receiver.counters().words() + "). Check the cable: it may be too long or loose.";
        }
        if (receiver.framesBegun() > begunBefore) {
            return "Encrypted telegrams have begun to come" + from + since
                    + ", but none has come whole. Check the cable: it may be too long or loose.";
        }
        if (hdlcFrames >= HDLC_FRAMES) {
            return "Binary frames (HDLC) come" + from + ", but no P1 telegrams: this meter speaks another protocol.";
        }
        return "Bytes have come" + from + since + ", but no telegram" + tried() + ".";
    }

    private String tried() {
        if (!setup.address().hasSettings()) {
            return ": is there a P1 port at its other end";
        }
        List<String> all = new ArrayList<>();
        search.candidates().forEach(settings -> all.add(settings.toString()));
        return all.size() == 1
                ? " with " + all.get(0) + ": the serial settings may be others"
                : " with any of " + all.stream().collect(Collectors.joining(", "));
    }

    /** How reception went. */
    public synchronized P1Counters counters() {
        return receiver.counters();
    }

    /** How the telegram was encrypted that the listener was told last; null when it was not. */
    public @Nullable P1Encryption encryption() {
        return encryption;
    }

    /** Gives the line back. Idempotent. */
    @Override
    public synchronized void close() {
        closed = true;
        schedule((Duration) null);
        Lease last = lease;
        if (last != null) {
            last.close();
            lease = null;
        }
    }
}
