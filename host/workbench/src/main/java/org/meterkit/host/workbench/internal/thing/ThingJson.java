/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.host.workbench.internal.thing;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.config.core.Configuration;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.Channel;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatusInfo;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.thing.binding.builder.BridgeBuilder;
import org.openhab.core.thing.binding.builder.ChannelBuilder;
import org.openhab.core.thing.binding.builder.ThingBuilder;
import org.openhab.core.thing.type.AutoUpdatePolicy;
import org.openhab.core.thing.type.ChannelKind;
import org.openhab.core.thing.type.ChannelTypeUID;

/** Things as JSON, in the shape openHAB's REST and events have. Absent values are left out. */
public final class ThingJson {

    private static final String BRIDGE = "isBridge";

    private ThingJson() {}

    public static JsonObject of(Thing thing) {
        JsonObject json = new JsonObject();
        json.addProperty("UID", thing.getUID().getAsString());
        json.addProperty("thingTypeUID", thing.getThingTypeUID().getAsString());
        add(json, "bridgeUID", thing.getBridgeUID());
        add(json, "label", thing.getLabel());
        add(json, "location", thing.getLocation());
        add(json, "semanticEquipmentTag", thing.getSemanticEquipmentTag());
        json.add("configuration", of(thing.getConfiguration()));
        json.add("properties", of(thing.getProperties()));
        JsonArray channels = new JsonArray();
        thing.getChannels().forEach(channel -> channels.add(of(channel)));
        json.add("channels", channels);
        return json;
    }

    static JsonObject stored(Thing thing) {
        JsonObject json = of(thing);
        json.addProperty(BRIDGE, thing instanceof Bridge);
        return json;
    }

    public static JsonObject of(Channel channel) {
        JsonObject json = new JsonObject();
        json.addProperty("uid", channel.getUID().getAsString());
        json.addProperty("id", channel.getUID().getId());
        add(json, "channelTypeUID", channel.getChannelTypeUID());
        add(json, "itemType", channel.getAcceptedItemType());
        json.addProperty("kind", channel.getKind().name());
        add(json, "label", channel.getLabel());
        add(json, "description", channel.getDescription());
        JsonArray tags = new JsonArray();
        channel.getDefaultTags().stream().sorted().forEach(tags::add);
        json.add("defaultTags", tags);
        json.add("properties", of(channel.getProperties()));
        json.add("configuration", of(channel.getConfiguration()));
        AutoUpdatePolicy policy = channel.getAutoUpdatePolicy();
        add(json, "autoUpdatePolicy", policy == null ? null : policy.name());
        return json;
    }

    public static JsonObject of(ThingStatusInfo status) {
        JsonObject json = new JsonObject();
        json.addProperty("status", status.getStatus().name());
        json.addProperty("statusDetail", status.getStatusDetail().name());
        add(json, "description", status.getDescription());
        return json;
    }

    public static JsonObject of(Configuration configuration) {
        JsonObject json = new JsonObject();
        configuration.getProperties().forEach((key, value) -> json.add(key, value(value)));
        return json;
    }

    private static JsonObject of(Map<String, String> properties) {
        JsonObject json = new JsonObject();
        properties.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> json.addProperty(entry.getKey(), entry.getValue()));
        return json;
    }

    /** A configuration value as JSON. */
    public static JsonElement value(@Nullable Object value) {
        if (value instanceof Boolean bool) {
            return new JsonPrimitive(bool);
        } else if (value instanceof Number number) {
            return new JsonPrimitive(number);
        } else if (value instanceof Collection<?> values) {
            JsonArray array = new JsonArray();
            values.forEach(element -> array.add(value(element)));
            return array;
        }
        return value == null ? JsonNull.INSTANCE : new JsonPrimitive(value.toString());
    }

    /** The values of a JSON object as a configuration takes them: text, numbers, truth values and lists of them. */
    public static Map<String, Object> values(@Nullable JsonElement json) {
        Map<String, Object> values = new LinkedHashMap<>();
        if (json != null && json.isJsonObject()) {
            json.getAsJsonObject().entrySet().forEach(entry -> {
                Object value = value(entry.getValue());
                if (value != null) {
                    values.put(entry.getKey(), value);
                }
            });
        }
        return values;
    }

    private static @Nullable Object value(JsonElement json) {
        if (json instanceof JsonPrimitive primitive) {
            return primitive.isBoolean()
                    ? (Object) primitive.getAsBoolean()
                    : primitive.isNumber() ? primitive.getAsBigDecimal() : primitive.getAsString();
        } else if (json instanceof JsonArray array) {
            List<Object> list = new ArrayList<>();
            array.forEach(element -> {
                Object value = value(element);
                if (value != null) {
                    list.add(value);
                }
            });
            return list;
        }
        return json.isJsonNull() ? null : json.toString();
    }

    /** A text of a JSON object, or null. */
    public static @Nullable String text(JsonObject json, String name) {
        JsonElement value = json.get(name);
        return value == null || !value.isJsonPrimitive() ? null : value.getAsString();
    }

    static Thing read(JsonObject json) {
        ThingUID uid = new ThingUID(json.get("UID").getAsString());
        ThingTypeUID type = new ThingTypeUID(json.get("thingTypeUID").getAsString());
        ThingBuilder builder =
                json.get(BRIDGE).getAsBoolean() ? BridgeBuilder.create(type, uid) : ThingBuilder.create(type, uid);
        String bridge = text(json, "bridgeUID");
        List<Channel> channels = new ArrayList<>();
        json.getAsJsonArray("channels").forEach(channel -> channels.add(channel(channel.getAsJsonObject())));
        Thing thing = builder.withBridge(bridge == null ? null : new ThingUID(bridge))
                .withLabel(text(json, "label"))
                .withLocation(text(json, "location"))
                .withConfiguration(new Configuration(values(json.get("configuration"))))
                .withProperties(texts(json.get("properties")))
                .withChannels(channels)
                .build();
        thing.setSemanticEquipmentTag(text(json, "semanticEquipmentTag"));
        return thing;
    }

    private static Channel channel(JsonObject json) {
        String type = text(json, "channelTypeUID");
        String policy = text(json, "autoUpdatePolicy");
        Set<String> tags = new LinkedHashSet<>();
        json.getAsJsonArray("defaultTags").forEach(tag -> tags.add(tag.getAsString()));
        return ChannelBuilder.create(new ChannelUID(json.get("uid").getAsString()), text(json, "itemType"))
                .withType(type == null ? null : new ChannelTypeUID(type))
                .withKind(ChannelKind.parse(text(json, "kind")))
                .withLabel(text(json, "label"))
                .withDescription(text(json, "description"))
                .withDefaultTags(tags)
                .withProperties(texts(json.get("properties")))
                .withConfiguration(new Configuration(values(json.get("configuration"))))
                .withAutoUpdatePolicy(policy == null ? null : AutoUpdatePolicy.parse(policy))
                .build();
    }

    private static Map<String, String> texts(@Nullable JsonElement json) {
        Map<String, String> texts = new LinkedHashMap<>();
        values(json).forEach((key, value) -> texts.put(key, value.toString()));
        return texts;
    }

    /** Adds a member unless its value is null. */
    public static void add(JsonObject json, String name, @Nullable Object value) {
        if (value != null) {
            json.add(name, value(value));
        }
    }
}
