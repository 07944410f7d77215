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

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets the next owner of a port wait until the last one has let go of it. Thread-safe.
 *
 * @param <K> what is owned
 */
final class Succession<K> {

    private final Map<K, CompletableFuture<Void>> leaving = new ConcurrentHashMap<>();

    /** {@code gone} completes when the owner that is leaving has let go. */
    void leave(K key, CompletableFuture<Void> gone) {
        leaving.put(key, gone);
        gone.whenComplete((nothing, failure) -> leaving.remove(key, gone));
    }

    /** Completes when {@code key} is free. */
    CompletableFuture<Void> free(K key) {
        return leaving.getOrDefault(key, CompletableFuture.completedFuture(null));
    }
}
