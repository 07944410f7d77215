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
import java.net.InetSocketAddress;

/** One holder's share of a UDP port. Thread-safe. */
public interface DatagramLease extends AutoCloseable {

    /** The local port; 0 while a free one has been asked for and is not bound yet. */
    int port();

    /** Whether the socket is bound at this moment. */
    boolean isOpen();

    /**
     * Sends one datagram from this port.
     *
     * @throws IOException with a sentence, when the socket is not bound or the operating system refuses
     */
    void send(InetSocketAddress target, byte[] payload) throws IOException;

    /**
     * Sends one datagram to {@code targetPort} at the broadcast address of every IPv4 interface that is up; programs on this machine
     * hear it too. Without any such interface it goes to 255.255.255.255 and to the loopback interface.
     *
     * @throws IOException with a sentence, when it could be sent on no interface
     */
    void broadcast(int targetPort, byte[] payload) throws IOException;

    /** Gives the share back; the last one closes the socket. Idempotent. */
    @Override
    void close();
}
