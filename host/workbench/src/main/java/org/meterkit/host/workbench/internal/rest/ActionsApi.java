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
import org.meterkit.host.workbench.internal.action.Actions;
import org.openhab.core.thing.ThingUID;

/** {@code /rest/actions}. */
final class ActionsApi {

    private final Actions actions;

    ActionsApi(Actions actions) {
        this.actions = actions;
    }

    void register(Router router) {
        router.on("GET", "/rest/actions/{thing}", this::list);
        router.on("POST", "/rest/actions/{thing}/{action}", this::execute);
    }

    private Answer list(Request request) {
        JsonArray list = actions.list(new ThingUID(request.path("thing")));
        return list.isEmpty() ? Answer.text(Answer.NO_CONTENT, "") : Answer.json(list);
    }

    private Answer execute(Request request) {
        JsonObject inputs = request.body().isBlank() ? new JsonObject() : request.jsonObject();
        return actions.execute(new ThingUID(request.path("thing")), request.path("action"), inputs)
                .map(Answer::json)
                .orElseGet(() -> Answer.text(Answer.NOT_FOUND, ""));
    }
}
