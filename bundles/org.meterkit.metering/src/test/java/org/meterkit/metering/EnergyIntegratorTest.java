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
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meterkit.transport.Moment;

class EnergyIntegratorTest {

    private static final Moment START = new Moment(
            Instant.parse("2026-03-29T00:59:50Z"),
            Long.MAX_VALUE - Duration.ofSeconds(90).toNanos());

    private final EnergyIntegrator integrator = new EnergyIntegrator(Duration.ofSeconds(300));

    private void add(String watts, long seconds) {
        integrator.add(new BigDecimal(watts), START.plus(Duration.ofSeconds(seconds)));
    }

    private void assertTotal(String kilowattHours) {
        BigDecimal off =
                integrator.total().subtract(new BigDecimal(kilowattHours)).abs();
        assertTrue(off.compareTo(new BigDecimal("1e-15")) < 0, () -> integrator.total() + " kWh");
    }

    @Test
    void theFirstReadingOnlySetsTheAnchor() {
        add("3600", 0);
        assertTotal("0");
    }

    @Test
    void sumsTrapezoids() {
        add("0", 0);
        add("3600", 10);
        assertTotal("0.005");
        add("3600", 20);
        assertTotal("0.015");
        add("1800", 30);
        assertTotal("0.0225");
    }

    @Test
    void bridgesAGapOfExactlyTheLongestAndNoLongerOne() {
        add("3600", 0);
        add("3600", 300);
        assertTotal("0.3");
        add("3600", 601);
        assertTotal("0.3");
        add("3600", 611);
        assertTotal("0.31");
    }

    @Test
    void countsNegativePowerAsNone() {
        add("-3600", 0);
        add("-3600", 10);
        assertTotal("0");
        add("3600", 20);
        assertTotal("0.005");
    }

    @Test
    void isNotMovedByAClockThatIsSet() {
        integrator.add(new BigDecimal("3600"), START);
        Moment clockBack = new Moment(
                START.instant().minus(Duration.ofDays(3)),
                START.plus(Duration.ofSeconds(10)).nanos());
        integrator.add(new BigDecimal("3600"), clockBack);
        assertTotal("0.01");
    }

    @Test
    void leavesOutAReadingThatIsEarlierThanTheLast() {
        add("3600", 10);
        add("7200", 5);
        add("3600", 20);
        assertTotal("0.01");
    }

    @Test
    void takesTheLaterOfTwoReadingsOfOneMoment() {
        add("0", 0);
        add("3600", 0);
        add("3600", 10);
        assertTotal("0.01");
    }

    @Test
    void losesNothingToRounding() {
        EnergyIntegrator yearly = new EnergyIntegrator(Duration.ofSeconds(300));
        BigDecimal watts = new BigDecimal("0.007");
        for (int i = 0; i <= 100_000; i++) {
            yearly.add(watts, START.plus(Duration.ofSeconds(3L * i)));
        }
        BigDecimal exact = new BigDecimal("0.007")
                .multiply(BigDecimal.valueOf(300_000))
                .divide(BigDecimal.valueOf(3_600_000), 20, RoundingMode.HALF_UP);
        assertTrue(
                yearly.total().subtract(exact).abs().compareTo(new BigDecimal("1e-12")) < 0, () -> "" + yearly.total());
    }

    @Test
    void goesOnAfterARestartFromItsTotalAndANewAnchor() {
        add("3600", 0);
        add("3600", 10);
        EnergyIntegrator next = new EnergyIntegrator(Duration.ofSeconds(300));
        assertTrue(next.restore(integrator.save()));
        assertEquals(0, next.total().compareTo(new BigDecimal("0.01")));
        Moment nextRun = new Moment(START.instant().plusSeconds(20), 77);
        next.add(new BigDecimal("3600"), nextRun);
        assertEquals(0, next.total().compareTo(new BigDecimal("0.01")));
        next.add(new BigDecimal("3600"), nextRun.plus(Duration.ofSeconds(10)));
        assertEquals(0, next.total().compareTo(new BigDecimal("0.02")));
    }

    @Test
    void countsOnAfterAReset() {
        add("3600", 0);
        add("3600", 10);
        integrator.reset();
        assertTotal("0");
        add("3600", 20);
        assertTotal("0.01");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "17", "2 17", "1 x", "1 17 4", "1 -17"})
    void beginsAtZeroWhenTheTextCannotBeRead(String text) {
        assertFalse(integrator.restore(text));
        assertTotal("0");
    }
}
