/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.host.workbench.internal.ohinf;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.addon.AddonInfo;
import org.openhab.core.config.core.ConfigDescription;
import org.openhab.core.config.core.ConfigDescriptionBuilder;
import org.openhab.core.config.core.ConfigDescriptionParameter;
import org.openhab.core.config.core.ConfigDescriptionParameterBuilder;
import org.openhab.core.config.core.ConfigDescriptionParameterGroupBuilder;
import org.openhab.core.config.core.ParameterOption;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.type.AutoUpdatePolicy;
import org.openhab.core.thing.type.ChannelDefinition;
import org.openhab.core.thing.type.ChannelDefinitionBuilder;
import org.openhab.core.thing.type.ChannelGroupDefinition;
import org.openhab.core.thing.type.ChannelGroupTypeBuilder;
import org.openhab.core.thing.type.ChannelGroupTypeUID;
import org.openhab.core.thing.type.ChannelKind;
import org.openhab.core.thing.type.ChannelTypeBuilder;
import org.openhab.core.thing.type.ChannelTypeUID;
import org.openhab.core.thing.type.StateChannelTypeBuilder;
import org.openhab.core.thing.type.ThingTypeBuilder;
import org.openhab.core.types.CommandDescriptionBuilder;
import org.openhab.core.types.CommandOption;
import org.openhab.core.types.EventDescription;
import org.openhab.core.types.EventOption;
import org.openhab.core.types.StateDescriptionFragmentBuilder;
import org.openhab.core.types.StateOption;

/**
 * Reads add-on, thing and configuration descriptions as strictly as openHAB 5.2 does at run time: children in their
 * order, and nothing that is not known. Texts of the bundle's properties file take the place of those in the XML.
 */
final class OhInfReader {

    private static final String SCHEMAS = "https://openhab.org/schemas/";
    private static final String SYSTEM_TYPE = "system.";

    private final BinaryOperator<String> texts;

    /** @param texts answers the text of a key, or the given text when there is none */
    OhInfReader(BinaryOperator<String> texts) {
        this.texts = texts;
    }

    /** Reads one file of any of the kinds. */
    Declarations read(InputStream input) throws IOException, OhInfException {
        Node root = Node.parse(input);
        Declarations declarations = new Declarations();
        String kind = root.namespace().replace(SCHEMAS, "") + " " + root.name();
        try {
            switch (kind) {
                case "addon/v1.0.0 addon" -> addon(root, declarations);
                case "thing-description/v1.0.0 thing-descriptions" -> things(root, declarations);
                case "config-description/v1.0.0 config-descriptions" -> configs(root, declarations);
                default -> throw new OhInfException("its root element '" + kind + "' is unknown");
            }
        } catch (IllegalArgumentException e) {
            throw new OhInfException("it contains something impossible: " + e.getMessage());
        }
        return declarations;
    }

    private Optional<String> text(String key, Optional<String> text) {
        return text.map(value -> texts.apply(key, value));
    }

    private String text(String key, String text) {
        return texts.apply(key, text);
    }

    // addon.xml

    private void addon(Node addon, Declarations into) throws OhInfException {
        addon.allowing("id");
        String id = addon.requiredAttribute("id");
        String type = addon.takeRequiredText("type");
        AddonInfo.Builder builder = AddonInfo.builder(id, type)
                .withName(text("addon." + id + ".name", addon.takeRequiredText("name")))
                .withDescription(text("addon." + id + ".description", addon.takeRequiredText("description")));
        addon.takeText("keywords");
        builder.withConnection(addon.takeText("connection").orElse(null));
        builder.withCountries(addon.takeText("countries")
                .map(countries -> List.of(countries.split(",")))
                .orElse(List.of()));
        builder.withServiceId(addon.takeText("service-id").orElse(null));
        URI uri = config(addon, URI.create("addon:" + id), into);
        builder.withConfigDescriptionURI(uri == null ? null : uri.toString());
        Optional<Node> methods = addon.take("discovery-methods");
        if (methods.isPresent()) {
            discoveryMethods(methods.get());
        }
        addon.end();
        into.addons().add(builder.build());
    }

    private void discoveryMethods(Node methods) throws OhInfException {
        for (Node method : methods.takeAll("discovery-method")) {
            method.takeRequiredText("service-type");
            pairs(method.take("discovery-parameters"), "discovery-parameter", "value");
            pairs(method.take("match-properties"), "match-property", "regex");
            method.end();
        }
        methods.end();
    }

    private void pairs(Optional<Node> list, String element, String value) throws OhInfException {
        if (list.isPresent()) {
            for (Node pair : list.get().takeAll(element)) {
                pair.takeRequiredText("name");
                pair.takeRequiredText(value);
                pair.end();
            }
            list.get().end();
        }
    }

    // thing/*.xml

    private void things(Node root, Declarations into) throws OhInfException {
        String binding = root.allowing("bindingId").requiredAttribute("bindingId");
        for (Optional<Node> next = root.takeAny(); next.isPresent(); next = root.takeAny()) {
            Node type = next.get();
            switch (type.name()) {
                case "thing-type", "bridge-type" -> thingType(binding, type, into);
                case "channel-type" -> channelType(binding, type, into);
                case "channel-group-type" -> groupType(binding, type, into);
                default -> throw new OhInfException("element '" + type.name() + "' is unknown");
            }
        }
    }

    private void thingType(String binding, Node type, Declarations into) throws OhInfException {
        type.allowing("id", "listed", "extensible");
        String id = type.requiredAttribute("id");
        String key = "thing-type." + binding + "." + id;
        List<String> bridges = new ArrayList<>();
        Optional<Node> references = type.take("supported-bridge-type-refs");
        if (references.isPresent()) {
            for (Node reference : references.get().takeAll("bridge-type-ref")) {
                reference.allowing("id", "bindingId");
                bridges.add(reference.attribute("bindingId").orElse(binding) + ":" + reference.requiredAttribute("id"));
            }
            references.get().end();
        }
        ThingTypeBuilder builder = ThingTypeBuilder.instance(
                        new ThingTypeUID(binding, id), text(key + ".label", type.takeRequiredText("label")))
                .withSupportedBridgeTypeUIDs(bridges)
                .isListed(type.flag("listed", true))
                .withExtensibleChannelTypeIds(type.attribute("extensible")
                        .map(ids -> List.of(ids.split("\\s*,\\s*")))
                        .orElse(List.of()))
                .withDescription(
                        text(key + ".description", type.takeText("description")).orElse(null))
                .withCategory(type.takeText("category").orElse(null))
                .withSemanticEquipmentTag(
                        type.takeText("semantic-equipment-tag").orElse(null));
        Optional<Node> channels = type.take("channels");
        if (channels.isPresent()) {
            builder.withChannelDefinitions(channels(binding, key, channels.get()));
        } else {
            builder.withChannelGroupDefinitions(groups(binding, key, type.take("channel-groups")));
        }
        builder.withProperties(properties(type.take("properties")))
                .withRepresentationProperty(
                        type.takeText("representation-property").orElse(null))
                .withConfigDescriptionURI(config(type, URI.create("thing-type:" + binding + ":" + id), into));
        type.end();
        into.thingTypes().add(type.name().equals("bridge-type") ? builder.buildBridge() : builder.build());
    }

    private List<ChannelDefinition> channels(String binding, String key, Node channels) throws OhInfException {
        List<ChannelDefinition> definitions = new ArrayList<>();
        for (Node channel : channels.takeAll("channel")) {
            channel.allowing("id", "typeId");
            String id = channel.requiredAttribute("id");
            String channelKey = key + ".channel." + id;
            definitions.add(
                    new ChannelDefinitionBuilder(id, channelTypeUid(binding, channel.requiredAttribute("typeId")))
                            .withLabel(text(channelKey + ".label", channel.takeText("label"))
                                    .orElse(null))
                            .withDescription(text(channelKey + ".description", channel.takeText("description"))
                                    .orElse(null))
                            .withProperties(properties(channel.take("properties")))
                            .withAutoUpdatePolicy(autoUpdatePolicy(channel))
                            .build());
            channel.end();
        }
        channels.end();
        return definitions;
    }

    private static ChannelTypeUID channelTypeUid(String binding, String id) {
        return id.startsWith(SYSTEM_TYPE)
                ? new ChannelTypeUID("system", id.substring(SYSTEM_TYPE.length()))
                : new ChannelTypeUID(binding, id);
    }

    private static @Nullable AutoUpdatePolicy autoUpdatePolicy(Node parent) throws OhInfException {
        return parent.takeText("autoUpdatePolicy").map(AutoUpdatePolicy::parse).orElse(null);
    }

    private List<ChannelGroupDefinition> groups(String binding, String key, Optional<Node> groups)
            throws OhInfException {
        List<ChannelGroupDefinition> definitions = new ArrayList<>();
        if (groups.isPresent()) {
            for (Node group : groups.get().takeAll("channel-group")) {
                group.allowing("id", "typeId");
                String id = group.requiredAttribute("id");
                String groupKey = key + ".group." + id;
                definitions.add(new ChannelGroupDefinition(
                        id,
                        new ChannelGroupTypeUID(binding, group.requiredAttribute("typeId")),
                        text(groupKey + ".label", group.takeText("label")).orElse(null),
                        text(groupKey + ".description", group.takeText("description"))
                                .orElse(null)));
                group.end();
            }
            groups.get().end();
        }
        return definitions;
    }

    private static Map<String, String> properties(Optional<Node> properties) throws OhInfException {
        Map<String, String> values = new LinkedHashMap<>();
        if (properties.isPresent()) {
            for (Node property : properties.get().takeAll("property")) {
                values.put(property.allowing("name").requiredAttribute("name"), property.text());
                property.end();
            }
            properties.get().end();
        }
        return values;
    }

    private void groupType(String binding, Node type, Declarations into) throws OhInfException {
        type.allowing("id", "advanced");
        String id = type.requiredAttribute("id");
        String key = "channel-group-type." + binding + "." + id;
        ChannelGroupTypeBuilder builder = ChannelGroupTypeBuilder.instance(
                        new ChannelGroupTypeUID(binding, id), text(key + ".label", type.takeRequiredText("label")))
                .withDescription(
                        text(key + ".description", type.takeText("description")).orElse(null))
                .withCategory(type.takeText("category").orElse(null));
        Optional<Node> channels = type.take("channels");
        if (channels.isPresent()) {
            builder.withChannelDefinitions(channels(binding, key, channels.get()));
        }
        type.end();
        into.groupTypes().add(builder.build());
    }

    private void channelType(String binding, Node type, Declarations into) throws OhInfException {
        type.allowing("id", "advanced", "system");
        String id = type.requiredAttribute("id");
        String key = "channel-type." + binding + "." + id;
        Optional<Node> itemType = type.take("item-type");
        ChannelKind kind = ChannelKind.parse(type.takeText("kind").orElse(null));
        String label = text(key + ".label", type.takeRequiredText("label"));
        Optional<String> description = text(key + ".description", type.takeText("description"));
        Optional<String> category = type.takeText("category");
        List<String> tags = tags(type.take("tags"));
        ChannelTypeUID uid = new ChannelTypeUID(binding, id);
        if (kind == ChannelKind.STATE) {
            Node item = itemType.orElseThrow(() -> new OhInfException("channel type '" + id + "' lacks its item-type"));
            StateChannelTypeBuilder builder = ChannelTypeBuilder.state(uid, label, item.text())
                    .withUnitHint(
                            item.allowing("unitHint").attribute("unitHint").orElse(null));
            state(key, type, builder);
            commands(key, type, builder);
            builder.withAutoUpdatePolicy(autoUpdatePolicy(type));
            finish(builder, binding, id, type, description, category, tags, into);
        } else {
            var builder = ChannelTypeBuilder.trigger(uid, label);
            Optional<Node> event = type.take("event");
            if (event.isPresent()) {
                builder.withEventDescription(
                        new EventDescription(options(key + ".event", event.get()).entrySet().stream()
                                .map(option -> new EventOption(option.getKey(), option.getValue()))
                                .toList()));
                event.get().end();
            }
            finish(builder, binding, id, type, description, category, tags, into);
        }
    }

    private void finish(
            ChannelTypeBuilder<?> builder,
            String binding,
            String id,
            Node type,
            Optional<String> description,
            Optional<String> category,
            List<String> tags,
            Declarations into)
            throws OhInfException {
        builder.isAdvanced(type.flag("advanced", false))
                .withDescription(description.orElse(null))
                .withCategory(category.orElse(null))
                .withTags(tags)
                .withConfigDescriptionURI(config(type, URI.create("channel-type:" + binding + ":" + id), into));
        type.end();
        into.channelTypes().add(builder.build());
    }

    private static List<String> tags(Optional<Node> tags) throws OhInfException {
        if (tags.isEmpty()) {
            return List.of();
        }
        List<String> names = tags.get().takeAll("tag").stream().map(Node::text).toList();
        tags.get().end();
        return names;
    }

    private void state(String key, Node type, StateChannelTypeBuilder builder) throws OhInfException {
        Optional<Node> found = type.take("state");
        if (found.isEmpty()) {
            return;
        }
        Node state = found.get().allowing("min", "max", "step", "pattern", "readOnly");
        StateDescriptionFragmentBuilder fragment = StateDescriptionFragmentBuilder.create()
                .withMinimum(number(state, "min"))
                .withMaximum(number(state, "max"))
                .withStep(number(state, "step"))
                .withPattern(
                        text(key + ".state.pattern", state.attribute("pattern")).orElse(null))
                .withReadOnly(state.flag("readOnly", false));
        options(key + ".state", state).forEach((value, label) -> fragment.withOption(new StateOption(value, label)));
        state.end();
        builder.withStateDescriptionFragment(fragment.build());
    }

    private void commands(String key, Node type, StateChannelTypeBuilder builder) throws OhInfException {
        Optional<Node> command = type.take("command");
        if (command.isPresent()) {
            CommandDescriptionBuilder description = CommandDescriptionBuilder.create();
            options(key + ".command", command.get())
                    .forEach((value, label) -> description.withCommandOption(new CommandOption(value, label)));
            command.get().end();
            builder.withCommandDescription(description.build());
        }
    }

    private Map<String, String> options(String key, Node parent) throws OhInfException {
        Map<String, String> labels = new LinkedHashMap<>();
        Optional<Node> options = parent.take("options");
        if (options.isPresent()) {
            for (Node option : options.get().takeAll("option")) {
                String value = option.allowing("value").requiredAttribute("value");
                labels.put(value, text(key + ".option." + value, option.text()));
                option.end();
            }
            options.get().end();
        }
        return labels;
    }

    private static @Nullable BigDecimal number(Node node, String attribute) {
        return node.attribute(attribute).map(BigDecimal::new).orElse(null);
    }

    // config descriptions

    private void configs(Node root, Declarations into) throws OhInfException {
        for (Node description : root.takeAll("config-description")) {
            URI uri = URI.create(description.allowing("uri").requiredAttribute("uri"));
            into.configs().add(configDescription(uri, description));
        }
        root.end();
    }

    /** Takes a description that stands here, or the reference to one that stands elsewhere. */
    private @Nullable URI config(Node parent, URI uri, Declarations into) throws OhInfException {
        Optional<Node> inline = parent.take("config-description");
        if (inline.isPresent()) {
            URI own = inline.get()
                    .allowing("uri")
                    .attribute("uri")
                    .map(URI::create)
                    .orElse(uri);
            into.configs().add(configDescription(own, inline.get()));
            return own;
        }
        Optional<Node> reference = parent.take("config-description-ref");
        return reference.isEmpty()
                ? null
                : URI.create(reference.get().allowing("uri").requiredAttribute("uri"));
    }

    private ConfigDescription configDescription(URI uri, Node description) throws OhInfException {
        // thing-type:ekm:omnimeter is translated by thing-type.config.ekm.omnimeter.<parameter>
        String[] parts = uri.toString().split(":", 2);
        String key = parts[0] + ".config." + parts[1].replace(':', '.');
        ConfigDescriptionBuilder builder = ConfigDescriptionBuilder.create(uri);
        for (Node group : description.takeAll("parameter-group")) {
            String name = group.allowing("name").requiredAttribute("name");
            String groupKey = key + ".group." + name;
            builder.withParameterGroup(ConfigDescriptionParameterGroupBuilder.create(name)
                    .withLabel(
                            text(groupKey + ".label", group.takeText("label")).orElse(null))
                    .withDescription(text(groupKey + ".description", group.takeText("description"))
                            .orElse(null))
                    .withContext(group.takeText("context").orElse(null))
                    .withAdvanced(group.takeText("advanced")
                            .map(Boolean::parseBoolean)
                            .orElse(false))
                    .build());
            group.end();
        }
        for (Node parameter : description.takeAll("parameter")) {
            builder.withParameter(parameter(key, parameter));
        }
        description.end();
        return builder.build();
    }

    private ConfigDescriptionParameter parameter(String key, Node node) throws OhInfException {
        node.allowing(
                "name",
                "type",
                "groupName",
                "min",
                "max",
                "step",
                "pattern",
                "required",
                "readOnly",
                "multiple",
                "unit");
        String name = node.requiredAttribute("name");
        String ownKey = key + "." + name;
        ConfigDescriptionParameter.Type type = ConfigDescriptionParameter.Type.valueOf(
                node.requiredAttribute("type").toUpperCase(Locale.ROOT));
        ConfigDescriptionParameterBuilder builder = ConfigDescriptionParameterBuilder.create(name, type)
                .withGroupName(node.attribute("groupName").orElse(null))
                .withMinimum(number(node, "min"))
                .withMaximum(number(node, "max"))
                .withStepSize(number(node, "step"))
                .withPattern(node.attribute("pattern").orElse(null))
                .withRequired(node.flag("required", false))
                .withReadOnly(node.flag("readOnly", false))
                .withMultiple(node.flag("multiple", false))
                .withUnit(node.attribute("unit").orElse(null));
        for (Optional<Node> next = node.takeAny(); next.isPresent(); next = node.takeAny()) {
            Node child = next.get();
            switch (child.name()) {
                case "label" -> builder.withLabel(text(ownKey + ".label", child.text()));
                case "description" -> builder.withDescription(text(ownKey + ".description", child.text()));
                case "default" -> builder.withDefault(child.text());
                case "context" -> builder.withContext(child.text());
                case "limitToOptions" -> builder.withLimitToOptions(Boolean.parseBoolean(child.text()));
                case "advanced" -> builder.withAdvanced(Boolean.parseBoolean(child.text()));
                case "verify" -> builder.withVerify(Boolean.parseBoolean(child.text()));
                case "required" -> builder.withRequired(Boolean.parseBoolean(child.text()));
                case "multipleLimit" -> builder.withMultipleLimit(Integer.valueOf(child.text()));
                case "unitLabel" -> builder.withUnitLabel(text(ownKey + ".unitLabel", child.text()));
                case "options" -> builder.withOptions(parameterOptions(ownKey, child));
                case "filter" -> {
                    // picks among things, items or channels in openHAB's pages; nothing here asks for it
                    continue;
                }
                default ->
                    throw new OhInfException("element '" + child.name() + "' of parameter '" + name + "' is unknown");
            }
            child.end();
        }
        return builder.build();
    }

    private List<ParameterOption> parameterOptions(String key, Node options) throws OhInfException {
        List<ParameterOption> list = new ArrayList<>();
        for (Node option : options.takeAll("option")) {
            String value = option.allowing("value").requiredAttribute("value");
            list.add(new ParameterOption(value, text(key + ".option." + value, option.text())));
            option.end();
        }
        return list;
    }
}
