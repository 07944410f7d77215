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

import java.util.List;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.binding.p1.internal.protocol.Obis;
import org.meterkit.metering.ChannelTable;
import org.meterkit.metering.Parameters;
import org.openhab.core.library.types.StringType;
import org.openhab.core.thing.Channel;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.type.ChannelTypeUID;
import org.openhab.core.types.State;

/** The channels that a user added for objects that have none: each names its OBIS code. */
final class ObisChannels {

    private ObisChannels() {}

    /**
     * The table of a thing's own channels.
     *
     * @throws IllegalArgumentException when a channel's code is wrong; the message is a sentence that names both
     */
    static ChannelTable<P1Reading> of(Thing thing) {
        ChannelTable.Builder<P1Reading> table = ChannelTable.builder();
        for (Channel channel : thing.getChannels()) {
            ChannelTypeUID type = channel.getChannelTypeUID();
            String id = channel.getUID().getId();
            if (P1Channels.TABLE.channels().contains(id)) {
                continue;
            }
            if (P1Ids.OBIS.equals(type)) {
                Obis code = code(channel);
                table.value(id, reading -> P1Quantities.of(reading.telegram().number(code)));
            } else if (P1Ids.OBIS_TEXT.equals(type)) {
                Obis code = code(channel);
                table.value(id, reading -> text(reading, code));
            }
        }
        return table.build();
    }

    private static Obis code(Channel channel) {
        String text = new Parameters(channel.getConfiguration()).text(P1Ids.CODE);
        try {
            return Obis.of(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "The parameter code of the channel " + channel.getUID().getId() + " is wrong. " + e.getMessage(),
                    e);
        }
    }

    private static @Nullable State text(P1Reading reading, Obis code) {
        List<String> values = reading.telegram().values(code);
        return values.isEmpty() ? null : new StringType(String.join(" ", values));
    }
}
