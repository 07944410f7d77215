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

/** What became of an encrypted telegram. */
public sealed interface Decryption {

    /** Its tag fits: nobody without the key has changed it. */
    record Verified(P1Telegram telegram) implements Decryption {}

    /**
     * Its checksum fits, so the key is right, but no tag vouches for it.
     *
     * @param tagged whether there is a tag, which does not fit the additional data
     */
    record Unverified(P1Telegram telegram, boolean tagged) implements Decryption {}

    /** There is no key to decrypt it with. */
    record NoKey() implements Decryption {}

    /** What comes out is no text. */
    record WrongKey() implements Decryption {}

    /** What comes out is a text, but neither tag nor checksum fits: it is damaged, or it has no checksum and the tag does not count. */
    record Doubtful() implements Decryption {}

    /** It is no telegram that was encrypted in the way that is known here. */
    record Malformed() implements Decryption {}
}
