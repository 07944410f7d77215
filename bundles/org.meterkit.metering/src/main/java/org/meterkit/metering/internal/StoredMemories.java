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

import java.util.List;
import java.util.Optional;
import org.meterkit.metering.MeterMemories;
import org.meterkit.metering.MeterMemory;
import org.openhab.core.storage.Storage;
import org.openhab.core.storage.StorageService;
import org.openhab.core.thing.ThingUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Memories in one storage of openHAB, with keys such as {@code p1:meter:home/energy-import}. */
@Component(service = MeterMemories.class)
public final class StoredMemories implements MeterMemories {

    private static final String NAME = "org.meterkit";

    private final Storage<String> storage;

    @Activate
    public StoredMemories(@Reference StorageService storages) {
        storage = storages.getStorage(NAME, StoredMemories.class.getClassLoader());
    }

    @Override
    public MeterMemory of(ThingUID thing) {
        return new Memory(thing.getAsString() + "/");
    }

    private final class Memory implements MeterMemory {

        private final String prefix;

        Memory(String prefix) {
            this.prefix = prefix;
        }

        @Override
        public Optional<String> read(String key) {
            return Optional.ofNullable(storage.get(prefix + key));
        }

        @Override
        public void write(String key, String value) {
            // each put has openHAB write the whole file anew
            if (!value.equals(storage.get(prefix + key))) {
                storage.put(prefix + key, value);
            }
        }

        @Override
        public void forget() {
            List.copyOf(storage.getKeys()).stream()
                    .filter(key -> key.startsWith(prefix))
                    .forEach(storage::remove);
        }
    }
}
