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

/** Why a telegram was not believed. */
public enum Corruption {
    /** Its checksum does not fit. */
    CHECKSUM("with a wrong checksum"),
    /** It has none, though the source has sent valid ones. */
    NO_CHECKSUM("without a checksum"),
    /** It was cut off. */
    TORN("cut off"),
    /** It did not end. */
    OVERSIZED("without an end"),
    /** It has no checksum and hardly anything in it makes sense. */
    EMPTY("without content"),
    /** It was encrypted, and nothing vouches for what comes out. */
    UNDECIPHERED("that could not be decrypted");

    private final String words;

    Corruption(String words) {
        this.words = words;
    }

    /** For a sentence: "3 " + words. */
    String words() {
        return words;
    }
}
