/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.itests.simulators;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Devices that answer on a line of 9600 baud, at a pseudo-terminal or behind a network bridge, as fast as they can or at the line's pace. */
public abstract class LineSimulator implements AutoCloseable {

    /** At the line's pace bytes go out in pieces of this size. */
    private static final int PIECE = 8;

    private final End end;
    private long busyUntil = System.nanoTime();
    private boolean closed;

    LineSimulator(End end) {
        this.end = end;
    }

    /**
     * What a simulator is connected to.
     *
     * @param port takes what the devices send
     * @param bridge null at a serial port
     * @param byteNanos how long a byte takes on the line
     * @param turnAround how long a device thinks before it answers
     */
    record End(OutputStream port, TcpServer bridge, long byteNanos, Duration turnAround) {}

    /** The network bridge that the line is behind, if it was started with one. */
    public final TcpServer bridge() {
        return Objects.requireNonNull(end.bridge(), "This line is at a serial port");
    }

    /** Answers nothing any more; a network bridge is closed, a pseudo-terminal stays its opener's. */
    @Override
    public final void close() {
        synchronized (this) {
            closed = true;
        }
        if (end.bridge() != null) {
            end.bridge().close();
        }
    }

    private void serve(InputStream line) {
        byte[] buffer = new byte[256];
        try {
            int count = line.read(buffer);
            while (count > 0) {
                synchronized (this) {
                    if (!closed) {
                        pass(count);
                        hear(buffer, count);
                    }
                }
                count = line.read(buffer);
            }
        } catch (IOException e) {
            // The line is gone, and the host with it.
        }
    }

    /** Takes what the host sent, after the time that it was on the line; called with this locked. */
    abstract void hear(byte[] bytes, int count) throws IOException;

    /** Lets the time pass that a device thinks. */
    final void think() {
        LockSupport.parkNanos(end.turnAround().toNanos());
    }

    /** Sends to the host, at the line's pace. */
    final void write(byte[] bytes) throws IOException {
        int piece = end.byteNanos() == 0 ? bytes.length : PIECE;
        for (int at = 0; at < bytes.length; at += piece) {
            int count = Math.min(piece, bytes.length - at);
            pass(count);
            end.port().write(bytes, at, count);
            end.port().flush();
        }
    }

    /** Sends back what the host sends while it is on the line. */
    final void repeat(byte[] bytes, int count) throws IOException {
        end.port().write(bytes, 0, count);
        end.port().flush();
    }

    /** Lets the time pass that so many bytes need on the line. */
    private void pass(int count) {
        long now = System.nanoTime();
        busyUntil = (busyUntil - now > 0 ? busyUntil : now) + count * end.byteNanos();
        while (busyUntil - now > 0) {
            LockSupport.parkNanos(busyUntil - now);
            now = System.nanoTime();
        }
    }

    /**
     * How a line behaves, and where it is.
     *
     * @param <B> the builder itself
     * @param <S> the simulator
     */
    public abstract static class Builder<B extends Builder<B, S>, S extends LineSimulator> {

        private long byteNanos;
        private Duration turnAround = Duration.ZERO;

        Builder() {}

        abstract B self();

        abstract S make(End end);

        /** Bytes take the time that they take at 9600 baud; devices think for {@code thinking} before they answer. */
        public final B paced(Duration thinking) {
            byteNanos = TimeUnit.SECONDS.toNanos(10) / 9600;
            turnAround = thinking;
            return self();
        }

        /** Puts the line at the other end of a pseudo-terminal, which stays the caller's to close. */
        public final S start(PseudoTerminal terminal) {
            S simulator = make(new End(terminal.output(), null, byteNanos, turnAround));
            LineSimulator line = simulator;
            Thread thread = new Thread(() -> line.serve(terminal.input()), "meterkit-line-simulator");
            thread.setDaemon(true);
            thread.start();
            return simulator;
        }

        /** Puts the line behind a network bridge of its own. */
        public final S startTcp() throws IOException {
            TcpBridge dialect = new TcpBridge();
            TcpServer server = TcpServer.open(dialect);
            S simulator = make(new End(TcpBridge.toAll(server), server, byteNanos, turnAround));
            LineSimulator line = simulator;
            dialect.serveBy(line::serve);
            return simulator;
        }
    }
}
