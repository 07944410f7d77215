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
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.meterkit.binding.ekm.internal.device.BusListener;
import org.meterkit.binding.ekm.internal.device.BusSettings;
import org.meterkit.binding.ekm.internal.device.MeterListener;
import org.meterkit.binding.ekm.internal.device.OmnimeterBus;
import org.meterkit.binding.ekm.internal.device.ScanListener;
import org.meterkit.binding.ekm.internal.protocol.OmnimeterReading;
import org.meterkit.binding.ekm.internal.protocol.OmnimeterRequest;
import org.meterkit.itests.simulators.EkmMeter;
import org.meterkit.itests.simulators.EkmSimulator;
import org.meterkit.transport.LineAddress;
import org.meterkit.transport.LineFault;
import org.meterkit.transport.Moment;
import org.meterkit.transport.testing.LoopbackTransport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
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
 * Cycles over ten v.4 meters on one line of 9600 baud, against a host that does nothing but send the same requests and read the same
 * answers, back to back; and a search on a line where nobody answers. An operation is ten cycles, as the B answers are asked for in
 * one of ten; or the search of a hundred addresses.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 0)
@Measurement(iterations = 2)
public class EkmBusBenchmark {

    private static final int METERS = 10;
    private static final int CYCLES = 10;
    private static final int CANDIDATES = 100;
    private static final Duration THINKING = Duration.ofMillis(15);
    private static final byte[] END = {1, 'B', '0', 3, 0x75};

    private static String address(int n) {
        return String.format("0003000012%02d", n);
    }

    private static EkmSimulator meters() throws IOException {
        return EkmSimulator.with(IntStream.range(0, METERS)
                        .mapToObj(n -> EkmMeter.v4(address(n)))
                        .toArray(EkmMeter[]::new))
                .paced(THINKING)
                .startTcp();
    }

    /** A bus that polls without a pause. */
    @State(Scope.Benchmark)
    public static class Bus {

        private final Semaphore cycles = new Semaphore(0);
        private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
        private EkmSimulator simulator;
        private LoopbackTransport transport;
        private OmnimeterBus bus;
        private volatile long failures;

        @Setup
        public void open() throws Exception {
            simulator = meters();
            transport = new LoopbackTransport();
            bus = new OmnimeterBus(
                    transport.lines(), scheduler, settings(simulator, Duration.ofMillis(1)), new Quiet() {
                        @Override
                        public void cycle(Duration time, long damaged, long timeouts) {
                            failures = damaged + timeouts;
                            cycles.release();
                        }
                    });
            for (int n = 0; n < METERS; n++) {
                bus.add(address(n), OmnimeterRequest.V4A, new Ignored());
            }
            bus.open();
        }

        @Setup(Level.Iteration)
        public void align() throws InterruptedException {
            cycles.drainPermits();
            cycles.acquire();
        }

        @TearDown
        public void close() {
            bus.close();
            transport.close();
            simulator.close();
            scheduler.shutdownNow();
            if (failures > 0) {
                throw new IllegalStateException(failures + " requests failed.");
            }
        }
    }

    /** A line where nobody answers. */
    @State(Scope.Benchmark)
    public static class Silence {

        private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
        private EkmSimulator simulator;
        private LoopbackTransport transport;
        private OmnimeterBus bus;

        @Setup
        public void open() throws Exception {
            CountDownLatch opened = new CountDownLatch(1);
            simulator = EkmSimulator.with().paced(THINKING).startTcp();
            transport = new LoopbackTransport();
            bus = new OmnimeterBus(
                    transport.lines(), scheduler, settings(simulator, Duration.ofSeconds(10)), new Quiet() {
                        @Override
                        public void opened() {
                            opened.countDown();
                        }
                    });
            bus.open();
            opened.await();
        }

        @TearDown
        public void close() {
            bus.close();
            transport.close();
            simulator.close();
            scheduler.shutdownNow();
        }
    }

    /** A host without any care. */
    @State(Scope.Benchmark)
    public static class Bare {

        private EkmSimulator simulator;
        private Socket socket;

        @Setup
        public void open() throws IOException {
            simulator = meters();
            socket = new Socket(
                    InetAddress.getLoopbackAddress(), simulator.bridge().port());
            socket.setTcpNoDelay(true);
        }

        @TearDown
        public void close() throws IOException {
            socket.close();
            simulator.close();
        }

        private void ask(String request) throws IOException {
            OutputStream out = socket.getOutputStream();
            InputStream in = socket.getInputStream();
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            if (in.readNBytes(EkmMeter.ANSWER).length < EkmMeter.ANSWER) {
                throw new IOException("The line is closed.");
            }
        }
    }

    private static BusSettings settings(EkmSimulator simulator, Duration interval) {
        return new BusSettings(
                LineAddress.parse("tcp://127.0.0.1:" + simulator.bridge().port()),
                9600,
                interval,
                Duration.ofSeconds(1),
                2,
                "benchmark");
    }

    @Benchmark
    @OperationsPerInvocation(CYCLES)
    public void cycle(Bus bus) throws InterruptedException {
        bus.cycles.acquire(CYCLES);
    }

    @Benchmark
    @OperationsPerInvocation(CYCLES)
    public void bareCycle(Bare bare) throws IOException {
        for (int cycle = 0; cycle < CYCLES; cycle++) {
            for (int n = 0; n < METERS; n++) {
                bare.ask("/?" + address(n) + "00!\r\n");
                if (cycle == 0) {
                    bare.ask("/?" + address(n) + "01!\r\n");
                }
                bare.socket.getOutputStream().write(END);
            }
        }
    }

    @Benchmark
    @OperationsPerInvocation(CANDIDATES)
    public List<String> silentAddress(Silence silence) throws InterruptedException {
        Set<String> candidates = IntStream.range(0, CANDIDATES)
                .mapToObj(EkmBusBenchmark::candidate)
                .collect(Collectors.toSet());
        CountDownLatch end = new CountDownLatch(1);
        List<String> found = new ArrayList<>();
        silence.bus.scan(candidates, new ScanListener() {
            @Override
            public void found(OmnimeterReading meter) {
                throw new IllegalStateException("Nobody is here.");
            }

            @Override
            public void progress(String sentence) {}

            @Override
            public void finished(String sentence) {
                found.add(sentence);
                end.countDown();
            }
        });
        end.await();
        return found;
    }

    private static String candidate(int n) {
        return String.format("0003000020%02d", n);
    }

    private static class Quiet implements BusListener {
        @Override
        public void opened() {}

        @Override
        public void failed(LineFault fault) {}

        @Override
        public void cycle(Duration time, long damaged, long timeouts) {}
    }

    private static final class Ignored implements MeterListener {
        @Override
        public void reading(OmnimeterReading reading, Moment at) {}

        @Override
        public void failed(String sentence) {}
    }
}
