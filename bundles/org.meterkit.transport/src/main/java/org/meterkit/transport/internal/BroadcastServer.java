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
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.transport.Broadcast;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One broadcast port, with one thread for the port and all its readers: nothing it does waits for a reader. */
final class BroadcastServer implements Broadcast {

    /** A reader so far behind is disconnected. What readers wait for they share, so this is the limit of all together as well. */
    static final int BACKLOG = 64 * 1024;

    /** Messages that may wait for the thread, which only ever is late when the machine is. */
    private static final int INBOX = 64;

    private final Logger logger = LoggerFactory.getLogger(BroadcastServer.class);
    private final String address;
    private final int wanted;
    private final String holder;
    private final Backoff backoff;
    private final Consumer<BroadcastServer> release;
    private final BlockingQueue<byte[]> inbox = new ArrayBlockingQueue<>(INBOX);
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private final ByteBuffer ignored = ByteBuffer.allocate(1024);

    private volatile @Nullable Selector selector;
    private volatile boolean closing;
    private volatile int port;
    private volatile int readers;
    private volatile @Nullable String fault;

    BroadcastServer(String address, int wanted, String holder, Backoff backoff, Consumer<BroadcastServer> release) {
        this.address = address;
        this.wanted = wanted;
        this.holder = holder;
        this.backoff = backoff;
        this.release = release;
    }

    /** Starts the thread, which waits until {@code free} before it opens the port. */
    void start(CompletableFuture<Void> free) {
        Threads.start("broadcast-" + wanted, () -> run(free));
    }

    int wanted() {
        return wanted;
    }

    /** Completes when the port is closed for good and the thread is about to end. */
    CompletableFuture<Void> gone() {
        return gone;
    }

    @Override
    public void offer(byte[] data) {
        Selector open = selector;
        if (open != null && inbox.offer(data)) {
            open.wakeup();
        }
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public int readers() {
        return readers;
    }

    @Override
    public Optional<String> fault() {
        return Optional.ofNullable(fault);
    }

    @Override
    public void close() {
        release.accept(this);
        synchronized (this) {
            closing = true;
            notifyAll();
        }
        Selector open = selector;
        if (open != null) {
            open.wakeup();
        }
    }

    // ---- the thread -----------------------------------------------------------------------------------------------

    private void run(CompletableFuture<Void> free) {
        try {
            free.join();
            int failures = 0;
            while (!closing) {
                try {
                    serve();
                    failures = 0;
                } catch (IOException e) {
                    failures = port == 0 ? failures + 1 : 1;
                    failed(e, failures);
                } finally {
                    selector = null;
                    port = 0;
                    readers = 0;
                    inbox.clear();
                }
                pause(failures);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            gone.complete(null);
        }
    }

    private void failed(IOException e, int failures) {
        String sentence = sentence(e);
        fault = sentence;
        if (failures == 1 && !closing) {
            logger.warn("{}: {} It is tried again.", holder, sentence);
        } else {
            logger.debug("{}: {}", holder, sentence, e);
        }
    }

    private String sentence(IOException e) {
        String what = "Port " + wanted + " at " + address + " cannot be opened for other readers: ";
        String message = String.valueOf(e.getMessage());
        if (e instanceof UnknownHostException) {
            return what + "the address is not known.";
        }
        if (e instanceof BindException && message.contains("assign")) {
            return what + "the address is not one of this machine.";
        }
        if (e instanceof BindException && message.contains("in use")) {
            return what + "another program uses it.";
        }
        return what + message + ".";
    }

    private synchronized void pause(int failures) throws InterruptedException {
        long end = System.nanoTime() + backoff.delay(Math.max(1, failures)).toNanos();
        long left = end - System.nanoTime();
        while (!closing && left > 0) {
            // never 0, which would be for ever
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1_000_000));
            left = end - System.nanoTime();
        }
    }

    /** Serves until it is closed. */
    private void serve() throws IOException {
        List<Reader> connected = new ArrayList<>();
        try (Selector selecting = Selector.open();
                ServerSocketChannel server = ServerSocketChannel.open()) {
            server.configureBlocking(false);
            server.bind(new InetSocketAddress(InetAddress.getByName(address), wanted));
            server.register(selecting, SelectionKey.OP_ACCEPT);
            selector = selecting;
            fault = null;
            port = ((InetSocketAddress) server.getLocalAddress()).getPort();
            while (!closing) {
                selecting.select();
                for (SelectionKey key : selecting.selectedKeys()) {
                    if (key.attachment() instanceof Reader reader) {
                        reader.ready();
                    } else {
                        accept(server, selecting, connected);
                    }
                }
                selecting.selectedKeys().clear();
                for (byte[] data = inbox.poll(); data != null; data = inbox.poll()) {
                    for (Reader reader : connected) {
                        reader.send(data);
                    }
                }
                connected.removeIf(Reader::left);
                readers = connected.size();
            }
        } finally {
            connected.forEach(Reader::leave);
        }
    }

    private void accept(ServerSocketChannel server, Selector selecting, List<Reader> connected) throws IOException {
        for (SocketChannel channel = server.accept(); channel != null; channel = server.accept()) {
            admit(channel, selecting, connected);
        }
    }

    private void admit(SocketChannel channel, Selector selecting, List<Reader> connected) {
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            // finds readers that vanished without a word
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            // else the system would keep megabytes for a reader that does not read
            channel.setOption(StandardSocketOptions.SO_SNDBUF, BACKLOG);
            Reader reader = new Reader(channel, channel.register(selecting, SelectionKey.OP_READ));
            connected.add(reader);
            logger.debug("{}: {} reads along", holder, reader.name);
        } catch (IOException e) {
            logger.debug("A reader left at once", e);
            closeQuietly(channel);
        }
    }

    private void closeQuietly(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            logger.debug("A reader's connection did not close:", e);
        }
    }

    /** One connection. */
    private final class Reader {

        private final SocketChannel channel;
        private final SelectionKey key;
        private final String name;
        private final ArrayDeque<ByteBuffer> waiting = new ArrayDeque<>();
        private int behind;

        Reader(SocketChannel channel, SelectionKey key) throws IOException {
            this.channel = channel;
            this.key = key;
            name = String.valueOf(channel.getRemoteAddress());
            key.attach(this);
        }

        boolean left() {
            return !channel.isOpen();
        }

        void leave() {
            if (channel.isOpen()) {
                logger.debug("{}: {} reads no more", holder, name);
                closeQuietly(channel);
            }
            waiting.clear();
        }

        /** The channel can be read or written. */
        void ready() {
            try {
                int read;
                do {
                    read = channel.read(ignored.clear());
                } while (read > 0 && !ignored.hasRemaining() && !closing);
                if (read < 0) {
                    leave();
                } else {
                    write();
                }
            } catch (IOException e) {
                leave();
            }
        }

        void send(byte[] data) {
            if (left()) {
                return;
            }
            if (behind + data.length > BACKLOG) {
                logger.debug("{}: {} is too slow", holder, name);
                leave();
                return;
            }
            waiting.add(ByteBuffer.wrap(data));
            behind += data.length;
            try {
                write();
            } catch (IOException e) {
                leave();
            }
        }

        private void write() throws IOException {
            ByteBuffer next = waiting.peek();
            while (next != null) {
                behind -= channel.write(next);
                if (next.hasRemaining()) {
                    break;
                }
                waiting.remove();
                next = waiting.peek();
            }
            key.interestOps(next == null ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        }
    }
}
