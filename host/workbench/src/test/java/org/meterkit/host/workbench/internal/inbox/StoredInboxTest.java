/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.host.workbench.internal.inbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meterkit.host.workbench.internal.testing.Bench;
import org.meterkit.host.workbench.internal.testing.Probe;
import org.openhab.core.config.discovery.DiscoveryResult;
import org.openhab.core.config.discovery.DiscoveryResultBuilder;
import org.openhab.core.config.discovery.DiscoveryResultFlag;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingUID;

class StoredInboxTest {

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

    private static DiscoveryResultBuilder found(ThingUID uid, String serial) {
        return DiscoveryResultBuilder.create(uid)
                .withThingType(Probe.METER)
                .withBridge(Probe.BUS_1)
                .withLabel("Meter " + serial)
                .withProperty("serialNumber", serial)
                .withProperty("interval", 5)
                .withProperty("firmware", "1.2")
                .withRepresentationProperty("serialNumber");
    }

    private List<String> flags() {
        return bench.inbox.stream()
                .map(result -> result.getThingUID() + " " + result.getFlag())
                .toList();
    }

    @Test
    void approvedPropertiesBecomeParametersWhereThereAreSuch() throws InterruptedException {
        bench.addBus();
        bench.inbox.add(found(Probe.METER_1, "4711").build());
        bench.awaitEvent("InboxAddedEvent");
        bench.inbox.approve(Probe.METER_1, "Kitchen", null);
        bench.awaitEvent("InboxRemovedEvent");
        bench.awaitEvent("ThingAddedEvent");
        Thing meter = bench.things.get(Probe.METER_1);
        assertEquals("Kitchen", meter.getLabel());
        assertEquals("4711", meter.getConfiguration().get("serialNumber"));
        assertEquals("5", meter.getConfiguration().get("interval").toString());
        assertEquals("1.2", meter.getProperties().get("firmware"));
        assertNull(meter.getConfiguration().get("firmware"));
        assertEquals(List.of(), flags());
    }

    @Test
    void aNewIdIsTakenOver() {
        bench.inbox.add(found(Probe.METER_1, "4711").build());
        bench.inbox.approve(Probe.METER_1, "", "kitchen");
        Thing meter = bench.things.get(new ThingUID(Probe.METER, Probe.BUS_1, "kitchen"));
        assertNotNull(meter);
        assertEquals("Meter 4711", meter.getLabel());
        assertThrows(IllegalArgumentException.class, () -> bench.inbox.approve(Probe.METER_1, "", "a:b"));
    }

    @Test
    void whatIsAThingIsNotOfferedButCorrectsIt() throws InterruptedException {
        bench.meter();
        bench.inbox.add(found(Probe.METER_1, "4711").build());
        assertEquals(List.of(), flags());
        bench.awaitDiary("dispose " + Probe.METER_1);
        bench.awaitDiary("initialize " + Probe.METER_1);
        assertEquals(
                "5",
                bench.things
                        .get(Probe.METER_1)
                        .getConfiguration()
                        .get("interval")
                        .toString());
    }

    @Test
    void whatAThingRepresentsUnderAnotherUidIsIgnored() throws InterruptedException {
        bench.meter();
        ThingUID other = new ThingUID(Probe.METER, Probe.BUS_1, "other");
        bench.inbox.add(found(other, "4711").build());
        assertEquals(List.of(other + " IGNORED"), flags());
        bench.things.forceRemove(Probe.METER_1);
        assertEquals(List.of(), flags());
    }

    @Test
    void aThingThatComesOnlineHidesItsResult() throws InterruptedException {
        ThingUID other = new ThingUID(Probe.METER, Probe.BUS_1, "other");
        bench.inbox.add(found(other, "4711").build());
        assertEquals(List.of(other + " NEW"), flags());
        bench.meter();
        assertEquals(List.of(other + " IGNORED"), flags());
    }

    @Test
    void resultsOfABridgeGoWithIt() {
        bench.addBus();
        bench.inbox.add(found(Probe.METER_1, "4711").build());
        bench.things.forceRemove(Probe.BUS_1);
        assertEquals(List.of(), flags());
    }

    @Test
    void resultsExpireWhenTheySayTheyDo() {
        DiscoveryResult result = found(Probe.METER_1, "4711").withTTL(60).build();
        bench.inbox.add(result);
        bench.inbox.removeExpired(Instant.now().plusSeconds(59));
        assertEquals(1, flags().size());
        bench.inbox.removeExpired(Instant.now().plusSeconds(61));
        assertEquals(0, flags().size());
    }

    @Test
    void theInboxSurvivesARestart() {
        bench.inbox.add(found(Probe.METER_1, "4711").build());
        bench.inbox.setFlag(Probe.METER_1, DiscoveryResultFlag.IGNORED);
        bench.close();
        bench = new Bench(folder);
        assertEquals(List.of(Probe.METER_1 + " IGNORED"), flags());
        bench.inbox.add(found(Probe.METER_1, "4711").build());
        assertEquals(List.of(Probe.METER_1 + " IGNORED"), flags());
    }

    @Test
    void unknownTypesAreNotTaken() {
        DiscoveryResult result = DiscoveryResultBuilder.create(new ThingUID("else:where:1"))
                .withLabel("Something")
                .build();
        assertTrue(bench.inbox.add(result).isDone());
        assertEquals(List.of(), flags());
    }
}
