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

/**
 * What a {@link CounterGuard} takes for possible.
 *
 * @param maxPower largest power of the connection in W; an energy register cannot rise faster
 * @param maxFlow largest flow in m³/h; a volume register cannot rise faster
 * @param timeout how long a register must stay at an impossible new level until that is believed; zero switches the guard off
 */
public record GuardSettings(BigDecimal maxPower, BigDecimal maxFlow, Duration timeout) {

    /** 100 kW, 100 m³/h and 30 minutes: generous for any house. */
    public static final GuardSettings DEFAULT =
            new GuardSettings(BigDecimal.valueOf(100_000), BigDecimal.valueOf(100), Duration.ofMinutes(30));
}
