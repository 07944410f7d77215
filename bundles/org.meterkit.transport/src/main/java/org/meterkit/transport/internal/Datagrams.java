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

import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.meterkit.transport.DatagramLease;
import org.meterkit.transport.DatagramListener;
import org.meterkit.transport.DatagramService;
import org.meterkit.transport.LineStatus;
import org.meterkit.transport.Registration;
import org.meterkit.transport.WireTap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Keeps the UDP ports that are listened on. */
@Component(service = DatagramService.class)
public final class Datagrams implements DatagramService, AutoCloseable {

    private final Supplier<Collection<InetAddress>> broadcastAddresses;
    private final Backoff backoff;
    private final Taps<Integer> taps = new Taps<>();
    private final Succession<Integer> succession = new Succession<>();

    // guarded by this
    private final List<DatagramPort> ports = new ArrayList<>();
    private boolean closed;

    @Activate
    public Datagrams() {
        this(Datagrams::interfaceBroadcasts, Backoff.NORMAL);
    }

    /** With other broadcast addresses or waits, for tests. */
    public Datagrams(Supplier<Collection<InetAddress>> broadcastAddresses, Backoff backoff) {
        this.broadcastAddresses = broadcastAddresses;
        this.backoff = backoff;
    }

    private static Collection<InetAddress> interfaceBroadcasts() {
        Set<InetAddress> addresses = new LinkedHashSet<>();
        try {
            for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
                if (each.isUp() && !each.isLoopback()) {
                    for (InterfaceAddress address : each.getInterfaceAddresses()) {
                        InetAddress broadcast = address.getBroadcast();
                        if (broadcast != null && !broadcast.isAnyLocalAddress()) {
                            addresses.add(broadcast);
                        }
                    }
                }
            }
        } catch (SocketException e) {
            // interfaces come and go while they are listed: what was found is used
        }
        return addresses;
    }

    @Override
    public synchronized DatagramLease listen(int port, String holder, DatagramListener listener) {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("A UDP port is a number from 0 to 65535, not " + port + ".");
        }
        if (closed) {
            throw new IllegalStateException("The transport has been stopped.");
        }
        for (DatagramPort open : ports) {
            if (port != 0 && open.wanted() == port) {
                return share(open, holder, listener);
            }
        }
        DatagramPort fresh = new DatagramPort(port, broadcastAddresses, backoff, taps);
        ports.add(fresh);
        DatagramLease lease = share(fresh, holder, listener);
        fresh.start(succession.free(port));
        return lease;
    }

    private DatagramLease share(DatagramPort port, String holder, DatagramListener listener) {
        DatagramShare share = new DatagramShare(holder, listener, port, closing -> release(port, closing));
        port.add(share);
        return share;
    }

    private synchronized void release(DatagramPort port, DatagramShare share) {
        if (port.remove(share) && ports.remove(port)) {
            if (port.wanted() != 0) {
                succession.leave(port.wanted(), port.gone());
            }
            port.shutDown();
        }
    }

    @Override
    public synchronized List<LineStatus> ports() {
        return ports.stream().map(DatagramPort::status).toList();
    }

    @Override
    public Registration tap(int port, WireTap tap) {
        return taps.add(port, tap);
    }

    /** Closes all ports, however many listeners they have, and waits a moment for their threads to end. */
    @Override
    @Deactivate
    public void close() {
        List<DatagramPort> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(ports);
        }
        for (DatagramPort port : all) {
            port.shares().forEach(DatagramShare::close);
        }
        Threads.await(all.stream().map(DatagramPort::gone).toList());
    }
}
