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

/**
 * How the last telegram was encrypted.
 *
 * @param systemTitle what the meter calls itself
 * @param vouching what speaks for the telegram
 * @param setBacks how often up to it the meter's frame counter did not rise: the meter has started anew, or somebody repeats frames
 */
public record P1Encryption(String systemTitle, Vouching vouching, long setBacks) {

    /** What speaks for a decrypted telegram. */
    public enum Vouching {
        /** Its tag fits. */
        TAG("verified"),
        /** It has no tag; its checksum fits. */
        CHECKSUM("not verified: the meter sends no tag"),
        /** Its tag does not fit the additional data; its checksum fits. */
        CHECKSUM_AGAINST_TAG("not verified: additionalData does not fit");

        private final String words;

        Vouching(String words) {
            this.words = words;
        }

        /** For the user. */
        public String words() {
            return words;
        }
    }
}
