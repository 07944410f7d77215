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

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** The page and what belongs to it, as it lies in the bundle. */
final class PageApi {

    private static final Map<String, String> FILES = Map.of(
            "index.html", "text/html;charset=utf-8",
            "style.css", "text/css;charset=utf-8",
            "app.js", "text/javascript;charset=utf-8",
            "icon.svg", "image/svg+xml");

    void register(Router router) {
        router.on("GET", "/", request -> file("index.html"));
        FILES.keySet().forEach(name -> router.on("GET", "/" + name, request -> file(name)));
    }

    private static Answer file(String name) {
        try (InputStream input = PageApi.class.getResourceAsStream("/page/" + name)) {
            if (input == null) {
                throw new IllegalStateException("The page's " + name + " is missing");
            }
            return new Answer.Whole(Answer.OK, FILES.get(name), input.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
