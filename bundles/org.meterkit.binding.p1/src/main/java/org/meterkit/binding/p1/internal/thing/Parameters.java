/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.p1.internal.thing;

import java.math.BigDecimal;
import org.openhab.core.config.core.Configuration;

/** Reads parameters as users and files give them: a number may come as a text. What is wrong is said in a sentence. */
record Parameters(Configuration configuration) {

    /** The text without blanks around it; empty when not given. */
    String text(String name) {
        Object value = configuration.get(name);
        return value == null ? "" : value.toString().strip();
    }

    /**
     * A whole number.
     *
     * @throws IllegalArgumentException when it is something else, or below or above what is allowed
     */
    int integer(String name, int whenNotGiven, int least, int most) {
        String text = text(name);
        if (text.isEmpty()) {
            return whenNotGiven;
        }
        try {
            int value = new BigDecimal(text).intValueExact();
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException | ArithmeticException e) {
            // answered below
        }
        throw new IllegalArgumentException("The parameter " + name + " must be a whole number from " + least + " to "
                + most + ", not '" + text + "'.");
    }
}
