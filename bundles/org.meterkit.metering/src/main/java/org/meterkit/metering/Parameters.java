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
import java.time.Duration;
import org.meterkit.transport.LineAddress;
import org.openhab.core.config.core.Configuration;

/**
 * Reads a thing's parameters as users and files give them: a number may come as a text. What is wrong is said in a sentence that names
 * the parameter.
 */
public record Parameters(Configuration configuration) {

    private static final int DAY = 86_400;
    private static final int MOST_WATTS = 100_000_000;

    /** The text without blanks around it; empty when not given. */
    public String text(String name) {
        Object value = configuration.get(name);
        return value == null ? "" : value.toString().strip();
    }

    /**
     * A whole number.
     *
     * @throws IllegalArgumentException when it is something else, or below or above what is allowed
     */
    public int integer(String name, int whenNotGiven, int least, int most) {
        String text = text(name);
        if (text.isEmpty()) {
            return whenNotGiven;
        }
        try {
            int value = new BigDecimal(text).intValueExact();
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException | ArithmeticException e) {
            // answered below
        }
        throw new IllegalArgumentException("The parameter " + name + " must be a whole number from " + least + " to "
                + most + ", not '" + text + "'.");
    }

    /**
     * A whole number of seconds, a day at most.
     *
     * @throws IllegalArgumentException as {@link #integer}
     */
    public Duration seconds(String name, int whenNotGiven, int least) {
        return Duration.ofSeconds(integer(name, whenNotGiven, least, DAY));
    }

    /**
     * The address of a line.
     *
     * @throws IllegalArgumentException when it is none
     */
    public LineAddress line(String name) {
        try {
            return LineAddress.parse(text(name));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The parameter " + name + " is wrong. " + e.getMessage(), e);
        }
    }

    /**
     * The limits of counters from {@code maxPower} in W and {@code guardTimeout} in s.
     *
     * @param whenNotGiven what counts for a parameter that is not there
     * @throws IllegalArgumentException as {@link #integer}
     */
    public GuardSettings guard(GuardSettings whenNotGiven) {
        int watts = integer("maxPower", whenNotGiven.maxPower().intValueExact(), 1, MOST_WATTS);
        Duration timeout = seconds("guardTimeout", (int) whenNotGiven.timeout().toSeconds(), 0);
        return new GuardSettings(BigDecimal.valueOf(watts), whenNotGiven.maxFlow(), timeout);
    }
}
