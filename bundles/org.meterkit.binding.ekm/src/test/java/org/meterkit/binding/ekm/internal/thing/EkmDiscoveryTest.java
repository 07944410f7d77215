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
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.meterkit.binding.ekm.internal.device.ScanListener;
import org.meterkit.binding.ekm.internal.protocol.OmnimeterAddresses;
import org.meterkit.binding.ekm.internal.protocol.OmnimeterReading;
import org.meterkit.itests.simulators.EkmMeter;
import org.meterkit.metering.testing.FoundThings;
import org.meterkit.transport.Registration;
import org.openhab.core.config.discovery.DiscoveryResult;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatus;

class EkmDiscoveryTest {

    private final FoundThings found = new FoundThings();
    private final EkmDiscovery discovery = new EkmDiscovery();
    private @Nullable EkmBench bench;

    private void open(EkmMeter... meters) throws Exception {
        EkmBench opened = new EkmBench(meters);
        bench = opened;
        opened.things.awaitStatus(opened.bus, ThingStatus.ONLINE);
        discovery.setThingHandler(opened.busHandler);
        discovery.initialize();
        discovery.addDiscoveryListener(found);
    }

    @AfterEach
    void close() {
        discovery.dispose();
        EkmBench opened = bench;
        if (opened != null) {
            opened.close();
        }
    }

    @Test
    void aMeterThatAnswersAtOnceIsFoundAtOnce() throws Exception {
        open(EkmMeter.v4("300001285"));
        discovery.startScan(found);
        DiscoveryResult result = found.next();
        assertEquals("ekm:omnimeter:line:000300001285", result.getThingUID().getAsString());
        assertEquals(bench.bus.getUID(), result.getBridgeUID());
        assertEquals("000300001285", result.getProperties().get("address"));
        assertEquals("v.4 (1024)", result.getProperties().get(Thing.PROPERTY_MODEL_ID));
        assertEquals(Thing.PROPERTY_SERIAL_NUMBER, result.getRepresentationProperty());
        found.awaitFinished();
        bench.things.await("the search in the status", () -> bench.things.statuses(bench.bus).stream()
                .filter(status -> "At least 1 meter is here.".equals(status.getDescription()))
                .findFirst());
    }

    @Test
    void aRangeIsSearchedAsTyped() throws Exception {
        open(EkmMeter.v4("300001285"), EkmMeter.v4("300001287"), EkmMeter.v3("10015"));
        assertTrue(discovery.isScanInputSupported());
        discovery.startScan("300001284-300001288, 10015", found);
        assertEquals(
                List.of("000000010015", "000300001285", "000300001287"),
                List.of(address(found.next()), address(found.next()), address(found.next())).stream()
                        .sorted()
                        .toList());
        found.awaitFinished();
    }

    private static String address(DiscoveryResult result) {
        return (String) result.getProperties().get("address");
    }

    @Test
    void aWrongRangeEndsTheSearch() throws Exception {
        open(EkmMeter.v4("300001285"));
        discovery.startScan("from here to there", found);
        found.awaitFinished();
    }

    @Test
    void aSearchCanBeStopped() throws Exception {
        open(EkmMeter.v4("300001285"));
        CompletableFuture<String> end = new CompletableFuture<>();
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        Registration search = bench.busHandler.scan(OmnimeterAddresses.parseRanges("1-5000"), new ScanListener() {
            @Override
            public void found(OmnimeterReading meter) {
                told.add(meter.address());
            }

            @Override
            public void progress(String sentence) {
                told.add(sentence);
            }

            @Override
            public void finished(String sentence) {
                end.complete(sentence);
            }
        });
        assertEquals("000300001285", told.poll(20, TimeUnit.SECONDS));
        assertNotNull(told.poll(20, TimeUnit.SECONDS));
        search.close();
        String last = end.get(20, TimeUnit.SECONDS);
        assertTrue(last.contains("1 meter was found"), last);
    }
}
