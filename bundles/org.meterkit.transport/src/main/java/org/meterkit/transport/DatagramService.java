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

import java.util.List;

/**
 * Owns all UDP sockets of this process: one per local port, any number of listeners, each hearing every datagram. Thread-safe.
 *
 * <p>Sockets are bound to all IPv4 interfaces with address reuse (those on any free port without), can broadcast, and ask for a
 * receive buffer of more than 1 MiB, of which the operating system grants what it will. Datagrams up to 2048 bytes are delivered; longer ones are counted as errors and dropped.
 */
public interface DatagramService {

    /**
     * Listens on a port. Binding happens on the port's own thread and is retried with back-off; failure is told to the
     * listener.
     *
     * @param port local UDP port, 1 to 65535, or 0 for any free one (each such call gets its own socket)
     * @param holder who asks, for the console
     */
    DatagramLease listen(int port, String holder, DatagramListener listener);

    /** The ports listened on now. */
    List<LineStatus> ports();

    /** Lets {@code tap} see the traffic of a local port, from now or from when it is listened on, until the handle is closed. */
    Registration tap(int port, WireTap tap);
}
