/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.transport.internal;

import java.io.IOException;
import org.meterkit.transport.LineFault;

/** A connection could not be opened or was lost; the message is the fault's sentence. */
public final class FaultException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient LineFault fault;
    private final boolean lasting;

    private FaultException(LineFault fault, boolean lasting) {
        super(fault.sentence());
        this.fault = fault;
        this.lasting = lasting;
    }

    /** A fault that may pass: opening is tried again. */
    public FaultException(LineFault.Kind kind, String sentence) {
        this(new LineFault(kind, sentence), false);
    }

    /** A fault that does not pass by itself: opening is not tried again for these leases. */
    public static FaultException lasting(LineFault.Kind kind, String sentence) {
        return new FaultException(new LineFault(kind, sentence), true);
    }

    LineFault fault() {
        return fault;
    }

    boolean isLasting() {
        return lasting;
    }
}
