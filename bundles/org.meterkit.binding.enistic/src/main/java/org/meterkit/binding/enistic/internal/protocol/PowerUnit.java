/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.enistic.internal.protocol;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;

/** The unit of the power in colon separated readings, on which the vendor's page and devices disagree. */
public enum PowerUnit {
    /** What the vendor's own example can only mean: 94031.992 for a mains socket. */
    MILLIWATT("mW", 3),
    /** What the vendor's table says. */
    WATT("W", 0);

    private final String symbol;
    private final int decimals;

    PowerUnit(String symbol, int decimals) {
        this.symbol = symbol;
        this.decimals = decimals;
    }

    /** The unit written {@code mW} or {@code W}; empty for anything else. */
    public static Optional<PowerUnit> of(String symbol) {
        return Arrays.stream(values())
                .filter(unit -> unit.symbol.equals(symbol.strip()))
                .findFirst();
    }

    BigDecimal toWatts(BigDecimal power) {
        return power.movePointLeft(decimals);
    }
}
