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

/**
 * OSGi service: repeats to any number of readers on the network what came from a source that serves one only. Owns the server sockets.
 * Thread-safe; no call blocks.
 */
public interface BroadcastService {

    /**
     * Opens a TCP port. It is opened on a thread of its own; when that fails, it is logged once and tried again with back-off.
     *
     * @param address local address to listen at: {@code 127.0.0.1} for readers on this machine only, {@code 0.0.0.0} for all
     * @param port local TCP port, 1 to 65535, or 0 for any free one
     * @param holder for whom, for the log
     * @return at once
     * @throws IllegalArgumentException when the port is out of range; the message is a sentence
     */
    Broadcast open(String address, int port, String holder);
}
