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

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.transport.Datagram;
import org.meterkit.transport.DatagramLease;
import org.meterkit.transport.DatagramListener;
import org.meterkit.transport.LineFault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A share of a {@link DatagramPort}. The listener is called from the port's thread alone. */
final class DatagramShare implements DatagramLease {

    private final Logger logger = LoggerFactory.getLogger(DatagramShare.class);
    private final String holder;
    private final DatagramListener listener;
    private final DatagramPort port;
    private final Consumer<DatagramShare> release;
    private volatile boolean closed;

    // What the listener was last told: the socket that opened or the kind of fault. Used by the port's thread alone.
    private @Nullable Object told;
    private boolean complained;

    DatagramShare(String holder, DatagramListener listener, DatagramPort port, Consumer<DatagramShare> release) {
        this.holder = holder;
        this.listener = listener;
        this.port = port;
        this.release = release;
    }

    String holder() {
        return holder;
    }

    @Override
    public int port() {
        return port.number();
    }

    @Override
    public boolean isOpen() {
        return !closed && port.isOpen();
    }

    @Override
    public void send(InetSocketAddress target, byte[] payload) throws IOException {
        checkOpen();
        port.send(target, payload);
    }

    @Override
    public void broadcast(int targetPort, byte[] payload) throws IOException {
        checkOpen();
        port.broadcast(targetPort, payload);
    }

    private void checkOpen() throws IOException {
        if (closed) {
            throw new IOException("UDP port " + port() + " is not leased by " + holder + " any more.");
        }
    }

    @Override
    public void close() {
        closed = true;
        release.accept(this);
    }

    void opened(Object socket) {
        if (told != socket) {
            told = socket;
            call(listener::opened);
        }
    }

    void failed(LineFault fault) {
        if (told != fault.kind()) {
            told = fault.kind();
            call(() -> listener.failed(fault));
        }
    }

    void received(Datagram datagram) {
        if (closed) {
            return;
        }
        try {
            listener.received(datagram);
        } catch (RuntimeException e) {
            complain(e);
        }
    }

    private void call(Runnable action) {
        if (closed) {
            return;
        }
        try {
            action.run();
        } catch (RuntimeException e) {
            complain(e);
        }
    }

    private void complain(RuntimeException e) {
        if (!complained) {
            complained = true;
            logger.warn("The listener of {} on UDP port {} failed: {}", holder, port(), e.toString());
        }
        logger.debug("Its failure:", e);
    }
}
