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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.meterkit.transport.Lease;
import org.meterkit.transport.LineAddress;
import org.meterkit.transport.LineHeldException;
import org.meterkit.transport.LineListener;
import org.meterkit.transport.LineRequest;
import org.meterkit.transport.LineService;
import org.meterkit.transport.LineStatus;
import org.meterkit.transport.PortInfo;
import org.meterkit.transport.Registration;
import org.meterkit.transport.SerialSettings;
import org.meterkit.transport.WireTap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the leased lines and decides who may join which. */
@Component(service = LineService.class)
public final class Lines implements LineService, AutoCloseable {

    private final Logger logger = LoggerFactory.getLogger(Lines.class);
    private final Connector connector;
    private final Backoff backoff;
    private final Taps<LineAddress> taps = new Taps<>();
    private final Succession<LineAddress> succession = new Succession<>();

    // guarded by this
    private final Map<LineAddress, Line> lines = new HashMap<>();
    private boolean closed;

    @Activate
    public Lines() {
        this(new SystemConnector(), Backoff.NORMAL);
    }

    /** With other connections or waits, for tests. */
    public Lines(Connector connector, Backoff backoff) {
        this.connector = connector;
        this.backoff = backoff;
    }

    @Override
    public synchronized Lease lease(LineRequest request, LineListener listener) throws LineHeldException {
        if (closed) {
            throw new IllegalStateException("The transport has been stopped.");
        }
        LineAddress address = request.address();
        Line line = lines.get(address);
        boolean first = line == null;
        if (line == null) {
            line = new Line(address, request.settings(), connector, backoff, taps);
            lines.put(address, line);
        } else if (address.hasSettings() && !line.settings().equals(request.settings())) {
            throw new LineHeldException(held(line, request.settings()));
        }
        Line joined = line;
        LineLease lease = new LineLease(request, listener, line, closing -> release(joined, closing));
        line.add(lease);
        if (first) {
            line.start(succession.free(address));
        }
        return lease;
    }

    private static String held(Line line, SerialSettings wished) {
        SerialSettings current = line.settings();
        String holder = line.leases().get(0).request().holder();
        String sentence = line.name() + " is held by " + holder + " at " + current;
        if (current.toString().equals(wished.toString())) {
            sentence += ", with DTR " + onOff(current.dtr()) + " and RTS " + onOff(current.rts());
        }
        return sentence + ".";
    }

    private static String onOff(boolean on) {
        return on ? "on" : "off";
    }

    private void release(Line line, LineLease lease) {
        synchronized (this) {
            if (line.remove(lease) && lines.remove(line.address(), line)) {
                succession.leave(line.address(), line.gone());
                line.shutDown();
            }
        }
        line.exchanges().cancel(lease);
    }

    @Override
    public List<PortInfo> serialPorts() {
        List<PortInfo> ports;
        try {
            ports = connector.ports();
        } catch (LinkageError | RuntimeException e) {
            logger.debug("Serial ports cannot be listed:", e);
            return List.of();
        }
        List<PortInfo> known = new ArrayList<>();
        for (PortInfo port : ports) {
            known.add(new PortInfo(port.address(), port.device(), port.description(), holder(port)));
        }
        return List.copyOf(known);
    }

    private synchronized String holder(PortInfo port) {
        for (Line line : lines.values()) {
            if (line.address() instanceof LineAddress.Serial serial
                    && (serial.path().equals(port.address())
                            || serial.path().equals(port.device())
                            || SerialPorts.device(serial.path()).equals(SerialPorts.device(port.device())))) {
                return String.join(
                        ", ",
                        line.leases().stream()
                                .map(lease -> lease.request().holder())
                                .toList());
            }
        }
        return "";
    }

    @Override
    public synchronized List<LineStatus> lines() {
        return lines.values().stream().map(Line::status).toList();
    }

    @Override
    public Registration tap(LineAddress address, WireTap tap) {
        return taps.add(address, tap);
    }

    /** Closes all lines, however many leases they have, and waits a moment for their threads to end. */
    @Override
    @Deactivate
    public void close() {
        List<Line> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(lines.values());
        }
        for (Line line : all) {
            line.leases().forEach(Lease::close);
        }
        Threads.await(all.stream().map(Line::gone).toList());
    }
}
