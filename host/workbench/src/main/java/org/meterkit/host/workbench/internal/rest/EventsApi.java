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

import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.meterkit.host.workbench.internal.event.Event;
import org.meterkit.host.workbench.internal.event.EventBus;

/** {@code /rest/events}. */
final class EventsApi {

    private final EventBus bus;

    EventsApi(EventBus bus) {
        this.bus = bus;
    }

    void register(Router router) {
        router.on("GET", "/rest/events", request -> new Answer.Events(sink -> subscribe(request, sink)));
    }

    private Answer.Subscription subscribe(Request request, Consumer<String> sink) {
        List<Pattern> wanted = topics(request.query("topics").orElse("*"));
        Consumer<Event> listener = event -> {
            if (wanted.stream().anyMatch(topic -> topic.matcher(event.topic()).matches())) {
                sink.accept(Answer.frame("message", json(event)));
            }
        };
        bus.add(listener);
        return () -> bus.remove(listener);
    }

    /** Topics with commas between them, in which a star stands for anything. */
    static List<Pattern> topics(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .map(topic -> Arrays.stream(topic.split("\\*", -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining(".*")))
                .map(Pattern::compile)
                .toList();
    }

    private static JsonObject json(Event event) {
        JsonObject json = new JsonObject();
        json.addProperty("topic", event.topic());
        json.addProperty("payload", Answer.GSON.toJson(event.payload()));
        json.addProperty("type", event.type());
        return json;
    }
}
