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
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalTime;
import java.util.HexFormat;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.meterkit.binding.nes.internal.device.OpticalMeter;
import org.meterkit.binding.nes.internal.protocol.C1218Frame;
import org.meterkit.binding.nes.internal.protocol.NesIdentity;
import org.meterkit.binding.nes.internal.protocol.NesKey;
import org.meterkit.binding.nes.internal.protocol.NesReading;
import org.meterkit.itests.simulators.NesMeter;
import org.meterkit.itests.simulators.NesSimulator;
import org.meterkit.transport.LineAddress;
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
 * Readings of a NES meter (60 bytes of BT28, 8 of BT23) on a line of 9600 baud, against a host that does nothing but exchange the same
 * packets with the pause of 100 ms before each request that the meter needs. An operation is twenty readings.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 1)
@Measurement(iterations = 2)
public class NesCycleBenchmark {

    private static final int CYCLES = 20;
    private static final long PAUSE = Duration.ofMillis(100).toNanos();
    private static final int ACK = 6;

    private static NesSimulator meter() throws IOException {
        return NesSimulator.of(NesMeter.builder().presentValues(15).tiers(0).build())
                .paced(Duration.ofMillis(10))
                .startTcp();
    }

    /** A meter that is read without a pause between the readings. */
    @State(Scope.Benchmark)
    public static class Read {

        private final Semaphore readings = new Semaphore(0);
        private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
        private NesSimulator simulator;
        private LoopbackTransport transport;
        private OpticalMeter meter;
        private volatile String trouble = "";

        @Setup
        public void open() throws Exception {
            simulator = meter();
            transport = new LoopbackTransport();
            meter = new OpticalMeter(
                    transport.lines(),
                    scheduler,
                    new OpticalMeter.Setup(
                            LineAddress.parse(
                                    "tcp://127.0.0.1:" + simulator.bridge().port()),
                            "benchmark",
                            NesKey.of(NesSimulator.KEY),
                            1,
                            "",
                            Duration.ofNanos(1),
                            Duration.ofMinutes(9),
                            null,
                            Duration.ZERO),
                    LocalTime::now,
                    new OpticalMeter.Listener() {
                        @Override
                        public void reading(NesIdentity identity, NesReading reading, Moment at) {
                            readings.release();
                        }

                        @Override
                        public void trouble(String sentence) {
                            trouble = sentence;
                        }

                        @Override
                        public void lost(String sentence) {
                            trouble = sentence;
                        }

                        @Override
                        public void refused(String sentence) {
                            trouble = sentence;
                        }
                    });
            meter.open(Duration.ZERO);
        }

        @Setup(Level.Iteration)
        public void align() throws InterruptedException {
            readings.drainPermits();
            readings.acquire();
        }

        @TearDown
        public void close() {
            meter.close();
            transport.close();
            simulator.close();
            scheduler.shutdownNow();
            if (!trouble.isEmpty()) {
                throw new IllegalStateException(trouble);
            }
        }
    }

    /** A host without any care. */
    @State(Scope.Benchmark)
    public static class Bare {

        private NesSimulator simulator;
        private Socket socket;
        private boolean toggle;
        private long last = System.nanoTime();

        @Setup
        public void open() throws IOException {
            simulator = meter();
            socket = new Socket(
                    InetAddress.getLoopbackAddress(), simulator.bridge().port());
            socket.setTcpNoDelay(true);
            socket.getOutputStream().write(new C1218Frame(0, 0, bytes("20")).encode());
            socket.getInputStream().read();
            ask("20");
            toggle = true;
            ask("6100400206");
            ask("50000130303030202020202020");
            ask("51" + HexFormat.of().formatHex(NesSimulator.KEY.getBytes(StandardCharsets.US_ASCII)));
        }

        @TearDown
        public void close() throws IOException {
            socket.close();
            simulator.close();
        }

        private static byte[] bytes(String hex) {
            return HexFormat.of().parseHex(hex);
        }

        private void ask(String request) throws IOException {
            for (long rest = PAUSE - (System.nanoTime() - last); rest > 0; rest = PAUSE - (System.nanoTime() - last)) {
                LockSupport.parkNanos(rest);
            }
            socket.getOutputStream().write(new C1218Frame(toggle ? C1218Frame.TOGGLE : 0, 0, bytes(request)).encode());
            toggle = !toggle;
            InputStream in = socket.getInputStream();
            if (in.read() != ACK) {
                throw new IOException("The meter did not acknowledge.");
            }
            int sequence = 1;
            while (sequence > 0) {
                byte[] header = in.readNBytes(6);
                sequence = header[3];
                in.readNBytes(((header[4] & 0xFF) << 8 | header[5] & 0xFF) + 2);
                socket.getOutputStream().write(ACK);
            }
            last = System.nanoTime();
        }
    }

    @Benchmark
    @OperationsPerInvocation(CYCLES)
    public void reading(Read read) throws InterruptedException {
        read.readings.acquire(CYCLES);
    }

    @Benchmark
    @OperationsPerInvocation(CYCLES)
    public void bareReading(Bare bare) throws IOException {
        for (int cycle = 0; cycle < CYCLES; cycle++) {
            bare.ask("3f001c000000003c");
            bare.ask("3f00170000000008");
        }
    }
}
