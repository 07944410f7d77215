/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.metering.internal;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.meterkit.metering.MeterkitCommand;
import org.meterkit.transport.CaptureWriter;
import org.meterkit.transport.DatagramService;
import org.meterkit.transport.LineAddress;
import org.meterkit.transport.LineService;
import org.meterkit.transport.LineStatus;
import org.meterkit.transport.Registration;
import org.meterkit.transport.WireRecord;
import org.meterkit.transport.WireTap;
import org.openhab.core.io.console.Console;

/** Shows the raw traffic of a line or UDP port for a while, or writes it to a capture file. */
final class TapCommand implements MeterkitCommand {

    private static final String UDP = "udp:";
    private static final Duration DEFAULT = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofDays(1);

    /** What may wait for a slow console; the wire never does. */
    private static final int QUEUE = 1000;

    private final LineService lines;
    private final DatagramService datagrams;

    TapCommand(LineService lines, DatagramService datagrams) {
        this.lines = lines;
        this.datagrams = datagrams;
    }

    @Override
    public String name() {
        return "tap";
    }

    @Override
    public String arguments() {
        return "<line|udp:port> [file] [seconds]";
    }

    @Override
    public String description() {
        return "prints the raw traffic of a line or UDP port, or writes it to a capture file, for 30 or so many seconds";
    }

    @Override
    public void execute(List<String> arguments, Console console) throws InterruptedException {
        if (arguments.isEmpty() || arguments.size() > 3) {
            throw new IllegalArgumentException("A line or UDP port is expected, then perhaps a file and seconds.");
        }
        String line = arguments.get(0);
        String last = arguments.get(arguments.size() - 1);
        boolean timed = arguments.size() == 3 || arguments.size() == 2 && last.matches("\\d+");
        Duration duration = timed ? seconds(last) : DEFAULT;
        if (arguments.size() == (timed ? 3 : 2)) {
            capture(line, arguments.get(1), duration, console);
        } else {
            print(line, duration, console);
        }
    }

    private static Duration seconds(String text) {
        if (text.matches("\\d{1,9}")) {
            Duration duration = Duration.ofSeconds(Long.parseLong(text));
            if (!duration.isZero() && duration.compareTo(LONGEST) <= 0) {
                return duration;
            }
        }
        throw new IllegalArgumentException(
                "'" + text + "' is not a number of seconds from 1 to " + LONGEST.toSeconds() + ".");
    }

    private Registration tap(String line, WireTap tap) {
        if (!line.startsWith(UDP)) {
            return lines.tap(LineAddress.parse(line), tap);
        }
        String port = line.substring(UDP.length());
        if (port.matches("\\d{1,5}") && Integer.parseInt(port) >= 1 && Integer.parseInt(port) <= 65535) {
            return datagrams.tap(Integer.parseInt(port), tap);
        }
        throw new IllegalArgumentException("'" + port + "' is not a UDP port from 1 to 65535.");
    }

    private void print(String line, Duration duration, Console console) throws InterruptedException {
        BlockingQueue<WireRecord> queue = new LinkedBlockingQueue<>(QUEUE);
        long end = System.nanoTime() + duration.toNanos();
        try (Registration handle = tap(line, queue::offer)) {
            console.println("The traffic of " + line + " for " + duration.toSeconds() + " s:");
            for (long rest = duration.toNanos(); rest > 0; rest = end - System.nanoTime()) {
                WireRecord next = queue.poll(rest, TimeUnit.NANOSECONDS);
                if (next != null) {
                    console.println(RecordText.of(next));
                }
            }
        }
        console.println("That was all.");
    }

    private void capture(String line, String file, Duration duration, Console console) throws InterruptedException {
        try (CaptureWriter writer = new CaptureWriter(Path.of(file), line, settings(line));
                Registration handle = tap(line, writer)) {
            console.println("The traffic of " + line + " goes to " + file + " for " + duration.toSeconds() + " s.");
            new CountDownLatch(1).await(duration.toNanos(), TimeUnit.NANOSECONDS);
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException("The file '" + file + "' cannot be written: " + e.getMessage(), e);
        }
        console.println("The capture is complete.");
    }

    private String settings(String line) {
        return line.startsWith(UDP)
                ? ""
                : lines.lines().stream()
                        .filter(status ->
                                status.address().equals(LineAddress.parse(line).toString()))
                        .map(LineStatus::settings)
                        .findFirst()
                        .orElse("");
    }
}
