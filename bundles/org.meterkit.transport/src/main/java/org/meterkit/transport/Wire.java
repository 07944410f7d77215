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

import java.io.IOException;
import java.time.Duration;

/** A line in the hands of one {@link Exchange}. Valid only while that runs, and only on its thread. */
public interface Wire {

    /**
     * Writes all bytes, also when the port takes them in parts.
     *
     * @throws IOException when the line is lost
     */
    void write(byte[] data) throws IOException, InterruptedException;

    /**
     * As {@link #write}, for bytes that carry a password or a key: taps and captures see only how many they were. What is received
     * within five seconds and repeats them, as adapters with an echo do, is hidden from them as well.
     */
    void writeSecret(byte[] data) throws IOException, InterruptedException;

    /**
     * Waits for bytes.
     *
     * @param buffer where they go
     * @param offset index of the first
     * @param length most that are taken, at least 1
     * @param timeout how long to wait for the first one
     * @return how many were taken; 0 when none came in time
     * @throws IOException when the line is lost
     */
    int read(byte[] buffer, int offset, int length, Duration timeout) throws IOException, InterruptedException;

    /** Throws away what was received and not read: echoes, late answers, noise. */
    void discard() throws IOException;

    /** Waits until the line has been silent, both ways, for {@code duration}; what arrives meanwhile is thrown away. */
    void awaitQuiet(Duration duration) throws IOException, InterruptedException;
}
