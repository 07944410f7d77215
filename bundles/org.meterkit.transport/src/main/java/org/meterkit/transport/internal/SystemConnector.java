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
import org.meterkit.transport.LineFault;
import org.meterkit.transport.PortInfo;
import org.meterkit.transport.SerialSettings;

/** The real thing: serial ports, TCP, replays. */
public final class SystemConnector implements Connector {

    private final SerialPorts ports = new SerialPorts();

    @Override
    public Connection connect(LineAddress address, SerialSettings settings) {
        if (address instanceof LineAddress.Serial serial) {
            return new SerialConnection(serial, settings, ports);
        }
        if (address instanceof LineAddress.Tcp tcp) {
            return new TcpConnection(tcp);
        }
        if (address instanceof LineAddress.Replay replay) {
            return new ReplayConnection(replay);
        }
        return new UnsupportedConnection(address);
    }

    @Override
    public List<PortInfo> ports() {
        return ports.list();
    }

    /** A kind of line that is known and not there yet. */
    private record UnsupportedConnection(LineAddress address) implements Connection {

        @Override
        public void open() throws FaultException {
            throw FaultException.lasting(
                    LineFault.Kind.UNSUPPORTED,
                    "Lines over RFC 2217 are not supported in this version. Let the server at " + address
                            + " offer raw TCP instead and use tcp://host:port.");
        }

        @Override
        public int read(byte[] buffer) throws FaultException {
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
