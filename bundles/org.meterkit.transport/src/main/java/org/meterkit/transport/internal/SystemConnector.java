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

import java.util.List;
import org.meterkit.transport.LineAddress;
import org.meterkit.transport.PortInfo;
import org.meterkit.transport.SerialSettings;

/** The real thing: serial ports, TCP, RFC 2217, replays. */
public final class SystemConnector implements Connector {

    private final SerialPorts ports = new SerialPorts();

    @Override
    public Connection connect(LineAddress address, SerialSettings settings) {
        if (address instanceof LineAddress.Serial serial) {
            return new SerialConnection(serial, settings, ports);
        }
        if (address instanceof LineAddress.Tcp tcp) {
            return new TcpConnection(tcp, tcp.host(), tcp.port());
        }
        if (address instanceof LineAddress.Replay replay) {
            return new ReplayConnection(replay);
        }
        return new Rfc2217Connection((LineAddress.Rfc2217) address, settings);
    }

    @Override
    public List<PortInfo> ports() {
        return ports.list();
    }
}
