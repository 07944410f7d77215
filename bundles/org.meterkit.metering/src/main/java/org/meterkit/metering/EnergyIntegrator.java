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
import java.math.RoundingMode;
import java.time.Duration;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.transport.Moment;

/**
 * Sums up power to energy: the trapezoid between two readings, by the monotonic times at which they arrived.
 *
 * <p>A gap longer than allowed is not bridged, since nobody knows what happened in it. The sum never falls: a negative power
 * counts as zero. After a restart the first reading only sets the anchor. Not thread-safe.
 */
public final class EnergyIntegrator {

    // Enough for a reading a second over decades: rounding stays below a milliwatt-second in all.
    private static final int DIGITS = 18;
    private static final BigDecimal TWICE_WATT_NANOS_PER_KWH = BigDecimal.valueOf(2)
            .multiply(BigDecimal.valueOf(1000))
            .multiply(BigDecimal.valueOf(Duration.ofHours(1).toNanos()));
    private static final String VERSION = "1";

    private final Duration longestGap;
    private BigDecimal total = BigDecimal.ZERO;
    private BigDecimal power = BigDecimal.ZERO;
    private @Nullable Moment anchor;

    /**
     * Begins at zero.
     *
     * @param longestGap time between two readings that is still bridged
     */
    public EnergyIntegrator(Duration longestGap) {
        this.longestGap = longestGap;
    }

    /**
     * Takes a reading in.
     *
     * @param watts power in W
     * @return the sum in kWh
     */
    public BigDecimal add(BigDecimal watts, Moment at) {
        BigDecimal next = watts.max(BigDecimal.ZERO);
        Moment before = anchor;
        Duration elapsed = before == null ? Duration.ZERO : at.since(before);
        if (elapsed.isNegative()) {
            return total;
        }
        if (elapsed.compareTo(longestGap) <= 0) {
            total = total.add(power.add(next)
                    .multiply(BigDecimal.valueOf(elapsed.toNanos()))
                    .divide(TWICE_WATT_NANOS_PER_KWH, DIGITS, RoundingMode.HALF_EVEN));
        }
        power = next;
        anchor = at;
        return total;
    }

    /** The sum in kWh. */
    public BigDecimal total() {
        return total;
    }

    /** Sets the sum to zero; counting goes on. */
    public void reset() {
        total = BigDecimal.ZERO;
    }

    /** What has to be kept over a restart. */
    public String save() {
        return VERSION + " " + total.toPlainString();
    }

    /**
     * Takes up what {@link #save} gave in an earlier run.
     *
     * @return false, and nothing is changed, when the text cannot be read
     */
    public boolean restore(String text) {
        String[] parts = text.split(" ");
        if (parts.length != 2 || !parts[0].equals(VERSION)) {
            return false;
        }
        try {
            BigDecimal saved = new BigDecimal(parts[1]);
            if (saved.signum() < 0) {
                return false;
            }
            total = saved;
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
