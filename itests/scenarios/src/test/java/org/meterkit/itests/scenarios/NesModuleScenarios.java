/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.itests.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.meterkit.itests.simulators.MepFault;
import org.meterkit.itests.simulators.MepSimulator;

/** A NES meter behind a MEP module as its owner meets it. */
@ExtendWith(OneOpenHab.class)
class NesModuleScenarios {

    private static final String METER = "nes:mep:module";

    /** Those of the module's faults that must not keep the host busy or lead it astray; the others differ in their sentence only. */
    private static final List<MepFault> FAULTS =
            List.of(MepFault.SERVER_ERROR, MepFault.SILENT, MepFault.ENDLESS, MepFault.HUGE, MepFault.REDIRECT);

    private final OpenHab openHab;
    private MepSimulator module;

    @TempDir
    Path data;

    NesModuleScenarios(OpenHab openHab) {
        this.openHab = openHab;
    }

    @BeforeEach
    void startModule() throws Exception {
        module = MepSimulator.open();
    }

    @AfterEach
    void cleanUp() {
        if (openHab.hasThing(METER)) {
            openHab.removeThing(METER);
        }
        module.close();
    }

    private static Map<String, Object> configuration(MepSimulator module) {
        return Map.of("host", "127.0.0.1", "port", module.port(), "pollInterval", 2, "offlineAfter", 5);
    }

    private void create() {
        openHab.createThing("nes:mep", "", "module", configuration(module));
    }

    private double number(String channel, String itemType) {
        return OpenHab.number(openHab.awaitState(
                openHab.link(METER, channel, itemType), state -> !Double.isNaN(OpenHab.number(state)), "a number"));
    }

    private double kilowattHours(String item) {
        return kilowattHoursOf(openHab.state(item));
    }

    private static double kilowattHoursOf(String state) {
        return OpenHab.number(state) * (state.endsWith(" Wh") ? 1e-3 : 1);
    }

    @Test
    void aModuleIsReadAndItsUnitsAreRight() {
        module.freeze(true);
        create();
        openHab.awaitStatus(METER, "ONLINE");
        String energy = openHab.link(METER, "energy-import", "Number:Energy");
        openHab.awaitState(energy, state -> Math.abs(kilowattHoursOf(state) - 344.180) < 1e-6, "344.18 kWh");
        assertEquals(2710, number("power", "Number:Power"), 1e-6);
        double current = number("current-l3", "Number:ElectricCurrent");
        assertTrue(Math.abs(current - 6.544) < 1e-6 || Math.abs(current - 6544) < 1e-6, "6.544 A, not " + current);
        double voltage = number("voltage-l1", "Number:ElectricPotential");
        assertTrue(
                Math.abs(voltage - 225.319) < 1e-6 || Math.abs(voltage - 225_319) < 1e-6, "225.319 V, not " + voltage);
        assertEquals(
                "3.10.21",
                openHab.thing(METER)
                        .getAsJsonObject("properties")
                        .get("firmwareVersion")
                        .getAsString());
        assertEquals(1, module.mostAtOnce(), "requests at the same time");
        assertEquals(0, module.strayRequests());
    }

    @Test
    void feedingInIsNegativePower() {
        module.setPower(-1500);
        create();
        openHab.awaitStatus(METER, "ONLINE");
        assertEquals(-1500, number("power", "Number:Power"), 1e-6);
        assertEquals(-1500, number("power-l1", "Number:Power"), 1e-6);
        assertEquals(1500, number("power-export", "Number:Power"), 1e-6);
        assertEquals(0, number("power-import", "Number:Power"), 1e-6);
    }

    @Test
    void aSpikeIsHeldBackAndTheTrueValueComesThrough() throws Exception {
        module.setEnergy(344_180, 7_583);
        create();
        openHab.awaitStatus(METER, "ONLINE");
        String energy = openHab.link(METER, "energy-import", "Number:Energy");
        String rejected = openHab.link(METER, "rejected-readings", "Number");
        openHab.awaitState(energy, state -> Math.abs(kilowattHoursOf(state) - 344.180) < 1e-6, "344.18 kWh");

        module.setEnergy(5_344_180, 7_583);
        openHab.awaitState(rejected, state -> OpenHab.number(state) >= 1, "at least 1");
        assertEquals(344.180, kilowattHours(energy), 1e-6);

        module.setEnergy(344_200, 7_583);
        openHab.awaitState(energy, state -> Math.abs(kilowattHoursOf(state) - 344.200) < 1e-6, "344.2 kWh");
    }

    @Test
    void anotherMeterBehindTheModuleIsBelievedAtOnce() {
        create();
        openHab.awaitStatus(METER, "ONLINE");
        String energy = openHab.link(METER, "energy-import", "Number:Energy");
        openHab.awaitState(energy, state -> kilowattHoursOf(state) > 344, "344.18 kWh");
        synchronized (module) {
            module.set("Utility_SN", "0000000099999999");
            module.setEnergy(1_000, 0);
        }
        openHab.awaitState(energy, state -> Math.abs(kilowattHoursOf(state) - 1) < 1e-6, "1 kWh");
    }

    @Test
    void aModuleThatIsNotReadySaysSoAndShowsNothing() {
        module.setNotReady();
        String meter = openHab.createThing("nes:mep", "", "new", configuration(module));
        String energy = openHab.link(meter, "energy-import", "Number:Energy");
        String status = openHab.awaitStatus(meter, "OFFLINE COMMUNICATION_ERROR");
        assertTrue(status.contains("not read its meter"), status);
        String state = openHab.state(energy);
        assertTrue(Double.isNaN(OpenHab.number(state)), () -> "A module that is not ready has no values, not " + state);
        openHab.removeThing(meter);
    }

    @Test
    void aFaultIsASentenceAndTheNextReadingBringsTheMeterBack() {
        create();
        openHab.awaitStatus(METER, "ONLINE");
        for (MepFault fault : FAULTS) {
            module.setFault(fault);
            String status = openHab.awaitStatus(METER, "OFFLINE COMMUNICATION_ERROR");
            assertTrue(status.endsWith("."), () -> fault + ": " + status);
            module.setFault(MepFault.NONE);
            openHab.awaitStatus(METER, "ONLINE");
        }
        assertEquals(0, module.strayRequests(), "Redirects are not followed");
        assertEquals(1, module.mostAtOnce(), "One request at a time");
    }

    @Test
    void aModuleThatRepeatsItselfIsStale() {
        create();
        openHab.awaitStatus(METER, "ONLINE");
        module.freeze(true);
        String status = openHab.awaitStatus(METER, "OFFLINE COMMUNICATION_ERROR");
        assertFalse(status.isBlank());
        module.freeze(false);
        openHab.awaitStatus(METER, "ONLINE");
    }

    @Test
    void aMissingHostIsAConfigurationError() {
        openHab.createThing("nes:mep", "", "module", Map.of("host", " "));
        assertTrue(openHab.awaitStatus(METER, "OFFLINE CONFIGURATION_ERROR").contains("host"));
    }

    @Test
    void theGuardSurvivesARestart() throws Exception {
        assumeTrue(UnderTest.isWorkbench(), "A real openHAB is not restarted by the scenarios");
        try (UnderTest first = UnderTest.start(data)) {
            first.openHab().createThing("nes:mep", "", "module", configuration(module));
            first.openHab().awaitStatus(METER, "ONLINE");
            String energy = first.openHab().link(METER, "energy-import", "Number:Energy");
            first.openHab().awaitState(energy, state -> kilowattHoursOf(state) > 344, "344.18 kWh");
            assertTrue(first.stop(), "The workbench did not stop by itself");
        }
        module.setEnergy(5_344_180, 7_583);
        try (UnderTest second = UnderTest.start(data)) {
            second.openHab().awaitStatus(METER, "ONLINE");
            String energy = "nes_mep_module_energy_import";
            String state =
                    second.openHab().awaitState(energy, value -> !Double.isNaN(OpenHab.number(value)), "a number");
            assertEquals(344.180, kilowattHoursOf(state), 1e-6);
        }
    }
}
