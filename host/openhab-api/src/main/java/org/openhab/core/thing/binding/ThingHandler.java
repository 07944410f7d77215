/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.openhab.core.thing.binding;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatusInfo;
import org.openhab.core.types.Command;

/** What a binding does for one thing. */
public interface ThingHandler {
    Thing getThing();

    /** Starts; must not block, and leads to the status ONLINE, OFFLINE or UNKNOWN. */
    void initialize();

    void dispose();

    /** The way back to the framework; null when the handler is no longer in use. */
    void setCallback(ThingHandlerCallback thingHandlerCallback);

    void handleCommand(ChannelUID channelUID, Command command);

    /** Throws {@link org.openhab.core.config.core.validation.ConfigValidationException} for wrong parameters. */
    void handleConfigurationUpdate(Map<String, Object> configurationParameters);

    /** The thing has been changed by somebody else. */
    void thingUpdated(Thing thing);

    void channelLinked(ChannelUID channelUID);

    void channelUnlinked(ChannelUID channelUID);

    void bridgeStatusChanged(ThingStatusInfo bridgeStatusInfo);

    /** The thing is being removed; the handler answers with the status REMOVED. */
    void handleRemoval();

    /** Classes of the services that belong to this handler. */
    default Collection<Class<? extends ThingHandlerService>> getServices() {
        return List.of();
    }
}
