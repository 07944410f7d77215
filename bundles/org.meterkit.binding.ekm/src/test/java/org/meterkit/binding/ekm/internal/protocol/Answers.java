/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.ekm.internal.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;

/** Answers to decode: captured ones, and ones composed field by field. */
public final class Answers {

    private static final Path FRAMES = Path.of(System.getProperty("meterkit.frames", "frames"), "ekm");

    private Answers() {}

    /** A file beside the captures; the test is skipped when there is none. */
    static String file(String name) {
        Path file = FRAMES.resolve(name);
        Assumptions.assumeTrue(
                Files.isRegularFile(file),
                () -> "No captured answers at " + FRAMES
                        + ": set the system property meterkit.frames to their folder.");
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A captured answer. */
    static byte[] captured(String name) {
        String digits = file(name)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.joining())
                .replaceAll("\\s", "");
        return HexFormat.of().parseHex(digits);
    }

    /** An answer of a v.4 meter with zeros and two decimals where nothing else is given. */
    public static byte[] v4a(String address, Object... offsetsAndTexts) {
        byte[] answer = blank(0x24, address);
        put(answer, 228, "112");
        put(answer, 233, "26112107060102" + "00");
        for (int line = 0; line < 3; line++) {
            put(answer, 159 + 4 * line, " 100");
        }
        return completed(answer, offsetsAndTexts);
    }

    /** The second half. */
    public static byte[] v4b(String address, Object... offsetsAndTexts) {
        byte[] answer = blank(0x24, address);
        put(answer, 233, "26112107060102" + "01");
        return completed(answer, offsetsAndTexts);
    }

    /** An answer of a v.3 meter. */
    public static byte[] v3(String address, Object... offsetsAndTexts) {
        byte[] answer = blank(0x17, address);
        put(answer, 172, "26112107060102");
        return completed(answer, offsetsAndTexts);
    }

    private static byte[] blank(int model, String address) {
        byte[] answer = "0".repeat(EkmFrames.ANSWER_LENGTH).getBytes(US_ASCII);
        answer[0] = EkmFrames.START;
        answer[1] = 0x10;
        answer[2] = (byte) model;
        answer[3] = 0x19;
        put(answer, 4, address);
        put(answer, 249, "!\r\n\3");
        return answer;
    }

    private static byte[] completed(byte[] answer, Object... offsetsAndTexts) {
        for (int i = 0; i < offsetsAndTexts.length; i += 2) {
            put(answer, (Integer) offsetsAndTexts[i], (String) offsetsAndTexts[i + 1]);
        }
        return signed(answer);
    }

    /** The table's content behind its number, filled up with zeros. */
    public static byte[] table(String number, String content) {
        String text = "\00200" + number + "(" + content + "0".repeat(245 - content.length()) + ")\3  ";
        return signed(text.getBytes(US_ASCII));
    }

    private static byte[] signed(byte[] answer) {
        int crc = EkmFrames.checksum(answer, 1, answer.length - 2);
        answer[answer.length - 2] = (byte) (crc & 0x7F);
        answer[answer.length - 1] = (byte) (crc >> 8);
        return answer;
    }

    static void put(byte[] answer, int offset, String text) {
        byte[] bytes = text.getBytes(US_ASCII);
        System.arraycopy(bytes, 0, answer, offset, bytes.length);
    }
}
