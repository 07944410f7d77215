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

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meterkit.itests.simulators.EkmFault;
import org.meterkit.itests.simulators.EkmMeter;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;

class EkmBusHandlerTest {

    private final EkmMeter meter = EkmMeter.v4("300001285");
    private EkmBench bench;

    @BeforeEach
    void open() throws Exception {
        bench = new EkmBench(meter);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @ParameterizedTest
    @CsvSource({
        "port, '', The parameter port is wrong.",
        "port, gopher://x, The parameter port is wrong.",
        "baudRate, fast, The parameter baudRate must be a whole number from 300",
        "pollInterval, 0, The parameter pollInterval must be a whole number from 1",
        "responseTimeout, 10, The parameter responseTimeout must be a whole number from 100",
        "retries, -1, The parameter retries must be a whole number from 0"
    })
    void aWrongParameterIsNamedAndNothingIsOpened(String name, String value, String sentence) {
        bench.busHandler.dispose();
        int requests = bench.simulator.requests();
        bench.bus.getConfiguration().put(name, value);
        bench.busHandler.initialize();
        bench.things.awaitOffline(bench.bus, ThingStatusDetail.CONFIGURATION_ERROR, sentence);
        Thing child = bench.meter("a", "address", meter.address());
        bench.start(child);
        bench.things.awaitOffline(child, ThingStatusDetail.BRIDGE_OFFLINE, "");
        assertFalse(bench.simulator.requests() > requests);
    }

    @Test
    void aLostLineIsToldAndComesBack() throws Exception {
        Thing child = bench.meter("a", "address", meter.address());
        bench.start(child);
        bench.things.awaitStatus(child, ThingStatus.ONLINE);
        bench.simulator.bridge().refuse();
        bench.simulator.bridge().reset();
        bench.things.awaitOffline(bench.bus, ThingStatusDetail.COMMUNICATION_ERROR, "");
        bench.things.awaitOffline(child, ThingStatusDetail.BRIDGE_OFFLINE, "");
        bench.simulator.bridge().welcome();
        bench.things.awaitStatus(bench.bus, ThingStatus.ONLINE);
        bench.things.awaitStatus(child, ThingStatus.ONLINE);
    }

    @Test
    void damagedAnswersAndSilenceAreCounted() {
        Thing child = bench.meter("a", "address", meter.address());
        bench.start(child);
        bench.things.awaitState(bench.bus, "crc-errors", DecimalType.ZERO);
        bench.simulator.fail(EkmFault.CORRUPT, 1);
        bench.things.awaitState(bench.bus, "crc-errors", new DecimalType(1));
        bench.simulator.fail(EkmFault.SILENCE, 1);
        bench.things.awaitState(bench.bus, "timeouts", new DecimalType(1));
        assertFalse(
                bench.things.statuses(child).stream().anyMatch(status -> status.getStatus() == ThingStatus.OFFLINE));
    }

    @Test
    void aMeterWithoutABusSaysSo() {
        Thing alone = bench.things.thing(bench.meterType, "alone", Map.of("address", "1"));
        bench.start(alone);
        bench.things.awaitOffline(alone, ThingStatusDetail.CONFIGURATION_ERROR, "as its bridge");
    }
}
