/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.ekm.internal.thing;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import javax.measure.Unit;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.metering.Parameters;
import org.meterkit.transport.Moment;
import org.openhab.core.config.core.Configuration;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.library.unit.MetricPrefix;
import org.openhab.core.library.unit.SIUnits;
import org.openhab.core.library.unit.Units;
import org.openhab.core.thing.Channel;

/**
 * What a pulse input counts, and how fast. The rate is that from one pulse to the next; while none comes, it is at most that of a pulse
 * that would come now, and zero after an hour. For one thread.
 */
final class PulseInput {

    private static final Duration STANDSTILL = Duration.ofHours(1);
    private static final MathContext RATE_DIGITS = new MathContext(4);

    private final BigDecimal factor;
    private final Unit<?> unit;
    private final Unit<?> rateUnit;
    private final int rateSeconds;

    private @Nullable BigDecimal pulses;
    private @Nullable Moment changed;
    private double perSecond;

    private PulseInput(BigDecimal factor, Unit<?> unit, Unit<?> rateUnit, int rateSeconds) {
        this.factor = factor;
        this.unit = unit;
        this.rateUnit = rateUnit;
        this.rateSeconds = rateSeconds;
    }

    /**
     * As a channel's parameters {@code factor} and {@code unit} say.
     *
     * @param channel null when the thing does not have it now
     * @throws IllegalArgumentException with a sentence when one is wrong
     */
    static PulseInput of(@Nullable Channel channel) {
        Parameters parameters = new Parameters(channel == null ? new Configuration() : channel.getConfiguration());
        BigDecimal factor = factor(parameters.text("factor"));
        String unit = parameters.text("unit");
        return switch (unit.replace('³', '3')) {
            case "" -> new PulseInput(factor, Units.ONE, Units.ONE, 3600);
            case "m3" -> new PulseInput(factor, SIUnits.CUBIC_METRE, Units.CUBICMETRE_PER_HOUR, 3600);
            case "l" -> new PulseInput(factor, Units.LITRE, Units.LITRE_PER_MINUTE, 60);
            case "kWh" -> new PulseInput(factor, Units.KILOWATT_HOUR, MetricPrefix.KILO(Units.WATT), 3600);
            default ->
                throw new IllegalArgumentException(
                        "The parameter unit of a pulse input must be m3, l, kWh or empty, not '" + unit + "'.");
        };
    }

    private static BigDecimal factor(String text) {
        try {
            BigDecimal factor = text.isEmpty() ? BigDecimal.ONE : new BigDecimal(text);
            if (factor.signum() > 0) {
                return factor;
            }
        } catch (NumberFormatException e) {
            // answered below
        }
        throw new IllegalArgumentException(
                "The parameter factor of a pulse input must be a number above 0, not '" + text + "'.");
    }

    /** Takes a reading; null when the meter has no such input. */
    void read(@Nullable BigDecimal counted, Moment at) {
        BigDecimal before = pulses;
        Moment since = changed;
        pulses = counted;
        if (counted == null) {
            changed = null;
        } else if (before == null || since == null || counted.compareTo(before) < 0) {
            changed = at;
            perSecond = 0;
        } else {
            Duration time = at.since(since);
            double seconds = Math.max(1e-3, time.toNanos() * 1e-9);
            if (counted.compareTo(before) > 0) {
                perSecond = counted.subtract(before).doubleValue() / seconds;
                changed = at;
            } else {
                perSecond = time.compareTo(STANDSTILL) > 0 ? 0 : Math.min(perSecond, 1 / seconds);
            }
        }
    }

    /** Null when the meter has no such input. */
    @Nullable
    QuantityType<?> total() {
        BigDecimal counted = pulses;
        return counted == null ? null : new QuantityType<>(counted.multiply(factor), unit);
    }

    /** Null when the meter has no such input. */
    @Nullable
    QuantityType<?> rate() {
        return pulses == null
                ? null
                : new QuantityType<>(
                        new BigDecimal(perSecond * rateSeconds).multiply(factor).round(RATE_DIGITS), rateUnit);
    }

    /** What its total means. */
    @Override
    public String toString() {
        return factor + " " + unit;
    }
}
