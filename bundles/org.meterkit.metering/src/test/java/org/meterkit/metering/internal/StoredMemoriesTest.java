/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.metering.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.meterkit.metering.MeterMemory;
import org.meterkit.metering.testing.InMemoryStorages;
import org.openhab.core.thing.ThingUID;

class StoredMemoriesTest {

    private final InMemoryStorages storages = new InMemoryStorages();
    private final StoredMemories memories = new StoredMemories(storages);
    private final MeterMemory home = memories.of(new ThingUID("p1:meter:home"));
    private final MeterMemory homeGas = memories.of(new ThingUID("p1:meter:home:gas"));

    @Test
    void keepsTextsByThingAndKey() {
        home.write("energy-import", "1 2 3");
        home.write("ch1#energy", "4");
        homeGas.write("energy-import", "5");
        assertEquals(Optional.of("1 2 3"), home.read("energy-import"));
        assertEquals(Optional.of("5"), homeGas.read("energy-import"));
        assertEquals(Optional.empty(), homeGas.read("ch1#energy"));
        assertEquals(
                Optional.of("4"),
                new StoredMemories(storages).of(new ThingUID("p1:meter:home")).read("ch1#energy"));
    }

    @Test
    void forgetsTheOneThingOnly() {
        home.write("a", "1");
        home.write("b", "2");
        homeGas.write("a", "3");
        home.forget();
        assertEquals(Optional.empty(), home.read("a"));
        assertEquals(Optional.empty(), home.read("b"));
        assertEquals(Optional.of("3"), homeGas.read("a"));
    }
}
