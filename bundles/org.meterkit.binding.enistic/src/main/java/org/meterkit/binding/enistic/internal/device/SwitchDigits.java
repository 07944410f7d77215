/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.enistic.internal.device;

/** The digits that switch a controller's sockets on and off, which may be learned once. Not thread-safe. */
final class SwitchDigits {

    private int on;
    private boolean learnable;

    /**
     * As configured, or as learned before.
     *
     * @param learned the digit for on that {@link SwitchCode#AUTO} has learned; -1 when it has not
     */
    SwitchDigits(SwitchCode code, int learned) {
        learnable = code == SwitchCode.AUTO && learned < 0;
        on = switch (code) {
            case ONE -> 1;
            case ZERO -> 0;
            case AUTO -> learned < 0 ? 1 : learned;
        };
    }

    int digit(boolean wanted) {
        return wanted ? on : 1 - on;
    }

    /** The digit for on. */
    int on() {
        return on;
    }

    /** Whether it is still open which digit is which. */
    boolean learnable() {
        return learnable;
    }

    /** The digit has been seen to do what was wanted: from now on nothing is changed any more. */
    void learn(int digit, boolean wanted) {
        on = wanted ? digit : 1 - digit;
        learnable = false;
    }
}
