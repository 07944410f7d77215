/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.ekm.internal.device;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.binding.ekm.internal.protocol.OmnimeterReading;
import org.meterkit.transport.LineAddress;
import org.meterkit.transport.LineFault;
import org.meterkit.transport.LineService;
import org.meterkit.transport.Moment;

/** A bus, and all that is heard of it. */
final class BusBench implements BusListener, AutoCloseable {

    static final int PATIENCE_SECONDS = 20;

    record Cycle(Duration time, long damaged, long timeouts) {}

    /** What is heard of one meter. */
    static final class Heard implements MeterListener {
        private final BlockingQueue<OmnimeterReading> readings = new LinkedBlockingQueue<>();
        private final BlockingQueue<String> failures = new LinkedBlockingQueue<>();

        @Override
        public void reading(OmnimeterReading reading, Moment at) {
            readings.add(reading);
        }

        @Override
        public void failed(String sentence) {
            failures.add(sentence);
        }

        BlockingQueue<OmnimeterReading> readings() {
            return readings;
        }

        BlockingQueue<String> failures() {
            return failures;
        }

        OmnimeterReading reading() throws InterruptedException {
            return next(readings);
        }

        String failure() throws InterruptedException {
            return next(failures);
        }
    }

    /** What is heard of a scan. */
    static final class Search implements ScanListener {
        private final BlockingQueue<String> found = new LinkedBlockingQueue<>();
        private final BlockingQueue<String> sentences = new LinkedBlockingQueue<>();
        private final CompletableFuture<String> end = new CompletableFuture<>();

        @Override
        public void found(OmnimeterReading meter) {
            found.add(meter.address());
        }

        @Override
        public void progress(String sentence) {
            sentences.add(sentence);
        }

        @Override
        public void finished(String sentence) {
            end.complete(sentence);
        }

        String hit() throws InterruptedException {
            return next(found);
        }

        String progress() throws InterruptedException {
            return next(sentences);
        }

        String end() throws Exception {
            return end.get(3 * PATIENCE_SECONDS, TimeUnit.SECONDS);
        }

        BlockingQueue<String> hits() {
            return found;
        }
    }

    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final BlockingQueue<Cycle> cycles = new LinkedBlockingQueue<>();
    private final BlockingQueue<LineFault> faults = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> openings = new LinkedBlockingQueue<>();
    final OmnimeterBus bus;

    BusBench(LineService lines, String line, Duration interval, Duration timeout, int retries) throws Exception {
        BusSettings settings =
                new BusSettings(LineAddress.parse(line), 9600, interval, timeout, retries, "ekm:bus:test");
        bus = new OmnimeterBus(lines, scheduler, settings, this);
        bus.open();
    }

    Heard add(String address) {
        Heard heard = new Heard();
        bus.add(address, null, heard);
        return heard;
    }

    @Override
    public void opened() {
        openings.add("opened");
    }

    @Override
    public void failed(LineFault fault) {
        faults.add(fault);
    }

    @Override
    public void cycle(Duration time, long damaged, long timeouts) {
        cycles.add(new Cycle(time, damaged, timeouts));
    }

    Cycle cycle() throws InterruptedException {
        return next(cycles);
    }

    List<Cycle> cycles() {
        return List.copyOf(cycles);
    }

    LineFault fault() throws InterruptedException {
        return next(faults);
    }

    void opening() throws InterruptedException {
        next(openings);
    }

    static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        @Nullable T next = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertNotNull(next, "Nothing was heard.");
        return next;
    }

    /** The sentence with which something ends, whether well or not. */
    static String sentence(CompletableFuture<?> result) throws InterruptedException, TimeoutException {
        try {
            return String.valueOf(result.get(2 * PATIENCE_SECONDS, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            return "Refused: " + e.getCause().getMessage();
        }
    }

    @Override
    public void close() {
        bus.close();
        scheduler.shutdownNow();
    }
}
