/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.p1.internal.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.meterkit.binding.p1.internal.protocol.P1Cipher;
import org.meterkit.binding.p1.internal.protocol.Telegrams;
import org.meterkit.itests.simulators.P1Fault;
import org.meterkit.itests.simulators.P1Simulator;
import org.meterkit.itests.simulators.P1Version;
import org.meterkit.transport.Moment;

class P1ReceiverTest {

    private final P1Receiver receiver = new P1Receiver(P1Cipher.withoutKey());
    private final P1Simulator meter = P1Simulator.builder().build();
    private final P1Simulator old =
            P1Simulator.builder().version(P1Version.DSMR2).build();
    private Moment now = Moment.now();

    private int receive(byte[] data) {
        return receiver.receive(data, now).size();
    }

    private static byte[] withEvenParity(byte[] data) {
        byte[] bits = data.clone();
        for (int i = 0; i < bits.length; i++) {
            bits[i] |= (byte) ((Integer.bitCount(bits[i]) & 1) << 7);
        }
        return bits;
    }

    @Test
    void believesAValidChecksum() {
        assertEquals(1, receive(meter.telegram()));
        assertEquals(new P1Counters(1, Map.of()), receiver.counters());
    }

    @Test
    void believesATelegramWithoutChecksumUntilTheSourceHasSentAValidOne() {
        assertEquals(1, receive(old.telegram()));
        assertEquals(1, receive(old.telegram()));
        assertEquals(1, receive(meter.telegram()));
        assertEquals(0, receive(old.telegram()));
        receiver.reset();
        assertEquals(0, receive(old.telegram()), "the source is the same when its line was lost");
        assertEquals(new P1Counters(3, Map.of(Corruption.NO_CHECKSUM, 2L)), receiver.counters());
    }

    @Test
    void countsWhatItDoesNotBelieveByCause() {
        assertEquals(1, receive(meter.telegram()));
        assertEquals(0, receive(P1Fault.flip(8 * 200 + 1).apply(meter.telegram())));
        assertEquals(0, receive(P1Fault.cut(300).apply(meter.telegram())));
        assertEquals(0, receive(Telegrams.bytes("\r\n")));
        assertEquals(
                1,
                receive(P1Fault.merged().apply(meter.telegram())),
                "the torn half hides the header of the whole one");
        assertEquals(0, receive(P1Fault.withoutEnd().apply(meter.telegram())));
        assertEquals(0, receive("no newline ".repeat(2_000).getBytes()));
        assertEquals(1, receive(P1Fault.garbageBefore(100, 1).apply(meter.telegram())));

        assertEquals(
                Map.of(Corruption.CHECKSUM, 1L, Corruption.TORN, 2L, Corruption.OVERSIZED, 1L),
                receiver.counters().corrupt());
        assertEquals(4, receiver.counters().allCorrupt());
        assertEquals(
                "1 with a wrong checksum, 2 cut off, 1 without an end",
                receiver.counters().words());
    }

    @Test
    void aFrameWithoutContentIsNoTelegram() {
        assertEquals(0, receive(Telegrams.bytes("/what\r\n\r\nis this?\r\n!\r\n")));
        assertEquals(Map.of(Corruption.EMPTY, 1L), receiver.counters().corrupt());
    }

    @Test
    void takesAParityBitAwayHoweverTheBytesCome() {
        byte[] sent = withEvenParity(old.telegram());
        for (int piece : new int[] {1, 3, 16, 63, 64, 65, 4096}) {
            P1Receiver fresh = new P1Receiver(P1Cipher.withoutKey());
            int telegrams = 0;
            for (int at = 0; at < sent.length; at += piece) {
                telegrams += fresh.receive(Arrays.copyOfRange(sent, at, Math.min(sent.length, at + piece)), now)
                        .size();
            }
            assertEquals(1, telegrams, "in pieces of " + piece);
            assertTrue(fresh.sevenBits());
        }
    }

    @Test
    void aFewTopBitsAreNoParity() {
        String text = Telegrams.composed("0-0:96.13.0(K\u00f6ln und D\u00fcsseldorf)", "1-0:1.7.0(00.100*kW)");

        assertEquals(1, receive(Telegrams.bytes(text)));
        assertFalse(receiver.sevenBits());
    }

    @Test
    void aPauseTearsATelegram() {
        byte[] telegram = old.telegram();
        assertEquals(1, receive(telegram));
        assertEquals(0, receive(Arrays.copyOf(telegram, 200)));
        now = now.plus(Duration.ofSeconds(6));
        assertEquals(0, receive(Arrays.copyOfRange(telegram, 200, telegram.length)));
        assertEquals(Map.of(Corruption.TORN, 1L), receiver.counters().corrupt());
    }
}
