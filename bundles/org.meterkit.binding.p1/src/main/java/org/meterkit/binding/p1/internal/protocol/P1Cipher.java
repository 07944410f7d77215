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

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Decrypts telegrams with the key of a meter: AES-128 in Galois/Counter Mode, as the Smarty P1 specification of Luxembourg has it. The
 * nonce is the system title and the frame counter, the tag has twelve octets, and the additional data, which both sides know, are the
 * security byte and an authentication key.
 *
 * <p>When the tag does not fit, the additional data may be others, while the text is still the right one: GCM encrypts in counter mode
 * from 2 on, and the additional data change the tag only. Then the checksum within the text has to vouch for it.
 *
 * <p>Tells nobody its key. Not thread-safe.
 */
public final class P1Cipher {

    /** Octets of the key. */
    public static final int KEY_LENGTH = 16;

    private static final int ENCRYPTED = 0x20;
    private static final int ENCRYPTED_AND_AUTHENTICATED = 0x30;
    private static final int TAG_LENGTH = 12;
    private static final int COUNTER_LENGTH = 4;
    private static final byte[] NO_DATA = {};

    /** Some octets of a damaged text are unreadable; of a text decrypted with a wrong key about half are. */
    private static final int READABLE_PERCENT = 80;

    private final @Nullable SecretKey key;
    private final List<byte[]> additionalData;
    private final P1Decoder decoder = new P1Decoder();

    private P1Cipher(@Nullable SecretKey key, List<byte[]> additionalData) {
        this.key = key;
        this.additionalData = additionalData;
    }

    /** Knows no key. */
    public static P1Cipher withoutKey() {
        return new P1Cipher(null, List.of());
    }

    /**
     * Decrypts with a key.
     *
     * @param key of {@link #KEY_LENGTH} octets
     * @param additionalData what the tag also covers; a tag that covers no such data is taken, too
     */
    public static P1Cipher of(byte[] key, byte[] additionalData) {
        return new P1Cipher(new SecretKeySpec(key, "AES"), List.of(additionalData.clone(), NO_DATA));
    }

    /**
     * Decrypts what {@link CipheredFrames} found.
     *
     * @param header what came in clear right before it, empty when nothing: the beginning of a text that lacks one (Polish meters)
     */
    public Decryption decrypt(byte[] frame, byte[] header) {
        int body = CipheredFrames.bodyStart(frame);
        int security = frame[body] & 0xFF;
        boolean tagged = security == ENCRYPTED_AND_AUTHENTICATED;
        int start = body + 1 + COUNTER_LENGTH;
        int size = frame.length - start - (tagged ? TAG_LENGTH : 0);
        if (!tagged && security != ENCRYPTED || size <= 0) {
            return new Decryption.Malformed();
        }
        SecretKey with = key;
        if (with == null) {
            return new Decryption.NoKey();
        }
        byte[] nonce = ByteBuffer.allocate(CipheredFrames.systemTitle(frame).length + COUNTER_LENGTH)
                .put(CipheredFrames.systemTitle(frame))
                .put(frame, body + 1, COUNTER_LENGTH)
                .array();
        try {
            byte[] verified = tagged ? verified(with, nonce, frame, start) : null;
            return verified != null
                    ? ofVerified(completed(header, verified))
                    : ofUnverified(completed(header, unverified(with, nonce, frame, start, size)), tagged);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime lacks AES.", e);
        }
    }

    /** The text when its tag fits. */
    private byte @Nullable [] verified(SecretKey with, byte[] nonce, byte[] frame, int start)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        for (byte[] data : additionalData) {
            cipher.init(Cipher.DECRYPT_MODE, with, new GCMParameterSpec(8 * TAG_LENGTH, nonce));
            cipher.updateAAD(data);
            try {
                return cipher.doFinal(frame, start, frame.length - start);
            } catch (AEADBadTagException e) {
                // the next
            }
        }
        return null;
    }

    /** Whatever comes out: the key stream of GCM is that of counter mode, where the first block is for the tag. */
    private static byte[] unverified(SecretKey with, byte[] nonce, byte[] frame, int start, int size)
            throws GeneralSecurityException {
        byte[] counter = Arrays.copyOf(nonce, 16);
        counter[15] = 2;
        Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, with, new IvParameterSpec(counter));
        return cipher.doFinal(frame, start, size);
    }

    private static byte[] completed(byte[] header, byte[] text) {
        return text[0] == '/'
                ? text
                : ByteBuffer.allocate(header.length + text.length)
                        .put(header)
                        .put(text)
                        .array();
    }

    private Decryption ofVerified(byte[] text) {
        return text[0] == '/' ? new Decryption.Verified(telegram(text)) : new Decryption.Malformed();
    }

    private Decryption ofUnverified(byte[] text, boolean tagged) {
        if (text[0] == '/') {
            P1Telegram telegram = telegram(text);
            if (telegram.checksum() == P1Telegram.Checksum.VALID) {
                return new Decryption.Unverified(telegram, tagged);
            }
        }
        return isReadable(text) ? new Decryption.Doubtful() : new Decryption.WrongKey();
    }

    private P1Telegram telegram(byte[] text) {
        int end = text.length;
        while (end > 1 && (text[end - 1] <= ' ')) {
            end--;
        }
        return decoder.decode(Arrays.copyOf(text, end));
    }

    private static boolean isReadable(byte[] text) {
        int readable = 0;
        for (byte octet : text) {
            readable += octet >= ' ' && octet < 0x7F || octet == '\r' || octet == '\n' ? 1 : 0;
        }
        return readable * 100L >= (long) READABLE_PERCENT * text.length;
    }
}
