/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.nes.internal.device;

import java.io.IOException;
import org.meterkit.binding.nes.internal.protocol.C1218Code;

/** The meter answered that it does not do what was asked. */
final class RefusedException extends IOException {

    private static final long serialVersionUID = 1;

    private final int code;

    RefusedException(int code) {
        super(C1218Code.sentence(code));
        this.code = code;
    }

    /** See {@link C1218Code}. */
    int code() {
        return code;
    }

    /** Whether it may do it a little later. */
    boolean isTemporary() {
        return code == C1218Code.BUSY || code == C1218Code.NOT_READY;
    }
}
