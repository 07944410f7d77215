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

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** The key of a meter's optical port. Its text says nothing of it. */
public final class NesKey {

    /** Bytes of a key. */
    public static final int LENGTH = 20;

    private final byte[] bytes;

    private NesKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Reads a key as grid operators write it: 40 hexadecimal digits, or up to 20 characters, which are filled up with zeros.
     *
     * @throws IllegalArgumentException when it is something else; the message is a sentence without the key
     */
    public static NesKey of(String text) {
        if (text.length() == 2 * LENGTH && text.chars().allMatch(HexFormat::isHexDigit)) {
            return new NesKey(HexFormat.of().parseHex(text));
        }
        if (text.isEmpty()) {
            throw new IllegalArgumentException("The parameter key is not set. The grid operator hands out the key.");
        }
        if (text.length() > LENGTH || text.chars().anyMatch(each -> each < ' ' || each > '~')) {
            throw new IllegalArgumentException(
                    "The parameter key must have up to 20 characters or 40 hexadecimal digits.");
        }
        return new NesKey(Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), LENGTH));
    }

    /** The key's bytes; a copy. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NesKey key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "a key";
    }
}
