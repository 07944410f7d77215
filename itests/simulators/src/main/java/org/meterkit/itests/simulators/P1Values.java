/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.itests.simulators;

import java.time.Instant;
import java.util.List;

/**
 * What a P1 telegram says, in whole numbers of small units. (DSMR 2 prints power rounded to tens of watts.)
 *
 * @param time the meter's clock, whole seconds
 * @param tariff the tariff that counts now, 1 or 2
 * @param importT1 energy taken in tariff 1, Wh
 * @param importT2 energy taken in tariff 2, Wh
 * @param exportT1 energy fed in in tariff 1, Wh
 * @param exportT2 energy fed in in tariff 2, Wh
 * @param power sum of the phases, W, negative when feeding in
 * @param phasePower power of each phase, W, negative when feeding in
 * @param phaseVoltage voltage of each phase, tenths of a volt
 * @param gasTime when the gas meter was read
 * @param gas what it showed, litres (thousandths of m³)
 */
public record P1Values(
        Instant time,
        int tariff,
        long importT1,
        long importT2,
        long exportT1,
        long exportT2,
        int power,
        List<Integer> phasePower,
        List<Integer> phaseVoltage,
        Instant gasTime,
        long gas) {

    public P1Values {
        phasePower = List.copyOf(phasePower);
        phaseVoltage = List.copyOf(phaseVoltage);
    }
}
