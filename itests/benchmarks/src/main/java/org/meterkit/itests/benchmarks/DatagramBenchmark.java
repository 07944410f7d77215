/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.itests.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.meterkit.transport.Datagram;
import org.meterkit.transport.DatagramLease;
import org.meterkit.transport.DatagramListener;
import org.meterkit.transport.testing.LoopbackTransport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Datagrams of 200 bytes from a socket on loopback to a listener, against a bare channel that is read in a loop. An operation is a burst
 * that must arrive whole: a single lost datagram fails the run.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class DatagramBenchmark {

    private static final int BURST = 5_000;
    private static final int SIZE = 200;

    private final Semaphore arrivedAtListener = new Semaphore(0);
    private final Semaphore arrivedAtChannel = new Semaphore(0);
    private final ByteBuffer payload = ByteBuffer.allocateDirect(SIZE);

    private LoopbackTransport transport;
    private DatagramLease lease;
    private DatagramChannel bare;
    private DatagramChannel sender;

    @Setup
    public void open() throws Exception {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        sender = DatagramChannel.open();

        Semaphore bound = new Semaphore(0);
        transport = new LoopbackTransport();
        lease = transport.datagrams().listen(0, "benchmark", new DatagramListener() {
            @Override
            public void opened() {
                bound.release();
            }

            @Override
            public void received(Datagram datagram) {
                arrivedAtListener.release();
            }
        });
        if (!bound.tryAcquire(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The port was not bound.");
        }

        bare = DatagramChannel.open().bind(new InetSocketAddress(loopback, 0));
        bare.setOption(StandardSocketOptions.SO_RCVBUF, 8 << 20);
        Thread reader = new Thread(this::readBare, "bare-reader");
        reader.setDaemon(true);
        reader.start();
    }

    private void readBare() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(2048);
        try {
            while (bare.receive(buffer) != null) {
                buffer.clear();
                arrivedAtChannel.release();
            }
        } catch (AsynchronousCloseException e) {
            // the end of the benchmark
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @TearDown
    public void close() throws IOException {
        transport.close();
        bare.close();
        sender.close();
    }

    @Benchmark
    @OperationsPerInvocation(BURST)
    public void listener() throws Exception {
        burst(new InetSocketAddress(InetAddress.getLoopbackAddress(), lease.port()), arrivedAtListener);
    }

    @Benchmark
    @OperationsPerInvocation(BURST)
    public void bareChannel() throws Exception {
        burst((InetSocketAddress) bare.getLocalAddress(), arrivedAtChannel);
    }

    private void burst(InetSocketAddress target, Semaphore arrived) throws Exception {
        for (int i = 0; i < BURST; i++) {
            payload.clear();
            sender.send(payload, target);
        }
        if (!arrived.tryAcquire(BURST, 10, TimeUnit.SECONDS)) {
            throw new IllegalStateException(BURST - arrived.drainPermits() + " of " + BURST + " datagrams were lost.");
        }
    }
}
