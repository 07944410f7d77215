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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

/**
 * A TCP bridge on 127.0.0.1 in front of a simulated device: what the device sends goes to every client. It says nothing of
 * its own accord, so that it is silent when the device is, and can be made to reset its clients and to refuse new ones.
 *
 * <p>Safe for use by several threads.
 */
public final class TcpServer implements AutoCloseable {

    /** What a server and one client say to each other. */
    interface Dialect {

        /** Sends what comes from the device. */
        void send(Socket client, byte[] bytes) throws IOException;

        /** Takes what the client sends until it is gone, and hands on what is meant for the device. */
        void receive(Socket client, OutputStream device) throws IOException;
    }

    /** Every byte is the device's. */
    private static final Dialect RAW = new Dialect() {
        @Override
        public void send(Socket client, byte[] bytes) throws IOException {
            client.getOutputStream().write(bytes);
        }

        @Override
        public void receive(Socket client, OutputStream device) throws IOException {
            client.getInputStream().transferTo(device);
        }
    };

    private final int port;
    private final Dialect dialect;

    /** Guarded by itself, as the acceptor adds to it while the server may be waiting for the acceptor. */
    private final List<Socket> clients = new ArrayList<>();

    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private ServerSocket listening;
    private Thread acceptor;

    private TcpServer(ServerSocket listening, Dialect dialect) {
        this.port = listening.getLocalPort();
        this.dialect = dialect;
        startAccepting(listening);
    }

    /** Starts one on any free port. */
    public static TcpServer open() throws IOException {
        return open(0);
    }

    /** Starts one on {@code port}; 0 stands for any free port. */
    public static TcpServer open(int port) throws IOException {
        return new TcpServer(listen(port), RAW);
    }

    /** Starts one that speaks a dialect of its own, on any free port. */
    static TcpServer open(Dialect dialect) throws IOException {
        return new TcpServer(listen(0), dialect);
    }

    private static ServerSocket listen(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw new IOException("Port " + port + " (TCP) at 127.0.0.1 cannot be used: " + e.getMessage() + ".", e);
        }
    }

    private void startAccepting(ServerSocket socket) {
        listening = socket;
        acceptor = daemon(() -> accept(socket), "meterkit-tcp-server");
        acceptor.start();
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** The port it listens on, or listened on before it refused. */
    public int port() {
        return port;
    }

    /** Number of clients that are connected. */
    public int clients() {
        return snapshot().size();
    }

    /** Waits until exactly {@code count} clients are connected. */
    public void awaitClients(int count, Duration timeout) throws InterruptedException, TimeoutException {
        long deadline = System.nanoTime() + timeout.toNanos();
        synchronized (clients) {
            while (clients.size() != count) {
                long millis = (deadline - System.nanoTime()) / 1_000_000;
                if (millis <= 0) {
                    throw new TimeoutException(clients.size() + " instead of " + count + " clients are connected.");
                }
                clients.wait(millis);
            }
        }
    }

    /** Sends to every client; one that is gone is forgotten. Blocks while a client does not read and its buffer is full. */
    public void send(byte[] bytes) {
        for (Socket client : snapshot()) {
            try {
                dialect.send(client, bytes);
            } catch (IOException e) {
                forget(client);
            }
        }
    }

    /** Everything that clients have sent so far, in the order of its arrival. */
    public byte[] received() {
        return received.toByteArray();
    }

    /** Ends all connections in good order. New clients are welcome. */
    public void hangUp() {
        snapshot().forEach(this::forget);
    }

    /** Resets all connections: the clients' reads and writes fail. New clients are welcome. */
    public void reset() {
        for (Socket client : snapshot()) {
            try {
                client.setSoLinger(true, 0);
            } catch (IOException e) {
                // It is closed already.
            }
            forget(client);
        }
    }

    /** Stops listening, so that new connections are refused; the ones that there are stay. */
    public synchronized void refuse() {
        stopListening();
    }

    /** Listens again, on the same port. */
    public synchronized void welcome() throws IOException {
        if (listening.isClosed()) {
            startAccepting(listen(port));
        }
    }

    /** Stops listening and ends all connections. A second call does nothing. */
    @Override
    public synchronized void close() {
        stopListening();
        hangUp();
    }

    private void stopListening() {
        try {
            listening.close();
            // Java frees the port only when the blocked thread has left it.
            acceptor.join();
        } catch (IOException e) {
            // There is nothing to close any more.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                client.setTcpNoDelay(true);
                synchronized (clients) {
                    clients.add(client);
                    clients.notifyAll();
                }
                daemon(() -> read(client), "meterkit-tcp-client").start();
            } catch (IOException e) {
                // Closed, which ends the loop, or a client that gave up before it was accepted.
            }
        }
    }

    private void read(Socket client) {
        try {
            dialect.receive(client, received);
        } catch (IOException e) {
            // It is gone, one way or the other.
        }
        forget(client);
    }

    /** The clients that are connected. */
    List<Socket> snapshot() {
        synchronized (clients) {
            return List.copyOf(clients);
        }
    }

    private void forget(Socket client) {
        synchronized (clients) {
            clients.remove(client);
            clients.notifyAll();
        }
        try {
            client.close();
        } catch (IOException e) {
            // There is nothing to close any more.
        }
    }
}
