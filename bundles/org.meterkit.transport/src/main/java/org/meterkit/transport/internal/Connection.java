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

import java.io.Closeable;

/**
 * One opening of one line. {@link #open} is called once; then one thread reads, at most one other writes, and any may close. After a
 * fault or {@link #close} the connection is not used again: a reopened line gets a new one.
 */
public interface Connection extends Closeable {

    /**
     * Opens it, which may block. Returns or fails soon when {@link #close} is called meanwhile.
     *
     * @throws FaultException when it cannot be opened, or was closed meanwhile
     */
    void open() throws FaultException;

    /**
     * Blocks in the port's own read until bytes arrive, but not much longer than half a second.
     *
     * @return how many bytes were read; 0 when none arrived
     * @throws FaultException when the connection is lost or closed
     */
    int read(byte[] buffer) throws FaultException;

    /**
     * Writes some bytes, at least one; may block while the port takes none.
     *
     * @return how many were taken
     * @throws FaultException when the connection is lost or closed
     */
    int write(byte[] data, int offset, int length) throws FaultException;

    /** Closes it for good and ends a blocked {@link #open}, {@link #read} or {@link #write}; idempotent, safe at any time. */
    @Override
    void close();
}
