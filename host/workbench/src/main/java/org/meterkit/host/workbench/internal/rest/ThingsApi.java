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
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.host.workbench.internal.item.Links;
import org.meterkit.host.workbench.internal.thing.ConfigValidator;
import org.meterkit.host.workbench.internal.thing.ThingJson;
import org.meterkit.host.workbench.internal.thing.ThingLifecycle;
import org.meterkit.host.workbench.internal.thing.Things;
import org.openhab.core.config.core.ConfigDescriptionRegistry;
import org.openhab.core.config.core.Configuration;
import org.openhab.core.config.core.validation.ConfigValidationException;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.thing.type.ThingType;
import org.openhab.core.thing.type.ThingTypeRegistry;

/** {@code /rest/things}. */
final class ThingsApi {

    private final Things things;
    private final ThingLifecycle lifecycle;
    private final ThingTypeRegistry thingTypes;
    private final ConfigValidator validator;
    private final Links links;

    ThingsApi(
            Things things,
            ThingLifecycle lifecycle,
            ThingTypeRegistry thingTypes,
            ConfigDescriptionRegistry descriptions,
            Links links) {
        this.things = things;
        this.lifecycle = lifecycle;
        this.thingTypes = thingTypes;
        this.validator = new ConfigValidator(descriptions);
        this.links = links;
    }

    void register(Router router) {
        router.on("GET", "/rest/things", request -> list());
        router.on("POST", "/rest/things", request -> create(request.jsonObject()));
        router.on("GET", "/rest/things/{uid}", request -> with(request, thing -> Answer.json(json(thing))));
        router.on("PUT", "/rest/things/{uid}", request -> with(request, thing -> change(thing, request.jsonObject())));
        router.on("DELETE", "/rest/things/{uid}", request -> with(request, thing -> remove(thing, request)));
        router.on("PUT", "/rest/things/{uid}/config", request -> with(request, thing -> configure(thing, request)));
        router.on(
                "GET",
                "/rest/things/{uid}/status",
                request -> with(request, thing -> Answer.json(ThingJson.of(things.status(thing)))));
        router.on("PUT", "/rest/things/{uid}/enable", request -> with(request, thing -> enable(thing, request)));
    }

    /** Does something with the thing of a path. */
    @FunctionalInterface
    private interface Use {
        Answer answer(Thing thing);
    }

    private Answer with(Request request, Use use) {
        String uid = request.path("uid");
        Thing thing = things.get(new ThingUID(uid));
        return thing == null ? Answer.error(Answer.NOT_FOUND, "Thing " + uid + " does not exist!") : use.answer(thing);
    }

    private Answer list() {
        JsonArray list = new JsonArray();
        things.getAll().forEach(thing -> list.add(json(thing)));
        return Answer.json(list);
    }

    private JsonObject json(Thing thing) {
        JsonObject json = ThingJson.of(thing);
        json.add("statusInfo", ThingJson.of(things.status(thing)));
        json.addProperty("editable", true);
        JsonArray channels = new JsonArray();
        thing.getChannels().forEach(channel -> {
            JsonObject each = ThingJson.of(channel);
            JsonArray linked = new JsonArray();
            links.of(channel.getUID()).forEach(link -> linked.add(link.itemName()));
            each.add("linkedItems", linked);
            channels.add(each);
        });
        json.add("channels", channels);
        return json;
    }

    /** Creates a thing as {@code POST /rest/things} describes it. */
    private Answer create(JsonObject description) {
        String typeText = ThingJson.text(description, "thingTypeUID");
        if (typeText == null) {
            throw new IllegalArgumentException("A thing needs a thingTypeUID.");
        }
        ThingTypeUID type = new ThingTypeUID(typeText);
        ThingUID uid = uid(description, "UID");
        Thing present = uid == null ? null : things.get(uid);
        if (present != null) {
            return Answer.error(Answer.CONFLICT, "Thing " + uid + " already exists!", json(present));
        }
        Thing thing = things.createThingOfType(
                type,
                uid,
                uid(description, "bridgeUID"),
                ThingJson.text(description, "label"),
                configuration(type, description.get("configuration")));
        if (thing == null) {
            return Answer.error(Answer.BAD_REQUEST, "No binding here can create a thing of type " + type + ".");
        }
        if (description.get("properties") instanceof JsonObject properties) {
            ThingJson.values(properties).forEach((name, value) -> thing.setProperty(name, value.toString()));
        }
        things.add(thing);
        return Answer.json(Answer.CREATED, json(thing));
    }

    /**
     * Creates those things of an array that are not there yet.
     *
     * @throws IllegalArgumentException with a sentence, when one cannot be created
     */
    int createAbsent(JsonElement descriptions) {
        if (!(descriptions instanceof JsonArray array)) {
            throw new IllegalArgumentException("It is not a JSON array of things.");
        }
        int created = 0;
        for (JsonElement each : array) {
            if (!(each instanceof JsonObject description)) {
                throw new IllegalArgumentException("It is not a JSON array of things.");
            }
            ThingUID uid = uid(description, "UID");
            if (uid != null && things.get(uid) != null) {
                continue;
            }
            if (create(description) instanceof Answer.Whole whole && whole.code() != Answer.CREATED) {
                throw new IllegalArgumentException("No binding here can create a thing of type "
                        + ThingJson.text(description, "thingTypeUID") + ".");
            }
            created++;
        }
        return created;
    }

    private static @Nullable ThingUID uid(JsonObject json, String name) {
        String text = ThingJson.text(json, name);
        return text == null || text.isEmpty() ? null : new ThingUID(text);
    }

    private Configuration configuration(ThingTypeUID typeUid, @Nullable JsonElement json) {
        ThingType type = thingTypes.getThingType(typeUid);
        Map<String, Object> values = ThingJson.values(json);
        return new Configuration(validator.normalize(values, type == null ? null : type.getConfigDescriptionURI()));
    }

    private Answer change(Thing thing, JsonObject description) {
        String label = ThingJson.text(description, "label");
        if (label != null) {
            thing.setLabel(label);
        }
        String location = ThingJson.text(description, "location");
        if (location != null) {
            thing.setLocation(location);
        }
        if (description.has("configuration")) {
            thing.getConfiguration()
                    .setProperties(configuration(thing.getThingTypeUID(), description.get("configuration"))
                            .getProperties());
        }
        things.update(thing);
        return Answer.json(json(thing));
    }

    private Answer remove(Thing thing, Request request) {
        if (request.query("force").map(Boolean::parseBoolean).orElse(false)) {
            things.forceRemove(thing.getUID());
            return Answer.done();
        }
        things.remove(thing.getUID());
        return Answer.json(Answer.ACCEPTED, json(thing));
    }

    private Answer configure(Thing thing, Request request) {
        if (thing.getHandler() == null) {
            return Answer.error(
                    Answer.CONFLICT,
                    "Cannot update Thing " + thing.getUID() + " as it is not initialized.",
                    json(thing));
        }
        try {
            things.updateConfiguration(
                    thing.getUID(),
                    configuration(thing.getThingTypeUID(), request.jsonObject()).getProperties());
        } catch (ConfigValidationException e) {
            return Answer.json(Answer.BAD_REQUEST, Answer.GSON.toJsonTree(e.getValidationMessages()));
        }
        Thing now = things.get(thing.getUID());
        return Answer.json(json(now == null ? thing : now));
    }

    private Answer enable(Thing thing, Request request) {
        lifecycle.setEnabled(thing.getUID(), Boolean.parseBoolean(request.body().strip()));
        return Answer.json(json(thing));
    }
}
