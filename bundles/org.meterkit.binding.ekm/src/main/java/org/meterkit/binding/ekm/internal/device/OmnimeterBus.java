/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.ekm.internal.device;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.binding.ekm.internal.protocol.EkmFrames;
import org.meterkit.binding.ekm.internal.protocol.EkmSetting;
import org.meterkit.binding.ekm.internal.protocol.EkmTable;
import org.meterkit.binding.ekm.internal.protocol.OmnimeterReading;
import org.meterkit.binding.ekm.internal.protocol.OmnimeterRequest;
import org.meterkit.transport.Lease;
import org.meterkit.transport.LineFault;
import org.meterkit.transport.LineHeldException;
import org.meterkit.transport.LineListener;
import org.meterkit.transport.LineRequest;
import org.meterkit.transport.LineService;
import org.meterkit.transport.Moment;
import org.meterkit.transport.Parity;
import org.meterkit.transport.Priority;
import org.meterkit.transport.Registration;
import org.meterkit.transport.SerialSettings;
import org.meterkit.transport.Wire;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The meters on one line. Asks each in turn, over and over: one exchange per meter, so that commands come between, with the end
 * command after it. A meter that is silent is asked less and less often, and then once only. Thread-safe.
 */
public final class OmnimeterBus implements AutoCloseable {

    /** What waits for the line: less than a user does. */
    private static final Duration QUEUE = Duration.ofSeconds(30);

    /** A scan waits for all polls. */
    private static final Duration SCAN_QUEUE = Duration.ofMinutes(10);

    /** The longest conversation asks so often for an answer. */
    private static final int LONGEST_CONVERSATION = 9;

    private static final int SCHEDULES_PER_TABLE = 4;

    /**
     * What happens on the line while it is one's own.
     *
     * @param <T> the result
     */
    interface Talk<T> {
        T hold(Conversation conversation) throws IOException, InterruptedException;
    }

    private interface MeterTalk<T> {
        T hold(Conversation conversation, Meter meter) throws IOException, InterruptedException;
    }

    /**
     * Energies of a month in kWh: total, then tariff 1 to 4.
     *
     * @param imported in forward direction
     * @param exported in reverse direction
     */
    public record Month(List<BigDecimal> imported, List<BigDecimal> exported) {}

    private final Logger logger = LoggerFactory.getLogger(OmnimeterBus.class);
    private final LineService lines;
    private final ScheduledExecutorService scheduler;
    private final BusSettings settings;
    private final BusListener listener;
    private final BusCounters counters = new BusCounters();

    // guarded by this
    private final Map<String, Meter> meters = new LinkedHashMap<>();
    private @Nullable Lease lease;
    private @Nullable Future<?> timer;
    private boolean cycling;

    private volatile String fault = "The line is not open.";
    private volatile boolean fresh;

    public OmnimeterBus(
            LineService lines, ScheduledExecutorService scheduler, BusSettings settings, BusListener listener) {
        this.lines = lines;
        this.scheduler = scheduler;
        this.settings = settings;
        this.listener = listener;
    }

    /**
     * Takes the line and begins to ask.
     *
     * @throws LineHeldException when it is used otherwise
     */
    public synchronized void open() throws LineHeldException {
        SerialSettings serial = new SerialSettings(settings.baudRate(), 7, Parity.EVEN, 1, true, true);
        lease = lines.lease(
                new LineRequest(settings.line(), serial, Duration.ZERO, settings.holder()), new LineListener() {
                    @Override
                    public void opened() {
                        OmnimeterBus.this.opened();
                    }

                    @Override
                    public void failed(LineFault reason) {
                        fault = reason.sentence();
                        listener.failed(reason);
                    }
                });
    }

    /** Gives the line back; what was asked for fails. Idempotent. */
    @Override
    public void close() {
        Lease held;
        synchronized (this) {
            held = lease;
            lease = null;
            schedule(null);
        }
        if (held != null) {
            held.close();
        }
    }

    /**
     * Asks for a meter from now on, until what is returned is closed.
     *
     * @param address twelve digits
     * @param model how it is asked, V3 or V4A; null to find out
     * @throws IllegalArgumentException with a sentence when the meter is here already
     */
    public synchronized Registration add(
            String address, @Nullable OmnimeterRequest model, MeterListener meterListener) {
        Meter meter = new Meter(address, model, meterListener);
        if (meters.putIfAbsent(address, meter) != null) {
            throw new IllegalArgumentException("Meter " + address + " is on this line already.");
        }
        schedule(Duration.ZERO);
        return () -> remove(meter);
    }

    private synchronized void remove(Meter meter) {
        meters.remove(meter.address(), meter);
    }

    private synchronized boolean isPresent(Meter meter) {
        return meters.get(meter.address()) == meter;
    }

    // ---- polls --------------------------------------------------------------------------------------------------

    private void opened() {
        synchronized (this) {
            fresh = true;
            meters.values().forEach(Meter::revive);
            schedule(Duration.ZERO);
        }
        listener.opened();
    }

    /** Runs the next cycle after a while; null for never. */
    private synchronized void schedule(@Nullable Duration delay) {
        Future<?> before = timer;
        if (before != null) {
            before.cancel(false);
        }
        timer = delay == null ? null : scheduler.schedule(this::cycle, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void cycle() {
        long start = System.nanoTime();
        List<Meter> due = new ArrayList<>();
        synchronized (this) {
            if (cycling || openLease() == null) {
                return;
            }
            // those that are due soon go along, so that all fall into step
            long horizon = start + settings.pollInterval().toNanos() / 2;
            for (Meter each : meters.values()) {
                if (each.due() - horizon <= 0) {
                    due.add(each);
                }
            }
            if (due.isEmpty()) {
                endCycle();
                return;
            }
            cycling = true;
        }
        pollNext(due.iterator(), start);
    }

    private synchronized @Nullable Lease openLease() {
        Lease held = lease;
        return held != null && held.isOpen() ? held : null;
    }

    private void pollNext(Iterator<Meter> due, long start) {
        Lease held = openLease();
        if (held == null) {
            endCycle();
        } else if (!due.hasNext()) {
            listener.cycle(
                    Duration.ofNanos(System.nanoTime() - start), counters.damagedSoFar(), counters.timeoutsSoFar());
            endCycle();
        } else {
            Meter meter = due.next();
            exchange(held, Priority.POLL, QUEUE, ended(conversation -> meter.poll(conversation, settings.retries())))
                    .whenComplete((reading, failure) -> {
                        try {
                            polled(meter, reading, failure, start);
                        } finally {
                            pollNext(due, start);
                        }
                    });
        }
    }

    private void polled(Meter meter, @Nullable OmnimeterReading reading, @Nullable Throwable failure, long start) {
        boolean silent = failure instanceof RefusedException;
        synchronized (this) {
            meter.setDue(
                    start + meter.waitAfter(silent, settings.pollInterval()).toNanos());
        }
        if (!isPresent(meter)) {
            return;
        }
        if (reading != null) {
            meter.listener().reading(reading, Moment.now());
        } else if (failure != null && openLease() != null) {
            logger.debug("Meter {}: {}", meter.address(), failure.getMessage());
            meter.listener().failed(String.valueOf(failure.getMessage()));
        }
    }

    private synchronized void endCycle() {
        cycling = false;
        long now = System.nanoTime();
        meters.values().stream()
                .mapToLong(each -> Math.max(0, each.due() - now))
                .min()
                .ifPresent(wait -> schedule(openLease() == null ? null : Duration.ofNanos(wait)));
    }

    private <T> CompletableFuture<T> exchange(Lease held, Priority priority, Duration queue, Talk<T> talk) {
        Duration most = settings.responseTimeout()
                .plusSeconds(1)
                .multipliedBy((long) LONGEST_CONVERSATION * (settings.retries() + 1));
        return held.exchange(priority, queue.plus(most), wire -> converse(wire, talk));
    }

    private <T> T converse(Wire wire, Talk<T> talk) throws IOException, InterruptedException {
        Conversation conversation = new Conversation(wire, settings, counters);
        if (fresh) {
            fresh = false;
            // network bridges keep what their last client did not read
            conversation.awaitLongQuiet();
        }
        return talk.hold(conversation);
    }

    /** Lets go of the meter in any case: commands have no address, the next one would reach it too. */
    private <T> Talk<T> ended(Talk<T> talk) {
        return conversation -> {
            try {
                return talk.hold(conversation);
            } finally {
                try {
                    conversation.end();
                } catch (IOException e) {
                    logger.debug("The end could not be sent: {}", e.getMessage());
                }
            }
        };
    }

    // ---- commands -----------------------------------------------------------------------------------------------

    private <T> CompletableFuture<T> command(String address, MeterTalk<T> talk) {
        Meter meter;
        synchronized (this) {
            meter = meters.get(address);
        }
        Lease held = openLease();
        if (meter == null) {
            return CompletableFuture.failedFuture(new IOException("Meter " + address + " is not on this line."));
        }
        if (held == null) {
            return CompletableFuture.failedFuture(new IOException(fault));
        }
        return exchange(held, Priority.COMMAND, QUEUE, ended(conversation -> talk.hold(conversation, meter)));
    }

    /**
     * Sets something in a meter that was {@linkplain #add added}, and reads it back. The password is sent once only.
     *
     * @return completes with a sentence of what the meter holds now; or exceptionally, with a sentence as its message, when the meter
     *     did not answer or does not hold what was wanted
     */
    public CompletableFuture<String> set(String address, String password, EkmSetting setting) {
        byte[] opening;
        try {
            opening = EkmFrames.password(password);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(e);
        }
        return command(address, (conversation, meter) -> set(conversation, meter, opening, setting));
    }

    private String set(Conversation conversation, Meter meter, byte[] password, EkmSetting setting)
            throws IOException, InterruptedException {
        OmnimeterReading before = meter.read(conversation, settings.retries());
        if (setting.isV4Only() && !before.layout().isV4()) {
            throw new RefusedException("A v.3 meter has no " + setting.name() + " that can be set.");
        }
        if (!conversation.isConfirmed(password)) {
            throw new RefusedException("The meter did not accept the password; nothing was set.");
        }
        boolean confirmed = conversation.isConfirmed(setting.frame());
        conversation.end();
        conversation.awaitLongQuiet();
        OmnimeterReading after = meter.readAll(conversation, settings.retries());
        if (isPresent(meter)) {
            meter.listener().reading(after, Moment.now());
        }
        byte[] proof = setting.proof();
        EkmTable table = new EkmTable("", "");
        if (!setting.table().isEmpty() || proof != null) {
            // only after this request it is certain that the meter listens to what has no address
            meter.read(conversation, settings.retries());
        }
        if (!setting.table().isEmpty()) {
            table = conversation.table(setting.table());
        }
        String held = setting.held(after, table);
        String sentence =
                Character.toUpperCase(setting.name().charAt(0)) + setting.name().substring(1) + ": " + held + ".";
        String shown = proof == null ? " " + sentence : "";
        if (!confirmed) {
            throw new RefusedException("The meter did not confirm the setting." + shown);
        }
        if (!setting.isRight(held) || proof != null && !conversation.isConfirmed(proof)) {
            throw new RefusedException("The meter confirmed the setting but does not hold it." + shown);
        }
        return sentence;
    }

    /** Energies of the last six months, newest first, of a meter that was {@linkplain #add added}. Fails as {@link #set} does. */
    public CompletableFuture<List<Month>> readMonths(String address) {
        return command(address, (conversation, meter) -> {
            int decimals = meter.read(conversation, settings.retries()).energyDecimals();
            EkmTable total = conversation.table(EkmTable.MONTHS);
            EkmTable reverse = conversation.table(EkmTable.REVERSE_MONTHS);
            List<Month> months = new ArrayList<>();
            for (int month = 0; month < EkmTable.MONTH_COUNT; month++) {
                months.add(new Month(total.imported(reverse, month, decimals), reverse.energies(month, decimals)));
            }
            return months;
        });
    }

    /**
     * What a meter that was {@linkplain #add added} holds of dates and times: schedules 1 to 8, seasons, holidays, and the numbers of the
     * schedules for weekends and for holidays; all as they are set. Fails as {@link #set} does.
     */
    public CompletableFuture<List<String>> readCalendars(String address) {
        return command(address, (conversation, meter) -> {
            meter.read(conversation, settings.retries());
            EkmTable schedules = conversation.table(EkmTable.SCHEDULES);
            EkmTable more = conversation.table(EkmTable.MORE_SCHEDULES);
            EkmTable holidays = conversation.table(EkmTable.HOLIDAYS);
            List<String> texts = new ArrayList<>();
            for (int i = 1; i <= SCHEDULES_PER_TABLE; i++) {
                texts.add(schedules.schedule(i));
            }
            for (int i = 1; i <= SCHEDULES_PER_TABLE; i++) {
                texts.add(more.schedule(i));
            }
            texts.addAll(List.of(schedules.seasons(), holidays.holidays(), holidays.specialSchedules()));
            return texts;
        });
    }

    /**
     * Looks for meters while polls and commands go on.
     *
     * @param addresses where, see {@link org.meterkit.binding.ekm.internal.protocol.OmnimeterAddresses}; none for the likely places, and
     *     those only when several meters answer the wildcard at once
     * @return stops it
     */
    public Registration scan(Set<String> addresses, ScanListener scanListener) {
        List<String> present;
        synchronized (this) {
            present = List.copyOf(meters.keySet());
        }
        Scan scan = new Scan(this::scanned, settings, addresses, present, scanListener);
        scan.next();
        return scan;
    }

    private CompletableFuture<Boolean> scanned(Talk<Boolean> talk) {
        Lease held = openLease();
        return held == null
                ? CompletableFuture.failedFuture(new IOException(fault))
                : exchange(held, Priority.SCAN, SCAN_QUEUE, talk);
    }
}
