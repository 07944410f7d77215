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

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.meterkit.transport.LineAddress;
import org.meterkit.transport.LineFault;
import org.meterkit.transport.LineService;
import org.meterkit.transport.PortInfo;
import org.meterkit.transport.SerialSettings;
import org.meterkit.transport.internal.Backoff;
import org.meterkit.transport.internal.Connection;
import org.meterkit.transport.internal.Connector;
import org.meterkit.transport.internal.FaultException;
import org.meterkit.transport.internal.Lines;

/**
 * A line service whose lines end in memory, at a {@link ScriptedPeer} each. Leases, sharing, queue, deadlines, loss and reopening
 * are the real ones; only the port is not. An address without a peer is a port that does not exist.
 */
public final class InMemoryLines implements AutoCloseable {

    private final Map<LineAddress, ScriptedPeer> peers = new ConcurrentHashMap<>();
    private final Lines lines;

    /** With waits between attempts to open that grow from 10 to 100 ms. */
    public InMemoryLines() {
        this(Duration.ofMillis(100));
    }

    /** With waits between attempts to open that grow from 10 ms to {@code longestWait}. */
    public InMemoryLines(Duration longestWait) {
        Backoff backoff = new Backoff(Duration.ofMillis(10), Duration.ofMillis(20), longestWait, Duration.ofSeconds(1));
        lines = new Lines(new MemoryConnector(), backoff);
    }

    public LineService service() {
        return lines;
    }

    /** The other end of a line; there from its first mention on. */
    public ScriptedPeer peer(String address) {
        return peers.computeIfAbsent(LineAddress.parse(address), ScriptedPeer::new);
    }

    /** Closes all lines. */
    @Override
    public void close() {
        lines.close();
    }

    private final class MemoryConnector implements Connector {

        @Override
        public Connection connect(LineAddress address, SerialSettings settings) {
            ScriptedPeer peer = peers.get(address);
            return peer == null ? new Nowhere(address) : peer.connection(settings);
        }

        @Override
        public List<PortInfo> ports() {
            return peers.keySet().stream()
                    .filter(LineAddress.Serial.class::isInstance)
                    .map(address -> new PortInfo(address.toString(), address.toString(), "In memory", ""))
                    .sorted(Comparator.comparing(PortInfo::address))
                    .toList();
        }
    }

    private record Nowhere(LineAddress address) implements Connection {

        @Override
        public void open() throws FaultException {
            throw new FaultException(LineFault.Kind.NO_SUCH_PORT, "Port " + address + " does not exist.");
        }

        @Override
        public int read(byte[] buffer) {
            throw new IllegalStateException("never opened");
        }

        @Override
        public int write(byte[] data, int offset, int length) {
            throw new IllegalStateException("never opened");
        }

        @Override
        public void close() {}
    }
}
