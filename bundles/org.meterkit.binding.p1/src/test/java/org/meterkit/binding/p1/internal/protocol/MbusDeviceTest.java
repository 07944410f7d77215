/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.p1.internal.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meterkit.binding.p1.internal.protocol.MbusDevice.Kind;

/** Meters that name their medium, or do not say what they measure. */
class MbusDeviceTest {

    private static List<MbusDevice> devices(String... lines) {
        return MbusDevice.list(Telegrams.decode(Telegrams.composed(lines)));
    }

    @ParameterizedTest
    @CsvSource({"5-0, 1.0.0, GJ, HEAT", "6-0, 1.0.0, GJ, COOLING", "7-0, 23.2.0, m3, GAS", "8-0, 1.0.0, m3, WATER"})
    void aMeterOfDsmr2IsKnownByItsMedium(String medium, String register, String unit, Kind kind) {
        MbusDevice device =
                new MbusDevice(0, kind, "ABC", P1Time.parse("090212160000"), P1Number.parse("00012.345*" + unit), 1);

        assertEquals(
                List.of(device),
                devices(
                        medium + ":0.0.0(414243)",
                        medium + ":" + register + "(090212160000)(00012.345*" + unit + ")",
                        medium + ":24.4.0(1)"));
        assertEquals(
                List.of(device),
                devices(
                        medium + ":0.0.0(414243)",
                        medium + ":" + register + "(00012.345*" + unit + ")(090212160000)",
                        medium + ":24.4.0(1)"));
    }

    @Test
    void theDailyRegisterWinsOverTheHourlyOnes() {
        assertEquals(
                P1Number.parse("9*m3"),
                devices("7-0:23.2.0(090212160000)(9*m3)", "7-0:23.1.0(090212160000)(1*m3)(2*m3)(3*m3)")
                        .get(0)
                        .reading());
        assertEquals(
                P1Number.parse("3*m3"),
                devices("7-0:23.1.0(090212160000)(1*m3)(2*m3)(3*m3)").get(0).reading());
    }

    @ParameterizedTest
    @CsvSource({"m3, GAS", "GJ, HEAT", "kWh, ELECTRICITY", "furlong, UNKNOWN"})
    void withoutATypeTheUnitSpeaks(String unit, Kind kind) {
        assertEquals(
                kind,
                devices("0-2:24.2.1(200208141004W)(1*" + unit + ")").get(0).kind());
        assertEquals(
                Kind.UNKNOWN,
                devices("0-2:24.1.0(000)", "0-2:24.2.1(200208141004W)(1*" + unit + ")")
                        .get(0)
                        .kind());
    }
}
