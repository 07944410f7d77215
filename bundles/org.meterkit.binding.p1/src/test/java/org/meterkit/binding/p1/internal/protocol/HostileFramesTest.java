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

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Encrypted frames that no meter would send: nothing escapes, and nothing is taken for verified that is not the meter's. */
class HostileFramesTest {

    private static final byte[] NO_HEADER = {};

    private static final byte[] KEY = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
    private static final byte[] ADDITIONAL = {0x30, 1, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 1, 2, 3, 4, 5};
    private static final byte[] TITLE = Telegrams.bytes("TST12345");
    private static final int TAG_BITS = 96;

    private static final String TELEGRAM = Telegrams.composed("1-0:1.8.0(000001.000*kWh)", "1-0:1.7.0(00.100*kW)");
    private static final byte[] FRAME = frame();

    private static byte[] frame() {
        try {
            byte[] counter = {0, 0, 0, 7};
            byte[] nonce = Arrays.copyOf(TITLE, 12);
            System.arraycopy(counter, 0, nonce, 8, 4);
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(KEY, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(ADDITIONAL);
            byte[] body = cipher.doFinal(Telegrams.bytes(TELEGRAM));
            int length = 1 + counter.length + body.length;
            ByteArrayOutputStream frame = new ByteArrayOutputStream();
            frame.writeBytes(new byte[] {(byte) 0xDB, 8});
            frame.writeBytes(TITLE);
            frame.writeBytes(new byte[] {(byte) 0x82, (byte) (length >> 8), (byte) length, 0x30});
            frame.writeBytes(counter);
            frame.writeBytes(body);
            return frame.toByteArray();
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Decryption> decrypted(byte[] stream) {
        P1Cipher cipher = P1Cipher.of(KEY, ADDITIONAL);
        List<Decryption> decrypted = new ArrayList<>();
        CipheredFrames frames = new CipheredFrames(new CipheredFrames.Output() {
            @Override
            public void other(byte[] bytes) {
                Telegrams.find(bytes);
            }

            @Override
            public void frame(byte[] frame) {
                decrypted.add(cipher.decrypt(frame, NO_HEADER));
                P1Cipher.withoutKey().decrypt(frame, NO_HEADER);
            }

            @Override
            public void torn() {}
        });
        frames.accept(stream);
        frames.interrupt();
        return decrypted;
    }

    @Example
    void theFrameItselfIsVerified() {
        List<Decryption> decrypted = decrypted(FRAME);

        assertEquals(1, decrypted.size());
        assertTrue(decrypted.get(0) instanceof Decryption.Verified, decrypted.toString());
    }

    @Property(tries = 3000)
    void whatIsVerifiedIsWhatTheMeterSent(
            @ForAll @IntRange(max = 2000) int place,
            @ForAll @IntRange(max = 6) int removed,
            @ForAll @Size(max = 6) byte[] added,
            @ForAll @IntRange(min = 1, max = 3) int copies) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (int copy = 0; copy < copies; copy++) {
            int at = place % FRAME.length;
            int until = Math.min(FRAME.length, at + removed);
            stream.write(FRAME, 0, at);
            stream.writeBytes(added);
            stream.write(FRAME, until, FRAME.length - until);
        }
        for (Decryption each : decrypted(stream.toByteArray())) {
            if (each instanceof Decryption.Verified verified) {
                assertEquals(TELEGRAM.strip(), verified.telegram().raw().strip());
            }
        }
    }

    @Property(tries = 2000)
    void anyBytesBehindAHeadAreHarmless(@ForAll byte[] bytes) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        stream.write(FRAME, 0, 10);
        stream.writeBytes(bytes);
        stream.writeBytes(bytes);

        assertTrue(decrypted(stream.toByteArray()).stream().noneMatch(Decryption.Verified.class::isInstance));
    }
}
