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

import org.openhab.core.types.Command;
import org.openhab.core.types.PrimitiveType;
import org.openhab.core.types.State;

/** Direction of a shutter. */
public enum UpDownType implements PrimitiveType, State, Command {
    UP,
    DOWN;

    @Override
    public String format(String pattern) {
        return String.format(pattern, this);
    }

    @Override
    public String toString() {
        return toFullString();
    }

    @Override
    public String toFullString() {
        return name();
    }

    @Override
    public <T extends State> T as(Class<T> target) {
        if (target == DecimalType.class) {
            return target.cast(this == UP ? DecimalType.ZERO : new DecimalType(1));
        } else if (target == PercentType.class) {
            return target.cast(this == UP ? PercentType.ZERO : PercentType.HUNDRED);
        }
        return State.super.as(target);
    }
}
