/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.enistic.internal.thing;

import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.metering.ChannelTable;
import org.meterkit.metering.MeterMemories;
import org.meterkit.metering.MeterPublisher;
import org.meterkit.metering.Quantities;
import org.openhab.core.library.unit.Units;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.binding.ThingHandlerCallback;
import org.openhab.core.thing.type.ChannelTypeUID;
import org.openhab.core.thing.type.ThingType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A meter with up to 16 channels, each a channel group. */
public class EnisticMeterHandler extends EnisticDeviceHandler {

    /** The vendor's largest meter. */
    private static final int CHANNELS = 16;

    private static final ChannelTypeUID LAST_READING_TYPE =
            new ChannelTypeUID(EnisticConstants.BINDING_ID, MeterPublisher.LAST_READING);

    /** The tables of the channels, the first channel's first. */
    static final List<ChannelTable<Values>> TABLES = IntStream.rangeClosed(1, CHANNELS)
            .mapToObj(n -> ChannelTable.<Values>builder()
                    .value(EnisticConstants.POWER, values -> Quantities.of(values.watts(), Units.WATT))
                    .integral(EnisticConstants.ENERGY, values -> Quantities.of(values.watts(), Units.WATT))
                    .build()
                    .inGroup("ch" + n))
            .toList();

    private final Logger logger = LoggerFactory.getLogger(EnisticMeterHandler.class);

    EnisticMeterHandler(Thing thing, @Nullable ThingType type, MeterMemories memories) {
        super(thing, type, memories, TABLES);
    }

    @Override
    protected void open() {
        addLastReading();
        super.open();
    }

    /** A thing type has either channels or groups of them, so the one channel outside of the groups comes from here. */
    private void addLastReading() {
        ChannelUID uid = new ChannelUID(getThing().getUID(), MeterPublisher.LAST_READING);
        ThingHandlerCallback callback = getCallback();
        if (callback != null && getThing().getChannel(uid) == null) {
            updateThing(editThing()
                    .withChannel(callback.createChannelBuilder(uid, LAST_READING_TYPE)
                            .build())
                    .build());
        }
    }

    @Override
    @Nullable
    ChannelTable<Values> table(int channel) {
        if (channel < 1 || channel > CHANNELS) {
            logger.debug("{} reads its channel {}, which no meter is known to have", serial(), channel);
            return null;
        }
        return TABLES.get(channel - 1);
    }
}
