/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.transport.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.transport.Registration;
import org.meterkit.transport.WireRecord;
import org.meterkit.transport.WireTap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who watches which line or port. Thread-safe; records of one key are to be given one at a time.
 *
 * @param <K> a line's address or a port's number
 */
final class Taps<K> {

    private final Logger logger = LoggerFactory.getLogger(Taps.class);
    private final ConcurrentMap<K, List<Entry>> entries = new ConcurrentHashMap<>();

    /** One registration; compared by identity, so that one tap may be registered twice. */
    private static final class Entry {
        final WireTap tap;

        Entry(WireTap tap) {
            this.tap = tap;
        }
    }

    Registration add(K key, WireTap tap) {
        Entry entry = new Entry(tap);
        entries.merge(key, List.of(entry), (old, added) -> {
            List<Entry> both = new ArrayList<>(old);
            both.addAll(added);
            return List.copyOf(both);
        });
        return () -> remove(key, entry);
    }

    /** Whether a record of this key would be seen by anybody. */
    boolean isWatched(K key) {
        return entries.containsKey(key);
    }

    void record(K key, WireRecord wireRecord) {
        List<Entry> watching = entries.get(key);
        if (watching == null) {
            return;
        }
        for (Entry entry : watching) {
            try {
                entry.tap.record(wireRecord);
            } catch (RuntimeException e) {
                logger.warn("A wire tap of {} failed and is removed: {}", key, e.toString());
                logger.debug("Its failure:", e);
                remove(key, entry);
            }
        }
    }

    private void remove(K key, Entry entry) {
        entries.computeIfPresent(key, (k, old) -> without(old, entry));
    }

    private static @Nullable List<Entry> without(List<Entry> old, Entry entry) {
        List<Entry> rest = old.stream().filter(other -> other != entry).toList();
        return rest.isEmpty() ? null : rest;
    }
}
