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

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * What a client asks for.
 *
 * @param base where the workbench is, as the client calls it, without a slash at the end
 * @param path the values of the variable parts of the route's path, decoded
 * @param query the parameters behind the question mark, decoded
 */
record Request(String base, Map<String, String> path, Map<String, String> query, String body) {

    /** A variable part of the path. */
    String path(String name) {
        return path.get(name);
    }

    /** A parameter; empty when absent or empty. */
    Optional<String> query(String name) {
        return Optional.ofNullable(query.get(name)).filter(value -> !value.isEmpty());
    }

    /** The body as JSON, whatever its content type. */
    JsonElement json() {
        try {
            return JsonParser.parseString(body);
        } catch (JsonParseException e) {
            throw new IllegalArgumentException("The body is not JSON.", e);
        }
    }

    JsonObject jsonObject() {
        if (json() instanceof JsonObject object) {
            return object;
        }
        throw new IllegalArgumentException("The body is not a JSON object.");
    }

    /** Decodes a part of a path, where a plus sign is one. */
    static String decodePart(String part) {
        return decode(part.replace("+", "%2B"));
    }

    static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
