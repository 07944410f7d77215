/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.transport;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * One holder's share of a line. The line opens with its first lease and closes with its last; in between it reopens by itself.
 * Thread-safe.
 */
public interface Lease extends AutoCloseable {

    /** The line this lease is for, with its settings. */
    LineRequest request();

    /** Whether the line is open at this moment. */
    boolean isOpen();

    /**
     * Queues a conversation with a device. At most one runs per line at a time, on the line's exchange thread: all
     * {@link Priority#COMMAND}s before {@link Priority#POLL}s before {@link Priority#SCAN}s, in the order of submission within
     * one priority. While it runs, received bytes go to its {@link Wire} and to no listener.
     *
     * @param deadline how long, from now, the result is of use; a conversation whose deadline passes while it waits does not run,
     *     and one that is running is interrupted
     * @return completes with the conversation's result, or exceptionally with the {@link java.io.IOException} it threw, a
     *     {@link java.util.concurrent.TimeoutException} after the deadline (when another conversation runs then, once that has
     *     ended), or a {@link java.util.concurrent.CancellationException} when the lease was closed. The messages are sentences.
     *     Cancelling it takes the conversation out of the queue or ends it. Dependent actions run on the exchange thread unless
     *     given an executor, those of conversations that were queued when the lease was closed on the closing thread
     */
    <T> CompletableFuture<T> exchange(Priority priority, Duration deadline, Exchange<T> exchange);

    /**
     * Gives the share back and cancels this lease's exchanges, the running one too. Idempotent; waits neither for a running
     * listener nor for the port to close. The line may be leased anew at once, with other settings too.
     */
    @Override
    void close();
}
