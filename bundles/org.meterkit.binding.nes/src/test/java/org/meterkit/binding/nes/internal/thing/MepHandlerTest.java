/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.nes.internal.thing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meterkit.itests.simulators.MepFault;
import org.meterkit.itests.simulators.MepSimulator;
import org.meterkit.metering.testing.HandlerBench;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.type.ThingType;

@Execution(ExecutionMode.CONCURRENT)
class MepHandlerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HandlerBench bench = new HandlerBench();
    private MepSimulator module;
    private ThingType type;
    private Thing thing;
    private MepHandler handler;

    @BeforeEach
    void simulate() throws Exception {
        module = MepSimulator.open();
        List<String> channels = new ArrayList<>(NesChannels.TABLE.channels());
        channels.add("last-reading");
        channels.add("rejected-readings");
        type = bench.type(NesIds.MEP, channels);
    }

    @AfterEach
    void close() {
        bench.close();
        module.close();
    }

    private void start(Object... more) {
        Map<String, Object> configuration =
                new HashMap<>(Map.of("host", "127.0.0.1", "port", module.port(), "pollInterval", 2));
        for (int n = 0; n < more.length; n += 2) {
            configuration.put((String) more[n], more[n + 1]);
        }
        thing = bench.thing(type, "module", configuration);
        restart();
    }

    private void restart() {
        handler = new MepHandler(bench.thing(thing), type, bench.memories());
        bench.start(handler);
    }

    private void awaitEnergy(String text) {
        bench.awaitState(thing, "energy-import", new QuantityType<>(text));
    }

    private String state(String channel) {
        return bench.awaitState(thing, channel).toString();
    }

    @Test
    void aReadingBecomesStatesInTheirUnits() {
        module.freeze(true);
        start();
        bench.awaitStatus(thing, ThingStatus.ONLINE);
        awaitEnergy("344.180 kWh");
        assertEquals("2710 W", state("power"));
        assertEquals("7.583 kWh", state("energy-export"));
        assertEquals("1320 W", state("power-l3"));
        assertEquals("225.319 V", state("voltage-l1"));
        assertEquals("6.544 A", state("current-l3"));
        assertEquals("49.985 Hz", state("frequency"));
        assertEquals("0", state("rejected-readings"));
        Map<String, String> properties = bench.await(
                "properties",
                () -> java.util.Optional.of(bench.thing(thing).getProperties()).filter(all -> !all.isEmpty()));
        assertEquals("NES", properties.get("vendor"));
        assertEquals("83334-3I", properties.get("modelId"));
        assertEquals("0000000012345678", properties.get("serialNumber"));
        assertEquals("0000000012345678", properties.get("utilitySerialNumber"));
        assertEquals("3.10.21", properties.get("firmwareVersion"));
        assertEquals("Mar 28 2024 17:20:00", properties.get("moduleVersion"));
        assertFalse(properties.containsKey("hardwareVersion"));
    }

    @Test
    void channelsOfWhatAModuleDoesNotSendGoAway() {
        start();
        bench.awaitChannel(thing, "reactive-power-import", false);
        for (String gone : List.of("meter-time", "energy-import-t1", "power-factor-l1", "power-outages")) {
            bench.awaitChannel(thing, gone, false);
        }
        assertTrue(
                bench.channels(thing).containsAll(List.of("power-l3", "voltage-l1", "frequency", "rejected-readings")));
    }

    @Test
    void phasesThatTheMeterDoesNotHaveGoAwayAndComeBackWhenSeen() {
        for (int n = 2; n <= 3; n++) {
            for (String key : List.of("_RMS_V", "_RMS_A", "_Fwd_W")) {
                module.set("L" + n + key, 0);
            }
        }
        module.set("Fwd_W", 700);
        module.freeze(true);
        start();
        bench.awaitChannel(thing, "voltage-l2", false);
        bench.awaitChannel(thing, "power-l3", false);
        assertEquals("225.319 V", state("voltage-l1"));
        module.set("L2_RMS_V", 229_000);
        bench.awaitChannel(thing, "voltage-l2", true);
        bench.awaitState(thing, "voltage-l2", new QuantityType<>("229 V"));
        module.set("L2_RMS_V", 0);
        bench.awaitState(thing, "voltage-l2", new QuantityType<>("0 V"));
        assertFalse(bench.channels(thing).contains("voltage-l3"));
    }

    @Test
    void aMeterWithoutPowersOfPhasesIsNotInConflictWithItself() {
        for (int n = 1; n <= 3; n++) {
            module.set("L" + n + "_Fwd_W", 0);
        }
        start();
        bench.awaitStatus(thing, ThingStatus.ONLINE);
        bench.awaitChannel(thing, "power-l1", false);
        assertEquals("2710 W", state("power"));
    }

    @Test
    void feedingInIsNegative() {
        module.setPower(-1500);
        start();
        assertEquals("-1500 W", state("power"));
        assertEquals("-1500 W", state("power-l1"));
        assertEquals("0 W", state("power-import"));
        assertEquals("1500 W", state("power-export"));
    }

    /** The spike that made this binding's owner want a guard: + 5000 kWh. */
    @Test
    void aSpikeIsHeldBackAndATrueValueComesThroughAlsoAfterARestart() throws Exception {
        start();
        awaitEnergy("344.180 kWh");
        module.setEnergy(5_344_180, 7_583);
        bench.await("a rejection", () -> bench.state(thing, "rejected-readings")
                .filter(state -> ((DecimalType) state).intValue() >= 1));
        assertEquals("344.180 kWh", state("energy-import"));
        bench.stop(handler);

        int before = bench.states(thing, "energy-import").size();
        restart();
        bench.await(
                "a state after the restart",
                () -> bench.states(thing, "energy-import").stream().skip(before).findFirst());
        assertEquals("344.180 kWh", state("energy-import"));
        module.setEnergy(344_200, 7_583);
        awaitEnergy("344.200 kWh");
        assertTrue(bench.states(thing, "energy-import").stream()
                .allMatch(state -> ((QuantityType<?>) state).doubleValue() < 345));
    }

    @Test
    void anotherMeterIsBelievedAtOnce() {
        start();
        awaitEnergy("344.180 kWh");
        synchronized (module) {
            module.set("Utility_SN", "0000000099999999");
            module.setEnergy(1_000, 0);
        }
        awaitEnergy("1.000 kWh");
    }

    @Test
    void registersOfCurrentTransformerMetersAreMultiplied() {
        start("registerMultiplier", "100");
        awaitEnergy("34418 kWh");
    }

    @Test
    void powersThatContradictThemselvesAreDroppedUnlessTheMeterIsLikeThat() throws Exception {
        start();
        bench.awaitState(thing, "power", new QuantityType<>("2710 W"));
        module.set("Fwd_W", 9_000);
        module.awaitRequests(1, PATIENCE);
        module.set("Fwd_W", 2_711);
        bench.awaitState(thing, "power", new QuantityType<>("2711 W"));
        assertFalse(bench.states(thing, "power").contains(new QuantityType<>("9000 W")));
        module.set("Fwd_W", 9_000);
        bench.awaitState(thing, "power", new QuantityType<>("9000 W"));
    }

    @Test
    void aModuleThatIsNotReadyIsWaitedForAndThenOffline() {
        module.setNotReady();
        start("offlineAfter", 3);
        bench.await("a sentence", () -> bench.statuses(thing).stream()
                .filter(info -> info.getStatus() == ThingStatus.UNKNOWN && info.getDescription() != null)
                .findFirst());
        bench.awaitOffline(thing, ThingStatusDetail.COMMUNICATION_ERROR, "has not read its meter yet");
        assertTrue(bench.state(thing, "energy-import").isEmpty());
    }

    @Test
    void aFaultThatLastsIsTheReasonAndTheNextReadingEndsIt() {
        start("offlineAfter", 3);
        bench.awaitStatus(thing, ThingStatus.ONLINE);
        module.setFault(MepFault.SERVER_ERROR);
        bench.awaitOffline(thing, ThingStatusDetail.COMMUNICATION_ERROR, "HTTP status 500");
        module.setFault(MepFault.NONE);
        bench.awaitStatus(thing, ThingStatus.ONLINE);
    }

    @ParameterizedTest
    @CsvSource({
        "host,'',host",
        "host,a b,host",
        "host,http://127.0.0.1,host",
        "port,0,port",
        "path,getDashDataWS,path",
        "pollInterval,1,pollInterval",
        "offlineAfter,0,offlineAfter",
        "maxPower,none,maxPower",
        "guardTimeout,-1,guardTimeout",
        "registerMultiplier,7,registerMultiplier"
    })
    void aWrongParameterIsNamed(String parameter, String value, String part) {
        start(parameter, value);
        String sentence = String.valueOf(bench.awaitOffline(thing, ThingStatusDetail.CONFIGURATION_ERROR, part)
                .getDescription());
        assertTrue(sentence.startsWith("The parameter " + parameter + " must ") && sentence.endsWith("."), sentence);
        assertEquals(0, module.requests());
    }
}
