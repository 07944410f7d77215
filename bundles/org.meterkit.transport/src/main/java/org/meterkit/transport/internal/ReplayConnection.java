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
    private @Nullable WireRecord first;
    private long startedAt;

    ReplayConnection(LineAddress.Replay address) {
        this.address = address;
    }

    @Override
    public synchronized void open() throws FaultException {
        checkOpen();
        try {
            reader = new CaptureReader(address.file());
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

    /** The piece to be received next; null at the end. */
    private @Nullable WireRecord piece() throws FaultException {
        CaptureReader open = reader;
        try {
            while (next == null && open != null) {
                Optional<WireRecord> found = open.next();
                if (found.isEmpty()) {
                    return null;
                }
                WireRecord candidate = found.get();
                if (candidate.direction() == Direction.IN && candidate.data().length > 0) {
                    next = candidate;
                    taken = 0;
                }
            }
            return next;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public synchronized int read(byte[] buffer) throws FaultException {
        checkOpen();
        WireRecord piece = piece();
        if (piece == null) {
            throw FaultException.lasting(Kind.LOST, "The capture " + address.file() + " has ended.");
        }
        if (!awaitTurn(piece)) {
            return 0;
        }
        int count = Math.min(buffer.length, piece.data().length - taken);
        System.arraycopy(piece.data(), taken, buffer, 0, count);
        taken += count;
        if (taken == piece.data().length) {
            next = null;
        }
        return count;
    }

    /** Waits until it is time for a piece; false when that takes longer than a read may. */
    private boolean awaitTurn(WireRecord piece) throws FaultException {
        if (address.speed() == 0) {
            return true;
        }
        long begin = System.nanoTime();
        if (first == null) {
            first = piece;
            startedAt = begin;
        }
        long due = startedAt + (long) (piece.at().since(first.at()).toNanos() / address.speed());
        long limit = begin + READ_NANOS;
        for (long now = begin; due - now > 0; now = System.nanoTime()) {
            if (limit - now <= 0) {
                return false;
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, Math.min(due - now, limit - now));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new FaultException(Kind.LOST, "The replay was interrupted.");
            }
            checkOpen();
        }
        return true;
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
