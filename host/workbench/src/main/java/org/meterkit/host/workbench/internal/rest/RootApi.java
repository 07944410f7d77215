/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.host.workbench.internal.rest;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.time.ZoneId;
import java.util.List;
import org.openhab.core.OpenHAB;

/** What openHAB says about itself and where to go on. */
final class RootApi {

    private static final List<String> PLACES = List.of(
            "actions", "channel-types", "discovery", "events", "inbox", "items", "links", "thing-types", "things");

    void register(Router router) {
        router.on("GET", "/rest", RootApi::root);
    }

    private static Answer root(Request request) {
        JsonObject json = new JsonObject();
        // the number of the REST interface in 5.2.1
        json.addProperty("version", "8");
        json.addProperty("locale", "en");
        json.addProperty("measurementSystem", "SI");
        json.addProperty("timezone", ZoneId.systemDefault().getId());
        JsonObject runtime = new JsonObject();
        runtime.addProperty("version", OpenHAB.getVersion());
        runtime.addProperty("buildString", "meterkit workbench");
        json.add("runtimeInfo", runtime);
        JsonArray links = new JsonArray();
        for (String place : PLACES) {
            JsonObject link = new JsonObject();
            link.addProperty("type", place);
            link.addProperty("url", request.base() + "/rest/" + place);
            links.add(link);
        }
        json.add("links", links);
        return Answer.json(json);
    }
}
