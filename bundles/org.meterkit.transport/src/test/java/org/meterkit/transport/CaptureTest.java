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

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meterkit.transport.WireRecord.Direction;

class CaptureTest {

    @TempDir
    Path directory;

    private static WireRecord wireRecord(Moment at, Direction direction, String peer, byte[] data, String note) {
        return new WireRecord(at, direction, peer, data, note);
    }

    private static List<WireRecord> all(CaptureReader reader) throws IOException {
        List<WireRecord> records = new ArrayList<>();
        for (Optional<WireRecord> next = reader.next(); next.isPresent(); next = reader.next()) {
            records.add(next.get());
        }
        return records;
    }

    private CaptureReader read(String text) throws IOException {
        return new CaptureReader(
                Files.writeString(directory.resolve("edited.mkcap"), text, StandardCharsets.ISO_8859_1));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        Path file = directory.resolve("meter.mkcap");
        Moment start = Moment.now().plus(Duration.ofSeconds(1));
        byte[] every = new byte[256];
        for (int i = 0; i < every.length; i++) {
            every[i] = (byte) i;
        }
        List<WireRecord> written = List.of(
                wireRecord(start, Direction.EVENT, "", new byte[0], "opened"),
                wireRecord(start.plus(Duration.ofMillis(1500)), Direction.IN, "", every, ""),
                wireRecord(start.plus(Duration.ofMillis(1501)), Direction.OUT, "127.0.0.1:53004", ascii("A#*"), ""),
                wireRecord(start.plus(Duration.ofSeconds(2)), Direction.OUT, "", new byte[6], "secret"),
                wireRecord(start.plus(Duration.ofSeconds(3)), Direction.IN, "127.0.0.1:9", new byte[0], ""));
        try (CaptureWriter writer = new CaptureWriter(file, "/dev/ttyUSB0", "9600 7E1")) {
            written.forEach(writer::record);
        }
        try (CaptureReader reader = new CaptureReader(file)) {
            assertEquals(Optional.of("/dev/ttyUSB0"), reader.head("line"));
            assertEquals(Optional.of("9600 7E1"), reader.head("settings"));
            assertTrue(Duration.between(reader.start(), Instant.now()).abs().compareTo(Duration.ofMinutes(1)) < 0);
            List<WireRecord> read = all(reader);
            assertEquals(written.size(), read.size());
            for (int i = 0; i < read.size(); i++) {
                WireRecord one = written.get(i);
                WireRecord other = read.get(i);
                assertEquals(one.direction(), other.direction());
                assertEquals(one.peer(), other.peer());
                assertArrayEquals(one.data(), other.data());
                assertEquals(one.note(), other.note());
                Duration apart = one.at().since(start);
                assertEquals(
                        apart.toMillis(), other.at().since(read.get(0).at()).toMillis());
                assertEquals(
                        apart.toMillis(),
                        Duration.between(read.get(0).at().instant(), other.at().instant())
                                .toMillis());
            }
        }
    }

    @Test
    void theFormIsAsDocumented() throws Exception {
        Path file = directory.resolve("meter.mkcap");
        try (CaptureWriter writer = new CaptureWriter(file, "udp:53005", "")) {
            Moment before = Moment.now().plus(Duration.ofHours(-1));
            writer.record(wireRecord(before, Direction.EVENT, "", new byte[0], "two\nlines"));
            writer.record(wireRecord(before, Direction.OUT, "", ascii("/?!\r\n"), ""));
            writer.record(wireRecord(before, Direction.OUT, "", new byte[3], "secret"));
            writer.record(wireRecord(before, Direction.IN, "192.168.1.9:53004", ascii("AB"), ""));
        }
        List<String> lines = Files.readAllLines(file);
        assertEquals("# Meterkit capture 1", lines.get(0));
        assertEquals("# line: udp:53005", lines.get(1));
        assertTrue(lines.get(2).startsWith("# start: 20"), lines.get(2));
        assertEquals(
                List.of(
                        "0.000000 ! two lines",
                        "0.000000 > 2f 3f 21 0d 0a  # /?!..",
                        "0.000000 > ** ** **",
                        "0.000000 < @192.168.1.9:53004 41 42  # AB"),
                lines.subList(3, lines.size()));
    }

    @Test
    void peopleMayEdit() throws Exception {
        String text = "\n# my own words\r\n\r\n  1.5   <   4A4b 4c # JKL\r\n2 ! \r\n\t3 > ****\n# more\n4. <\n5 < 0d";
        try (CaptureReader reader = read(text)) {
            List<WireRecord> records = all(reader);
            assertEquals(5, records.size());
            assertArrayEquals(ascii("JKL"), records.get(0).data());
            assertEquals("", records.get(1).note());
            assertEquals("secret", records.get(2).note());
            assertEquals(2, records.get(2).data().length);
            assertEquals(0, records.get(3).data().length);
            assertArrayEquals(new byte[] {13}, records.get(4).data());
            assertEquals(Instant.EPOCH.plusMillis(1500), records.get(0).at().instant());
            assertEquals(Instant.EPOCH, reader.start());
            assertEquals(Optional.empty(), reader.head("line"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 < 4|Line 2: the bytes must be pairs of hexadecimal digits.",
                "1 < 4x|Line 2: the bytes must be pairs of hexadecimal digits.",
                "1 < ** 41|Line 2: the bytes must be pairs of hexadecimal digits.",
                "1 ? 41|Line 2: after the time there must be <, > or !.",
                "1|Line 2: after the time there must be <, > or !.",
                "x < 41|Line 2: 'x' is not a time in seconds.",
                "-1 < 41|Line 2: '-1' is not a time in seconds.",
                "1e999999 < 41|Line 2: '1e999999' is not a time in seconds.",
            })
    void whatCannotBeReadIsSaidWithItsLine(String line, String sentence) throws Exception {
        try (CaptureReader reader = read("# Meterkit capture 1\n" + line + "\n2 < 41\n")) {
            IOException e = assertThrows(IOException.class, reader::next);
            assertEquals(sentence, e.getMessage());
            assertEquals(1, reader.next().orElseThrow().data().length);
        }
    }

    @Test
    void aFormOfTheFutureIsRefused() {
        IOException e = assertThrows(IOException.class, () -> read("# Meterkit capture 2\n"));
        assertEquals(
                "Line 1: 'Meterkit capture 2' is of another version than this program reads, which is 1.",
                e.getMessage());
        assertThrows(IOException.class, () -> read("# start: yesterday\n"));
        assertThrows(NoSuchFileException.class, () -> new CaptureReader(directory.resolve("missing")));
    }

    @Test
    void anyFileIsReadWithoutHarm() throws Exception {
        Random random = new Random(3);
        byte[] noise = new byte[200_000];
        random.nextBytes(noise);
        try (CaptureReader reader = new CaptureReader(Files.write(directory.resolve("noise"), noise))) {
            int errors = 0;
            boolean ended = false;
            while (!ended) {
                try {
                    ended = reader.next().isEmpty();
                } catch (IOException e) {
                    assertTrue(e.getMessage().startsWith("Line "), e.getMessage());
                    errors++;
                }
            }
            assertTrue(errors > 100);
        }
    }

    @Test
    void aFileThatCannotBeWrittenIsSaidAtOnce() {
        assertThrows(IOException.class, () -> new CaptureWriter(directory.resolve("missing/meter.mkcap"), "COM3", ""));
    }

    @Test
    void nothingIsWrittenAfterClosingAndClosingTwiceIsFine() throws Exception {
        Path file = directory.resolve("meter.mkcap");
        CaptureWriter writer = new CaptureWriter(file, "COM3", "");
        writer.close();
        long size = Files.size(file);
        writer.record(wireRecord(Moment.now(), Direction.IN, "", new byte[9], ""));
        writer.close();
        assertEquals(size, Files.size(file));
        assertFalse(Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().startsWith("meterkit-capture-")));
    }

    @Test
    void manyRecordsAreWrittenInOrder() throws Exception {
        Path file = directory.resolve("meter.mkcap");
        Moment now = Moment.now();
        try (CaptureWriter writer = new CaptureWriter(file, "COM3", "")) {
            for (int i = 0; i < 3000; i++) {
                writer.record(wireRecord(now, Direction.EVENT, "", new byte[0], "event " + i));
            }
        }
        try (CaptureReader reader = new CaptureReader(file)) {
            List<WireRecord> records = all(reader);
            assertEquals(3000, records.size());
            for (int i = 0; i < 3000; i++) {
                assertEquals("event " + i, records.get(i).note());
            }
        }
    }
}
