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
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meterkit.itests.simulators.NesFault;
import org.meterkit.itests.simulators.NesMeter;
import org.meterkit.itests.simulators.NesSimulator;
import org.meterkit.metering.testing.HandlerBench;
import org.meterkit.transport.testing.LoopbackTransport;
import org.openhab.core.config.core.Configuration;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.type.ThingType;

@Execution(ExecutionMode.CONCURRENT)
class OpticalHandlerTest {

    private static final String WRONG = "ABCDEFGHIJ0123456789";

    private final HandlerBench bench = new HandlerBench();
    private final LoopbackTransport transport = new LoopbackTransport();
    private final NesMeter meter = NesMeter.builder().build();
    private NesSimulator simulator;
    private ThingType type;
    private Thing thing;
    private OpticalHandler handler;

    @BeforeEach
    void simulate() throws Exception {
        simulator = NesSimulator.of(meter).locksAfter(3).startTcp();
        List<String> channels = new ArrayList<>(NesChannels.TABLE.channels());
        channels.add("last-reading");
        channels.add("rejected-readings");
        type = bench.type(NesIds.OPTICAL, channels);
    }

    @AfterEach
    void close() {
        bench.close();
        simulator.close();
        transport.close();
    }

    private void start(Object... more) {
        Map<String, Object> configuration = new HashMap<>(Map.of(
                "port", "tcp://127.0.0.1:" + simulator.bridge().port(), "key", NesSimulator.KEY, "pollInterval", 1));
        for (int n = 0; n < more.length; n += 2) {
            configuration.put((String) more[n], more[n + 1]);
        }
        thing = bench.thing(type, "meter", configuration);
        restart();
    }

    private void restart() {
        handler =
                new OpticalHandler(bench.thing(thing), type, bench.memories(), transport.lines(), () -> ZoneOffset.UTC);
        bench.start(handler);
    }

    /** As openHAB does when a user changes parameters: another life of the same handler. */
    private void change(String parameter, Object value) {
        Configuration configuration = bench.thing(thing).getConfiguration();
        configuration.put(parameter, value);
        handler.dispose();
        handler.initialize();
    }

    private String state(String channel) {
        return bench.awaitState(thing, channel).toString();
    }

    @Test
    void aReadingBecomesStatesInTheirUnits() {
        meter.setRegister(4, 90);
        meter.setRegister(5, 2);
        start();
        bench.awaitStatus(thing, ThingStatus.ONLINE);
        assertEquals("344.180 kWh", state("energy-import"));
        assertEquals("2710 W", state("power"));
        assertEquals("569 var", state("reactive-power-export"));
        assertEquals("2769 VA", state("apparent-power"));
        assertEquals("0.980", state("power-factor-l1"));
        assertEquals("225.398 V", state("voltage-l3"));
        assertEquals("3.320 A", state("current-l1"));
        assertEquals("49.985 Hz", state("frequency"));
        assertEquals("2", state("power-outages"));
        assertEquals("90 s", state("power-outage-time"));
        bench.awaitState(thing, "meter-time");
        bench.awaitChannel(thing, "energy-import-t1", false);
        bench.awaitChannel(thing, "power-l1", false);
        Map<String, String> properties =
                bench.await("properties", () -> Optional.of(bench.thing(thing).getProperties())
                        .filter(all -> !all.isEmpty()));
        assertEquals("0123456789012345", properties.get("serialNumber"));
        assertEquals("0000000012345678", properties.get("utilitySerialNumber"));
        assertEquals("3.10.21", properties.get("firmwareVersion"));
        assertFalse(properties.toString().contains(NesSimulator.KEY));
    }

    @Test
    void tariffsAreThereWhenTheyCount() {
        meter.setTier(2, 0, 144_180);
        start();
        assertEquals("144.180 kWh", state("energy-import-t2"));
        bench.awaitChannel(thing, "energy-import-t1", false);
    }

    @Test
    void aRefusedKeyIsNotTriedAgainUnlessItIsChanged() {
        start("key", WRONG);
        String sentence = String.valueOf(bench.awaitOffline(thing, ThingStatusDetail.CONFIGURATION_ERROR, "key")
                .getDescription());
        assertFalse(sentence.contains(WRONG), sentence);
        change("pollInterval", 2);
        bench.await(
                "the same status again", () -> Optional.of(bench.thing(thing).getStatusInfo())
                        .filter(info -> info.getStatusDetail() == ThingStatusDetail.CONFIGURATION_ERROR));
        change("key", NesSimulator.KEY);
        bench.awaitStatus(thing, ThingStatus.ONLINE);
        assertEquals(1, simulator.refusals());
    }

    @Test
    void aSpikeIsHeldBackAlsoAfterARestart() {
        start();
        bench.awaitState(thing, "energy-import", new QuantityType<>("344.180 kWh"));
        meter.setEnergy(5_344_180, 7_583);
        bench.await("a rejection", () -> bench.state(thing, "rejected-readings")
                .filter(state -> ((DecimalType) state).intValue() >= 1));
        bench.stop(handler);
        int before = bench.states(thing, "energy-import").size();
        restart();
        bench.await(
                "a state after the restart",
                () -> bench.states(thing, "energy-import").stream().skip(before).findFirst());
        assertEquals("344.180 kWh", state("energy-import"));
        meter.setEnergy(344_200, 7_583);
        bench.awaitState(thing, "energy-import", new QuantityType<>("344.200 kWh"));
        assertTrue(bench.states(thing, "energy-import").stream()
                .allMatch(state -> ((QuantityType<?>) state).doubleValue() < 345));
    }

    @Test
    void silenceIsToldAndOver() throws Exception {
        start("offlineAfter", 2);
        bench.awaitStatus(thing, ThingStatus.ONLINE);
        simulator.fail(NesFault.SILENCE, -1);
        bench.awaitOffline(thing, ThingStatusDetail.COMMUNICATION_ERROR, "");
        simulator.fail(NesFault.SILENCE, 0);
        bench.awaitStatus(thing, ThingStatus.ONLINE);
    }

    @Test
    void aLineThatOthersHoldIsTold() throws Exception {
        try (var terminal = org.meterkit.itests.simulators.PseudoTerminal.open();
                var held = transport
                        .lines()
                        .lease(
                                new org.meterkit.transport.LineRequest(
                                        org.meterkit.transport.LineAddress.parse(
                                                terminal.path().toString()),
                                        org.meterkit.transport.SerialSettings.parse("115200-8N1"),
                                        Duration.ZERO,
                                        "another"),
                                new org.meterkit.transport.LineListener() {})) {
            start("port", terminal.path().toString());
            bench.awaitOffline(thing, ThingStatusDetail.CONFIGURATION_ERROR, "held by another");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "port,''",
        "port,tcp://nowhere",
        "key,''",
        "key,this is much longer than twenty characters",
        "key,\u00e6bcdefghij0123456789",
        "userId,-1",
        "userName,longer than ten",
        "pollInterval,0",
        "sessionLimit,59",
        "sessionLimit,591",
        "idleStart,two o'clock",
        "idleSeconds,0",
        "offlineAfter,0",
        "registerMultiplier,2"
    })
    void aWrongParameterIsNamed(String parameter, String value) {
        start(parameter, value);
        String sentence = String.valueOf(
                bench.awaitOffline(thing, ThingStatusDetail.CONFIGURATION_ERROR, "The parameter " + parameter + " ")
                        .getDescription());
        assertTrue(sentence.endsWith("."), sentence);
        assertFalse(parameter.equals("key") && !value.isEmpty() && sentence.contains(value), sentence);
        assertTrue(transport.lines().lines().isEmpty());
    }
}
