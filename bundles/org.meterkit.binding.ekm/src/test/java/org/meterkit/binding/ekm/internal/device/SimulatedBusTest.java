/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.ekm.internal.device;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.meterkit.binding.ekm.internal.protocol.EkmSetting;
import org.meterkit.binding.ekm.internal.protocol.OmnimeterAddresses;
import org.meterkit.binding.ekm.internal.protocol.OmnimeterField;
import org.meterkit.binding.ekm.internal.protocol.OmnimeterReading;
import org.meterkit.itests.simulators.EkmFault;
import org.meterkit.itests.simulators.EkmMeter;
import org.meterkit.itests.simulators.EkmSimulator;
import org.meterkit.itests.simulators.PseudoTerminal;
import org.meterkit.transport.testing.LoopbackTransport;

/** A bus against simulated meters, over pseudo-terminals and TCP: ports, kernel and line speed take part. */
class SimulatedBusTest {

    private static final Duration OFTEN = Duration.ofMillis(100);
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final String PASSWORD = "00000000";

    private final LoopbackTransport transport = new LoopbackTransport();
    private final EkmMeter first = EkmMeter.v4("300001285");
    private final EkmMeter second = EkmMeter.v4("300001286", 0);
    private final EkmMeter old = EkmMeter.v3("10015");

    @AfterEach
    void close() {
        transport.close();
    }

    private static PseudoTerminal terminal() throws Exception {
        assumeTrue(PseudoTerminal.isSupported(), "Pseudo-terminals can be made on Linux only.");
        return PseudoTerminal.open();
    }

    private BusBench bench(String line, Duration interval) throws Exception {
        return new BusBench(transport.lines(), line, interval, TIMEOUT, 2);
    }

    @Test
    void threeMetersOnOneLineAreReadAtItsSpeed() throws Exception {
        first.setEnergy(12_345, 345);
        second.setEnergy(77, 7);
        old.setEnergy(99, 0);
        second.setLine(1, 230, 1, -230, "L100");
        try (PseudoTerminal terminal = terminal();
                EkmSimulator simulator = EkmSimulator.with(first, second, old)
                        .echo()
                        .eightBits()
                        .paced(Duration.ofMillis(30))
                        .start(terminal);
                BusBench bench = bench(terminal.path().toString(), OFTEN)) {
            BusBench.Heard[] heard = {bench.add(first.address()), bench.add(second.address()), bench.add(old.address())
            };
            assertEquals(new BigDecimal("120.00"), heard[0].reading().imported(OmnimeterField.ENERGY, 1));
            OmnimeterReading reversed = heard[1].reading();
            assertEquals(new BigDecimal("70"), reversed.imported(OmnimeterField.ENERGY_TARIFF, 1));
            assertEquals(new BigDecimal("-230"), reversed.power(1));
            assertEquals(new BigDecimal("9.9"), heard[2].reading().imported(OmnimeterField.ENERGY, 1));
            assertEquals(0, bench.cycle().damaged());
            assertTrue(simulator.ends() >= 2);
        }
    }

    @Test
    void aSearchFindsAllMetersWhilePollsGoOn() throws Exception {
        try (PseudoTerminal terminal = terminal();
                EkmSimulator simulator = EkmSimulator.with(first, second, old).start(terminal);
                BusBench bench = bench(terminal.path().toString(), OFTEN)) {
            BusBench.Heard present = bench.add(first.address());
            present.reading();
            BusBench.Search search = new BusBench.Search();
            bench.bus.scan(OmnimeterAddresses.parseRanges("300001260-300001290"), search);
            assertEquals(
                    "More than one meter answers at once. 3 meters were found after 31 of 31 addresses.", search.end());
            assertEquals(Set.of(first.address(), second.address(), old.address()), new TreeSet<>(search.hits()));
            assertTrue(present.failures().isEmpty());
            assertTrue(simulator.requests() > 33);
        }
    }

    @Test
    void everySettingIsTakenAndReadBack() throws Exception {
        IntFunction<EkmSetting> all = i -> List.of(
                        EkmSetting.clock(LocalDateTime::now),
                        EkmSetting.resetMaximumDemand(),
                        EkmSetting.demandPeriod(30),
                        EkmSetting.demandAutoReset(1),
                        EkmSetting.resetResettableEnergy(),
                        EkmSetting.ctRatio(400),
                        EkmSetting.pulseRatio(2, 100),
                        EkmSetting.pulseOutputRatio(80, 400),
                        EkmSetting.relay(1, true, 0),
                        EkmSetting.schedule(7, "01:00=4,23:30=1"),
                        EkmSetting.seasons("03-01=7"),
                        EkmSetting.holidays("12-24,12-25"),
                        EkmSetting.specialSchedules(2, 8),
                        EkmSetting.password("12345678"))
                .get(i);
        first.setClockOffset(Duration.ofHours(5));
        try (EkmSimulator simulator = EkmSimulator.with(first, old).startTcp();
                BusBench bench = bench("tcp://localhost:" + simulator.bridge().port(), Duration.ofHours(1))) {
            bench.opening();
            bench.add(first.address()).reading();
            for (int i = 0; i < 14; i++) {
                String result = BusBench.sentence(bench.bus.set(first.address(), PASSWORD, all.apply(i)));
                assertFalse(result.startsWith("Refused"), result);
            }
            assertTrue(first.isRelayOn(1));
            assertEquals(
                    "Refused: The meter did not accept the password; nothing was set.",
                    BusBench.sentence(bench.bus.set(first.address(), PASSWORD, EkmSetting.relay(1, false, 0))));
            assertEquals(
                    "Relay 1: off.",
                    BusBench.sentence(bench.bus.set(first.address(), "12345678", EkmSetting.relay(1, false, 10))));
            assertEquals(
                    "[07:00=1,22:00=2, 07:00=1,22:00=2, 07:00=1,22:00=2, 07:00=1,22:00=2, 07:00=1,22:00=2, "
                            + "07:00=1,22:00=2, 01:00=4,23:30=1, 07:00=1,22:00=2, 03-01=7, 12-24,12-25, 2,8]",
                    BusBench.sentence(bench.bus.readCalendars(first.address())));
            assertFalse(simulator.isSelected());
            bench.add(old.address()).reading();
            List<OmnimeterBus.Month> months =
                    bench.bus.readMonths(old.address()).get(20, SECONDS);
            assertEquals(
                    "[100.0, 60.0, 40.0, 0.0, 0.0]", months.get(0).imported().toString());
        }
    }

    @Test
    void aMeterThatFallsSilentInASettingDoesNotHoldTheOthersUp() throws Exception {
        try (EkmSimulator simulator = EkmSimulator.with(first, second).startTcp();
                BusBench bench = bench("tcp://localhost:" + simulator.bridge().port(), OFTEN)) {
            BusBench.Heard heard = bench.add(second.address());
            bench.add(first.address()).reading();
            simulator.muteAfterPassword(true);
            CompletableFuture<String> setting = bench.bus.set(first.address(), PASSWORD, EkmSetting.relay(1, true, 0));
            String sentence = BusBench.sentence(setting);
            assertEquals("Refused: The meter did not confirm the setting. Relay 1: off.", sentence);
            assertFalse(first.isRelayOn(1));
            heard.readings().clear();
            heard.reading();
            assertEquals(0, first.writes("0081"));
        }
    }

    @Test
    void aBridgeThatResetsIsOpenedAgainAndWhatItKeptIsDropped() throws Exception {
        try (EkmSimulator simulator = EkmSimulator.with(old).startTcp();
                BusBench bench = bench("tcp://localhost:" + simulator.bridge().port(), OFTEN)) {
            BusBench.Heard heard = bench.add(old.address());
            heard.reading();
            bench.opening();
            simulator.bridge().reset();
            bench.fault();
            bench.opening();
            simulator.babble(new byte[] {2, 3, 4});
            heard.readings().clear();
            heard.reading();
        }
    }

    @Test
    void faultsOfAnyKindGiveNoWrongValue() throws Exception {
        first.setEnergy(4_711, 0);
        try (EkmSimulator simulator = EkmSimulator.with(first, second).startTcp();
                BusBench bench = bench("tcp://localhost:" + simulator.bridge().port(), Duration.ofMillis(1))) {
            BusBench.Heard heard = bench.add(first.address());
            heard.reading();
            for (EkmFault fault : EkmFault.values()) {
                simulator.fail(fault, 2);
                for (int i = 0; i < 5; i++) {
                    assertEquals(new BigDecimal("47.11"), heard.reading().number(OmnimeterField.ENERGY), fault.name());
                }
            }
            simulator.damage(0.1);
            for (int i = 0; i < 50; i++) {
                assertEquals(new BigDecimal("47.11"), heard.reading().number(OmnimeterField.ENERGY));
            }
            assertTrue(
                    bench.bus != null && heard.failures().size() <= 2,
                    heard.failures().toString());
        }
    }
}
