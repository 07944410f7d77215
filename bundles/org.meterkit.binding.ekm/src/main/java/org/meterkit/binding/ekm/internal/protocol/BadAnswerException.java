/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.ekm.internal.protocol;

import java.io.IOException;

/** An answer that must not be used; the message is a sentence. */
public final class BadAnswerException extends IOException {

    private static final long serialVersionUID = 1;

    /** The first thing that is wrong with it. */
    public enum Reason {
        /** Not 255 bytes from STX on. */
        LENGTH,
        /** Does not end as all answers do. */
        TAIL,
        /** Damaged on the way. */
        CHECKSUM,
        /** From another meter than the one asked. */
        ADDRESS,
        /** An answer to another request. */
        TYPE
    }

    private final Reason reason;

    BadAnswerException(Reason reason, String sentence) {
        super(sentence);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
