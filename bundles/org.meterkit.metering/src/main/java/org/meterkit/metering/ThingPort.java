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

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.types.State;

/**
 * What a {@link MeterPublisher} needs of its handler; {@link MeterThingHandler} and {@link MeterBridgeHandler} have one each, since
 * openHAB's own methods are protected. Thread-safe as far as openHAB's handler methods are.
 */
public interface ThingPort {

    /** The thing as it is now. */
    Thing thing();

    /** Publishes a channel's state. */
    void state(String channelId, State state);

    /** Sets the thing's status; the sentence is for the user and may be null. */
    void status(ThingStatus status, ThingStatusDetail detail, @Nullable String sentence);

    /** Adds or changes thing properties, when any of them differs from what the thing has. */
    void properties(Map<String, String> properties);

    /** Removes channels from the thing, in one step. */
    void removeChannels(Collection<String> channelIds);

    /** Brings channels back as the thing type describes them, in one step. */
    void restoreChannels(Collection<String> channelIds);

    /** openHAB's shared scheduler, for short tasks only. */
    ScheduledExecutorService scheduler();
}
