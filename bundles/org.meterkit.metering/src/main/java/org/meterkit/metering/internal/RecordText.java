/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.metering.internal;

import java.util.HexFormat;
import org.meterkit.transport.WireRecord;

/** Wire traffic as people read it. */
final class RecordText {

    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

    private RecordText() {}

    /** {@code 12:00:00.123456Z < @192.168.1.9:53004 41 42  AB} on one line. */
    static String of(WireRecord traffic) {
        StringBuilder text = new StringBuilder(traffic.at().instant().toString());
        switch (traffic.direction()) {
            case IN -> text.append(" <");
            case OUT -> text.append(" >");
            case EVENT -> text.append(" !");
        }
        if (!traffic.peer().isEmpty()) {
            text.append(" @").append(traffic.peer());
        }
        if (!traffic.note().isEmpty()) {
            text.append(' ').append(traffic.note());
        }
        byte[] data = traffic.data();
        if (data.length > 0 && traffic.note().isEmpty()) {
            text.append(' ').append(HEX.formatHex(data)).append("  ");
            for (byte each : data) {
                text.append(each >= ' ' && each <= '~' ? (char) each : '.');
            }
        } else if (data.length > 0) {
            text.append(' ').append(data.length).append(" bytes");
        }
        return text.toString();
    }
}
