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
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.host.workbench.internal.thing.ConfigValidator;
import org.meterkit.host.workbench.internal.thing.ThingJson;
import org.openhab.core.config.core.ConfigDescription;
import org.openhab.core.config.core.ConfigDescriptionParameter;
import org.openhab.core.config.core.ConfigDescriptionRegistry;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.type.BridgeType;
import org.openhab.core.thing.type.ChannelDefinition;
import org.openhab.core.thing.type.ChannelGroupDefinition;
import org.openhab.core.thing.type.ChannelGroupType;
import org.openhab.core.thing.type.ChannelGroupTypeRegistry;
import org.openhab.core.thing.type.ChannelType;
import org.openhab.core.thing.type.ChannelTypeRegistry;
import org.openhab.core.thing.type.ThingType;
import org.openhab.core.thing.type.ThingTypeRegistry;
import org.openhab.core.types.StateDescription;

/** {@code /rest/thing-types} and {@code /rest/channel-types}. */
final class TypesApi {

    private final ThingTypeRegistry thingTypes;
    private final ChannelTypeRegistry channelTypes;
    private final ChannelGroupTypeRegistry groupTypes;
    private final ConfigValidator descriptions;

    TypesApi(
            ThingTypeRegistry thingTypes,
            ChannelTypeRegistry channelTypes,
            ChannelGroupTypeRegistry groupTypes,
            ConfigDescriptionRegistry descriptions) {
        this.thingTypes = thingTypes;
        this.channelTypes = channelTypes;
        this.groupTypes = groupTypes;
        this.descriptions = new ConfigValidator(descriptions);
    }

    void register(Router router) {
        router.on("GET", "/rest/thing-types", this::thingTypes);
        router.on("GET", "/rest/thing-types/{uid}", this::thingType);
        router.on("GET", "/rest/channel-types", this::channelTypes);
        router.on("GET", "/rest/channel-types/{uid}", this::channelType);
    }

    private Answer thingTypes(Request request) {
        List<ThingType> types =
                request.query("bindingId").map(thingTypes::getThingTypes).orElseGet(thingTypes::getThingTypes);
        JsonArray list = new JsonArray();
        types.stream()
                .sorted((a, b) -> a.getUID().toString().compareTo(b.getUID().toString()))
                .forEach(type -> list.add(stripped(type)));
        return Answer.json(list);
    }

    private static JsonObject stripped(ThingType type) {
        JsonObject json = new JsonObject();
        json.addProperty("UID", type.getUID().getAsString());
        json.addProperty("label", type.getLabel());
        ThingJson.add(json, "description", type.getDescription());
        ThingJson.add(json, "category", type.getCategory());
        json.addProperty("listed", type.isListed());
        json.add("supportedBridgeTypeUIDs", texts(type.getSupportedBridgeTypeUIDs()));
        json.addProperty("bridge", type instanceof BridgeType);
        ThingJson.add(json, "semanticEquipmentTag", type.getSemanticEquipmentTag());
        return json;
    }

    private Answer thingType(Request request) {
        ThingType type = thingTypes.getThingType(new ThingTypeUID(request.path("uid")));
        if (type == null) {
            return Answer.error(Answer.NOT_FOUND, "Thing type " + request.path("uid") + " does not exist!");
        }
        JsonObject json = stripped(type);
        json.add("channels", channels(type.getChannelDefinitions()));
        JsonArray groups = new JsonArray();
        type.getChannelGroupDefinitions().forEach(group -> groups.add(group(group)));
        json.add("channelGroups", groups);
        addConfig(json, "configParameters", type.getConfigDescriptionURI());
        json.add("properties", Answer.GSON.toJsonTree(type.getProperties()));
        ThingJson.add(json, "representationProperty", type.getRepresentationProperty());
        json.add("extensibleChannelTypeIds", texts(type.getExtensibleChannelTypeIds()));
        return Answer.json(json);
    }

    private JsonObject group(ChannelGroupDefinition definition) {
        ChannelGroupType type = groupTypes.getChannelGroupType(definition.getTypeUID());
        JsonObject json = new JsonObject();
        json.addProperty("id", definition.getId());
        ThingJson.add(json, "label", or(definition.getLabel(), type == null ? null : type.getLabel()));
        ThingJson.add(
                json, "description", or(definition.getDescription(), type == null ? null : type.getDescription()));
        json.add("channels", channels(type == null ? List.of() : type.getChannelDefinitions()));
        return json;
    }

    private JsonArray channels(List<ChannelDefinition> definitions) {
        JsonArray list = new JsonArray();
        for (ChannelDefinition definition : definitions) {
            ChannelType type = channelTypes.getChannelType(definition.getChannelTypeUID());
            if (type != null) {
                JsonObject json = new JsonObject();
                json.addProperty("id", definition.getId());
                json.addProperty("label", or(definition.getLabel(), type.getLabel()));
                ThingJson.add(json, "description", or(definition.getDescription(), type.getDescription()));
                json.add("tags", texts(type.getTags()));
                json.add("properties", Answer.GSON.toJsonTree(definition.getProperties()));
                ThingJson.add(json, "category", type.getCategory());
                addState(json, type.getState());
                json.addProperty("advanced", type.isAdvanced());
                json.addProperty("typeUID", type.getUID().getAsString());
                list.add(json);
            }
        }
        return list;
    }

    private static @Nullable String or(@Nullable String text, @Nullable String otherwise) {
        return text == null ? otherwise : text;
    }

    private Answer channelTypes(Request request) {
        Set<String> prefixes =
                request.query("prefixes").map(list -> Set.of(list.split(","))).orElse(Set.of());
        JsonArray list = new JsonArray();
        channelTypes.getChannelTypes().stream()
                .filter(type ->
                        prefixes.isEmpty() || prefixes.contains(type.getUID().getBindingId()))
                .sorted((a, b) -> a.getUID().toString().compareTo(b.getUID().toString()))
                .forEach(type -> list.add(json(type)));
        return Answer.json(list);
    }

    private Answer channelType(Request request) {
        return channelTypes.getChannelTypes().stream()
                .filter(type -> type.getUID().getAsString().equals(request.path("uid")))
                .findFirst()
                .map(type -> Answer.json(json(type)))
                .orElseGet(() ->
                        Answer.error(Answer.NOT_FOUND, "Channel type " + request.path("uid") + " does not exist!"));
    }

    private JsonObject json(ChannelType type) {
        JsonObject json = new JsonObject();
        json.addProperty("UID", type.getUID().getAsString());
        json.addProperty("label", type.getLabel());
        ThingJson.add(json, "description", type.getDescription());
        ThingJson.add(json, "category", type.getCategory());
        ThingJson.add(json, "itemType", type.getItemType());
        ThingJson.add(json, "unitHint", type.getUnitHint());
        json.addProperty("kind", type.getKind().name());
        addState(json, type.getState());
        json.add("tags", texts(type.getTags()));
        json.addProperty("advanced", type.isAdvanced());
        addConfig(json, "parameters", type.getConfigDescriptionURI());
        return json;
    }

    private static JsonArray texts(Collection<String> texts) {
        JsonArray array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }

    private static void addState(JsonObject json, @Nullable StateDescription state) {
        if (state != null) {
            json.add("stateDescription", json(state));
        }
    }

    /** How a state is to be shown. */
    static JsonObject json(StateDescription state) {
        JsonObject json = new JsonObject();
        ThingJson.add(json, "minimum", state.getMinimum());
        ThingJson.add(json, "maximum", state.getMaximum());
        ThingJson.add(json, "step", state.getStep());
        ThingJson.add(json, "pattern", state.getPattern());
        json.addProperty("readOnly", state.isReadOnly());
        JsonArray options = new JsonArray();
        state.getOptions().forEach(option -> options.add(option(option.getValue(), option.getLabel())));
        json.add("options", options);
        return json;
    }

    private static JsonObject option(String value, @Nullable String label) {
        JsonObject json = new JsonObject();
        json.addProperty("value", value);
        ThingJson.add(json, "label", label);
        return json;
    }

    private void addConfig(JsonObject json, String name, @Nullable URI uri) {
        JsonArray parameters = new JsonArray();
        JsonArray groups = new JsonArray();
        ConfigDescription description = descriptions.description(uri).orElse(null);
        if (description != null) {
            description.getParameters().forEach(parameter -> parameters.add(json(parameter)));
            description.getParameterGroups().forEach(group -> {
                JsonObject each = new JsonObject();
                each.addProperty("name", group.getName());
                ThingJson.add(each, "label", group.getLabel());
                ThingJson.add(each, "description", group.getDescription());
                ThingJson.add(each, "context", group.getContext());
                each.addProperty("advanced", group.isAdvanced());
                groups.add(each);
            });
        }
        json.add(name, parameters);
        json.add("parameterGroups", groups);
    }

    private static JsonObject json(ConfigDescriptionParameter parameter) {
        JsonObject json = new JsonObject();
        json.addProperty("name", parameter.getName());
        ThingJson.add(json, "label", parameter.getLabel());
        ThingJson.add(json, "description", parameter.getDescription());
        json.addProperty("type", parameter.getType().name());
        ThingJson.add(json, "default", parameter.getDefault());
        ThingJson.add(json, "min", parameter.getMinimum());
        ThingJson.add(json, "max", parameter.getMaximum());
        ThingJson.add(json, "stepsize", parameter.getStepSize());
        ThingJson.add(json, "pattern", parameter.getPattern());
        ThingJson.add(json, "context", parameter.getContext());
        ThingJson.add(json, "groupName", parameter.getGroupName());
        ThingJson.add(json, "unit", parameter.getUnit());
        ThingJson.add(json, "unitLabel", parameter.getUnitLabel());
        json.addProperty("required", parameter.isRequired());
        json.addProperty("readOnly", parameter.isReadOnly());
        json.addProperty("multiple", parameter.isMultiple());
        json.addProperty("advanced", parameter.isAdvanced());
        json.addProperty("verify", parameter.isVerifyable());
        json.addProperty("limitToOptions", parameter.getLimitToOptions());
        JsonArray options = new JsonArray();
        parameter.getOptions().forEach(option -> options.add(option(option.getValue(), option.getLabel())));
        json.add("options", options);
        json.add("filterCriteria", new JsonArray());
        return json;
    }
}
