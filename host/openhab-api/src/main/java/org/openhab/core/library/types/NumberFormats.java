/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.openhab.core.library.types;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.IllegalFormatConversionException;
import java.util.Locale;

/** What the numeric types share in reading and printing numbers. */
final class NumberFormats {
    private NumberFormats() {}

    /** The number at the beginning of the text; the position is after it. */
    static BigDecimal parse(String text, Locale locale, ParsePosition position) {
        DecimalFormat format = (DecimalFormat) NumberFormat.getInstance(locale);
        format.setParseBigDecimal(true);
        // Exponents are only understood with a capital letter.
        Object number = format.parse(text.toUpperCase(Locale.ROOT), position);
        if (!(number instanceof BigDecimal)) {
            throw new NumberFormatException("Invalid BigDecimal value: " + text);
        }
        return (BigDecimal) number;
    }

    /** The number that is the whole text. */
    static BigDecimal parse(String text, Locale locale) {
        ParsePosition position = new ParsePosition(0);
        BigDecimal number = parse(text, locale, position);
        if (position.getIndex() < text.length()) {
            throw new NumberFormatException("Invalid BigDecimal value: " + text);
        }
        return number;
    }

    /** Prints with a pattern for a whole number where the value is one and the pattern allows it, else for a decimal. */
    static String format(String pattern, BigDecimal value) {
        try {
            return String.format(pattern, value.toBigIntegerExact());
        } catch (ArithmeticException | IllegalFormatConversionException e) {
            return String.format(pattern, value);
        }
    }

    /** Keeps what the digits of the number say, without a detour over binary fractions. */
    static BigDecimal exact(Number number) {
        return number instanceof BigDecimal decimal ? decimal : new BigDecimal(number.toString());
    }
}
