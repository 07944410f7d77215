/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.enistic.internal.protocol;

import java.math.BigDecimal;
import org.eclipse.jdt.annotation.Nullable;

/**
 * One reading of a socket or a meter's channel.
 *
 * @param controller the controller that received it, 12 upper-case hex digits; null when the event does not tell
 * @param meter the device's serial number, 16 upper-case hex digits
 * @param power as sent; {@link #watts} knows its unit
 * @param form which of the two record forms it came in
 * @param channel the meter's channel, normally 1 to 16; 1 when not sent
 * @param state the socket's switch, 1 on and 0 off; other values are not documented; null when not sent
 * @param stamp the controller's time stamp as sent; empty when there is none
 */
public record EnisticReading(
        @Nullable String controller,
        String meter,
        BigDecimal power,
        Form form,
        int channel,
        @Nullable Integer state,
        String stamp)
        implements EnisticEvent {

    /** How a reading is written. */
    public enum Form {
        /** {@code controller:Reading:meter:power:channel:state}, the vendor's documented form. */
        COLON,
        /** {@code date,D1,meter,-,power,-,channel}, sent by other firmware. */
        D1
    }

    /** The power in W, without trailing zeros; negative when the device feeds in. The second form is always in mW. */
    public BigDecimal watts(PowerUnit unit) {
        BigDecimal watts =
                (form == Form.D1 ? PowerUnit.MILLIWATT : unit).toWatts(power).stripTrailingZeros();
        return watts.scale() < 0 ? watts.setScale(0) : watts;
    }

    /** Whether the socket is on; null when the reading does not tell. */
    public @Nullable Boolean on() {
        Integer state = this.state;
        if (state == null || state > 1) {
            return null;
        }
        return state == 1;
    }
}
