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
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.transport.LineFault;

/** The time from one opening of a line to its loss. Thread-safe. */
final class Session {

    private final Connection connection;
    private final long openedAt = System.nanoTime();
    private volatile long lastReceived = openedAt;
    private volatile long lastTraffic = openedAt;
    private volatile @Nullable LineFault fault;
    private final List<Echo> echoes = new CopyOnWriteArrayList<>();

    Session(Connection connection) {
        this.connection = connection;
    }

    Connection connection() {
        return connection;
    }

    long openedAt() {
        return openedAt;
    }

    /** {@link System#nanoTime()} of the last byte received; of the opening when there was none. */
    long lastReceived() {
        return lastReceived;
    }

    /** {@link System#nanoTime()} of the last byte in either direction; of the opening when there was none. */
    long lastTraffic() {
        return lastTraffic;
    }

    void received(long nanos) {
        lastReceived = nanos;
        lastTraffic = nanos;
    }

    void sent(long nanos) {
        lastTraffic = nanos;
    }

    /** A secret is about to be sent. */
    void hide(byte[] secret) {
        echoes.add(new Echo(secret));
    }

    /** Whether what was just received shows some of a secret sent lately. To be asked for everything received, in order. */
    boolean isSecret(byte[] received) {
        echoes.removeIf(Echo::isOver);
        boolean secret = false;
        for (Echo each : echoes) {
            secret |= each.isIn(received);
        }
        return secret;
    }

    @Nullable
    LineFault fault() {
        return fault;
    }

    /** Ends the session: keeps the first fault as its reason and closes the connection, which ends blocked reads and writes. */
    void fail(LineFault reason) {
        synchronized (this) {
            if (fault == null) {
                fault = reason;
            }
        }
        connection.close();
    }
}
