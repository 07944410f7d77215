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

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.meterkit.itests.simulators.P1Encryptor;

class CipheredFramesTest implements CipheredFrames.Output {

    private final P1Encryptor meter = P1Encryptor.with("00112233445566778899AABBCCDDEEFF");
    private final byte[] first = meter.encrypt(Telegrams.bytes("/first".repeat(40)));
    private final byte[] second = meter.encrypt(Telegrams.bytes("/second".repeat(40)));
    private final List<byte[]> found = new ArrayList<>();
    private ByteArrayOutputStream others = new ByteArrayOutputStream();
    private int torn;
    private CipheredFrames frames = new CipheredFrames(this);

    @Override
    public void other(byte[] bytes) {
        others.writeBytes(bytes);
    }

    @Override
    public void frame(byte[] frame) {
        found.add(frame);
    }

    @Override
    public void torn() {
        torn++;
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private void found(byte[]... expected) {
        assertEquals(expected.length, found.size());
        for (int i = 0; i < expected.length; i++) {
            assertArrayEquals(expected[i], found.get(i));
        }
    }

    @Test
    void takesFramesOutOfOtherBytesHoweverTheyCome() {
        byte[] plain = Telegrams.bytes("/plain \u00db \u00db\u0008 \u00db\u00db\u0008Ab\r\n!\r\n");
        byte[] stream = joined(plain, first, plain, second, plain);
        for (int piece = 1; piece <= stream.length; piece += piece < 20 ? 1 : 97) {
            found.clear();
            others = new ByteArrayOutputStream();
            frames = new CipheredFrames(this);
            for (int at = 0; at < stream.length; at += piece) {
                frames.accept(Arrays.copyOfRange(stream, at, Math.min(stream.length, at + piece)));
            }
            found(first, second);
            assertArrayEquals(joined(plain, plain, plain), others.toByteArray(), "in pieces of " + piece);
        }
        assertEquals(0, torn);
        assertEquals(2, frames.heads());
    }

    @Test
    void readsALengthInOneTwoOrThreeOctets() {
        byte[] text = Telegrams.bytes("/short");
        byte[] one = P1Encryptor.with("00".repeat(16)).lengthOctets(1).encrypt(text);
        byte[] two = P1Encryptor.with("00".repeat(16)).lengthOctets(2).encrypt(text);
        byte[] three = P1Encryptor.with("00".repeat(16)).lengthOctets(3).encrypt(text);
        assertEquals(one.length + 2, three.length);

        frames.accept(joined(one, two, three));

        found(one, two, three);
    }

    @Test
    void theSameBeginningWithinAFrameTearsIt() {
        for (int cut = 20; cut <= first.length - 10; cut++) {
            found.clear();
            frames.accept(Arrays.copyOf(first, cut));
            frames.accept(second);
            found(second);
        }
        assertEquals(first.length - 29, torn);
    }

    @Test
    void aFrameThatLacksItsLastOctetsHidesTheNextOneAtMost() {
        for (int cut = first.length - 9; cut < first.length; cut++) {
            found.clear();
            frames.accept(Arrays.copyOf(first, cut));
            frames.accept(joined(second, first));
            assertArrayEquals(first, found.get(found.size() - 1), "cut at " + cut);
        }
    }

    @Test
    void aFrameCutOffWithinItsHeadHidesTheNextOneAtMost() {
        for (int cut = 1; cut < 20; cut++) {
            found.clear();
            frames = new CipheredFrames(this);
            frames.accept(Arrays.copyOf(first, cut));
            frames.accept(joined(second, first));
            assertArrayEquals(first, found.get(found.size() - 1), "cut at " + cut);
        }
    }

    @Test
    void aPauseEndsAFrame() {
        frames.accept(Arrays.copyOf(first, 100));
        frames.interrupt();
        frames.interrupt();
        frames.accept(second);

        found(second);
        assertEquals(1, torn);
    }

    @Test
    void whatCannotBeAFrameIsHandedOn() {
        List<byte[]> none = List.of(
                Telegrams.bytes("\u00db\u0008SA1gp\u0007\u0000\u0082\u0002\u00ba\u0030"),
                Telegrams.bytes("\u00db\u0007SAGgp\u0007\u0000\u0082\u0002\u00ba\u0030"),
                Telegrams.bytes("\u00db\u0008SAGgp\u0007\u0000\u0000\u0005\u0020....."),
                Telegrams.bytes("\u00db\u0008SAGgp\u0007\u0000\u0000\u0080\u0020....."),
                Telegrams.bytes("\u00db\u0008SAGgp\u0007\u0000\u0000\u0083\u0000\u0000\u0020..."),
                Telegrams.bytes("\u00db\u0008SAGgp\u0007\u0000\u0000\u0082\u0010\u0001..."));
        for (byte[] bytes : none) {
            others = new ByteArrayOutputStream();
            frames.accept(bytes);
            assertArrayEquals(bytes, others.toByteArray());
        }
        assertEquals(0, frames.heads());
        assertTrue(found.isEmpty());
    }

    @Test
    void noBytesAreTooMany() {
        Random random = new Random(7);
        byte[] noise = new byte[100_000];
        random.nextBytes(noise);
        frames.accept(noise);
        frames.accept(Telegrams.bytes("\u00db".repeat(1 << 20)));
        frames.accept(Telegrams.bytes("\u00db\u0008".repeat(1 << 19)));
        frames.accept(Telegrams.bytes("\u00db\u0008SAG".repeat(200_000)));
        assertTrue(found.isEmpty());

        frames.accept(new byte[CipheredFrames.LIMIT]);
        frames.accept(first);
        found(first);
    }
}
