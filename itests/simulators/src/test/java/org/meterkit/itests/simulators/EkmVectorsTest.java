/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.itests.simulators;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The simulated meters against commands and answers of real ones. */
class EkmVectorsTest {

    private static final Path FRAMES = Path.of(System.getProperty("meterkit.frames", "frames"), "ekm");
    private static final String PASSWORD = "01 50 31 02 28 30 30 30 30 30 30 30 30 29 03 32 44";
    private static final String END = "01 42 30 03 75";
    private static final String SELECT = "2F 3F 30 30 30 33 30 30 30 30 31 32 38 35 30 30 21 0D 0A";
    private static final int ACK = 6;

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    }

    private static boolean arePresent() {
        return Files.isDirectory(FRAMES);
    }

    @Test
    void everyWriteIsTakenAndEveryTableIsTold() throws IOException {
        assumeTrue(arePresent(), "The captured frames are not here");
        List<String> lines = Files.readAllLines(FRAMES.resolve("commands.txt"));
        EkmMeter meter = EkmMeter.v4("300001285");
        int writes = 0;
        int reads = 0;
        try (EkmSimulator line = EkmSimulator.with(meter).startTcp();
                Socket host = new Socket(
                        InetAddress.getLoopbackAddress(), line.bridge().port())) {
            host.setSoTimeout(20_000);
            InputStream in = host.getInputStream();
            for (int i = 0; i + 1 < lines.size(); i++) {
                String what = lines.get(i);
                if (what.startsWith("write ")) {
                    meter.setPassword("00000000");
                    host.getOutputStream().write(bytes(SELECT));
                    in.readNBytes(EkmMeter.ANSWER);
                    host.getOutputStream().write(bytes(PASSWORD));
                    assertEquals(ACK, in.read(), what);
                    int before = meter.writes(what.substring(6, 10));
                    host.getOutputStream().write(bytes(lines.get(i + 1)));
                    assertEquals(ACK, in.read(), what);
                    assertEquals(before + 1, meter.writes(what.substring(6, 10)), what);
                    host.getOutputStream().write(bytes(END));
                    writes++;
                } else if (what.startsWith("read ") && !what.startsWith("read 0013")) {
                    host.getOutputStream().write(bytes(SELECT));
                    in.readNBytes(EkmMeter.ANSWER);
                    host.getOutputStream().write(bytes(lines.get(i + 1)));
                    byte[] table = in.readNBytes(EkmMeter.ANSWER);
                    assertEquals(what.substring(5, 9), new String(table, 1, 4, StandardCharsets.US_ASCII), what);
                    assertArrayEquals(EkmSimulator.signed(table.clone()), table, what);
                    host.getOutputStream().write(bytes(END));
                    reads++;
                }
            }
        }
        assertTrue(writes >= 20 && reads >= 5, writes + " writes and " + reads + " reads");
    }

    @Test
    void answersAreSignedAsThoseOfRealMeters() throws IOException {
        assumeTrue(arePresent(), "The captured frames are not here");
        int count = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(FRAMES, "*.hex")) {
            for (Path file : files) {
                byte[] frame = bytes(String.join(
                        "",
                        Files.readAllLines(file).stream()
                                .filter(line -> !line.startsWith("#"))
                                .toList()));
                for (int i = 0; i < frame.length; i++) {
                    frame[i] &= 0x7F;
                }
                assertEquals(EkmMeter.ANSWER, frame.length, file::toString);
                assertArrayEquals(frame, EkmSimulator.signed(frame.clone()), file::toString);
                count++;
            }
        }
        assertTrue(count >= 9, count + " frames");
    }
}
