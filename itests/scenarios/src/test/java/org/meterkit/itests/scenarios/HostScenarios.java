/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.itests.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What any client finds: the bindings' types, and answers to what does not exist. */
@ExtendWith(OneOpenHab.class)
class HostScenarios {

    private final OpenHab openHab;

    HostScenarios(OpenHab openHab) {
        this.openHab = openHab;
    }

    @Test
    void theThingTypesOfTheBindingsAreThere() {
        assertEquals(
                Map.of("enistic:controller", true, "enistic:socket", false, "enistic:meter", false),
                thingTypes("enistic"));
        assertEquals(Map.of("ekm:bus", true, "ekm:omnimeter", false), thingTypes("ekm"));
        assertEquals(Map.of("nes:optical", false, "nes:mep", false), thingTypes("nes"));
        assertEquals(
                Map.of(
                        "p1:meter",
                        true,
                        "p1:gas",
                        false,
                        "p1:water",
                        false,
                        "p1:heat",
                        false,
                        "p1:cooling",
                        false,
                        "p1:electricity",
                        false),
                thingTypes("p1"));
    }

    @Test
    void aThingTypeHasItsParametersAndChannels() {
        JsonObject type = openHab.get("/thing-types/p1:meter").json().getAsJsonObject();

        assertTrue(names(type.getAsJsonArray("configParameters"), "name").containsKey("port"));
        JsonObject power = names(type.getAsJsonArray("channels"), "id").get("power");
        assertTrue(power.getAsJsonArray("tags").toString().contains("Power"), power::toString);
        assertTrue(power.getAsJsonObject("stateDescription").get("readOnly").getAsBoolean());
    }

    @Test
    void defaultsOfParametersAreFilledIn() {
        String uid = openHab.createThing("enistic:controller", "", "defaults", Map.of("serialNumber", "0004A3BB5B99"));
        JsonObject configuration = openHab.thing(uid).getAsJsonObject("configuration");
        openHab.removeThing(uid);

        assertEquals(53005, configuration.get("eventPort").getAsInt());
        assertEquals("mW", configuration.get("powerUnit").getAsString());
    }

    @Test
    void anUnknownThingIsNotFound() {
        OpenHab.Answer answer = openHab.get("/things/p1:meter:unknown");

        assertEquals(404, answer.code());
        assertTrue(answer.body().contains("p1:meter:unknown"), answer.body());
    }

    private Map<String, Boolean> thingTypes(String binding) {
        Map<String, Boolean> types = new TreeMap<>();
        for (JsonElement type :
                openHab.get("/thing-types?bindingId=" + binding).json().getAsJsonArray()) {
            types.put(
                    type.getAsJsonObject().get("UID").getAsString(),
                    type.getAsJsonObject().get("bridge").getAsBoolean());
        }
        return types;
    }

    private static Map<String, JsonObject> names(JsonArray array, String key) {
        Map<String, JsonObject> named = new TreeMap<>();
        array.forEach(
                element -> named.put(element.getAsJsonObject().get(key).getAsString(), element.getAsJsonObject()));
        return named;
    }
}
