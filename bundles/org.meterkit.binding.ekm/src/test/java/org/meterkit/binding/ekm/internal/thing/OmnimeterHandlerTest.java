/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.ekm.internal.thing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meterkit.itests.simulators.EkmMeter;
import org.meterkit.itests.simulators.EkmSimulator;
import org.openhab.core.library.types.OnOffType;
import org.openhab.core.library.types.OpenClosedType;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.types.State;

class OmnimeterHandlerTest {

    private static final String V4 = "000300001285";

    private final EkmMeter v4 = EkmMeter.v4(V4);
    private final EkmMeter v3 = EkmMeter.v3("10015");
    private EkmBench bench;

    @BeforeEach
    void open() throws Exception {
        bench = new EkmBench(v4, v3);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aV4MeterIsShownWhole() {
        v4.setEnergy(45_410, 12_110);
        v4.setLine(1, 230.1, 2.5, -500, "C087");
        v4.setLine(2, 229.9, 1, 200, "L099");
        v4.setInputs('4');
        Thing meter = bench.meter("a", "address", "300001285");
        bench.start(meter);
        bench.await(meter, "power", "-300 W");
        bench.await(meter, "power-l1", "-500 W");
        bench.await(meter, "voltage-l2", "229.9 V");
        bench.await(meter, "current-l1", "2.5 A");
        bench.await(meter, "power-factor-l1", "-0.87");
        bench.await(meter, "energy-total", "454.1 kWh");
        bench.await(meter, "energy-import", "333 kWh");
        bench.await(meter, "energy-export", "121.1 kWh");
        bench.await(meter, "energy-import-t1", "333 kWh");
        bench.await(meter, "energy-resettable", "454.1 kWh");
        bench.await(meter, "maximum-demand", "1234 W");
        bench.await(meter, "demand-period", "15 min");
        bench.await(meter, "pulse-2", "6050");
        bench.things.awaitState(meter, "input-1", OpenClosedType.CLOSED);
        bench.things.awaitState(meter, "input-2", OpenClosedType.OPEN);
        bench.things.awaitState(meter, "relay-1", OnOffType.OFF);
        bench.things.awaitState(meter, "meter-time");
        assertEquals(ThingStatus.ONLINE, bench.things.thing(meter).getStatus());
        Map<String, String> properties = bench.things.thing(meter).getProperties();
        assertEquals(V4, properties.get("serialNumber"));
        assertEquals("v.4 (1024)", properties.get("modelId"));
        assertEquals("19", properties.get("firmwareVersion"));
        assertEquals("200 A", properties.get("ctRatio"));
        assertEquals("2", properties.get("energyDecimals"));
        assertEquals("1", properties.get("pulseRatio3"));
        bench.things.awaitState(bench.bus, "cycle-time");
    }

    @Test
    void whatAMeterLacksIsRemovedAndComesBackWhenSeen() {
        Thing meter = bench.meter("a", "address", V4);
        Thing old = bench.meter("b", "address", "10015");
        bench.start(meter);
        bench.start(old);
        bench.things.awaitChannel(old, "relay-1", false);
        assertTrue(bench.things.channels(old).contains("voltage-l3"), "A dead phase is waited for");
        bench.things.awaitChannel(meter, "voltage-l3", false);
        bench.things.awaitChannel(old, "voltage-l3", false);
        assertTrue(bench.things.channels(meter).containsAll(List.of("relay-1", "pulse-1", "voltage-l2", "frequency")));
        assertEquals(
                List.of(),
                bench.things.channels(old).stream()
                        .filter(id -> id.matches("pulse.*|input.*|relay.*|.*-l3|energy-import-l.|reactive.*|frequency"))
                        .toList());
        v4.setLine(3, 230, 0, 0, "C000");
        bench.things.awaitChannel(meter, "voltage-l3", true);
        v4.setLine(3, 0, 0, 0, "C000");
        bench.await(meter, "voltage-l3", "0 V");
    }

    @Test
    void aPulseInputCountsInItsUnit() {
        Thing meter = bench.meter("a", "address", V4);
        meter.getChannel("pulse-1").getConfiguration().put("factor", 0.01);
        meter.getChannel("pulse-1").getConfiguration().put("unit", "m3");
        bench.start(meter);
        bench.await(meter, "pulse-1", "0.22 m³");
        bench.await(meter, "pulse-rate-1", "0 m³/h");
        v4.setPulses(1, 23);
        bench.await(meter, "pulse-1", "0.23 m³");
        State flowing = bench.things.await(
                "a rate", () -> bench.things.state(meter, "pulse-rate-1").filter(rate -> !rate.toString()
                        .startsWith("0 ")));
        assertTrue(flowing.toString().endsWith("m³/h"), flowing.toString());
    }

    @Test
    void aRelayIsSwitchedAndShowsWhatTheMeterSays() {
        Thing meter = bench.meter("a", "address", V4);
        OmnimeterHandler handler = bench.start(meter);
        ChannelUID relay = new ChannelUID(meter.getUID(), "relay-2");
        bench.things.awaitState(meter, "relay-2", OnOffType.OFF);
        handler.handleCommand(relay, OnOffType.ON);
        bench.things.awaitState(meter, "relay-2", OnOffType.ON);
        assertTrue(v4.isRelayOn(2));
        assertFalse(v4.isRelayOn(1));
        meter.getChannel("relay-2").getConfiguration().put("holdTime", 2);
        handler.handleCommand(relay, OnOffType.OFF);
        bench.things.awaitState(meter, "relay-2", OnOffType.OFF);
        bench.things.awaitState(meter, "relay-2", OnOffType.ON);
        assertEquals(2, v4.writes("0082"), "the meter itself switched back");
    }

    @Test
    void aRefusedCommandLeavesTheTrueState() {
        v4.setPassword("13572468");
        Thing meter = bench.meter("a", "address", V4);
        OmnimeterHandler handler = bench.start(meter);
        bench.things.awaitState(meter, "relay-1", OnOffType.OFF);
        int before = bench.things.states(meter, "relay-1").size();
        handler.handleCommand(new ChannelUID(meter.getUID(), "relay-1"), OnOffType.ON);
        bench.things.await("the true state again", () -> Optional.of(before)
                .filter(count -> bench.things.states(meter, "relay-1").size() > count));
        assertFalse(bench.things.states(meter, "relay-1").contains(OnOffType.ON));
        assertEquals(0, v4.writes("0081"));
    }

    @Test
    void theClockIsSetOnceWhenItIsOff() {
        v4.setClockOffset(Duration.ofDays(3));
        Thing meter = bench.meter("a", "address", V4, "syncClock", true);
        bench.start(meter);
        bench.things.await("the clock to be set", () -> Optional.of(1).filter(one -> v4.writes("0060") == one));
        int requests = bench.simulator.requests();
        bench.things.await(
                "more polls", () -> Optional.of(requests).filter(count -> bench.simulator.requests() > count + 4));
        assertEquals(1, v4.writes("0060"));
    }

    @Test
    void aSilentMeterIsOfflineAndComesBack() {
        Thing meter = bench.meter("a", "address", V4, "offlineAfter", 2);
        bench.start(meter);
        bench.things.awaitStatus(meter, ThingStatus.ONLINE);
        bench.simulator.silence(v4, true);
        bench.things.awaitOffline(
                meter, ThingStatusDetail.COMMUNICATION_ERROR, "Nothing usable has come from meter " + V4 + " for");
        bench.simulator.silence(v4, false);
        bench.things.awaitStatus(meter, ThingStatus.ONLINE);
    }

    @Test
    void meterAndBusFollowEachOther() throws Exception {
        Thing meter = bench.meter("a", "address", V4);
        bench.start(meter);
        bench.things.awaitStatus(meter, ThingStatus.ONLINE);
        EkmMeter moved = EkmMeter.v4(V4);
        moved.setEnergy(45_500, 12_110);
        try (EkmSimulator other = EkmSimulator.with(moved).startTcp()) {
            Map<String, Object> configuration =
                    new HashMap<>(bench.bus.getConfiguration().getProperties());
            configuration.put("port", EkmBench.port(other));
            bench.bus.getConfiguration().setProperties(configuration);
            bench.busHandler.dispose();
            bench.busHandler.initialize();
            bench.await(meter, "energy-total", "455 kWh");
            bench.things.awaitStatus(meter, ThingStatus.ONLINE);
            other.bridge().close();
            bench.things.awaitOffline(meter, ThingStatusDetail.BRIDGE_OFFLINE, "");
        }
    }

    @Test
    void oneAddressIsForOneThing() {
        Thing meter = bench.meter("a", "address", V4);
        Thing twin = bench.meter("b", "address", "300001285");
        OmnimeterHandler first = bench.start(meter);
        bench.things.awaitStatus(meter, ThingStatus.ONLINE);
        bench.start(twin);
        bench.things.awaitOffline(twin, ThingStatusDetail.CONFIGURATION_ERROR, "is on this line already");
        bench.things.stop(first);
        bench.things.awaitStatus(twin, ThingStatus.ONLINE);
    }

    @ParameterizedTest
    @CsvSource({
        "address, 12-34, The parameter address is wrong. Expected the number on the meter's front",
        "address, 999999999999, stands for any meter",
        "model, v9, 'The parameter model must be auto, v3 or v4, not ''v9'''",
        "password, 1234567, The parameter password must be eight digits.",
        "offlineAfter, 0, The parameter offlineAfter must be a whole number from 1",
        "maxPower, x, The parameter maxPower must be a whole number"
    })
    void aWrongParameterIsNamed(String name, String value, String sentence) {
        Thing meter = bench.meter("a", "address", V4);
        meter.getConfiguration().put(name, value);
        bench.start(meter);
        bench.things.awaitOffline(meter, ThingStatusDetail.CONFIGURATION_ERROR, sentence);
        if (name.equals("password")) {
            assertFalse(bench.things.statuses(meter).toString().contains(value));
        }
    }

    @Test
    void wrongChannelParametersAreNamed() {
        Thing meter = bench.meter("a", "address", V4);
        meter.getChannel("pulse-3").getConfiguration().put("unit", "furlong");
        bench.start(meter);
        bench.things.awaitOffline(meter, ThingStatusDetail.CONFIGURATION_ERROR, "must be m3, l, kWh or empty");
    }
}
