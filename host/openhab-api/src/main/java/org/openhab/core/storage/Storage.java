/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.openhab.core.storage;

import java.util.AbstractMap;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Stream;

/** Values under keys that survive a restart. {@code put}, {@code remove} and {@code get} answer null for none. */
public interface Storage<T> {
    /** Stores the value, null removes it; answers the value before. */
    T put(String key, T value);

    T remove(String key);

    boolean containsKey(String key);

    T get(String key);

    Collection<String> getKeys();

    Collection<T> getValues();

    default Stream<Map.Entry<String, T>> stream() {
        return getKeys().stream().map(key -> new AbstractMap.SimpleEntry<>(key, get(key)));
    }
}
