/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.openhab.core.common;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The thread pools all add-ons share, by name; made on first use, five daemon threads each.
 *
 * <p>Callers cannot shut a pool down: {@code shutdown} and {@code shutdownNow} do nothing but leave a warning in the log.
 */
public class ThreadPoolManager {
    public static final String THREAD_POOL_NAME_COMMON = "common";

    protected static final int DEFAULT_THREAD_POOL_SIZE = 5;

    protected static Map<String, ExecutorService> pools = new ConcurrentHashMap<>();

    /** The pool of this name for delayed and repeated work. */
    public static ScheduledExecutorService getScheduledPool(String poolName) {
        return (ScheduledExecutorService)
                pools.computeIfAbsent(poolName, name -> new SharedPool(name, DEFAULT_THREAD_POOL_SIZE));
    }

    /** The pool of this name for work to be done at once. */
    public static ExecutorService getPool(String poolName) {
        return getScheduledPool(poolName);
    }

    public static Set<String> getPoolNames() {
        return Set.copyOf(pools.keySet());
    }
}
