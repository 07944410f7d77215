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

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.util.Locale;
import org.meterkit.transport.LineAddress;
import org.meterkit.transport.LineFault.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A TCP connection: a raw line, as network bridges (ser2net raw and the like) offer, or what a telnet line travels on. */
final class TcpConnection implements Connection {

    private static final int CONNECT_MILLIS = 5000;
    private static final int READ_MILLIS = 500;

    private final Logger logger = LoggerFactory.getLogger(TcpConnection.class);
    private final LineAddress address;
    private final String host;
    private final int port;
    private final Socket socket = new Socket();

    /** A connection to {@code host}; the address is for sentences. */
    TcpConnection(LineAddress address, String host, int port) {
        this.address = address;
        this.host = host;
        this.port = port;
    }

    @Override
    public void open() throws FaultException {
        InetSocketAddress target = new InetSocketAddress(host, port);
        if (target.isUnresolved()) {
            throw new FaultException(
                    Kind.UNREACHABLE, "Host " + host + " is unknown. Is the name right, and the network up?");
        }
        try {
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            socket.setSoTimeout(READ_MILLIS);
            // by name, since the constants are in a package that an OSGi framework need not offer
            keepAlive("TCP_KEEPIDLE", 60);
            keepAlive("TCP_KEEPINTERVAL", 15);
            keepAlive("TCP_KEEPCOUNT", 4);
            socket.connect(target, CONNECT_MILLIS);
        } catch (SocketTimeoutException e) {
            throw unreachable("did not answer within " + CONNECT_MILLIS / 1000 + " s");
        } catch (NoRouteToHostException e) {
            throw unreachable("cannot be reached");
        } catch (ConnectException e) {
            // Java reports EHOSTUNREACH, ENETUNREACH and ETIMEDOUT by the same exception in places
            String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
            if (text.contains("refused")) {
                throw new FaultException(
                        Kind.REFUSED,
                        "Host " + host + " refuses connections to port " + port
                                + ". Is the bridge running, and nobody else connected to it?");
            }
            throw unreachable(text.contains("timed out") ? "did not answer" : "cannot be reached");
        } catch (SocketException e) {
            String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
            throw text.contains("unreachable")
                    ? unreachable("cannot be reached")
                    : new FaultException(
                            Kind.FAILED, "Line " + address + " could not be opened: " + e.getMessage() + ".");
        } catch (IOException e) {
            throw new FaultException(Kind.FAILED, "Line " + address + " could not be opened: " + e.getMessage() + ".");
        }
    }

    private FaultException unreachable(String how) {
        return new FaultException(Kind.UNREACHABLE, "Host " + host + " " + how + " on port " + port + ".");
    }

    private void keepAlive(String name, int value) {
        for (SocketOption<?> option : socket.supportedOptions()) {
            if (option.name().equals(name) && option.type() == Integer.class) {
                @SuppressWarnings("unchecked")
                SocketOption<Integer> number = (SocketOption<Integer>) option;
                try {
                    socket.setOption(number, value);
                } catch (IOException | UnsupportedOperationException e) {
                    logger.debug("{} of {} stays as the system has it: {}", name, address, e.toString());
                }
            }
        }
    }

    @Override
    public int read(byte[] buffer) throws FaultException {
        try {
            int count = socket.getInputStream().read(buffer);
            if (count < 0) {
                throw new FaultException(Kind.LOST, "Line " + address + " was closed by the other end.");
            }
            return count;
        } catch (SocketTimeoutException e) {
            return 0;
        } catch (FaultException e) {
            throw e;
        } catch (IOException e) {
            throw lost(e);
        }
    }

    @Override
    public int write(byte[] data, int offset, int length) throws FaultException {
        try {
            socket.getOutputStream().write(data, offset, length);
            return length;
        } catch (IOException e) {
            throw lost(e);
        }
    }

    private FaultException lost(IOException e) {
        return new FaultException(Kind.LOST, "Line " + address + " was lost: " + e.getMessage() + ".");
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            logger.debug("Closing {}: {}", address, e.toString());
        }
    }
}
