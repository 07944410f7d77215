/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.p1.internal.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.meterkit.binding.p1.internal.protocol.P1Telegram.Checksum;
import org.meterkit.binding.p1.internal.protocol.TelegramAssembler.Loss;
import org.meterkit.binding.p1.internal.protocol.Telegrams.Found;

/** Telegrams that others captured, read where they lie; a manifest says what is known of each. */
class FramesTest {

    private static final Path FRAMES = Path.of(System.getProperty("meterkit.frames", "frames"), "dsmr");

    private record Entry(Path file, String checksum) {}

    @BeforeEach
    void frames() {
        assumeTrue(
                Files.isRegularFile(FRAMES.resolve("MANIFEST.tsv")),
                "No captured telegrams at " + FRAMES + ": set the system property meterkit.frames to their folder.");
    }

    private static List<Entry> entries() throws IOException {
        List<Entry> entries = new ArrayList<>();
        List<String> lines = Files.readAllLines(FRAMES.resolve("MANIFEST.tsv"), StandardCharsets.UTF_8);
        for (String line : lines.subList(1, lines.size())) {
            String[] columns = line.split("\t", -1);
            entries.add(new Entry(FRAMES.resolve(columns[0]), columns[10]));
        }
        return entries;
    }

    private static P1Telegram decode(Entry entry) throws IOException {
        Found found = Telegrams.find(Files.readAllBytes(entry.file()));
        found.assembler.accept(Telegrams.bytes("\r\n"));
        assertEquals(1, found.telegrams.size(), entry.file() + ": " + found.losses);
        return found.telegrams.get(0);
    }

    @Test
    void checksumsAreAsTheManifestSays() throws IOException {
        int checked = 0;
        for (Entry entry : entries()) {
            Checksum expected =
                    switch (entry.checksum()) {
                        case "ok-crlf", "ok-addblank" -> Checksum.VALID;
                        case "none" -> Checksum.ABSENT;
                        default -> Checksum.WRONG;
                    };
            if (Files.exists(entry.file())) {
                assertEquals(expected, decode(entry).checksum(), entry.file().toString());
                checked++;
            }
        }
        assertTrue(checked > 20, "only " + checked + " telegrams");
    }

    @Test
    void everyLineOfWhatWasNotTamperedWithIsUnderstood() throws IOException {
        int objects = 0;
        List<String> bad = new ArrayList<>();
        for (Entry entry : entries()) {
            if (Files.exists(entry.file())) {
                P1Telegram telegram = decode(entry);
                P1DecoderTest.askEverything(telegram);
                objects += telegram.objects().size();
                if (telegram.badLines() > 0 && telegram.checksum() != Checksum.WRONG) {
                    bad.add(telegram.badLines() + " in " + FRAMES.relativize(entry.file()));
                }
            }
        }
        assertTrue(objects > 1000, objects + " objects");
        assertEquals(List.of(), bad);
    }

    @Test
    void aRecordedStreamIsReadWithoutLoss() throws IOException {
        Path file = FRAMES.resolve("nielsbasjes_dsmr-tools/ttyUSB0-raw.part1-of-2.txt");
        assumeTrue(Files.exists(file), "No " + file);

        Found found = Telegrams.find(Files.readAllBytes(file));

        assertEquals(377, found.valid());
        assertEquals(377, found.telegrams.size());
    }

    @Test
    void aStreamTornAtBufferEdgesKeepsItsWholeTelegrams() throws IOException {
        Path file = FRAMES.resolve("hansij66_dsmr2mqtt/dsmr.raw.part1-of-2.txt");
        assumeTrue(Files.exists(file), "No " + file);

        Found found = Telegrams.find(Files.readAllBytes(file));

        long wrong = found.telegrams.size() - found.valid();
        assertEquals(33, found.valid());
        assertEquals(3, wrong + found.losses.stream().filter(Loss.TORN::equals).count());
    }
}
