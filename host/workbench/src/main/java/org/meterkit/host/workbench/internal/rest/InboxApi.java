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
import java.util.Optional;
import java.util.OptionalInt;
import org.meterkit.host.workbench.internal.inbox.InboxJson;
import org.meterkit.host.workbench.internal.inbox.Scans;
import org.meterkit.host.workbench.internal.inbox.StoredInbox;
import org.openhab.core.config.discovery.DiscoveryResultFlag;
import org.openhab.core.thing.ThingUID;

/** {@code /rest/inbox} and {@code /rest/discovery}. */
final class InboxApi {

    private final StoredInbox inbox;
    private final Scans scans;

    InboxApi(StoredInbox inbox, Scans scans) {
        this.inbox = inbox;
        this.scans = scans;
    }

    void register(Router router) {
        router.on("GET", "/rest/inbox", request -> list());
        router.on("POST", "/rest/inbox/{uid}/approve", this::approve);
        router.on("POST", "/rest/inbox/{uid}/ignore", request -> flag(request, DiscoveryResultFlag.IGNORED));
        router.on("POST", "/rest/inbox/{uid}/unignore", request -> flag(request, DiscoveryResultFlag.NEW));
        router.on("DELETE", "/rest/inbox/{uid}", this::remove);
        router.on("GET", "/rest/discovery/bindings/{id}/info", this::info);
        router.on("POST", "/rest/discovery/bindings/{id}/scan", this::scan);
    }

    private Answer list() {
        JsonArray list = new JsonArray();
        inbox.getAll().forEach(result -> list.add(InboxJson.of(result)));
        return Answer.json(list);
    }

    private static ThingUID uid(Request request) {
        return new ThingUID(request.path("uid"));
    }

    private boolean has(ThingUID uid) {
        return inbox.stream().anyMatch(result -> result.getThingUID().equals(uid));
    }

    private static Answer unknown(Request request) {
        return Answer.error(Answer.NOT_FOUND, "Thing " + request.path("uid") + " does not exist in the inbox!");
    }

    private Answer approve(Request request) {
        ThingUID uid = uid(request);
        if (!has(uid)) {
            return unknown(request);
        }
        String newId = request.query("newThingId").orElse(null);
        return inbox.approve(uid, request.body().strip(), newId) == null
                ? Answer.error(Answer.CONFLICT, "No binding found that can create the thing")
                : Answer.done();
    }

    private Answer flag(Request request, DiscoveryResultFlag flag) {
        inbox.setFlag(uid(request), flag);
        return Answer.done();
    }

    private Answer remove(Request request) {
        return inbox.remove(uid(request)) ? Answer.done() : unknown(request);
    }

    private static Answer noDiscovery(Request request) {
        return Answer.error(Answer.NOT_FOUND, "No discovery service found for binding " + request.path("id"));
    }

    private Answer info(Request request) {
        Optional<Scans.ScanInput> input = scans.input(request.path("id"));
        JsonObject json = new JsonObject();
        json.addProperty("inputSupported", input.isPresent());
        input.ifPresent(words -> {
            json.addProperty("inputLabel", words.label());
            json.addProperty("inputDescription", words.description());
        });
        return Answer.json(json);
    }

    private Answer scan(Request request) {
        OptionalInt timeout = scans.start(request.path("id"), request.query("input"));
        return timeout.isEmpty() ? noDiscovery(request) : Answer.text(Answer.OK, String.valueOf(timeout.getAsInt()));
    }
}
