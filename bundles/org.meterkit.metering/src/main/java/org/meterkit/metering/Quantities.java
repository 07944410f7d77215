/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.metering;

import java.math.BigDecimal;
import javax.measure.Quantity;
import javax.measure.Unit;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.library.types.QuantityType;

/** Makes and adds quantities where a device may not have sent a value: null stays null. For the lines of a {@link ChannelTable}. */
public final class Quantities {

    private Quantities() {}

    /** The number with its unit; null when there is no number. */
    public static <Q extends Quantity<Q>> @Nullable QuantityType<Q> of(@Nullable BigDecimal number, Unit<Q> unit) {
        return number == null ? null : new QuantityType<>(number, unit);
    }

    /** The sum of those that were sent, in the unit of the first: the total of a meter that sends only tariffs. Null when none was. */
    @SafeVarargs
    public static <Q extends Quantity<Q>> @Nullable QuantityType<Q> sum(@Nullable QuantityType<Q>... parts) {
        QuantityType<Q> total = null;
        for (QuantityType<Q> part : parts) {
            if (part != null) {
                total = total == null ? part : total.add(part);
            }
        }
        return total;
    }

    /** What is imported less what is exported: the net. A direction that was not sent counts as zero; null when none was. */
    public static <Q extends Quantity<Q>> @Nullable QuantityType<Q> net(
            @Nullable QuantityType<Q> imported, @Nullable QuantityType<Q> exported) {
        return sum(imported, exported == null ? null : exported.negate());
    }
}
