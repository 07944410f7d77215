/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.host.workbench.internal.thing;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.openhab.core.thing.ThingUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls handlers on threads of its own, so that one that hangs harms no other. As with openHAB, who waits for a call
 * waits five seconds at most, is warned, and goes on; the call itself is left alone.
 */
@Component(service = HandlerCalls.class)
public final class HandlerCalls {

    /** openHAB's limit for a call into a handler. */
    private static final long PATIENCE_MS = 5_000;

    private final Logger logger = LoggerFactory.getLogger(HandlerCalls.class);
    private final AtomicInteger count = new AtomicInteger();
    private final Map<ThingUID, CompletableFuture<Void>> tails = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "meterkit-handler-call-" + count.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    });

    @Activate
    public HandlerCalls() {}

    @Deactivate
    public void close() {
        threads.shutdown();
    }

    /** Makes a call and waits for it, but not too long. What it throws goes to {@code onFailure}. */
    void await(String what, Runnable call, Consumer<Throwable> onFailure) {
        Future<?> running;
        try {
            running = threads.submit(call);
        } catch (RejectedExecutionException e) {
            call.run();
            return;
        }
        try {
            running.get(PATIENCE_MS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            logger.warn("{} takes more than {}ms.", what, PATIENCE_MS);
        } catch (ExecutionException e) {
            onFailure.accept(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Makes a call after the earlier ones for the same thing, without waiting for it. */
    public void queue(ThingUID thing, String what, Runnable call) {
        tails.compute(thing, (uid, tail) -> (tail == null ? CompletableFuture.<Void>completedFuture(null) : tail)
                .thenRunAsync(call, threads)
                .exceptionally(failure -> {
                    logger.error("{} failed", what, failure);
                    return null;
                }));
    }
}
