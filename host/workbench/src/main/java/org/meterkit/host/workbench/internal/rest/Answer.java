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

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** What a client gets. */
sealed interface Answer {

    Gson GSON = new GsonBuilder().disableHtmlEscaping().create();
    String JSON = "application/json";
    String TEXT = "text/plain;charset=utf-8";

    int OK = 200;
    int CREATED = 201;
    int ACCEPTED = 202;
    int NO_CONTENT = 204;
    int BAD_REQUEST = 400;
    int NOT_FOUND = 404;
    int CONFLICT = 409;
    int SERVER_ERROR = 500;

    /** Everything at once. */
    record Whole(int code, String contentType, byte[] body) implements Answer {}

    /** Server-sent events until the client or the workbench goes. */
    record Events(Source source) implements Answer {}

    /** Where events come from. */
    @FunctionalInterface
    interface Source {
        /** Has frames given to {@code sink}, which does not block, until what is returned is closed. */
        Subscription subscribe(Consumer<String> sink);
    }

    /** Ends by being closed. */
    @FunctionalInterface
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    static Answer json(JsonElement body) {
        return json(OK, body);
    }

    static Answer json(int code, JsonElement body) {
        return new Whole(code, JSON, GSON.toJson(body).getBytes(StandardCharsets.UTF_8));
    }

    static Answer text(int code, String body) {
        return new Whole(code, TEXT, body.getBytes(StandardCharsets.UTF_8));
    }

    static Answer done() {
        return text(OK, "");
    }

    static Answer error(int code, String message) {
        return json(code, errorObject(code, message));
    }

    /** openHAB adds what the error is about. */
    static Answer error(int code, String message, JsonElement entity) {
        JsonObject body = errorObject(code, message);
        body.add("entity", entity);
        return json(code, body);
    }

    private static JsonObject errorObject(int code, String message) {
        JsonObject error = new JsonObject();
        error.addProperty("message", message);
        error.addProperty("http-code", code);
        JsonObject body = new JsonObject();
        body.add("error", error);
        return body;
    }

    /** A server-sent event. */
    static String frame(String event, JsonElement data) {
        return "event: " + event + "\ndata: " + GSON.toJson(data) + "\n\n";
    }
}
