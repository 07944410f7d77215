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
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.meterkit.binding.p1.internal.device.P1Encryption.Vouching;
import org.meterkit.binding.p1.internal.protocol.P1Cipher;
import org.meterkit.binding.p1.internal.protocol.P1Telegram;
import org.meterkit.binding.p1.internal.protocol.Telegrams;
import org.meterkit.itests.simulators.P1Encryptor;
import org.meterkit.itests.simulators.P1Simulator;
import org.meterkit.transport.Moment;

/** Encrypted telegrams on a line, alone and among plain ones. */
class EncryptedReceptionTest {

    private static final String KEY = "000102030405060708090a0b0c0d0e0f";
    private static final String WRONG = "0f0e0d0c0b0a09080706050403020100";
    private static final String DATA = "3000112233445566778899AABBCCDDEEFF";

    private final P1Receiver receiver = receiver(KEY);
    private final P1Simulator meter = P1Simulator.builder().build();
    private final P1Encryptor encryption = P1Encryptor.with(KEY);
    private Moment now = Moment.now();
    /** Of the telegrams received last. */
    private List<P1Encryption> encryptions = List.of();

    private List<P1Telegram> telegrams = List.of();

    private static P1Receiver receiver(String key) {
        return new P1Receiver(
                P1Cipher.of(HexFormat.of().parseHex(key), HexFormat.of().parseHex(DATA)));
    }

    private int receive(byte[] data) {
        List<P1Receiver.Received> received = receiver.receive(data, now);
        encryptions = new ArrayList<>();
        received.forEach(each -> encryptions.add(each.encryption()));
        telegrams = received.stream().map(P1Receiver.Received::telegram).toList();
        return received.size();
    }

    private byte[] encrypted() {
        return encryption.encrypt(meter.telegram());
    }

    private static P1Encryption told(Vouching vouching) {
        return new P1Encryption("MKT0000000001", vouching, 0);
    }

    @Test
    void eightBitsStayEightHoweverTheBytesCome() {
        byte[] sent = encrypted();
        for (int piece : new int[] {1, 3, 16, 63, 64, 65, 4096}) {
            P1Receiver fresh = receiver(KEY);
            int telegrams = 0;
            // as when a line is opened within a frame
            fresh.receive(Arrays.copyOfRange(sent, 100, sent.length), now);
            for (int at = 0; at < sent.length; at += piece) {
                telegrams += fresh.receive(Arrays.copyOfRange(sent, at, Math.min(sent.length, at + piece)), now)
                        .size();
            }
            assertEquals(1, telegrams, "in pieces of " + piece);
            assertFalse(fresh.sevenBits());
        }
    }

    @Test
    void plainAndEncryptedTelegramsFollowEachOther() {
        assertEquals(1, receive(meter.telegram()));
        assertEquals(Collections.singletonList(null), encryptions);
        assertEquals(1, receive(encrypted()));
        assertEquals(told(Vouching.TAG), encryptions.get(0));
        assertEquals(1, receive(meter.telegram()));
        assertEquals(Collections.singletonList(null), encryptions);

        ByteArrayOutputStream merged = new ByteArrayOutputStream();
        merged.writeBytes(Arrays.copyOf(meter.telegram(), 300));
        merged.writeBytes(encrypted());
        merged.writeBytes(meter.telegram());
        merged.writeBytes(encrypted());
        assertEquals(3, receive(merged.toByteArray()));
        assertEquals(Arrays.asList(told(Vouching.TAG), null, told(Vouching.TAG)), encryptions);
        assertEquals(new P1Counters(6, Map.of(Corruption.TORN, 1L)), receiver.counters());
    }

    @Test
    void aTornFrameDoesNotTakeTheNextOneAlong() {
        assertEquals(1, receive(encrypted()));
        assertEquals(0, receive(Arrays.copyOf(encrypted(), 300)));
        assertEquals(1, receive(encrypted()));
        assertEquals(0, receive(Arrays.copyOf(encrypted(), 300)));
        now = now.plus(Duration.ofSeconds(6));
        assertEquals(1, receive(meter.telegram()), "after a pause");
        assertEquals(Map.of(Corruption.TORN, 2L), receiver.counters().corrupt());
    }

    @Test
    void aVerifiedTelegramIsBelievedInSpiteOfItsChecksum() {
        byte[] telegram = meter.telegram();
        telegram[telegram.length - 3] ^= 1;
        assertEquals(1, receive(encryption.encrypt(telegram)));
        assertEquals(new P1Counters(1, Map.of(Corruption.CHECKSUM, 1L)), receiver.counters());
        assertNull(receiver.keyTrouble());
    }

    @Test
    void otherAdditionalDataAreTold() {
        P1Encryptor other = P1Encryptor.with(KEY).additionalData("30" + WRONG);
        assertEquals(1, receive(other.encrypt(meter.telegram())));
        assertEquals(told(Vouching.CHECKSUM_AGAINST_TAG), encryptions.get(0));
        assertEquals(1, receive(P1Encryptor.with(KEY).untagged().encrypt(meter.telegram())));
        assertEquals(Vouching.CHECKSUM, encryptions.get(0).vouching());

        byte[] noWitness = Telegrams.bytes("/TST5\\1\r\n\r\n1-0:1.7.0(00.100*kW)\r\n1-0:1.8.0(1.0*kWh)\r\n!\r\n");
        for (int i = 0; i < 3; i++) {
            assertNull(receiver.keyTrouble());
            assertEquals(0, receive(other.encrypt(noWitness)));
        }
        assertEquals(KeyTrouble.WRONG_ADDITIONAL_DATA, receiver.keyTrouble());
        assertEquals(Map.of(Corruption.UNDECIPHERED, 3L), receiver.counters().corrupt());
    }

    @Test
    void aWrongKeyIsToldAtOnceButNotForASingleDamagedFrame() {
        P1Receiver wrong = receiver(WRONG);
        assertEquals(0, wrong.receive(encrypted(), now).size());
        assertEquals(KeyTrouble.WRONG_KEY, wrong.keyTrouble());

        assertEquals(1, receive(encrypted()));
        for (int i = 0; i < 2; i++) {
            byte[] damaged = encrypted();
            // the frame counter: nothing of the text remains
            damaged[15] ^= 1;
            assertEquals(0, receive(damaged));
            assertNull(receiver.keyTrouble());
        }
        assertEquals(1, receive(encrypted()));
        for (int i = 0; i < 3; i++) {
            assertEquals(0, receive(P1Encryptor.with(WRONG).encrypt(meter.telegram())));
        }
        assertEquals(KeyTrouble.WRONG_KEY, receiver.keyTrouble(), "the key was changed");
        assertEquals(1, receive(encrypted()));
        assertNull(receiver.keyTrouble());
    }

    @Test
    void aMissingKeyIsTold() {
        P1Receiver without = new P1Receiver(P1Cipher.withoutKey());
        assertEquals(0, without.receive(encrypted(), now).size());
        assertEquals(KeyTrouble.NO_KEY, without.keyTrouble());
        assertEquals("MKT0000000001", without.systemTitle());
        assertEquals(new P1Counters(0, Map.of()), without.counters());
    }

    @Test
    void afterAnyDamageTheNextFramesAreRead() {
        byte[] sent = encrypted();
        for (int at = 0; at < sent.length; at++) {
            P1Receiver fresh = receiver(KEY);
            byte[] damaged = sent.clone();
            damaged[at] ^= (byte) 0xFF;
            int hit = fresh.receive(damaged, now).size();
            int after =
                    fresh.receive(sent, now).size() + fresh.receive(sent, now).size();
            // a damaged tag or last line end leaves the checksum; a damaged length may take the beginning of the next
            // frame along
            assertEquals(at >= sent.length - 14 ? 1 : 0, hit, "octet " + at);
            assertEquals(at == 11 || at == 12 ? Math.max(1, after) : 2, after, "octet " + at);
        }
    }

    @Test
    void noiseChangesNothing() {
        byte[] noise = new byte[100_000];
        new Random(11).nextBytes(noise);
        assertEquals(0, receive(noise));
        assertEquals(1, receive(encrypted()));
        assertEquals(1, receive(meter.telegram()));
    }

    private static final String HEADER = "/EGM5G15\r\n\r\n";
    private static final String BODY = "1-0:1.8.0(000123.456*kWh)\r\n1-0:1.7.0(00.428*kW)\r\n!\r\n";

    private int receiveWithClearHeader(P1Encryptor by, String header, String text) {
        receive(Telegrams.bytes(header));
        return receive(by.encrypt(Telegrams.bytes(text)));
    }

    @Test
    void aHeaderInClearBelongsToTheFrameBehindIt() {
        for (String header : List.of(HEADER, "/EGM5G15\n", "noise\r\n" + HEADER)) {
            assertEquals(1, receiveWithClearHeader(encryption, header, BODY));
            assertEquals(told(Vouching.TAG), encryptions.get(0));
        }
        assertEquals("EGM5G15", telegrams.get(0).identification());
        assertEquals(2, telegrams.get(0).objects().size());
        // the whole telegram in the frame, header and all
        assertEquals(1, receiveWithClearHeader(encryption, HEADER, HEADER + BODY));
        assertEquals(2, telegrams.get(0).objects().size());
        // no tag, but a checksum over both parts
        P1Encryptor untagged = P1Encryptor.with(KEY).untagged();
        String signed = Telegrams.signed(HEADER + BODY.stripTrailing());
        assertEquals(1, receiveWithClearHeader(untagged, HEADER, signed.substring(HEADER.length())));
        assertEquals(new P1Counters(5, Map.of()), receiver.counters());
    }

    @Test
    void withoutTagOrChecksumATextBehindAHeaderIsNotBelieved() {
        assertEquals(0, receiveWithClearHeader(P1Encryptor.with(KEY).untagged(), HEADER, BODY));
        assertEquals(0, receiveWithClearHeader(encryption, "1-0:1.7.0(00.428*kW)\r\n", BODY), "no header");
        assertEquals(0, receiveWithClearHeader(encryption, HEADER + "1-0:1.7.0(1*kW)\r\n", BODY), "more than a header");
        assertEquals(0, receiver.counters().telegrams());
    }

    @Test
    void aFrameCounterThatDoesNotRiseIsTold() {
        byte[] first = encrypted();
        assertEquals(1, receive(first));
        assertEquals(1, receive(encrypted()));
        assertEquals(told(Vouching.TAG), encryptions.get(0));
        assertEquals(1, receive(first));
        assertEquals(new P1Encryption("MKT0000000001", Vouching.TAG, 1), encryptions.get(0));
        assertEquals(1, receive(first));
        assertEquals(1, receive(encrypted()));
        assertEquals(new P1Encryption("MKT0000000001", Vouching.TAG, 2), encryptions.get(0));
        assertEquals(new P1Counters(5, Map.of()), receiver.counters(), "none is refused");
    }

    @Test
    void aFrameThatLacksItsEndDoesNotTakeTheNextOneAlong() {
        for (int lost = 1; lost < 40; lost++) {
            byte[] sent = encrypted();
            receive(Arrays.copyOf(sent, sent.length - lost));
            assertEquals(told(Vouching.TAG), encryptedAfter(lost));
        }
    }

    /** The last telegram of the next frame: the torn one may be completed by it, and vouched for by its own checksum. */
    private P1Encryption encryptedAfter(int lost) {
        assertTrue(receive(encrypted()) > 0, lost + " octets lost");
        return encryptions.get(encryptions.size() - 1);
    }

    @Test
    void aFrameThatEndsLikeAnotherBeginsHarmsNothing() {
        int telegrams = 0;
        int likeABeginning = 0;
        for (int i = 0; i < 2_000; i++) {
            byte[] sent = encrypted();
            likeABeginning += sent[sent.length - 1] == (byte) 0xDB ? 1 : 0;
            telegrams += receive(sent);
            telegrams += i % 2 == 0 ? receive(meter.telegram()) : 0;
        }
        assertTrue(likeABeginning > 0);
        assertEquals(3_000, telegrams);
        assertEquals(new P1Counters(3_000, Map.of()), receiver.counters());
    }
}
