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

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts telegrams as meters in Luxembourg and Austria do: AES-128-GCM in a general-glo-ciphering of DLMS. The frame counter rises
 * with each. Not for use by several threads.
 */
public final class P1Encryptor {

    private static final HexFormat HEX = HexFormat.of();
    private static final int TAG_LENGTH = 12;

    private final byte[] key;
    private byte[] systemTitle = HEX.parseHex("4D4B540000000001");
    private byte[] additionalData = HEX.parseHex("3000112233445566778899AABBCCDDEEFF");
    private boolean tagged = true;
    private int lengthOctets;
    private int counter;

    private P1Encryptor(byte[] key) {
        this.key = key;
    }

    /** Encrypts with a key of 32 hexadecimal digits; all else is as in Luxembourg. */
    public static P1Encryptor with(String key) {
        return new P1Encryptor(HEX.parseHex(key));
    }

    /** What the meter calls itself, 16 hexadecimal digits of which the first three pairs are letters. */
    public P1Encryptor systemTitle(String digits) {
        systemTitle = HEX.parseHex(digits);
        return this;
    }

    /** What the tag also covers, in hexadecimal digits; none for nothing. */
    public P1Encryptor additionalData(String digits) {
        additionalData = HEX.parseHex(Objects.requireNonNull(digits, "digits"));
        return this;
    }

    /** Leaves out the tag: encryption without authentication. */
    public P1Encryptor untagged() {
        tagged = false;
        return this;
    }

    /** Writes the length in so many octets; 0 as few as do. */
    public P1Encryptor lengthOctets(int count) {
        lengthOctets = count;
        return this;
    }

    /** The next frame. */
    public byte[] encrypt(byte[] telegram) {
        counter++;
        byte[] count = ByteBuffer.allocate(4).putInt(counter).array();
        byte[] nonce = ByteBuffer.allocate(12).put(systemTitle).put(count).array();
        byte[] text = sealed(telegram, nonce);
        int size = 1 + count.length + text.length;
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(0xDB);
        frame.write(systemTitle.length);
        frame.writeBytes(systemTitle);
        frame.writeBytes(length(size));
        frame.write(tagged ? 0x30 : 0x20);
        frame.writeBytes(count);
        frame.writeBytes(text);
        return frame.toByteArray();
    }

    private byte[] length(int size) {
        int octets = lengthOctets > 0 ? lengthOctets : size < 0x80 ? 1 : size < 0x100 ? 2 : 3;
        return switch (octets) {
            case 1 -> new byte[] {(byte) size};
            case 2 -> new byte[] {(byte) 0x81, (byte) size};
            default -> new byte[] {(byte) 0x82, (byte) (size >> 8), (byte) size};
        };
    }

    private byte[] sealed(byte[] telegram, byte[] nonce) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(8 * TAG_LENGTH, nonce));
            cipher.updateAAD(additionalData);
            byte[] sealed = cipher.doFinal(telegram);
            return tagged ? sealed : Arrays.copyOf(sealed, sealed.length - TAG_LENGTH);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
