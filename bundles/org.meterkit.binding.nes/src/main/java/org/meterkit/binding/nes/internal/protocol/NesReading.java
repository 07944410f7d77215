/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.nes.internal.protocol;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.eclipse.jdt.annotation.Nullable;

/**
 * What a meter said at one time, through whichever door. Null is what was not sent.
 *
 * @param powerImport W
 * @param powerExport W
 * @param reactivePowerImport var
 * @param reactivePowerExport var
 * @param apparentPower VA
 * @param frequency Hz
 * @param phases L1 to L3, always three
 * @param energyImport kWh
 * @param energyExport kWh
 * @param reactiveEnergyImport kvarh
 * @param reactiveEnergyExport kvarh
 * @param tariffs as many as the meter has
 * @param outages how often the power failed
 * @param outageSeconds how long in all
 * @param clock the meter's own
 */
public record NesReading(
        @Nullable BigDecimal powerImport,
        @Nullable BigDecimal powerExport,
        @Nullable BigDecimal reactivePowerImport,
        @Nullable BigDecimal reactivePowerExport,
        @Nullable BigDecimal apparentPower,
        @Nullable BigDecimal frequency,
        List<Phase> phases,
        @Nullable BigDecimal energyImport,
        @Nullable BigDecimal energyExport,
        @Nullable BigDecimal reactiveEnergyImport,
        @Nullable BigDecimal reactiveEnergyExport,
        List<Tariff> tariffs,
        @Nullable BigDecimal outages,
        @Nullable BigDecimal outageSeconds,
        @Nullable Instant clock) {

    public static final int PHASES = 3;

    /**
     * One phase.
     *
     * @param power W, negative when fed in
     * @param voltage V
     * @param current A, without direction
     * @param powerFactor 0 to 1, negative when the current leads
     */
    public record Phase(
            @Nullable BigDecimal power,
            @Nullable BigDecimal voltage,
            @Nullable BigDecimal current,
            @Nullable BigDecimal powerFactor) {

        /** A phase that was not sent. */
        public static final Phase NONE = new Phase(null, null, null, null);
    }

    /**
     * One tariff.
     *
     * @param energyImport kWh
     * @param energyExport kWh
     */
    public record Tariff(
            @Nullable BigDecimal energyImport, @Nullable BigDecimal energyExport) {}

    /** Copies the lists. */
    public NesReading {
        phases = List.copyOf(phases);
        tariffs = List.copyOf(tariffs);
        if (phases.size() != PHASES) {
            throw new IllegalArgumentException("Three phases are expected, not " + phases.size() + ".");
        }
    }
}
