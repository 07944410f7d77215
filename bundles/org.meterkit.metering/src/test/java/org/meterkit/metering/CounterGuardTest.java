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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meterkit.transport.Moment;

class CounterGuardTest {

    // 60 kW: 1 kWh a minute, so 1.01 kWh is the most for any time up to a minute
    private static final GuardSettings SETTINGS =
            new GuardSettings(BigDecimal.valueOf(60_000), BigDecimal.valueOf(60), Duration.ofMinutes(30));

    // near the overflow of the monotonic clock, which may be anywhere
    private static final Moment START = new Moment(
            Instant.parse("2026-03-29T00:59:50Z"),
            Long.MAX_VALUE - Duration.ofSeconds(90).toNanos());

    private final CounterGuard guard = CounterGuard.ofEnergy(SETTINGS);

    private static Moment after(int seconds) {
        return START.plus(Duration.ofSeconds(seconds));
    }

    private boolean accepts(String value, int seconds) {
        return guard.accept(new BigDecimal(value), after(seconds));
    }

    private String value() {
        return guard.value().orElseThrow().toPlainString();
    }

    @Test
    void believesTheFirstValue() {
        assertEquals(Optional.empty(), guard.value());
        assertTrue(accepts("4711.123", 0));
        assertEquals("4711.123", value());
    }

    @Test
    void letsARegisterStandOrRiseSlowly() {
        for (int second = 0; second < 600; second++) {
            assertTrue(accepts(
                    new BigDecimal("100")
                            .add(BigDecimal.valueOf(second / 10, 3))
                            .toPlainString(),
                    second));
        }
        assertEquals("100.059", value());
    }

    @Test
    void allowsAMinutesWorthAndAStepAtAnyTime() {
        accepts("100", 0);
        assertFalse(accepts("101.011", 1));
        assertTrue(accepts("101.01", 1));
    }

    @Test
    void allowsMoreAfterALongerTime() {
        accepts("100", 0);
        assertFalse(accepts("110.011", 600));
        assertTrue(accepts("110.01", 600));
    }

    @Test
    void holdsBackASpikeAndGoesOn() {
        accepts("100", 0);
        assertFalse(accepts("5100", 10));
        assertEquals("100", value());
        assertTrue(accepts("100.001", 20));
        assertEquals("100.001", value());
    }

    @Test
    void holdsBackAFallToZero() {
        accepts("100", 0);
        assertFalse(accepts("0", 10));
        assertFalse(accepts("99.999", 20));
        assertTrue(accepts("100", 30));
    }

    @Test
    void believesANewLevelThatPersisted() {
        accepts("100", 0);
        assertFalse(accepts("7", 10));
        assertFalse(accepts("7.1", 900));
        assertFalse(accepts("7.2", 10 + 1799));
        assertEquals("100", value());
        assertTrue(accepts("7.2", 10 + 1800));
        assertTrue(accepts("7.3", 10 + 1810));
        assertFalse(accepts("100", 10 + 1820));
    }

    @Test
    void believesARegisterThatWrappedOnceThatPersisted() {
        accepts("99999.9", 0);
        assertFalse(accepts("0.1", 60));
        assertFalse(accepts("0.2", 120));
        assertTrue(accepts("0.9", 60 + 1800));
    }

    @Test
    void aZeroAtFirstGivesWayToThreeReadings() {
        accepts("0", 0);
        assertFalse(accepts("5123.4", 10));
        assertFalse(accepts("5123.4", 20));
        assertTrue(accepts("5123.5", 30));
        assertFalse(accepts("0", 40));
    }

    @Test
    void aZeroThatThreeReadingsAgreedOnStands() {
        accepts("0", 0);
        accepts("0", 10);
        accepts("0", 20);
        assertFalse(accepts("5123.4", 30));
        assertFalse(accepts("5123.4", 40));
        assertFalse(accepts("5123.4", 50));
        assertEquals("0", value());
    }

    @Test
    void wantsThreeWitnesses() {
        accepts("100", 0);
        assertFalse(accepts("7", 10));
        assertFalse(accepts("7", 4000));
        assertTrue(accepts("7", 4010));
    }

    @Test
    void beginsToWaitAnewWhenTheOldLevelComesBack() {
        accepts("100", 0);
        for (int second = 10; second < 6000; second += 100) {
            assertFalse(accepts("7", second));
            assertTrue(accepts("100", second + 50));
        }
    }

    @Test
    void beginsToWaitAnewWhenTheNewLevelIsImpossibleToo() {
        accepts("100", 0);
        assertFalse(accepts("7", 10));
        assertFalse(accepts("7", 20));
        assertFalse(accepts("3", 1000));
        assertFalse(accepts("3", 1820));
        assertFalse(accepts("3", 2799));
        assertTrue(accepts("3", 2800));
    }

    @Test
    void isNotMovedByAClockThatIsSet() {
        guard.accept(new BigDecimal("100"), START);
        Moment clockAYearOn =
                new Moment(START.instant().plus(Duration.ofDays(365)), after(10).nanos());
        assertFalse(guard.accept(new BigDecimal("500"), clockAYearOn));
        Moment clockAYearBack = new Moment(
                START.instant().minus(Duration.ofDays(365)), after(600).nanos());
        assertTrue(guard.accept(new BigDecimal("110"), clockAYearBack));
    }

    @Test
    void takesAnEarlierMomentForAShortTime() {
        accepts("100", 100);
        assertTrue(accepts("100.5", 90));
        assertFalse(accepts("102", 95));
    }

    @Test
    void doesNothingWithoutATimeout() {
        CounterGuard off = CounterGuard.ofEnergy(
                new GuardSettings(BigDecimal.valueOf(60_000), BigDecimal.valueOf(60), Duration.ZERO));
        assertTrue(off.accept(new BigDecimal("100"), after(0)));
        assertTrue(off.accept(new BigDecimal("9000"), after(1)));
        assertTrue(off.accept(new BigDecimal("3"), after(2)));
    }

    @Test
    void believesAnythingOnceItForgot() {
        accepts("100", 0);
        guard.forget();
        assertEquals(Optional.empty(), guard.value());
        assertEquals(Optional.empty(), guard.save());
        assertTrue(accepts("3", 10));
    }

    @Test
    void limitsVolumesByTheirFlow() {
        CounterGuard volume = CounterGuard.ofVolume(SETTINGS);
        assertTrue(volume.accept(new BigDecimal("435.247"), after(0)));
        assertFalse(volume.accept(new BigDecimal("436.258"), after(5)));
        assertTrue(volume.accept(new BigDecimal("436.257"), after(5)));
    }

    /** A guard in a later run: the monotonic clock has nothing in common with the first one's. */
    private CounterGuard restarted() {
        CounterGuard next = CounterGuard.ofEnergy(SETTINGS);
        assertTrue(next.restore(guard.save().orElseThrow()));
        assertEquals(guard.value(), next.value());
        return next;
    }

    private static Moment later(Duration away) {
        return new Moment(START.instant().plus(away), 12345);
    }

    @Test
    void judgesByTheWallClockAcrossARestart() {
        accepts("100", 0);
        assertFalse(restarted().accept(new BigDecimal("160.02"), later(Duration.ofHours(1))));
        assertTrue(restarted().accept(new BigDecimal("160.01"), later(Duration.ofHours(1))));
        assertFalse(restarted().accept(new BigDecimal("99.9"), later(Duration.ofHours(1))));
    }

    @Test
    void countsOnFromTheAbsenceInTheNewRun() {
        accepts("100", 0);
        CounterGuard next = restarted();
        Moment back = later(Duration.ofMinutes(10));
        assertFalse(next.accept(new BigDecimal("111"), back));
        assertTrue(next.accept(new BigDecimal("111"), back.plus(Duration.ofMinutes(1))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-PT1S", "-P3650D", "P367D", "P20000D"})
    void takesAMinuteWhenTheClockWasSetMeanwhile(String away) {
        accepts("100", 0);
        assertFalse(restarted().accept(new BigDecimal("102"), later(Duration.parse(away))));
        assertTrue(restarted().accept(new BigDecimal("101"), later(Duration.parse(away))));
    }

    @Test
    void countsOnFromTheFirstReadingWhenTheClockWasSetBackMeanwhile() {
        accepts("100", 0);
        CounterGuard next = restarted();
        Moment back = later(Duration.ofDays(-1));
        assertFalse(next.accept(new BigDecimal("110"), back));
        assertTrue(next.accept(new BigDecimal("110"), back.plus(Duration.ofMinutes(10))));
    }

    @Test
    void keepsTheTimeOfAValueThatNoReadingFollowed() {
        accepts("100", 0);
        String saved = guard.save().orElseThrow();
        assertEquals(Optional.of(saved), restarted().save());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "100",
                "1 100",
                "1 x 2026-03-29T00:59:50Z",
                "1 100 yesterday",
                "2 100 2026-03-29T00:59:50Z",
                "1 100 2026-03-29T00:59:50Z more",
                "{\"value\":100}"
            })
    void beginsWithoutAValueWhenTheTextCannotBeRead(String text) {
        assertFalse(guard.restore(text));
        assertEquals(Optional.empty(), guard.value());
        assertTrue(accepts("3", 0));
    }
}
