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

/** Why encrypted telegrams cannot be read: something that the user can put right. */
public enum KeyTrouble {
    NO_KEY("The meter sends encrypted telegrams, but the parameter decryptionKey is not set."
            + " Give the key of this meter, 32 hexadecimal digits, which the grid operator tells."),
    WRONG_KEY(
            "The meter's encrypted telegrams cannot be decrypted: the parameter decryptionKey is not the key of this meter."
                    + " The grid operator tells it, 32 hexadecimal digits."),
    WRONG_ADDITIONAL_DATA("The meter's encrypted telegrams cannot be verified: the parameter additionalData is wrong,"
            + " and no valid checksum in the telegrams takes its place. Expected are 30 and the 32 hexadecimal digits of the"
            + " authentication key, which the grid operator tells.");

    private final String sentence;

    KeyTrouble(String sentence) {
        this.sentence = sentence;
    }

    /** For the user. */
    public String sentence() {
        return sentence;
    }
}
