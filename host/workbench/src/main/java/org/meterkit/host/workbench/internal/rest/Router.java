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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds who answers a method and a path such as {@code /rest/things/{uid}/status}. */
final class Router {

    private final List<Route> routes = new ArrayList<>();

    /** Answers a request. What it throws as an IllegalArgumentException is the client's fault. */
    @FunctionalInterface
    interface Handler {
        Answer answer(Request request);
    }

    private record Route(String method, String[] parts, Handler handler) {

        Optional<Map<String, String>> match(String[] path) {
            if (path.length != parts.length) {
                return Optional.empty();
            }
            Map<String, String> variables = new LinkedHashMap<>();
            for (int i = 0; i < parts.length; i++) {
                if (parts[i].startsWith("{")) {
                    variables.put(parts[i].substring(1, parts[i].length() - 1), Request.decodePart(path[i]));
                } else if (!parts[i].equals(path[i])) {
                    return Optional.empty();
                }
            }
            return Optional.of(variables);
        }
    }

    void on(String method, String path, Handler handler) {
        routes.add(new Route(method, path.split("/"), handler));
    }

    Answer answer(String method, String rawPath, String rawQuery, String base, String body) {
        String[] path = rawPath.split("/");
        boolean otherMethod = false;
        for (Route route : routes) {
            Optional<Map<String, String>> variables = route.match(path);
            if (variables.isPresent()) {
                if (route.method().equals(method)) {
                    return route.handler().answer(new Request(base, variables.get(), query(rawQuery), body));
                }
                otherMethod = true;
            }
        }
        return otherMethod
                ? Answer.error(405, "HTTP 405 Method Not Allowed")
                : Answer.error(Answer.NOT_FOUND, "HTTP 404 Not Found");
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String parameter : raw.split("&")) {
            if (!parameter.isEmpty()) {
                String[] parts = parameter.split("=", 2);
                parameters.put(Request.decode(parts[0]), parts.length == 2 ? Request.decode(parts[1]) : "");
            }
        }
        return parameters;
    }
}
