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

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.eclipse.jdt.annotation.Nullable;

/**
 * A number as sent.
 *
 * @param digits all its digits with the sign
 * @param decimals how many of them are behind the decimal point
 * @param unit its unit
 */
public record P1Number(long digits, int decimals, P1Unit unit) {

    /** The number without its unit. */
    public BigDecimal value() {
        return BigDecimal.valueOf(digits, decimals);
    }

    /** Reads a value, {@code 03.695*kW}; null when it is no number. */
    public static @Nullable P1Number parse(String value) {
        byte[] text = value.getBytes(StandardCharsets.ISO_8859_1);
        NumberReader reader = new NumberReader();
        return reader.read(text, 0, text.length) ? new P1Number(reader.digits, reader.decimals, reader.unit) : null;
    }
}
