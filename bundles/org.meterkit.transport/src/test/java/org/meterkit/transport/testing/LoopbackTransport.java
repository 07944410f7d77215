/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.transport.testing;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.meterkit.transport.BroadcastService;
import org.meterkit.transport.DatagramService;
import org.meterkit.transport.LineService;
import org.meterkit.transport.internal.Backoff;
import org.meterkit.transport.internal.Broadcasts;
import org.meterkit.transport.internal.Datagrams;
import org.meterkit.transport.internal.Lines;
import org.meterkit.transport.internal.SystemConnector;

/**
 * The real transport, over pseudo-terminals, TCP and UDP, with two differences: it waits from 10 to 200 ms only before it opens
 * something anew, and its broadcasts stay on the loopback interface.
 */
public final class LoopbackTransport implements AutoCloseable {

    private static final Backoff SHORT =
            new Backoff(Duration.ofMillis(10), Duration.ofMillis(20), Duration.ofMillis(200), Duration.ofSeconds(1));

    private final Lines lines = new Lines(new SystemConnector(), SHORT);
    private final Datagrams datagrams = new Datagrams(() -> List.of(loopbackBroadcast()), SHORT);
    private final Broadcasts broadcasts = new Broadcasts(SHORT);

    private static InetAddress loopbackBroadcast() {
        try {
            return InetAddress.getByName("127.255.255.255");
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    public LineService lines() {
        return lines;
    }

    public DatagramService datagrams() {
        return datagrams;
    }

    public BroadcastService broadcasts() {
        return broadcasts;
    }

    /** Closes all lines and ports. */
    @Override
    public void close() {
        lines.close();
        datagrams.close();
        broadcasts.close();
    }
}
