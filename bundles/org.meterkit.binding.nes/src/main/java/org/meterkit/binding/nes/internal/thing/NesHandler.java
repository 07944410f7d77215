/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.nes.internal.thing;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.metering.GuardSettings;
import org.meterkit.metering.MeterMemories;
import org.meterkit.metering.MeterPublisher;
import org.meterkit.metering.MeterThingHandler;
import org.meterkit.metering.Parameters;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.type.ThingType;

/** A meter: what both doors to it have in common. */
abstract class NesHandler extends MeterThingHandler {

    /** 3 x 63 A x 230 V: the largest usual connection where these meters are. */
    private static final GuardSettings GUARD = new GuardSettings(
            BigDecimal.valueOf(43_470), GuardSettings.DEFAULT.maxFlow(), GuardSettings.DEFAULT.timeout());

    private static final int OFFLINE_AFTER = 120;
    private static final String MULTIPLIER = "registerMultiplier";
    private static final List<Integer> MULTIPLIERS = List.of(1, 10, 100);

    NesHandler(Thing thing, @Nullable ThingType type, MeterMemories memories) {
        super(thing, type, memories);
    }

    @Override
    protected final void open() {
        Parameters parameters = new Parameters(getConfig());
        try {
            Duration offlineAfter = parameters.seconds("offlineAfter", OFFLINE_AFTER, 1);
            GuardSettings guard = parameters.guard(GUARD);
            int multiplier = parameters.integer(MULTIPLIER, 1, 1, MULTIPLIERS.get(MULTIPLIERS.size() - 1));
            if (!MULTIPLIERS.contains(multiplier)) {
                throw new IllegalArgumentException(
                        "The parameter " + MULTIPLIER + " must be one of " + MULTIPLIERS + ", not " + multiplier + ".");
            }
            NesMeter meter = new NesMeter(port(), multiplier);
            Runnable start = prepare(parameters, meter);
            port().status(ThingStatus.UNKNOWN, ThingStatusDetail.NONE, null);
            meter.publishBy(startPublisher(
                    new MeterPublisher.Settings(offlineAfter, Duration.ZERO, guard, meter::silence),
                    NesChannels.TABLE));
            start.run();
        } catch (IllegalArgumentException e) {
            port().status(ThingStatus.OFFLINE, ThingStatusDetail.CONFIGURATION_ERROR, e.getMessage());
        }
    }

    /**
     * Reads the parameters of one kind of meter.
     *
     * @return what begins to read; its readings go to {@code meter}
     * @throws IllegalArgumentException when one is wrong; the message is a sentence that names it
     */
    abstract Runnable prepare(Parameters parameters, NesMeter meter);
}
