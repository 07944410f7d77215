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

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.metering.ChannelTable;
import org.meterkit.metering.MeterMemories;
import org.meterkit.metering.Quantities;
import org.openhab.core.library.types.OnOffType;
import org.openhab.core.library.unit.Units;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.binding.ThingHandlerService;
import org.openhab.core.thing.type.ThingType;
import org.openhab.core.types.Command;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A socket: shows what it says and passes on what it is told. Its item never shows a wish. */
public class EnisticSocketHandler extends EnisticDeviceHandler {

    static final ChannelTable<Values> TABLE = ChannelTable.<Values>builder()
            .value(EnisticConstants.SWITCH, values -> onOff(values.on()))
            .value(EnisticConstants.POWER, values -> Quantities.of(values.watts(), Units.WATT))
            .integral(EnisticConstants.ENERGY, values -> Quantities.of(values.watts(), Units.WATT))
            .build();

    private final Logger logger = LoggerFactory.getLogger(EnisticSocketHandler.class);

    EnisticSocketHandler(Thing thing, @Nullable ThingType type, MeterMemories memories) {
        super(thing, type, memories, List.of(TABLE));
    }

    private static @Nullable OnOffType onOff(@Nullable Boolean on) {
        return on == null ? null : OnOffType.from(on);
    }

    @Override
    public Collection<Class<? extends ThingHandlerService>> getServices() {
        return Set.of(EnisticSocketActions.class);
    }

    @Override
    @Nullable
    ChannelTable<Values> table(int channel) {
        if (channel > 1) {
            logger.debug("{} reads its channel {}: add it as a meter", serial(), channel);
            return null;
        }
        return TABLE;
    }

    @Override
    protected void command(ChannelUID channel, Command command) {
        if (!channel.getId().equals(EnisticConstants.SWITCH) || !(command instanceof OnOffType wanted)) {
            super.command(channel, command);
            return;
        }
        boolean told = controller()
                .map(controller -> controller.switchSocket(serial(), wanted == OnOffType.ON))
                .orElse(false);
        if (!told) {
            logger.warn(
                    "{} cannot be switched while it or its controller is not at work.",
                    getThing().getUID());
            showTrueState();
        }
    }

    @Override
    void showTrueState() {
        publisher()
                .ifPresent(
                        publisher -> publisher.refresh(new ChannelUID(getThing().getUID(), EnisticConstants.SWITCH)));
    }

    /**
     * Begins to count energy anew.
     *
     * @return what has become of it, as a sentence
     */
    String resetEnergy() {
        return publisher()
                .map(publisher -> {
                    publisher.resetIntegral(EnisticConstants.ENERGY);
                    return "The energy counts from 0 kWh again.";
                })
                .orElse("Refused: the socket is not at work.");
    }
}
