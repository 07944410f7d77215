/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.host.workbench.internal.thing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meterkit.host.workbench.internal.testing.Bench;
import org.meterkit.host.workbench.internal.testing.Probe;
import org.openhab.core.config.core.Configuration;
import org.openhab.core.config.core.validation.ConfigValidationException;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.ThingStatusInfo;

class ThingLifecycleTest {

    @TempDir
    private Path folder;

    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(folder);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private static Configuration serial(String number) {
        Configuration configuration = new Configuration();
        configuration.put("serialNumber", number);
        return configuration;
    }

    @Test
    void aBridgeComesBeforeItsThings() throws InterruptedException {
        Thing meter = bench.addMeter(serial("4711"));
        bench.awaitStatus(meter, "UNINITIALIZED (BRIDGE_UNINITIALIZED)");
        bench.addBus();
        bench.awaitDiary("initialize " + Probe.BUS_1);
        bench.awaitDiary("initialize " + Probe.METER_1);
        bench.awaitDiary("child " + Probe.METER_1);
        bench.awaitStatus(meter, "ONLINE");
        assertEquals(List.of(meter), ((Bridge) bench.things.get(Probe.BUS_1)).getThings());
    }

    @Test
    void defaultsAreFilledIn() throws InterruptedException {
        bench.meter();
        assertEquals(
                BigDecimal.TEN,
                bench.things.get(Probe.METER_1).getConfiguration().get("interval"));
    }

    @Test
    void aMissingParameterKeepsAThingWaitingUntilItIsGiven() throws InterruptedException {
        bench.addBus();
        Thing meter = bench.addMeter(new Configuration());
        bench.awaitStatus(
                meter, "UNINITIALIZED (HANDLER_CONFIGURATION_PENDING): {serialNumber=The parameter is required.}");
        bench.things.updateConfiguration(meter.getUID(), Map.of("serialNumber", "4711"));
        bench.awaitStatus(meter, "ONLINE");
    }

    @Test
    void aThingWithoutItsBridgeWaits() throws InterruptedException {
        Thing meter = bench.things.add(bench.probe.createThing(Probe.METER, serial("1"), Probe.METER_1, null));
        bench.awaitStatus(
                meter, "UNINITIALIZED (HANDLER_CONFIGURATION_PENDING): {bridge=Configuring a bridge is mandatory.}");
    }

    @Test
    void aChangedConfigurationBeginsAnew() throws InterruptedException {
        bench.meter();
        bench.things.updateConfiguration(Probe.METER_1, Map.of("serialNumber", "4711", "interval", BigDecimal.ONE));
        bench.awaitDiary("dispose " + Probe.METER_1);
        bench.awaitDiary("initialize " + Probe.METER_1);
        assertThrows(
                ConfigValidationException.class,
                () -> bench.things.updateConfiguration(
                        Probe.METER_1, Map.of("serialNumber", "4711", "interval", "often")));
    }

    @Test
    void aHandlerThatIsSlowToBeginHoldsNobodyUp() throws InterruptedException {
        CountDownLatch gate = new CountDownLatch(1);
        bench.probe.hold = gate;
        Thing bus = bench.addBus();
        assertEquals(ThingStatus.INITIALIZING, bus.getStatus());
        gate.countDown();
        bench.awaitStatus(bus, "ONLINE");
    }

    @Test
    void aDisabledBridgeTakesItsThingsWithIt() throws InterruptedException {
        bench.meter();
        bench.lifecycle.setEnabled(Probe.BUS_1, false);
        bench.awaitDiary("dispose " + Probe.METER_1);
        bench.awaitDiary("dispose " + Probe.BUS_1);
        assertEquals(
                "UNINITIALIZED (DISABLED)",
                bench.things.get(Probe.BUS_1).getStatusInfo().toString());
        assertEquals(
                "UNINITIALIZED (BRIDGE_UNINITIALIZED)",
                bench.things.get(Probe.METER_1).getStatusInfo().toString());
        bench.lifecycle.setEnabled(Probe.BUS_1, true);
        bench.awaitStatus(bench.things.get(Probe.METER_1), "ONLINE");
    }

    @Test
    void aBindingThatGoesAndComesTakesAndBringsTheHandlers() throws InterruptedException {
        bench.meter();
        Thing meter = bench.things.get(Probe.METER_1);
        bench.lifecycle.removeThingHandlerFactory(bench.probe);
        assertEquals(
                "UNINITIALIZED (HANDLER_MISSING_ERROR)", meter.getStatusInfo().toString());
        assertNull(meter.getHandler());
        bench.lifecycle.addThingHandlerFactory(bench.probe);
        bench.awaitStatus(meter, "ONLINE");
    }

    @Test
    void aRemovalIsLeftToTheHandler() throws InterruptedException {
        bench.meter();
        bench.things.remove(Probe.METER_1);
        bench.awaitEvent("ThingRemovedEvent");
        bench.awaitDiary("remove " + Probe.METER_1);
        assertNull(bench.things.get(Probe.METER_1));
        assertTrue(((Bridge) bench.things.get(Probe.BUS_1)).getThings().isEmpty());
    }

    @Test
    void thingsHearHowTheirBridgeFares() throws InterruptedException {
        Probe.MeterHandler handler = bench.meter();
        bench.lifecycle.statusReported(
                bench.things.get(Probe.BUS_1),
                new ThingStatusInfo(ThingStatus.OFFLINE, ThingStatusDetail.COMMUNICATION_ERROR, "The line is dead."));
        bench.awaitStatus(handler.getThing(), "OFFLINE (BRIDGE_OFFLINE)");
    }

    @Test
    void handlersMayNotClaimTheHostsStatuses() throws InterruptedException {
        Probe.MeterHandler handler = bench.meter();
        assertThrows(
                IllegalArgumentException.class,
                () -> handler.report(ThingStatus.INITIALIZING, ThingStatusDetail.NONE, null));
        assertThrows(
                IllegalArgumentException.class,
                () -> handler.report(ThingStatus.REMOVED, ThingStatusDetail.NONE, null));
    }

    @Test
    void aChangeByTheHandlerStaysWithIt() throws InterruptedException {
        Probe.MeterHandler handler = bench.meter();
        handler.dropChannel("count");
        Thing meter = bench.things.get(Probe.METER_1);
        assertNull(meter.getChannel("count"));
        assertSame(handler, meter.getHandler());
        assertEquals(ThingStatus.ONLINE, meter.getStatus());
        assertEquals(List.of(meter), ((Bridge) bench.things.get(Probe.BUS_1)).getThings());
        assertFalse(bench.probe.diary.contains("dispose " + Probe.METER_1));
    }

    @Test
    void thingsSurviveARestart() throws InterruptedException {
        Probe.MeterHandler handler = bench.meter();
        handler.dropChannel("count");
        handler.rememberProperties(Map.of("vendor", "Probe & Co"));
        bench.close();
        bench = new Bench(folder);
        Thing meter = bench.things.get(Probe.METER_1);
        assertNotNull(meter);
        bench.awaitStatus(meter, "ONLINE");
        assertEquals("4711", meter.getConfiguration().get("serialNumber"));
        assertEquals("Probe & Co", meter.getProperties().get("vendor"));
        assertNull(meter.getChannel("count"));
        assertNotNull(meter.getChannel("power"));
        assertEquals(Probe.BUS_1, meter.getBridgeUID());
    }

    @Test
    void aDisabledThingStaysSoOverARestart() {
        bench.addBus();
        bench.lifecycle.setEnabled(Probe.BUS_1, false);
        bench.close();
        bench = new Bench(folder);
        assertEquals(
                "UNINITIALIZED (DISABLED)",
                bench.things.get(Probe.BUS_1).getStatusInfo().toString());
    }
}
