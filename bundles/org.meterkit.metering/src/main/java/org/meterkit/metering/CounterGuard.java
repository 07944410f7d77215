/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.metering;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.transport.Moment;

/**
 * Decides whether a register's new value can be true. A register only grows, and not faster than the connection allows:
 *
 * <pre>0 &lt;= new - old &lt;= limit * max(elapsed, 60 s) + one step of resolution</pre>
 *
 * <p>Else the old value stands. A new level is believed after all when it has persisted for {@link GuardSettings#timeout}: at least
 * three readings, each possible after the one before it, none back at the old level. Without an old value anything is believed; when
 * that is a zero and three readings contradict it before three have agreed with it, they win at once: a device that is not ready
 * yet says zero.
 *
 * <p>Within a run, time is the monotonic clock's, so a clock that is set does no harm. Across a restart there is only the wall
 * clock. When that went backwards or more than a year passed, it was set, and the 60 s are taken instead: refusing a true
 * value heals with the time-out, believing a wrong one spoils a statistic for ever.
 *
 * <p>Values are in kWh or m³. Not thread-safe.
 */
public final class CounterGuard {

    // The limit for short times: meters round, and send a register later than they count.
    private static final Duration SHORTEST = Duration.ofSeconds(60);
    private static final Duration LONGEST_ABSENCE = Duration.ofDays(366);
    // 10 Wh and 10 l are the coarsest steps of common registers.
    private static final BigDecimal STEP = new BigDecimal("0.01");
    private static final BigDecimal NANOS_PER_HOUR =
            BigDecimal.valueOf(Duration.ofHours(1).toNanos());
    private static final int WITNESSES = 3;
    private static final String VERSION = "1";

    private final BigDecimal limitPerHour;
    private final Duration timeout;

    private @Nullable Level trusted;
    /** When {@link #trusted} was read, while it is from an earlier run and only the wall clock tells. */
    private @Nullable Instant restored;

    /** How many readings have agreed with {@link #trusted} since there was nothing to compare with. */
    private int agreed;

    private @Nullable Level doubted;
    private @Nullable Moment doubtedSince;
    private int witnesses;

    private record Level(BigDecimal value, Moment at) {}

    private CounterGuard(BigDecimal limitPerHour, Duration timeout) {
        this.limitPerHour = limitPerHour;
        this.timeout = timeout;
    }

    /** A guard for an energy in kWh. */
    public static CounterGuard ofEnergy(GuardSettings settings) {
        return new CounterGuard(settings.maxPower().movePointLeft(3), settings.timeout());
    }

    /** A guard for a volume in m³. */
    public static CounterGuard ofVolume(GuardSettings settings) {
        return new CounterGuard(settings.maxFlow(), settings.timeout());
    }

    /**
     * Judges a reading.
     *
     * @return whether it is to be believed; if not, {@link #value} still is
     */
    public boolean accept(BigDecimal value, Moment at) {
        Level old = trusted(at);
        if (old == null || timeout.isZero() || possible(old, value, at) || persisted(old, value, at)) {
            agreed = old == null ? 1 : agreed + 1;
            trusted = new Level(value, at);
            restored = null;
            doubted = null;
            return true;
        }
        return false;
    }

    private @Nullable Level trusted(Moment at) {
        Level level = trusted;
        Instant before = restored;
        if (level != null && before != null) {
            Duration away = Duration.between(before, at.instant());
            boolean clockWasSet = away.isNegative() || away.compareTo(LONGEST_ABSENCE) > 0;
            level = new Level(level.value(), clockWasSet ? at : at.plus(away.negated()));
            trusted = level;
            restored = null;
        }
        return level;
    }

    private boolean possible(Level before, BigDecimal value, Moment at) {
        BigDecimal rise = value.subtract(before.value());
        Duration elapsed = at.since(before.at());
        long nanos = Math.max(elapsed.toNanos(), SHORTEST.toNanos());
        BigDecimal most = limitPerHour
                .multiply(BigDecimal.valueOf(nanos))
                .divide(NANOS_PER_HOUR, MathContext.DECIMAL64)
                .add(STEP);
        return rise.signum() >= 0 && rise.compareTo(most) <= 0;
    }

    private boolean persisted(Level old, BigDecimal value, Moment at) {
        Level before = doubted;
        Moment since = doubtedSince;
        if (before == null || since == null || !possible(before, value, at)) {
            doubtedSince = at;
            since = at;
            witnesses = 0;
        }
        doubted = new Level(value, at);
        witnesses++;
        boolean zeroAtFirst = old.value().signum() == 0 && agreed < WITNESSES;
        return witnesses >= WITNESSES && (zeroAtFirst || at.since(since).compareTo(timeout) >= 0);
    }

    /** The value believed last, if any. */
    public Optional<BigDecimal> value() {
        Level level = trusted;
        return level == null ? Optional.empty() : Optional.of(level.value());
    }

    /** Forgets all, for when the device was exchanged: the next value is believed. */
    public void forget() {
        trusted = null;
        restored = null;
        doubted = null;
    }

    /** What has to be kept over a restart; empty while there is nothing. */
    public Optional<String> save() {
        Level level = trusted;
        Instant at = restored;
        return level == null
                ? Optional.empty()
                : Optional.of(VERSION + " " + level.value().toPlainString() + " "
                        + (at == null ? level.at().instant() : at));
    }

    /**
     * Takes up what {@link #save} gave in an earlier run.
     *
     * @return false, and nothing is changed, when the text cannot be read
     */
    public boolean restore(String text) {
        String[] parts = text.split(" ");
        if (parts.length != 3 || !parts[0].equals(VERSION)) {
            return false;
        }
        try {
            BigDecimal value = new BigDecimal(parts[1]);
            Instant at = Instant.parse(parts[2]);
            trusted = new Level(value, new Moment(at, 0));
            restored = at;
            agreed = WITNESSES;
            return true;
        } catch (NumberFormatException | DateTimeException e) {
            return false;
        }
    }
}
