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
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.transport.Datagram;
import org.meterkit.transport.LineFault;
import org.meterkit.transport.LineFault.Kind;
import org.meterkit.transport.LineStatus;
import org.meterkit.transport.Moment;
import org.meterkit.transport.WireRecord;
import org.meterkit.transport.WireRecord.Direction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One UDP port: binds, receives, binds anew on its own thread until {@link #shutDown}. The thread waits in a selector, so that it can
 * be woken to greet a listener that joins.
 */
final class DatagramPort {

    /** Longer ones are dropped; all devices here stay below a kilobyte. */
    static final int LONGEST = 2048;

    // Asked of the system, which may grant less: half a second of 50,000 small datagrams a second, with the kernel's
    // overhead.
    private static final int RECEIVE_BUFFER = 8 << 20;

    private final Logger logger = LoggerFactory.getLogger(DatagramPort.class);
    private final int wanted;
    private final Supplier<Collection<InetAddress>> broadcastAddresses;
    private final Backoff backoff;
    private final Taps<Integer> taps;
    private final Object tapOrder = new Object();
    private final Counters counters = new Counters();
    private final List<DatagramShare> shares = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();

    private volatile Integer number;
    private volatile boolean closing;
    private volatile @Nullable Socket socket;
    private volatile @Nullable LineFault fault;

    // guarded by this
    private boolean joined;

    /** What is open while the port is. */
    private record Socket(DatagramChannel channel, Selector selector) {}

    DatagramPort(
            int wanted, Supplier<Collection<InetAddress>> broadcastAddresses, Backoff backoff, Taps<Integer> taps) {
        this.wanted = wanted;
        this.number = wanted;
        this.broadcastAddresses = broadcastAddresses;
        this.backoff = backoff;
        this.taps = taps;
    }

    /** Starts the port's thread, which waits until {@code free} before it binds. */
    void start(CompletableFuture<Void> free) {
        Threads.start("udp-" + wanted, () -> run(free));
    }

    /** The port that was asked for, 0 for any. */
    int wanted() {
        return wanted;
    }

    int number() {
        return number;
    }

    boolean isOpen() {
        return socket != null;
    }

    List<DatagramShare> shares() {
        return shares;
    }

    /** Completes when the socket is closed for good and the thread is about to end. */
    CompletableFuture<Void> gone() {
        return gone;
    }

    LineStatus status() {
        List<String> holders = shares.stream().map(DatagramShare::holder).toList();
        return counters.status("udp:" + number, "", holders, isOpen(), fault);
    }

    void add(DatagramShare share) {
        shares.add(share);
        wake(false);
    }

    /** Takes a closed share out; returns whether it was the last one. */
    boolean remove(DatagramShare share) {
        shares.remove(share);
        return shares.isEmpty();
    }

    /** Closes the port for good, without waiting. */
    void shutDown() {
        wake(true);
    }

    private void wake(boolean close) {
        synchronized (this) {
            closing |= close;
            joined = true;
            notifyAll();
        }
        Socket open = socket;
        if (open != null) {
            open.selector().wakeup();
        }
    }

    private void run(CompletableFuture<Void> free) {
        try {
            free.join();
            int failures = 0;
            while (!closing) {
                long begin = System.nanoTime();
                LineFault end = bindAndReceive();
                if (!closing) {
                    failures = System.nanoTime() - begin >= backoff.stable().toNanos() ? 1 : failures + 1;
                    lost(end);
                    pause(end, backoff.delay(failures));
                }
            }
        } finally {
            gone.complete(null);
        }
    }

    /** Binds once and receives until that ends; returns why it did. */
    private LineFault bindAndReceive() {
        try (DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
                Selector selector = Selector.open()) {
            if (wanted != 0) {
                // not for any free port: the system might then choose one that somebody else shares
                channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            }
            channel.setOption(StandardSocketOptions.SO_BROADCAST, true);
            channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
            // one that got a free port binds the same again, since others know it by now
            channel.bind(new InetSocketAddress((int) number));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            number = ((InetSocketAddress) channel.getLocalAddress()).getPort();
            Socket open = new Socket(channel, selector);
            socket = open;
            fault = null;
            counters.opened();
            event("opened");
            logger.debug("UDP port {} is open.", number);
            receive(open);
            return new LineFault(Kind.LOST, "UDP port " + number + " was closed.");
        } catch (BindException e) {
            return bindFault(e);
        } catch (IOException e) {
            return isOpen()
                    ? new LineFault(Kind.LOST, "UDP port " + number + " was lost: " + e.getMessage() + ".")
                    : bindFault(e);
        } finally {
            socket = null;
        }
    }

    private LineFault bindFault(IOException e) {
        String text = String.valueOf(e.getMessage());
        if (text.toLowerCase(Locale.ROOT).contains("in use")) {
            return new LineFault(
                    Kind.BUSY, "UDP port " + number + " is in use by another program, which does not share it.");
        }
        if (text.toLowerCase(Locale.ROOT).contains("permission")) {
            return new LineFault(
                    Kind.NO_PERMISSION,
                    "UDP port " + number + " may not be used by this program: ports below 1024 need special rights.");
        }
        return new LineFault(Kind.FAILED, "UDP port " + number + " could not be opened: " + text + ".");
    }

    private void receive(Socket open) throws IOException {
        // one byte more than may be, to notice what is too long
        ByteBuffer buffer = ByteBuffer.allocateDirect(LONGEST + 1);
        while (!closing) {
            for (DatagramShare share : shares) {
                share.opened(open);
            }
            open.selector().select();
            open.selector().selectedKeys().clear();
            receiveAll(open, buffer);
        }
    }

    private void receiveAll(Socket open, ByteBuffer buffer) throws IOException {
        InetSocketAddress source = (InetSocketAddress) open.channel().receive(buffer);
        while (source != null && !closing) {
            buffer.flip();
            if (buffer.remaining() > LONGEST) {
                counters.error();
            } else {
                byte[] payload = new byte[buffer.remaining()];
                buffer.get(payload);
                dispatch(open, new Datagram(source, payload, Moment.now()));
            }
            buffer.clear();
            source = (InetSocketAddress) open.channel().receive(buffer);
        }
    }

    private void dispatch(Socket open, Datagram datagram) {
        counters.received(datagram.payload().length, datagram.at());
        if (taps.isWatched(number)) {
            tap(new WireRecord(
                    datagram.at(),
                    Direction.IN,
                    text(datagram.source()),
                    datagram.payload().clone(),
                    ""));
        }
        for (DatagramShare share : shares) {
            share.opened(open);
            share.received(datagram);
        }
    }

    private static String text(InetSocketAddress peer) {
        InetAddress address = peer.getAddress();
        return (address == null ? peer.getHostString() : address.getHostAddress()) + ":" + peer.getPort();
    }

    private void lost(LineFault reason) {
        LineFault before = fault;
        fault = reason;
        if (before == null || before.kind() != reason.kind()) {
            counters.error();
            event(reason.sentence());
            logger.debug("{}: {}", reason.kind(), reason.sentence());
        }
        tell(reason);
    }

    private void tell(LineFault reason) {
        for (DatagramShare share : shares) {
            share.failed(reason);
        }
    }

    /** Waits before the next attempt, and tells listeners that join meanwhile. */
    private void pause(LineFault end, Duration delay) {
        long start = System.nanoTime();
        while (true) {
            synchronized (this) {
                while (!joined) {
                    long left = delay.toNanos() - (System.nanoTime() - start);
                    if (left <= 0) {
                        return;
                    }
                    try {
                        TimeUnit.NANOSECONDS.timedWait(this, left);
                    } catch (InterruptedException e) {
                        // nobody owns this thread but this class: not meant for us
                    }
                }
                joined = false;
                if (closing) {
                    return;
                }
            }
            tell(end);
        }
    }

    void send(InetSocketAddress target, byte[] payload) throws IOException {
        Socket open = socket;
        if (open == null) {
            LineFault reason = fault;
            throw new IOException(reason == null ? "UDP port " + number + " is not open yet." : reason.sentence());
        }
        if (!(target.getAddress() instanceof Inet4Address)) {
            throw new IOException(
                    target.isUnresolved()
                            ? "Host " + target.getHostString() + " is unknown."
                            : "Host " + target.getHostString() + " has no IPv4 address, which datagrams are sent to.");
        }
        try {
            if (taps.isWatched(number)) {
                // an answer must not be recorded before what it answers
                synchronized (tapOrder) {
                    send(open, target, payload);
                    tap(new WireRecord(Moment.now(), Direction.OUT, text(target), payload.clone(), ""));
                }
            } else {
                send(open, target, payload);
            }
        } catch (ClosedChannelException e) {
            throw new IOException("UDP port " + number + " is closed.", e);
        } catch (IOException e) {
            throw new IOException(
                    "Nothing could be sent from UDP port " + number + " to " + text(target) + ": " + e.getMessage()
                            + ".",
                    e);
        }
        counters.sent(payload.length);
    }

    private static void send(Socket open, InetSocketAddress target, byte[] payload) throws IOException {
        if (open.channel().send(ByteBuffer.wrap(payload), target) == 0 && payload.length > 0) {
            throw new IOException("the network is too busy");
        }
    }

    void broadcast(int targetPort, byte[] payload) throws IOException {
        List<IOException> failures = new ArrayList<>();
        int sent = 0;
        for (InetAddress address : broadcastAddresses.get()) {
            sent += attempt(new InetSocketAddress(address, targetPort), payload, failures);
        }
        if (sent == 0) {
            // On no network, or none that broadcasts. A program on this machine hears an interface's broadcast, so the
            // loopback's would only be a second copy otherwise.
            sent += attempt(new InetSocketAddress("255.255.255.255", targetPort), payload, failures);
            sent += attempt(new InetSocketAddress("127.255.255.255", targetPort), payload, failures);
        }
        if (sent == 0) {
            throw failures.get(0);
        }
    }

    private int attempt(InetSocketAddress target, byte[] payload, List<IOException> failures) {
        try {
            send(target, payload);
            return 1;
        } catch (IOException e) {
            logger.debug("{}", e.getMessage());
            failures.add(e);
            return 0;
        }
    }

    private void event(String text) {
        if (taps.isWatched(number)) {
            tap(new WireRecord(Moment.now(), Direction.EVENT, "", new byte[0], text));
        }
    }

    private void tap(WireRecord wireRecord) {
        synchronized (tapOrder) {
            taps.record(number, wireRecord);
        }
    }
}
