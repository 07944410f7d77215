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

import java.util.Optional;

/** One TCP port whose readers all get the same. Thread-safe. */
public interface Broadcast extends AutoCloseable {

    /**
     * Sends to all who are connected. Never blocks and fails silently: what nobody reads is forgotten, and a reader that falls
     * more than 64 KiB behind is disconnected. What readers send is ignored.
     *
     * @param data a whole message, since readers begin between two; not to be changed any more
     */
    void offer(byte[] data);

    /** The local port; 0 while it is not open. */
    int port();

    /** How many readers are connected. */
    int readers();

    /** Why the port cannot be opened, in a sentence; empty when it is open. */
    Optional<String> fault();

    /** Disconnects all and frees the port. Idempotent, does not wait; the port may be opened anew at once. */
    @Override
    void close();
}
