/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.itests.simulators;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A network bridge that hands what a client sends to a device at once, on the client's thread, every byte as it is. */
final class TcpBridge implements TcpServer.Dialect {

    private final CompletableFuture<Consumer<InputStream>> device = new CompletableFuture<>();

    /** Says who reads what clients send, until they are gone. */
    void serveBy(Consumer<InputStream> reader) {
        device.complete(reader);
    }

    /** Sends to all clients of a server. */
    static OutputStream toAll(TcpServer server) {
        return new OutputStream() {
            @Override
            public void write(int b) {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                server.send(Arrays.copyOfRange(bytes, offset, offset + length));
            }
        };
    }

    @Override
    public void send(Socket client, byte[] bytes) throws IOException {
        client.getOutputStream().write(bytes);
    }

    @Override
    public void receive(Socket client, OutputStream unused) throws IOException {
        device.join().accept(client.getInputStream());
    }
}
