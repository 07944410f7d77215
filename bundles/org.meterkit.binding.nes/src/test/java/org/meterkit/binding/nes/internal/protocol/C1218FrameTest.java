/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.nes.internal.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class C1218FrameTest {

    private static final Pattern FRAME = Pattern.compile("\\bEE 00(?: [0-9A-F]{2})+");

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    /** Feeds a framer as a line does and takes out what it finds, at the end also what is behind an unfinished packet. */
    private static List<byte[]> frames(byte[] stream, int piece) {
        C1218Framer framer = new C1218Framer();
        List<byte[]> found = new ArrayList<>();
        for (int at = 0; at < stream.length; at += piece) {
            int count = Math.min(piece, stream.length - at);
            framer.add(Arrays.copyOfRange(stream, at, at + count), count);
            for (byte[] next = framer.next(false); next != null; next = framer.next(false)) {
                found.add(next);
            }
        }
        while (framer.isWaiting()) {
            framer.giveUp();
            for (byte[] next = framer.next(false); next != null; next = framer.next(false)) {
                found.add(next);
            }
        }
        return found;
    }

    private static String vectors() throws IOException {
        Path file = Path.of(System.getProperty("meterkit.frames", "frames"), "nes", "optical_c1218.txt");
        assumeTrue(
                Files.isRegularFile(file),
                "No frames at " + file + ": set the system property meterkit.frames to the folder of captured frames.");
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    @Test
    void publishedFramesAreReadAndWritten() throws Exception {
        int count = 0;
        for (Matcher matcher = FRAME.matcher(vectors()); matcher.find(); count++) {
            byte[] frame = bytes(matcher.group());
            List<byte[]> found = frames(frame, 1);
            assertEquals(1, found.size(), matcher::group);
            assertArrayEquals(frame, C1218Frame.decode(found.get(0)).encode(), matcher::group);
        }
        assertTrue(count >= 30, "frames " + count);
    }

    @Test
    void publishedDumpsAreRead() throws Exception {
        String text = vectors();
        NesLayout layout = NesLayoutTest.usual(NesLayoutTest.dimensions(11, 0, 10));
        NesReading reading = layout.decode(payload(text, "BT28[0..40)"), payload(text, "BT23[0..8)"), false, null);
        NesLayoutTest.assertPublished(reading);
    }

    private static byte[] payload(String text, String name) {
        String line = text.lines()
                .filter(each -> each.startsWith(name))
                .findFirst()
                .orElseThrow()
                .substring(name.length());
        byte[] payload = bytes(line.strip());
        return Arrays.copyOf(payload, Math.max(payload.length, 24));
    }

    @Test
    void publishedPacketsOfOneAnswerAreJoined() throws Exception {
        List<byte[]> parts = vectors()
                .lines()
                .filter(line -> line.startsWith("M->H part"))
                .map(line -> bytes(line.substring(line.indexOf("EE"))))
                .toList();
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(C1218Frame.decode(part).data());
        }
        List<byte[]> split = C1218Frame.split(joined.toByteArray(), 32, false).stream()
                .map(C1218Frame::encode)
                .toList();
        assertEquals(parts.size(), split.size());
        for (int n = 0; n < parts.size(); n++) {
            assertArrayEquals(parts.get(n), split.get(n));
        }
    }

    @Test
    void theToggleBitGoesOnThroughPackets() {
        List<C1218Frame> frames = C1218Frame.split(new byte[25], 18, true);
        assertEquals(
                List.of(0xE0, 0x80, 0xA0),
                frames.stream().map(C1218Frame::control).toList());
        assertEquals(List.of(2, 1, 0), frames.stream().map(C1218Frame::sequence).toList());
        assertEquals(0x20, C1218Frame.split(new byte[10], 18, true).get(0).control());
        assertEquals(0, C1218Frame.split(new byte[10], 18, false).get(0).control());
    }

    @Property
    void whatIsSplitIsJoined(
            @ForAll @Size(min = 1, max = 300) byte[] data, @ForAll @IntRange(min = 10, max = 80) int size) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (C1218Frame frame : C1218Frame.split(data, size, false)) {
            byte[] encoded = frame.encode();
            assertTrue(encoded.length <= size);
            stream.writeBytes(encoded);
        }
        frames(stream.toByteArray(), 7)
                .forEach(each -> joined.writeBytes(C1218Frame.decode(each).data()));
        assertArrayEquals(data, joined.toByteArray());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ee", // the start of a packet
                "ee0000", // its head
                "ee00000003f000", // one that never ends
                "ee000000ea60", // one that is too long
                "ee0000000000", // one without data
                "ee0100000001", // of another identity
                "ee001f000001", // with bits that no packet has
                "ee00000000012013", // one byte short
                "eeeeee",
                "000e000009000041" // talk of the MEP port
            })
    void aPacketBehindNoiseIsFound(String noise) {
        byte[] packet = bytes("ee000000000500000200 00a25a");
        for (int piece : new int[] {1, 5, 1000}) {
            List<byte[]> found = frames(bytes(noise + HexFormat.of().formatHex(packet)), piece);
            assertEquals(1, found.size(), noise);
            assertArrayEquals(packet, found.get(0));
        }
    }

    @Test
    void acknowledgementsAreTakenOnlyWhenOneIsWaitedFor() {
        C1218Framer framer = new C1218Framer();
        framer.add(bytes("55 06 15 00 42"), 5);
        assertArrayEquals(new byte[] {C1218Framer.ACK}, framer.next(true));
        assertArrayEquals(new byte[] {C1218Framer.NAK}, framer.next(true));
        assertArrayEquals(new byte[] {C1218Framer.ACK}, framer.next(true));
        assertNull(framer.next(true));
        assertTrue(framer.wasNoisy());
        assertFalse(framer.wasNoisy());
        framer.add(bytes("06"), 1);
        assertNull(framer.next(false));
        assertTrue(framer.wasNoisy());
        assertFalse(framer.isWaiting());
    }

    /** Packets between noise are found, and nothing else; whatever the pieces they come in. */
    @Property(tries = 500)
    void packetsAreFoundInNoise(@ForAll long seed) {
        Random random = new Random(seed);
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        List<String> expected = new ArrayList<>();
        for (int n = 0; n < 5; n++) {
            byte[] noise = new byte[random.nextInt(40)];
            random.nextBytes(noise);
            for (int i = 0; i < noise.length; i++) {
                // a start in noise may hide what follows until silence tells; that is another test's
                noise[i] = noise[i] == (byte) 0xEE ? 0x11 : noise[i];
            }
            byte[] data = new byte[1 + random.nextInt(100)];
            random.nextBytes(data);
            byte[] packet = new C1218Frame(random.nextInt(8) << 5, random.nextInt(4), data).encode();
            expected.add(HexFormat.of().formatHex(packet));
            stream.writeBytes(noise);
            stream.writeBytes(packet);
        }
        assertEquals(
                expected,
                frames(stream.toByteArray(), 1 + random.nextInt(60)).stream()
                        .map(HexFormat.of()::formatHex)
                        .toList());
    }

    /** Whatever comes, a framer neither fails nor keeps more than a packet, and what it gives is a packet. */
    @Property(tries = 500)
    void anythingMayCome(@ForAll @Size(max = 3_000) byte[] stream, @ForAll @IntRange(min = 1, max = 300) int piece) {
        for (byte[] each : frames(stream, piece)) {
            assertArrayEquals(each, C1218Frame.decode(each).encode());
        }
    }

    @Property(tries = 500)
    void aSpoiltPacketIsNone(
            @ForAll @Size(min = 1, max = 60) byte[] data, @ForAll @IntRange(min = 0, max = 400) int place) {
        byte[] packet = new C1218Frame(0, 0, data).encode();
        int bit = place % (packet.length * 8);
        packet[bit / 8] ^= (byte) (1 << bit % 8);
        assertTrue(frames(packet, 3).stream().noneMatch(each -> each.length == packet.length));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 0x7F, 0xFF})
    void eachCodeIsASentence(int code) {
        String sentence = C1218Code.sentence(code);
        assertTrue(sentence.startsWith("The meter answers "), sentence);
        assertTrue(sentence.endsWith(String.format("(code %02X).", code)), sentence);
        assertEquals(code > 10, sentence.contains("not known"), sentence);
    }

    @Test
    void keysHaveTwoForms() {
        NesKey key = NesKey.of("0123456789abcdefghij");
        assertArrayEquals("0123456789abcdefghij".getBytes(StandardCharsets.US_ASCII), key.bytes());
        assertEquals(key, NesKey.of("303132333435363738396162636465666768696A"));
        assertEquals(
                key.hashCode(),
                NesKey.of("303132333435363738396162636465666768696a").hashCode());
        assertArrayEquals(
                Arrays.copyOf(new byte[] {'a', 'b'}, 20), NesKey.of("ab").bytes());
        assertNotEquals(key, NesKey.of("ab"));
        assertNotNull(key.toString());
        assertFalse(key.toString().contains("0123"), key.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0123456789abcdefghijk",
                "303132333435363738396162636465666768696",
                "303132333435363738396162636465666768696g",
                "caf\u00e9",
                "tab\there"
            })
    void whatIsNoKeyIsToldWithoutSayingIt(String text) {
        String sentence = String.valueOf(assertThrows(IllegalArgumentException.class, () -> NesKey.of(text))
                .getMessage());
        assertTrue(sentence.startsWith("The parameter key "), sentence);
        assertTrue(sentence.endsWith("."), sentence);
        assertFalse(!text.isEmpty() && sentence.contains(text), sentence);
    }
}
