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
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.meterkit.binding.p1.internal.protocol.P1Telegram.Checksum;
import org.meterkit.itests.simulators.P1Encryptor;
import org.meterkit.itests.simulators.P1Simulator;

class P1CipherTest {

    private static final byte[] NO_HEADER = {};

    private static final String KEY = "D491470F47126332B07D1923B3504188";
    private static final String LUXEMBOURG = "3000112233445566778899AABBCCDDEEFF";
    private static final String OTHER = "30FFEEDDCCBBAA99887766554433221100";
    private static final Path FRAMES = Path.of(System.getProperty("meterkit.frames", "frames"), "dsmr");

    private final byte[] telegram = P1Simulator.builder().build().telegram();
    private final P1Cipher cipher = cipher(KEY, LUXEMBOURG);

    private static P1Cipher cipher(String key, String additionalData) {
        return P1Cipher.of(HexFormat.of().parseHex(key), HexFormat.of().parseHex(additionalData));
    }

    private static byte[] captured(String name) throws IOException {
        Path file = FRAMES.resolve(name);
        assumeTrue(
                Files.exists(file),
                "No encrypted telegram at " + file + ": set the system property meterkit.frames to the folder.");
        return name.endsWith(".bin")
                ? Files.readAllBytes(file)
                : HexFormat.of().parseHex(Files.readString(file).replaceAll("\\s+", ""));
    }

    /** As it comes out of a stream. */
    private static byte[] framed(byte[] bytes) {
        List<byte[]> found = new ArrayList<>();
        new CipheredFrames(new CipheredFrames.Output() {
                    @Override
                    public void other(byte[] other) {}

                    @Override
                    public void frame(byte[] frame) {
                        found.add(frame);
                    }

                    @Override
                    public void torn() {}
                })
                .accept(bytes);
        assertEquals(1, found.size());
        return found.get(0);
    }

    @Test
    void aFrameOfARealMeterIsVerified() throws IOException {
        byte[] frame = framed(captured("digitaldan_openhab-addons/encrypted/smarty.frame.hex"));
        assertEquals(711, frame.length);
        assertEquals("SAG677001BD54", CipheredFrames.titleText(frame));

        P1Telegram read = assertInstanceOf(Decryption.Verified.class, cipher.decrypt(frame, NO_HEADER))
                .telegram();

        assertEquals(681 - 2, read.raw().length(), "all but the last line end");
        assertEquals("!CFDE", read.raw().substring(681 - 7));
        assertEquals(Checksum.WRONG, read.checksum(), "as published; the tag vouches for it");
        assertEquals(0, read.badLines());
        // neither tag nor checksum speaks for it now, but it can be read
        assertInstanceOf(Decryption.Doubtful.class, cipher(KEY, OTHER).decrypt(frame, NO_HEADER));
        assertInstanceOf(
                Decryption.WrongKey.class,
                cipher("00" + KEY.substring(2), LUXEMBOURG).decrypt(frame, NO_HEADER));
    }

    @Test
    void anAustrianFrameIsVerified() throws IOException {
        byte[] frame = framed(captured("esphome-libs_dsmr_parser/encrypted/encrypted_packet.bin"));
        P1Telegram read = assertInstanceOf(
                        Decryption.Verified.class,
                        cipher("AA".repeat(16), LUXEMBOURG).decrypt(frame, NO_HEADER))
                .telegram();

        assertEquals(Checksum.VALID, read.checksum());
        assertEquals("EST5\\253710000_A", read.identification());
        assertEquals("006545766*Wh", read.text(Obis.of("1-0:1.8.0")));

        Decryption.Unverified without = assertInstanceOf(
                Decryption.Unverified.class, cipher("AA".repeat(16), OTHER).decrypt(frame, NO_HEADER));
        assertEquals(read.raw(), without.telegram().raw());
    }

    @Test
    void aTagMayCoverNoAdditionalData() throws IOException {
        byte[] frame = framed(captured("athombv_node-dsmr-parser/encrypted/without-aad.hex.txt"));
        P1Telegram read = assertInstanceOf(
                        Decryption.Verified.class,
                        cipher("0123456789abcdef".repeat(2), LUXEMBOURG).decrypt(frame, NO_HEADER))
                .telegram();

        assertEquals("Lux5\\253694471_M", read.identification());
    }

    @Test
    void theChecksumTakesThePlaceOfATagThatDoesNotFit() {
        byte[] frame = P1Encryptor.with(KEY).additionalData(OTHER).encrypt(telegram);

        Decryption.Unverified read = assertInstanceOf(Decryption.Unverified.class, cipher.decrypt(frame, NO_HEADER));
        assertEquals(true, read.tagged());
        assertEquals("MKT5\\2SIM-D5", read.telegram().identification());
    }

    @Test
    void theChecksumTakesThePlaceOfATagThatIsNotThere() {
        P1Encryptor meter = P1Encryptor.with(KEY).untagged();
        Decryption.Unverified read =
                assertInstanceOf(Decryption.Unverified.class, cipher.decrypt(meter.encrypt(telegram), NO_HEADER));
        assertFalse(read.tagged());

        byte[] damaged = meter.encrypt(telegram);
        damaged[200] ^= 1;
        assertInstanceOf(Decryption.Doubtful.class, cipher.decrypt(damaged, NO_HEADER));
    }

    @Test
    void withoutAKeyNothingIsRead() {
        assertInstanceOf(
                Decryption.NoKey.class,
                P1Cipher.withoutKey().decrypt(P1Encryptor.with(KEY).encrypt(telegram), NO_HEADER));
    }

    @Test
    void aWrongKeyIsTold() {
        byte[] frame = P1Encryptor.with(KEY).encrypt(telegram);
        for (int bit = 0; bit < 128; bit++) {
            byte[] key = HexFormat.of().parseHex(KEY);
            key[bit / 8] ^= (byte) (1 << bit % 8);
            assertInstanceOf(
                    Decryption.WrongKey.class,
                    P1Cipher.of(key, HexFormat.of().parseHex(LUXEMBOURG)).decrypt(frame, NO_HEADER));
        }
    }

    @Test
    void whatIsNoTelegramIsMalformed() {
        byte[] frame = P1Encryptor.with(KEY).encrypt(Telegrams.bytes("no telegram"));
        assertInstanceOf(Decryption.Malformed.class, cipher.decrypt(frame, NO_HEADER));

        byte[] signedOnly = P1Encryptor.with(KEY).lengthOctets(3).encrypt(telegram);
        signedOnly[13] = 0x10;
        assertInstanceOf(Decryption.Malformed.class, cipher.decrypt(signedOnly, NO_HEADER));
        byte[] noText = P1Encryptor.with(KEY).encrypt(new byte[0]);
        assertInstanceOf(Decryption.Malformed.class, cipher.decrypt(noText, NO_HEADER));
    }

    /** Each bit but those of the tag, the length and the title's letters is covered by the tag, the checksum or both. */
    @Test
    void aFrameWithAFlippedBitNeverChangesAValue() {
        byte[] frame = P1Encryptor.with(KEY).encrypt(telegram);
        String sent = new String(telegram, java.nio.charset.StandardCharsets.ISO_8859_1).stripTrailing();
        for (int bit = 8 * 13; bit < 8 * frame.length; bit++) {
            byte[] damaged = frame.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            Decryption read = cipher.decrypt(damaged, NO_HEADER);
            if (read instanceof Decryption.Unverified unverified) {
                // the tag was hit, or the bit that says whether there is one
                assertEquals(sent.substring(0, sent.length() - 4), valuesOf(unverified.telegram()));
            } else {
                assertFalse(read instanceof Decryption.Verified, "bit " + bit);
            }
        }
    }

    private static String valuesOf(P1Telegram telegram) {
        return telegram.raw().substring(0, telegram.raw().lastIndexOf('!') + 1);
    }

    @Test
    void noBytesAreTooStrange() {
        Random random = new Random(3);
        byte[] head = P1Encryptor.with(KEY).encrypt(telegram);
        for (int i = 0; i < 2_000; i++) {
            byte[] body = new byte[6 + random.nextInt(300)];
            random.nextBytes(body);
            body[0] = (byte) (random.nextBoolean() ? 0x30 : 0x20);
            byte[] frame = new byte[13 + body.length];
            System.arraycopy(head, 0, frame, 0, 10);
            frame[10] = (byte) 0x82;
            frame[11] = (byte) (body.length >> 8);
            frame[12] = (byte) body.length;
            System.arraycopy(body, 0, frame, 13, body.length);
            Decryption read = cipher.decrypt(framed(frame), NO_HEADER);
            assertFalse(read instanceof Decryption.Verified || read instanceof Decryption.Unverified);
        }
    }

    @Test
    void saysNothingOfItsKey() {
        byte[] frame = P1Encryptor.with(KEY).encrypt(telegram);
        String words = cipher + " " + cipher.decrypt(frame, NO_HEADER);
        assertFalse(words.toUpperCase(java.util.Locale.ROOT).contains(KEY.substring(0, 8)), words);
        assertFalse(words.contains("1-0:1.8.1"), words);
    }
}
