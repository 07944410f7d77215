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
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.transport.CaptureReader;
import org.meterkit.transport.LineAddress;
import org.meterkit.transport.LineFault.Kind;
import org.meterkit.transport.WireRecord;
import org.meterkit.transport.WireRecord.Direction;

/**
 * A capture played back: what was received then is received again, the first piece at once and the others as far apart as they were,
 * or faster. What is written is taken and forgotten. At its end the line is lost for good.
 */
final class ReplayConnection implements Connection {

    private static final long READ_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final LineAddress.Replay address;
    private @Nullable CaptureReader reader;
    private boolean closed;
    private @Nullable WireRecord next;
    private int taken;
    private long firstAt;
    private long startedAt;

    ReplayConnection(LineAddress.Replay address) {
        this.address = address;
    }

    @Override
    public synchronized void open() throws FaultException {
        checkOpen();
        try {
            reader = new CaptureReader(address.file());
            advance();
            startedAt = System.nanoTime();
            firstAt = next == null ? 0 : next.at().nanos();
        } catch (NoSuchFileException e) {
            throw new FaultException(Kind.NO_SUCH_PORT, "Capture file " + address.file() + " does not exist.");
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private FaultException failed(IOException e) {
        return FaultException.lasting(
                Kind.FAILED, "Capture file " + address.file() + " cannot be played: " + e.getMessage());
    }

    private void checkOpen() throws FaultException {
        if (closed) {
            throw new FaultException(Kind.LOST, "The replay was closed.");
        }
    }

    /** Finds the next piece that was received. */
    private void advance() throws IOException {
        Optional<WireRecord> found;
        do {
            found = reader == null ? Optional.empty() : reader.next();
        } while (found.isPresent()
                && (found.get().direction() != Direction.IN || found.get().data().length == 0));
        next = found.orElse(null);
        taken = 0;
    }

    @Override
    public synchronized int read(byte[] buffer) throws FaultException {
        checkOpen();
        WireRecord piece = next;
        if (piece == null) {
            throw FaultException.lasting(Kind.LOST, "The capture " + address.file() + " has ended.");
        }
        long begin = System.nanoTime();
        long due = begin;
        if (address.speed() > 0) {
            due = startedAt + (long) ((piece.at().nanos() - firstAt) / address.speed());
        }
        long limit = begin + READ_NANOS;
        for (long now = begin; due - now > 0; now = System.nanoTime()) {
            if (limit - now <= 0) {
                return 0;
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, Math.min(due, limit) - now);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new FaultException(Kind.LOST, "The replay was interrupted.");
            }
            checkOpen();
        }
        int count = Math.min(buffer.length, piece.data().length - taken);
        System.arraycopy(piece.data(), taken, buffer, 0, count);
        taken += count;
        if (taken == piece.data().length) {
            try {
                advance();
            } catch (IOException e) {
                throw failed(e);
            }
        }
        return count;
    }

    @Override
    public int write(byte[] data, int offset, int length) {
        return length;
    }

    @Override
    public synchronized void close() {
        closed = true;
        CaptureReader open = reader;
        if (open != null) {
            reader = null;
            open.close();
        }
        notifyAll();
    }
}
