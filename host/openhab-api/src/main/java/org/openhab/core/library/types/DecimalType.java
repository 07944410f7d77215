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
import java.time.Instant;
import java.util.Locale;
import org.openhab.core.types.Command;
import org.openhab.core.types.PrimitiveType;
import org.openhab.core.types.State;

/** A number without a unit. Immutable. */
public class DecimalType extends Number implements PrimitiveType, State, Command, Comparable<DecimalType> {
    private static final long serialVersionUID = 1L;

    protected static final BigDecimal BIG_DECIMAL_HUNDRED = BigDecimal.valueOf(100);

    public static final DecimalType ZERO = new DecimalType(0);

    protected BigDecimal value;

    public DecimalType() {
        this(BigDecimal.ZERO);
    }

    public DecimalType(Number value) {
        if (value instanceof QuantityType<?> quantity) {
            this.value = quantity.toBigDecimal();
        } else if (value instanceof DecimalType decimal) {
            this.value = decimal.value;
        } else {
            this.value = NumberFormats.exact(value);
        }
    }

    /** Reads a number as written in English; {@link NumberFormatException} when it is none. */
    public DecimalType(String value) {
        this(value, Locale.ENGLISH);
    }

    public DecimalType(String value, Locale locale) {
        this(NumberFormats.parse(value, locale));
    }

    @Override
    public String toString() {
        return toFullString();
    }

    @Override
    public String toFullString() {
        return value.toPlainString();
    }

    public static DecimalType valueOf(String value) {
        return new DecimalType(value);
    }

    @Override
    public String format(String pattern) {
        return NumberFormats.format(pattern, value);
    }

    public BigDecimal toBigDecimal() {
        return value;
    }

    @Override
    public int hashCode() {
        return value.stripTrailingZeros().hashCode();
    }

    @Override
    public boolean equals(Object obj) {
        return obj instanceof DecimalType other && value.compareTo(other.value) == 0;
    }

    @Override
    public int compareTo(DecimalType other) {
        return value.compareTo(other.value);
    }

    @Override
    public double doubleValue() {
        return value.doubleValue();
    }

    @Override
    public float floatValue() {
        return value.floatValue();
    }

    @Override
    public int intValue() {
        return value.intValue();
    }

    @Override
    public long longValue() {
        return value.longValue();
    }

    protected <T extends State> T defaultConversion(Class<T> target) {
        return State.super.as(target);
    }

    @Override
    public <T extends State> T as(Class<T> target) {
        boolean zero = value.signum() == 0;
        boolean one = value.compareTo(BigDecimal.ONE) == 0;
        if (target == OnOffType.class) {
            return target.cast(OnOffType.from(!zero));
        } else if (target == PercentType.class) {
            return target.cast(new PercentType(value.multiply(BIG_DECIMAL_HUNDRED)));
        } else if (target == UpDownType.class) {
            return zero ? target.cast(UpDownType.UP) : one ? target.cast(UpDownType.DOWN) : null;
        } else if (target == OpenClosedType.class) {
            return zero ? target.cast(OpenClosedType.CLOSED) : one ? target.cast(OpenClosedType.OPEN) : null;
        } else if (target == DateTimeType.class) {
            return target.cast(new DateTimeType(Instant.ofEpochSecond(longValue())));
        }
        return defaultConversion(target);
    }
}
