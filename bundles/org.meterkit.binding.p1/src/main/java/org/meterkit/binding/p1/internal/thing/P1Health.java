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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.binding.p1.internal.device.Corruption;
import org.meterkit.binding.p1.internal.device.P1Counters;
import org.meterkit.binding.p1.internal.device.P1Encryption;
import org.meterkit.binding.p1.internal.protocol.MbusDevice;

/** Puts into words how the reception of a meter goes. */
final class P1Health {

    private P1Health() {}

    static List<String> lines(
            P1Counters counters,
            String rate,
            String settings,
            @Nullable P1Reading last,
            @Nullable P1Encryption encryption,
            List<MbusDevice> devices,
            String sharing) {
        List<String> lines = new ArrayList<>();
        lines.add("telegrams: " + counters.telegrams() + ", " + rate);
        lines.add("last good telegram: "
                + (last == null
                        ? "none"
                        : last.now() + " from "
                                + TelegramReport.printable(last.telegram().identification()) + ", checksum "
                                + last.telegram().checksum()));
        lines.add("corrupt telegrams: " + counters.allCorrupt());
        for (Map.Entry<Corruption, Long> cause : new TreeMap<>(counters.corrupt()).entrySet()) {
            lines.add("    " + cause.getKey() + ": " + cause.getValue());
        }
        if (encryption != null) {
            lines.add("encryption: " + encryption.systemTitle() + ", "
                    + encryption.vouching().words() + "; frame counter set back "
                    + encryption.setBacks() + " times");
        }
        lines.add("serial settings found: " + (settings.isEmpty() ? "none" : settings));
        lines.add("M-Bus devices: " + devices.size());
        devices.forEach(device -> lines.add("    " + TelegramReport.words(device)));
        lines.add("sharing: " + sharing);
        return lines;
    }
}
