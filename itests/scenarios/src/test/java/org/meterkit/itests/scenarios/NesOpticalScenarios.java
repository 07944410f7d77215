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

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.meterkit.itests.simulators.NesFault;
import org.meterkit.itests.simulators.NesMeter;
import org.meterkit.itests.simulators.NesSimulator;
import org.meterkit.itests.simulators.PseudoTerminal;

/** A NES meter with an optical head as its owner meets it. */
@ExtendWith(OneOpenHab.class)
class NesOpticalScenarios {

    private static final String METER = "nes:optical:home";

    private final OpenHab openHab;
    private final NesMeter meter = NesMeter.builder().build();

    @TempDir
    Path folder;

    NesOpticalScenarios(OpenHab openHab) {
        this.openHab = openHab;
    }

    @AfterEach
    void removeThing() {
        if (openHab.hasThing(METER)) {
            openHab.removeThing(METER);
        }
    }

    private void create(String port, Map<String, Object> more) {
        Map<String, Object> configuration =
                new HashMap<>(Map.of("port", port, "key", NesSimulator.KEY, "pollInterval", 1));
        configuration.putAll(more);
        openHab.createThing("nes:optical", "", "home", configuration);
    }

    private static String address(NesSimulator simulator) {
        return "tcp://127.0.0.1:" + simulator.bridge().port();
    }

    private static double kilo(String state) {
        return OpenHab.number(state) * (state.endsWith(" Wh") || state.endsWith(" W") ? 1e-3 : 1);
    }

    private String awaitKilo(String channel, String itemType, double expected) {
        String item = openHab.link(METER, channel, itemType);
        openHab.awaitState(item, state -> Math.abs(kilo(state) - expected) < 1e-9, expected + " k");
        return item;
    }

    @Test
    void aMeterOnAnOpticalHeadIsRead() throws Exception {
        assumeTrue(PseudoTerminal.isSupported(), "No pseudo-terminals here");
        try (PseudoTerminal terminal = PseudoTerminal.open(folder.resolve("head"));
                NesSimulator simulator = NesSimulator.of(meter)
                        .paced(Duration.ofMillis(20))
                        .zeroAsAcknowledgement()
                        .start(terminal)) {
            create(folder.resolve("head").toString(), Map.of());
            openHab.awaitStatus(METER, "ONLINE");
            awaitKilo("energy-import", "Number:Energy", 344.180);
            awaitKilo("energy-export", "Number:Energy", 7.583);
            String power = awaitKilo("power", "Number:Power", 2.710);
            meter.setPower(-420);
            openHab.awaitState(power, state -> Math.abs(kilo(state) + 0.420) < 1e-9, "-420 W");
            JsonObject properties = openHab.thing(METER).getAsJsonObject("properties");
            assertEquals("3.10.21", properties.get("firmwareVersion").getAsString());
            assertEquals("83334-3I", properties.get("modelId").getAsString());
            assertFalse(properties.toString().contains(NesSimulator.KEY), "A key is no property");
            assertEquals(1, simulator.sessions(), "One session serves many polls");
        }
    }

    @Test
    void aMeterWithOtherDimensionsIsReadBehindABridge() throws Exception {
        NesMeter other = NesMeter.builder()
                .demandResets()
                .presentDemands(2, true)
                .reversed()
                .build();
        other.setTier(1, 0, 200_000);
        other.setTier(2, 0, 144_180);
        try (NesSimulator simulator = NesSimulator.of(other)
                .withoutFullRegisterRead()
                .largestPacket(64)
                .startTcp()) {
            create(address(simulator), Map.of());
            openHab.awaitStatus(METER, "ONLINE");
            awaitKilo("energy-import", "Number:Energy", 344.180);
            awaitKilo("power", "Number:Power", 2.710);
            awaitKilo("energy-import-t1", "Number:Energy", 200);
            awaitKilo("energy-import-t2", "Number:Energy", 144.180);
        }
    }

    @Test
    void aRefusedKeyStopsAllAttemptsUntilItIsChanged() throws Exception {
        String wrong = "ABCDEFGHIJ0123456789";
        try (NesSimulator simulator = NesSimulator.of(meter).locksAfter(3).startTcp()) {
            create(address(simulator), Map.of("key", wrong));
            String status = openHab.awaitStatus(METER, "OFFLINE CONFIGURATION_ERROR");
            assertFalse(status.contains(wrong), "A key does not belong into a status");
            assertTrue(status.contains("key"), status);
            openHab.putJson(
                    "/things/" + METER + "/config",
                    Map.of("port", address(simulator), "key", NesSimulator.KEY, "pollInterval", 1));
            openHab.awaitStatus(METER, "ONLINE");
            assertEquals(1, simulator.refusals(), "A meter may lock after a few wrong keys");
        }
    }

    @Test
    void aSessionIsRenewedBeforeTheMeterEndsIt() throws Exception {
        try (NesSimulator simulator = NesSimulator.of(meter)
                .sessionLimit(Duration.ofSeconds(65), Duration.ofMinutes(10))
                .startTcp()) {
            create(address(simulator), Map.of("sessionLimit", 60));
            openHab.awaitStatus(METER, "ONLINE");
            String power = openHab.link(METER, "power", "Number:Power");
            simulator.awaitSessions(2, Duration.ofSeconds(100));
            meter.setPower(1_111);
            openHab.awaitState(power, state -> Math.abs(kilo(state) - 1.111) < 1e-9, "1111 W");
            openHab.awaitStatus(METER, "ONLINE");
        }
    }

    @Test
    void faultsOnTheLineAreReadOver() throws Exception {
        try (NesSimulator simulator = NesSimulator.of(meter).startTcp()) {
            create(address(simulator), Map.of("offlineAfter", 60));
            openHab.awaitStatus(METER, "ONLINE");
            String power = openHab.link(METER, "power", "Number:Power");
            int watts = 1_000;
            for (NesFault fault : NesFault.values()) {
                simulator.fail(fault, 1);
                int expected = ++watts;
                meter.setPower(expected);
                openHab.awaitState(
                        power, state -> Math.abs(kilo(state) - expected / 1e3) < 1e-9, expected + " W after " + fault);
                assertTrue(openHab.status(METER).startsWith("ONLINE"), fault::toString);
            }
        }
    }

    @Test
    void aSpikeIsHeldBackAndTheTrueValueComesThrough() throws Exception {
        try (NesSimulator simulator = NesSimulator.of(meter).startTcp()) {
            create(address(simulator), Map.of());
            openHab.awaitStatus(METER, "ONLINE");
            String energy = awaitKilo("energy-import", "Number:Energy", 344.180);
            String rejected = openHab.link(METER, "rejected-readings", "Number");
            meter.setEnergy(5_344_180, 7_583);
            openHab.awaitState(rejected, state -> OpenHab.number(state) >= 1, "at least 1");
            assertEquals(344.180, kilo(openHab.state(energy)), 1e-9);
            meter.setEnergy(344_200, 7_583);
            openHab.awaitState(energy, state -> Math.abs(kilo(state) - 344.2) < 1e-9, "344.2 kWh");
        }
    }

    @Test
    void aMeterIsFoundByAScanWithoutAKey() throws Exception {
        try (NesSimulator simulator = NesSimulator.of(meter).startTcp()) {
            openHab.scan("nes", address(simulator));
            JsonObject found = openHab.awaitInInbox("nes:optical", "port", address(simulator));
            assertFalse(found.toString().contains("\"key\""), "Nobody knows the key yet");
            assertEquals(0, simulator.refusals());
        }
    }

    @Test
    void silenceAndALostLineAreTold() throws Exception {
        try (NesSimulator simulator = NesSimulator.of(meter).startTcp()) {
            create(address(simulator), Map.of("offlineAfter", 5));
            openHab.awaitStatus(METER, "ONLINE");
            simulator.fail(NesFault.SILENCE, -1);
            String silent = openHab.awaitStatus(METER, "OFFLINE COMMUNICATION_ERROR");
            assertTrue(silent.endsWith("."), silent);
            simulator.fail(NesFault.SILENCE, 0);
            openHab.awaitStatus(METER, "ONLINE");
            simulator.bridge().refuse();
            simulator.bridge().reset();
            openHab.awaitStatus(METER, "OFFLINE COMMUNICATION_ERROR");
            simulator.bridge().welcome();
            OpenHab.await(
                    () -> Optional.of(openHab.status(METER)),
                    status -> status.startsWith("ONLINE"),
                    "the meter to be ONLINE",
                    Duration.ofSeconds(90));
        }
    }

    @Test
    void aKeyOfAnotherLengthIsAConfigurationError() {
        create("tcp://127.0.0.1:1", Map.of("key", "this is much longer than twenty characters"));
        String status = openHab.awaitStatus(METER, "OFFLINE CONFIGURATION_ERROR");
        assertTrue(status.contains("key"), status);
        assertFalse(status.contains("longer"), "Not even a wrong key belongs into a status");
    }
}
