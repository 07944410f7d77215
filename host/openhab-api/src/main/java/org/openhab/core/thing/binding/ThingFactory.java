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

import java.util.UUID;
import org.openhab.core.config.core.ConfigDescriptionRegistry;
import org.openhab.core.config.core.Configuration;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.thing.internal.ThingMaker;
import org.openhab.core.thing.type.ThingType;

/** Makes things from their types. */
public class ThingFactory {
    public static ThingUID generateRandomThingUID(ThingTypeUID thingTypeUID) {
        String random = UUID.randomUUID().toString();
        return new ThingUID(thingTypeUID, random.substring(random.length() - 10));
    }

    /** A thing with the label, properties and channels of its type, and defaults where nothing is configured. */
    public static Thing createThing(
            ThingType thingType,
            ThingUID thingUID,
            Configuration configuration,
            ThingUID bridgeUID,
            ConfigDescriptionRegistry configDescriptionRegistry) {
        return ThingMaker.make(thingType, thingUID, configuration, bridgeUID, configDescriptionRegistry);
    }
}
