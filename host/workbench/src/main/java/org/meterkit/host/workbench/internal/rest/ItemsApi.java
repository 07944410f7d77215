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
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.meterkit.host.workbench.internal.item.Item;
import org.meterkit.host.workbench.internal.item.ItemTraffic;
import org.meterkit.host.workbench.internal.item.Items;
import org.meterkit.host.workbench.internal.item.Link;
import org.meterkit.host.workbench.internal.item.Links;
import org.openhab.core.library.types.OnOffType;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.types.Command;

/** {@code /rest/items} and {@code /rest/links}. */
final class ItemsApi {

    private final Items items;
    private final Links links;
    private final ItemTraffic traffic;

    ItemsApi(Items items, Links links, ItemTraffic traffic) {
        this.items = items;
        this.links = links;
        this.traffic = traffic;
    }

    void register(Router router) {
        router.on("GET", "/rest/items", this::list);
        router.on("GET", "/rest/items/{name}", request -> with(request, item -> Answer.json(json(item, request))));
        router.on("PUT", "/rest/items/{name}", this::put);
        router.on("DELETE", "/rest/items/{name}", request -> with(request, this::remove));
        router.on("POST", "/rest/items/{name}", request -> with(request, item -> command(item, value(request))));
        router.on(
                "GET",
                "/rest/items/{name}/state",
                request -> with(
                        request, item -> Answer.text(Answer.OK, item.state().toFullString())));
        router.on("PUT", "/rest/items/{name}/state", request -> with(request, item -> state(item, value(request))));
        router.on("GET", "/rest/links", this::listLinks);
        router.on("GET", "/rest/links/{item}/{channel}", this::getLink);
        router.on("PUT", "/rest/links/{item}/{channel}", this::putLink);
        router.on("DELETE", "/rest/links/{item}/{channel}", this::removeLink);
    }

    /** Does something with the item of a path. */
    @FunctionalInterface
    private interface Use {
        Answer answer(Item item);
    }

    private Answer with(Request request, Use use) {
        String name = request.path("name");
        return items.get(name)
                .map(use::answer)
                .orElseGet(() -> Answer.error(Answer.NOT_FOUND, "Item " + name + " does not exist!"));
    }

    private Answer list(Request request) {
        JsonArray list = new JsonArray();
        items.all().forEach(item -> list.add(json(item, request)));
        return Answer.json(list);
    }

    private JsonObject json(Item item, Request request) {
        JsonObject json = item.json();
        json.addProperty("state", item.state().toFullString());
        item.lastState().ifPresent(state -> json.addProperty("lastState", state.toFullString()));
        item.lastStateUpdate().ifPresent(at -> json.addProperty("lastStateUpdate", at.toEpochMilli()));
        item.lastStateChange().ifPresent(at -> json.addProperty("lastStateChange", at.toEpochMilli()));
        traffic.description(item).ifPresent(state -> json.add("stateDescription", TypesApi.json(state)));
        traffic.unit(item).ifPresent(unit -> json.addProperty("unitSymbol", unit.toString()));
        json.addProperty("editable", true);
        json.addProperty("link", request.base() + "/rest/items/" + item.name());
        return json;
    }

    private Answer put(Request request) {
        String name = request.path("name");
        JsonObject description = request.jsonObject();
        if (!description.has("name") || !name.equals(description.get("name").getAsString())) {
            return Answer.error(Answer.BAD_REQUEST, "The name in the body is not the one in the path.");
        }
        Items.Outcome outcome = items.put(name, description);
        if (outcome == Items.Outcome.REFUSED) {
            return Answer.error(Answer.BAD_REQUEST, "Item " + name + " has a name or a type that is none.");
        }
        int code = outcome == Items.Outcome.CREATED ? Answer.CREATED : Answer.OK;
        return Answer.json(code, json(items.get(name).orElseThrow(), request));
    }

    private Answer remove(Item item) {
        items.remove(item.name());
        return Answer.done();
    }

    /** The text of a body, or the value in it when it is a JSON object. */
    private static String value(Request request) {
        String body = request.body().strip();
        return body.startsWith("{") ? request.jsonObject().get("value").getAsString() : body;
    }

    private Answer command(Item item, String text) {
        Optional<? extends Command> command =
                text.toLowerCase(Locale.ROOT).equals("toggle") ? toggled(item) : traffic.parseCommand(item, text);
        if (command.isEmpty()) {
            return Answer.text(Answer.BAD_REQUEST, "");
        }
        traffic.postCommand(item, command.get());
        return Answer.done();
    }

    private static Optional<OnOffType> toggled(Item item) {
        return item.state() instanceof OnOffType now
                ? Optional.of(OnOffType.from(now == OnOffType.OFF))
                : Optional.empty();
    }

    private Answer state(Item item, String text) {
        return traffic.parseState(item, text)
                .map(state -> {
                    traffic.postState(item, state);
                    return Answer.text(Answer.ACCEPTED, "");
                })
                .orElseGet(() -> Answer.error(Answer.BAD_REQUEST, "State could not be parsed: " + text));
    }

    // links

    private Answer listLinks(Request request) {
        Optional<String> item = request.query("itemName");
        Optional<String> channel = request.query("channelUID");
        Collection<Link> found = item.isPresent() ? links.of(item.get()) : links.all();
        JsonArray list = new JsonArray();
        found.stream()
                .filter(link -> channel.isEmpty()
                        || channel.get().equals(link.channelUID().getAsString()))
                .forEach(link -> list.add(json(link)));
        return Answer.json(list);
    }

    private static JsonObject json(Link link) {
        JsonObject json = link.json();
        json.addProperty("editable", true);
        return json;
    }

    private Answer getLink(Request request) {
        List<Link> found = links.of(request.path("item")).stream()
                .filter(link -> link.channelUID().getAsString().equals(request.path("channel")))
                .toList();
        return found.isEmpty() ? noLink(request) : Answer.json(json(found.get(0)));
    }

    private static Answer noLink(Request request) {
        return Answer.error(
                Answer.NOT_FOUND,
                "Link " + request.path("item") + " -> " + request.path("channel") + " does not exist!");
    }

    private Answer putLink(Request request) {
        String item = request.path("item");
        if (items.get(item).isEmpty()) {
            return Answer.error(Answer.NOT_FOUND, "Item " + item + " does not exist!");
        }
        JsonObject configuration =
                request.body().isBlank() || !request.jsonObject().has("configuration")
                        ? new JsonObject()
                        : request.jsonObject().getAsJsonObject("configuration");
        traffic.link(new Link(item, new ChannelUID(request.path("channel")), configuration));
        return Answer.done();
    }

    private Answer removeLink(Request request) {
        return traffic.unlink(request.path("item"), new ChannelUID(request.path("channel")))
                ? Answer.done()
                : noLink(request);
    }
}
