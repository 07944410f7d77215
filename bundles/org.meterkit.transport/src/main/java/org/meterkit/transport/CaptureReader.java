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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.transport.WireRecord.Direction;

/**
 * Reads a capture file, in the form {@link CaptureWriter} describes, one record after the other. Not thread-safe.
 *
 * <p>Lenient where people edit: empty lines, comments, lower and upper case, blanks between bytes or none, any line end, a missing
 * head. Anything else that cannot be read is an error that names the number of its line.
 */
public final class CaptureReader implements AutoCloseable {

    // up to thirty years, down to nanoseconds
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}(\\.\\d{0,9})?");

    private final BufferedReader lines;
    private final Map<String, String> head = new HashMap<>();
    private final Moment start;
    private int number;
    private @Nullable String ahead;

    /**
     * Opens a file and reads its head.
     *
     * @throws IOException when there is no such file ({@link java.nio.file.NoSuchFileException}), when it cannot be read, or when
     *     its head is of a form this class does not know; the message of the last is a sentence
     */
    public CaptureReader(Path file) throws IOException {
        // a reader of its own, not Files.newBufferedReader: bytes that are not UTF-8 are wrong in their line, not
        // everywhere
        lines = new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8));
        try {
            start = new Moment(readHead(), System.nanoTime());
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private Instant readHead() throws IOException {
        String line = readLine();
        while (line != null && (line.isBlank() || line.startsWith("#"))) {
            String comment = line.isBlank() ? "" : line.substring(1).strip();
            if (comment.startsWith(CaptureWriter.TITLE)
                    && !comment.equals(CaptureWriter.TITLE + CaptureWriter.VERSION)) {
                throw error("'" + comment + "' is of another version than this program reads, which is "
                        + CaptureWriter.VERSION);
            }
            int colon = comment.indexOf(": ");
            if (colon > 0) {
                head.putIfAbsent(
                        comment.substring(0, colon),
                        comment.substring(colon + 2).strip());
            }
            line = readLine();
        }
        ahead = line;
        String text = head.get("start");
        try {
            return text == null ? Instant.EPOCH : Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IOException(
                    "The start '" + text + "' in the capture's head is not a time such as " + "2026-01-31T12:00:00Z.");
        }
    }

    /** What the head says of {@code name}: {@code line}, {@code settings}, {@code start}, or whatever else was put there. */
    public Optional<String> head(String name) {
        return Optional.ofNullable(head.get(name));
    }

    /** When the capture began; the epoch when the head does not say. */
    public Instant start() {
        return start.instant();
    }

    /**
     * The next record; empty at the end. The monotonic parts of the records' moments are as far apart as the records were.
     *
     * @throws IOException when the file cannot be read, or the line cannot be understood: the message is a sentence that names the
     *     line's number; reading may go on with the line after it
     */
    public Optional<WireRecord> next() throws IOException {
        String line = ahead;
        ahead = null;
        if (line == null) {
            line = readLine();
        }
        while (line != null && (line.isBlank() || line.strip().startsWith("#"))) {
            line = readLine();
        }
        return line == null ? Optional.empty() : Optional.of(parse(line.strip()));
    }

    private @Nullable String readLine() throws IOException {
        number++;
        return lines.readLine();
    }

    private WireRecord parse(String line) throws IOException {
        String[] parts = line.split("\\s+", 3);
        Moment at = start.plus(time(parts[0]));
        String rest = parts.length > 2 ? parts[2] : "";
        return switch (parts.length > 1 ? parts[1] : "") {
            case "<" -> data(at, Direction.IN, rest);
            case ">" -> data(at, Direction.OUT, rest);
            case "!" -> new WireRecord(at, Direction.EVENT, "", new byte[0], rest);
            default -> throw error("after the time there must be <, > or !");
        };
    }

    private Duration time(String text) throws IOException {
        if (!SECONDS.matcher(text).matches()) {
            throw error("'" + text + "' is not a time in seconds");
        }
        return Duration.ofNanos(new BigDecimal(text).movePointRight(9).longValue());
    }

    private WireRecord data(Moment at, Direction direction, String text) throws IOException {
        String peer = "";
        String bytes = text;
        if (text.startsWith("@")) {
            int blank = text.indexOf(' ');
            peer = text.substring(1, blank < 0 ? text.length() : blank);
            bytes = blank < 0 ? "" : text.substring(blank);
        }
        int comment = bytes.indexOf('#');
        if (comment >= 0) {
            bytes = bytes.substring(0, comment);
        }
        bytes = bytes.replaceAll("\\s", "");
        if (bytes.matches("(\\*\\*)+")) {
            return new WireRecord(at, direction, peer, new byte[bytes.length() / 2], "secret");
        }
        try {
            return new WireRecord(at, direction, peer, HexFormat.of().parseHex(bytes), "");
        } catch (IllegalArgumentException e) {
            throw error("the bytes must be pairs of hexadecimal digits");
        }
    }

    private IOException error(String what) {
        return new IOException("Line " + number + ": " + what + ".");
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            // nothing is lost by a failed close of what was only read
        }
    }
}
