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
import java.math.RoundingMode;
import java.util.Locale;
import org.openhab.core.types.State;

/** A number from 0 to 100; constructors throw {@link IllegalArgumentException} for others. Immutable. */
public class PercentType extends DecimalType {
    private static final long serialVersionUID = 1L;

    /** Digits after the point when a percentage becomes a ratio. */
    private static final int RATIO_SCALE = 8;

    public static final PercentType ZERO = new PercentType(0);
    public static final PercentType HUNDRED = new PercentType(100);

    public PercentType() {
        this(0);
    }

    public PercentType(int value) {
        this(BigDecimal.valueOf(value));
    }

    public PercentType(String value) {
        this(value, Locale.ENGLISH);
    }

    public PercentType(String value, Locale locale) {
        this(NumberFormats.parse(value, locale));
    }

    public PercentType(BigDecimal value) {
        super(value);
        if (value.signum() < 0 || value.compareTo(BIG_DECIMAL_HUNDRED) > 0) {
            throw new IllegalArgumentException("Value must be between 0 and 100");
        }
    }

    public static PercentType valueOf(String value) {
        return new PercentType(value);
    }

    @Override
    public <T extends State> T as(Class<T> target) {
        boolean none = value.signum() == 0;
        boolean all = value.compareTo(BIG_DECIMAL_HUNDRED) == 0;
        if (target == OnOffType.class) {
            return target.cast(OnOffType.from(!none));
        } else if (target == DecimalType.class) {
            return target.cast(new DecimalType(value.divide(BIG_DECIMAL_HUNDRED, RATIO_SCALE, RoundingMode.UP)));
        } else if (target == UpDownType.class) {
            return none ? target.cast(UpDownType.UP) : all ? target.cast(UpDownType.DOWN) : null;
        } else if (target == OpenClosedType.class) {
            return none ? target.cast(OpenClosedType.CLOSED) : all ? target.cast(OpenClosedType.OPEN) : null;
        }
        return defaultConversion(target);
    }
}
