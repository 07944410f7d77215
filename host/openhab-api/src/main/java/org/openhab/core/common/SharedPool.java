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

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A pool that belongs to everybody and therefore cannot be stopped by anybody. */
final class SharedPool extends ScheduledThreadPoolExecutor {
    private static final int IDLE_SECONDS = 65;

    private final Logger logger = LoggerFactory.getLogger(SharedPool.class);
    private final String name;

    SharedPool(String name, int threads) {
        super(threads, new NamedThreadFactory(name, true));
        this.name = name;
        setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        allowCoreThreadTimeOut(true);
        setRemoveOnCancelPolicy(true);
    }

    @Override
    protected void afterExecute(Runnable task, Throwable thrown) {
        super.afterExecute(task, thrown);
        Throwable cause = thrown == null ? failure(task) : thrown;
        if (cause != null) {
            logger.warn("A task of the shared thread pool failed", cause);
        }
    }

    private Throwable failure(Runnable task) {
        if (task instanceof Future<?> future && future.isDone()) {
            try {
                future.get();
            } catch (ExecutionException e) {
                return e.getCause();
            } catch (CancellationException e) {
                return null;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return null;
    }

    @Override
    public void shutdown() {
        logger.warn("The shared thread pool '{}' cannot be shut down.", name);
    }

    @Override
    public List<Runnable> shutdownNow() {
        logger.warn("The shared thread pool '{}' cannot be shut down.", name);
        return List.of();
    }
}
