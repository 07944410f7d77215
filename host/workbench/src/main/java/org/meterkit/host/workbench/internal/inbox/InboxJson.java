/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.host.workbench.internal.inbox;

import com.google.gson.JsonObject;
import org.meterkit.host.workbench.internal.thing.ThingJson;
import org.openhab.core.config.core.Configuration;
import org.openhab.core.config.discovery.DiscoveryResult;

/** Discovery results as JSON, in the shape openHAB's REST and events have. */
public final class InboxJson {

    private InboxJson() {}

    public static JsonObject of(DiscoveryResult result) {
        JsonObject json = new JsonObject();
        ThingJson.add(json, "bridgeUID", result.getBridgeUID());
        json.addProperty("flag", result.getFlag().name());
        json.addProperty("label", result.getLabel());
        json.add("properties", ThingJson.of(new Configuration(result.getProperties())));
        ThingJson.add(json, "representationProperty", result.getRepresentationProperty());
        json.addProperty("thingUID", result.getThingUID().getAsString());
        json.addProperty("thingTypeUID", result.getThingTypeUID().getAsString());
        return json;
    }
}
