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

import java.util.ArrayList;
import java.util.List;
import org.meterkit.transport.Broadcast;
import org.meterkit.transport.BroadcastService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** The broadcast ports of this process. */
@Component(service = BroadcastService.class)
public final class Broadcasts implements BroadcastService, AutoCloseable {

    private final Backoff backoff;
    private final Succession<Integer> succession = new Succession<>();

    // guarded by this
    private final List<BroadcastServer> servers = new ArrayList<>();
    private boolean closed;

    @Activate
    public Broadcasts() {
        this(Backoff.NORMAL);
    }

    /** With other waits, for tests. */
    public Broadcasts(Backoff backoff) {
        this.backoff = backoff;
    }

    @Override
    public synchronized Broadcast open(String address, int port, String holder) {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("A TCP port is a number from 0 to 65535, not " + port + ".");
        }
        if (closed) {
            throw new IllegalStateException("The transport has been stopped.");
        }
        BroadcastServer server = new BroadcastServer(address, port, holder, backoff, this::release);
        servers.add(server);
        server.start(succession.free(port));
        return server;
    }

    private synchronized void release(BroadcastServer server) {
        if (servers.remove(server) && server.wanted() != 0) {
            succession.leave(server.wanted(), server.gone());
        }
    }

    /** Closes all ports and waits a moment for their threads to end. */
    @Override
    @Deactivate
    public void close() {
        List<BroadcastServer> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(servers);
        }
        all.forEach(BroadcastServer::close);
        Threads.await(all.stream().map(BroadcastServer::gone).toList());
    }
}
