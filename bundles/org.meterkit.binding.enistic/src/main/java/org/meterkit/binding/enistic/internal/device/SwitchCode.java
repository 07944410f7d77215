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

import java.util.Arrays;
import java.util.Optional;

/**
 * Which digit of a command switches a socket on. The vendor's page says 1 in its table and 0 in its examples; the state in
 * readings is 1 for on.
 */
public enum SwitchCode {
    /** 1, unless the controller proves the opposite; then 0 from there on. */
    AUTO("auto"),
    /** 1 switches on. */
    ONE("1"),
    /** 0 switches on. */
    ZERO("0");

    private final String text;

    SwitchCode(String text) {
        this.text = text;
    }

    /** The code written {@code auto}, {@code 1} or {@code 0}; empty for anything else. */
    public static Optional<SwitchCode> of(String text) {
        return Arrays.stream(values())
                .filter(code -> code.text.equals(text.strip()))
                .findFirst();
    }
}
