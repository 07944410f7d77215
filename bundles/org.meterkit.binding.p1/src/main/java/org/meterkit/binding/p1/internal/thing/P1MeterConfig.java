/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.p1.internal.thing;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.metering.GuardSettings;
import org.meterkit.transport.LineAddress;
import org.meterkit.transport.SerialSettings;
import org.openhab.core.config.core.Configuration;

/**
 * The parameters of a {@code p1:meter}.
 *
 * @param port where the meter is
 * @param settings its serial settings; null when they are to be found
 * @param offlineAfter silence that makes it OFFLINE
 * @param guard limits of its counters
 */
record P1MeterConfig(LineAddress port, @Nullable SerialSettings settings, Duration offlineAfter, GuardSettings guard) {

    private static final String AUTO = "auto";
    private static final int OFFLINE_AFTER = 60;
    private static final int DAY = 86_400;
    private static final int MOST_WATTS = 100_000_000;

    /**
     * Reads the parameters.
     *
     * @throws IllegalArgumentException when one is wrong; the message is a sentence that names it
     */
    static P1MeterConfig of(Configuration configuration) {
        Parameters parameters = new Parameters(configuration);
        return new P1MeterConfig(
                port(parameters.text(P1Ids.PORT)),
                settings(parameters.text(P1Ids.SERIAL_SETTINGS)),
                Duration.ofSeconds(parameters.integer(P1Ids.OFFLINE_AFTER, OFFLINE_AFTER, 1, DAY)),
                guard(parameters));
    }

    private static LineAddress port(String text) {
        try {
            return LineAddress.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The parameter port is wrong. " + e.getMessage(), e);
        }
    }

    private static @Nullable SerialSettings settings(String text) {
        if (text.isEmpty() || text.toLowerCase(Locale.ROOT).equals(AUTO)) {
            return null;
        }
        try {
            return SerialSettings.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "The parameter serialSettings is wrong. Give auto, or settings. " + e.getMessage(), e);
        }
    }

    static GuardSettings guard(Parameters parameters) {
        GuardSettings standard = GuardSettings.DEFAULT;
        int watts = parameters.integer(P1Ids.MAX_POWER, standard.maxPower().intValueExact(), 1, MOST_WATTS);
        int timeout =
                parameters.integer(P1Ids.GUARD_TIMEOUT, (int) standard.timeout().toSeconds(), 0, DAY);
        return new GuardSettings(BigDecimal.valueOf(watts), standard.maxFlow(), Duration.ofSeconds(timeout));
    }
}
