/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.host.workbench.internal.item;

import com.google.gson.JsonObject;
import org.openhab.core.thing.ChannelUID;

/**
 * A link between an item and a channel.
 *
 * @param configuration kept, but not acted upon: there are no profiles here
 */
public record Link(String itemName, ChannelUID channelUID, JsonObject configuration) {

    public JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("itemName", itemName);
        json.addProperty("channelUID", channelUID.getAsString());
        json.add("configuration", configuration);
        return json;
    }

    String id() {
        return itemName + " -> " + channelUID;
    }
}
