/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.openhab.core.thing;

import java.util.Map;
import org.openhab.core.common.registry.Registry;
import org.openhab.core.config.core.Configuration;

/** All things; registered as a service. */
public interface ThingRegistry extends Registry<Thing, ThingUID> {
    @Override
    Thing get(ThingUID uid);

    /** The channel of this UID, or null. */
    Channel getChannel(ChannelUID channelUID);

    /** Hands the parameters to the thing's handler; {@link IllegalArgumentException} when there is no such thing. */
    void updateConfiguration(ThingUID thingUID, Map<String, Object> configurationParameters);

    @Override
    Thing remove(ThingUID thingUID);

    /** Removes it without asking its handler. */
    Thing forceRemove(ThingUID thingUID);

    /** Makes a thing without adding it; UID, bridge and label may be null, and so is the answer when nobody can. */
    Thing createThingOfType(
            ThingTypeUID thingTypeUID,
            ThingUID thingUID,
            ThingUID bridgeUID,
            String label,
            Configuration configuration);
}
