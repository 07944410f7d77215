/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.transport;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Writes raw traffic to a file: how users report a problem, and what {@code replay:} plays back. Thread-safe; recording only queues,
 * a thread of its own writes, and flushes whenever it has caught up.
 *
 * <p>The form is UTF-8 text, one record a line, meant to be read, cut and edited; the usual file name ends with {@code .mkcap}:
 *
 * <pre>
 * # Meterkit capture 1
 * # line: /dev/ttyUSB0
 * # settings: 9600 7E1
 * # start: 2026-01-31T12:00:00.123456Z
 * 0.000000 ! opened
 * 1.250310 &gt; 2f 3f 21 0d 0a  # /?!..
 * 1.251020 &gt; ** ** ** ** ** **
 * 1.302877 &lt; 06  # .
 * 4.000000 &lt; @192.168.1.9:53004 41 42  # AB
 * </pre>
 *
 * <ul>
 *   <li>first the seconds since {@code start}, from the monotonic clock; then {@code <} for received, {@code >} for sent,
 *       {@code !} for an event of the line with its text;
 *   <li>then, where it varies, the other end after {@code @}; then the bytes in hexadecimal. A line of a capture is one read or one
 *       datagram;
 *   <li>secrets are {@code **} for each byte;
 *   <li>{@code #} begins a comment; after bytes it is what they are in ASCII.
 * </ul>
 */
public final class CaptureWriter implements WireTap, AutoCloseable {

    static final String TITLE = "Meterkit capture ";
    static final String VERSION = "1";

    // A minute of the busiest line while the disk sleeps.
    private static final int QUEUE = 4096;

    private static final String HEX = "0123456789abcdef";

    private static final WireRecord END =
            new WireRecord(new Moment(Instant.EPOCH, 0), WireRecord.Direction.EVENT, "", new byte[0], "end");

    private final Moment start = Moment.now();
    private final BufferedWriter writer;
    private final BlockingQueue<WireRecord> queue = new ArrayBlockingQueue<>(QUEUE);
    private final AtomicLong missed = new AtomicLong();
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable IOException failure;

    /**
     * Begins a file, replacing one of that name.
     *
     * @param line the address of what is captured
     * @param settings serial settings; empty where they mean nothing
     * @throws IOException when the file cannot be written
     */
    public CaptureWriter(Path file, String line, String settings) throws IOException {
        writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
        comment(TITLE + VERSION);
        comment("line: " + line);
        if (!settings.isEmpty()) {
            comment("settings: " + settings);
        }
        comment("start: " + start.instant());
        writer.flush();
        thread = new Thread(this::run, "meterkit-capture-" + file.getFileName());
        thread.setDaemon(true);
        thread.start();
    }

    private void comment(String text) throws IOException {
        writer.write("# " + oneLine(text) + "\n");
    }

    /** Queues a record. When the disk falls far behind, records are left out and the file says how many. */
    @Override
    public void record(WireRecord wireRecord) {
        if (!closed && failure == null && !queue.offer(wireRecord)) {
            missed.incrementAndGet();
        }
    }

    private void run() {
        try (writer) {
            WireRecord next = queue.take();
            while (next != END) {
                write(next);
                long gap = missed.getAndSet(0);
                if (gap > 0) {
                    comment(gap + " records are missing here: the disk was too slow");
                }
                next = queue.poll();
                if (next == null) {
                    writer.flush();
                    next = queue.take();
                }
            }
        } catch (IOException e) {
            failure = e;
            queue.clear();
        } catch (InterruptedException e) {
            failure = new IOException("the writing thread was interrupted", e);
        }
    }

    private void write(WireRecord wireRecord) throws IOException {
        Duration since = wireRecord.at().since(start);
        long micros = Math.max(0, since.toNanos() / 1000);
        StringBuilder line = new StringBuilder(32 + 4 * wireRecord.data().length);
        line.append(String.format(Locale.ROOT, "%d.%06d ", micros / 1_000_000, micros % 1_000_000));
        switch (wireRecord.direction()) {
            case IN -> line.append('<');
            case OUT -> line.append('>');
            case EVENT -> line.append("! ").append(oneLine(wireRecord.note()));
        }
        if (!wireRecord.peer().isEmpty()) {
            line.append(" @").append(wireRecord.peer());
        }
        boolean secret = wireRecord.note().equals("secret") && wireRecord.direction() != WireRecord.Direction.EVENT;
        for (byte each : wireRecord.data()) {
            if (secret) {
                line.append(" **");
            } else {
                line.append(' ').append(HEX.charAt(each >> 4 & 15)).append(HEX.charAt(each & 15));
            }
        }
        if (!secret && wireRecord.data().length > 0) {
            line.append("  # ");
            for (byte each : wireRecord.data()) {
                line.append(each >= ' ' && each <= '~' ? (char) each : '.');
            }
        }
        writer.write(line.append('\n').toString());
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }

    /**
     * Writes what is queued and ends the file. Idempotent.
     *
     * @throws IOException when something could not be written
     */
    @Override
    public void close() throws IOException {
        try {
            if (!closed) {
                closed = true;
                queue.offer(END, 10, TimeUnit.SECONDS);
            }
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        IOException failed = failure;
        if (failed != null) {
            throw new IOException("The capture is incomplete: " + failed.getMessage(), failed);
        }
    }
}
