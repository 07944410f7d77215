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

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.LoggerFactory;

/** The transport's threads: all daemons, all named, so that a thread dump tells whose they are. */
final class Threads {

    private Threads() {}

    /** Starts {@code meterkit-<name>}. */
    static Thread start(String name, Runnable work) {
        Thread thread = new Thread(work, "meterkit-" + name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Waits until all are gone, but not longer than a stopping bundle may take. */
    static void await(List<CompletableFuture<Void>> gone) {
        try {
            CompletableFuture.allOf(gone.toArray(CompletableFuture[]::new)).get(5, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LoggerFactory.getLogger(Threads.class).debug("Some ports take long to close.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
