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

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.transport.Exchange;
import org.meterkit.transport.Lease;
import org.meterkit.transport.LineFault;
import org.meterkit.transport.LineListener;
import org.meterkit.transport.LineRequest;
import org.meterkit.transport.Moment;
import org.meterkit.transport.Priority;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A share of a {@link Line}. The listener is called from the line's thread alone. */
final class LineLease implements Lease {

    private final Logger logger = LoggerFactory.getLogger(LineLease.class);
    private final LineRequest request;
    private final LineListener listener;
    private final Line line;
    private final Consumer<LineLease> release;
    private volatile boolean closed;

    // What the listener was last told: the session that opened or the kind of fault. Used by the line's thread alone.
    private @Nullable Object told;
    private boolean complained;

    LineLease(LineRequest request, LineListener listener, Line line, Consumer<LineLease> release) {
        this.request = request;
        this.listener = listener;
        this.line = line;
        this.release = release;
    }

    @Override
    public LineRequest request() {
        return request;
    }

    @Override
    public boolean isOpen() {
        return !closed && line.isOpen();
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public <T> CompletableFuture<T> exchange(Priority priority, Duration deadline, Exchange<T> exchange) {
        if (closed) {
            return CompletableFuture.failedFuture(new CancellationException(
                    "The lease of " + request.address() + " by " + request.holder() + " is closed."));
        }
        return line.exchanges().submit(this, priority, deadline, exchange);
    }

    @Override
    public void close() {
        closed = true;
        release.accept(this);
    }

    void opened(Session session) {
        if (told != session) {
            told = session;
            call(listener::opened);
        }
    }

    void failed(LineFault fault) {
        if (told != fault.kind()) {
            told = fault.kind();
            call(() -> listener.failed(fault));
        }
    }

    void received(byte[] data, Moment at) {
        byte[] own = SevenBits.copy(data, request.settings());
        call(() -> listener.received(own, at));
    }

    private void call(Runnable action) {
        if (closed) {
            return;
        }
        try {
            action.run();
        } catch (RuntimeException e) {
            if (!complained) {
                complained = true;
                logger.warn("The listener of {} on {} failed: {}", request.holder(), request.address(), e.toString());
            }
            logger.debug("Its failure:", e);
        }
    }
}
