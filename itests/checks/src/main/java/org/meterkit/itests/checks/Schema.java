/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.itests.checks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The four kinds of OH-INF file as openHAB 5.0 to 5.2 reads them. openHAB's own XML reader expects the children in sequence
 * and gives up the whole file, with a single line in the log, when it meets one it does not expect.
 */
enum Schema {
    ADDON("addon", "addon", "addon", "https://openhab.org/schemas/addon-1.0.0.xsd", Shapes.ADDON),
    THING(
            "thing",
            "thing-descriptions",
            "thing-description",
            "https://openhab.org/schemas/thing-description-1.0.0.xsd",
            Shapes.THING_DESCRIPTIONS),
    CONFIG(
            "config",
            "config-descriptions",
            "config-description",
            "https://openhab.org/schemas/config-description-1.0.0.xsd",
            Shapes.CONFIG_DESCRIPTIONS),
    UPDATE(
            "update",
            "update-descriptions",
            "update-description",
            "https://openhab.org/schemas/update-description-1.0.0.xsd",
            Shapes.UPDATE_DESCRIPTIONS);

    private static final String SCHEMA_LOCATION = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation";

    /** Folder below OH-INF. */
    final String folder;

    private final String root;
    private final String namespace;
    private final Shape shape;

    Schema(String folder, String root, String name, String location, Shape shape) {
        this.folder = folder;
        this.root = root;
        this.namespace = "https://openhab.org/schemas/" + name + "/v1.0.0";
        this.shape = shape.optionalAttribute(
                SCHEMA_LOCATION,
                new Values(
                        value -> value.strip().replaceAll("\\s+", " ").equals(namespace + " " + location),
                        "\"" + namespace + " " + location + "\""));
    }

    /** Whether the element is the root of such a file; nothing below it can be judged when it is not. */
    boolean fits(XmlElement element) {
        return element.name().equals(root) && element.namespace().equals(namespace);
    }

    List<String> problems(XmlElement element) {
        if (!fits(element)) {
            return List.of(element.problem("the root element of a file in " + folder + " must be " + root
                    + " of the namespace " + namespace + ", not " + element.name() + " of \"" + element.namespace()
                    + "\"."));
        }
        return shape.problems(element);
    }

    /** The shapes of all elements, innermost first. */
    private static final class Shapes {

        private static final Values ID = Values.matching("[A-Za-z0-9_-]+", "letters, digits, - and _");
        private static final Values TYPE_ID = Values.matching(
                "[A-Za-z0-9_.-]+", "letters, digits, -, _ and . (a system type is written system.<id>)");
        private static final Values ID_LIST =
                Values.matching("[A-Za-z0-9_.-]+(, ?[A-Za-z0-9_.-]+)*", "a comma-separated list of ids");
        private static final Values UID = Values.matching("[A-Za-z0-9_-]+:[A-Za-z0-9_-]+", "<binding>:<id>");
        private static final Values URI = Values.matching(
                "[a-z-]+:[A-Za-z0-9._-]+(:[A-Za-z0-9._-]+)?", "<scheme>:<part> or <scheme>:<part>:<part>");

        private static final Values ITEM_TYPE =
                new Values(Vocabulary.ITEM_TYPES::contains, "an item type of openHAB, like Switch or Number:Power");

        private static final Shape TEXT = Shape.text(Values.TEXT);
        private static final Shape BOOLEAN = Shape.text(Values.BOOLEAN);

        private static final Shape OPTIONS = Shape.empty().some("option", TEXT.attribute("value", Values.ANY));
        private static final Shape PROPERTIES =
                Shape.empty().some("property", Shape.text(Values.ANY).attribute("name", Values.TEXT));
        private static final Shape AUTO_UPDATE_POLICY = Shape.text(Values.oneOf("veto", "default", "recommend"));
        private static final Shape TAGS = Shape.empty()
                .some(
                        "tag",
                        Shape.text(
                                Values.oneOf(Stream.concat(Vocabulary.POINTS.stream(), Vocabulary.PROPERTIES.stream())
                                        .toList())));

        private static final Shape PARAMETER = Shape.empty()
                .unordered()
                .attribute("name", Values.TEXT)
                .attribute("type", Values.oneOf("text", "integer", "decimal", "boolean"))
                .optionalAttribute("groupName", Values.TEXT)
                .optionalAttribute("min", Values.DECIMAL)
                .optionalAttribute("max", Values.DECIMAL)
                .optionalAttribute("step", Values.DECIMAL)
                .optionalAttribute("pattern", Values.TEXT)
                .optionalAttribute("required", Values.BOOLEAN)
                .optionalAttribute("readOnly", Values.BOOLEAN)
                .optionalAttribute("multiple", Values.BOOLEAN)
                .optionalAttribute("unit", Values.oneOf(Vocabulary.PARAMETER_UNITS))
                .optional("label", TEXT)
                .optional("description", TEXT)
                .optional("default", Shape.text(Values.ANY))
                .optional("context", Shape.text(Values.oneOf(Vocabulary.CONTEXTS)))
                .optional("options", OPTIONS)
                .optional("limitToOptions", BOOLEAN)
                .optional("filter", Shape.empty().some("criteria", TEXT.attribute("name", Values.TEXT)))
                .optional("advanced", BOOLEAN)
                .optional("verify", BOOLEAN)
                .optional("multipleLimit", Shape.text(Values.INTEGER))
                .optional("unitLabel", TEXT)
                .optional("required", BOOLEAN);
        private static final Shape PARAMETER_GROUP = Shape.empty()
                .attribute("name", Values.TEXT)
                .optional("label", TEXT)
                .optional("description", TEXT)
                .optional("context", TEXT)
                .optional("advanced", BOOLEAN);
        private static final Shape PARAMETERS =
                Shape.empty().any("parameter-group", PARAMETER_GROUP).any("parameter", PARAMETER);
        private static final Shape CONFIG_DESCRIPTION = PARAMETERS.optionalAttribute("uri", URI);
        private static final Shape CONFIG_DESCRIPTION_REF = Shape.empty().attribute("uri", URI);
        static final Shape CONFIG_DESCRIPTIONS =
                Shape.empty().some("config-description", PARAMETERS.attribute("uri", URI));

        private static final Shape DISCOVERY_METHOD = Shape.empty()
                .one("service-type", Shape.text(Values.oneOf("ip", "mdns", "process", "sddp", "upnp", "usb")))
                .optional(
                        "discovery-parameters",
                        Shape.empty()
                                .some(
                                        "discovery-parameter",
                                        Shape.empty().one("name", TEXT).one("value", TEXT)))
                .optional(
                        "match-properties",
                        Shape.empty()
                                .some(
                                        "match-property",
                                        Shape.empty().one("name", TEXT).one("regex", TEXT)));
        // "keywords" is missing on purpose: openHAB before 5.2 drops the file because of it.
        static final Shape ADDON = Shape.empty()
                .attribute("id", ID)
                .one(
                        "type",
                        Shape.text(Values.oneOf(
                                "automation", "binding", "misc", "persistence", "transformation", "ui", "voice")))
                .one("name", TEXT)
                .one("description", TEXT)
                .optional("connection", Shape.text(Values.oneOf("none", "local", "hybrid", "cloud")))
                .optional(
                        "countries",
                        Shape.text(Values.matching("[a-z]{2}(,[a-z]{2})*", "lower-case country codes like nl,be,lu")))
                .optional("service-id", TEXT)
                .either("config-description", CONFIG_DESCRIPTION, "config-description-ref", CONFIG_DESCRIPTION_REF)
                .optional("discovery-methods", Shape.empty().some("discovery-method", DISCOVERY_METHOD));

        private static final Shape CHANNEL = Shape.empty()
                .attribute("id", ID)
                .attribute("typeId", TYPE_ID)
                .optional("label", TEXT)
                .optional("description", TEXT)
                .optional("properties", PROPERTIES)
                .optional("autoUpdatePolicy", AUTO_UPDATE_POLICY);
        private static final Shape CHANNELS = Shape.empty().some("channel", CHANNEL);
        private static final Shape CHANNEL_GROUP = Shape.empty()
                .attribute("id", ID)
                .attribute("typeId", ID)
                .optional("label", TEXT)
                .optional("description", TEXT);
        // "bindingId" is missing on purpose: openHAB 5.0 does not know it, and our bridges stay inside their binding.
        private static final Shape BRIDGE_REFS =
                Shape.empty().some("bridge-type-ref", Shape.empty().attribute("id", ID));
        private static final Shape THING_TYPE = Shape.empty()
                .attribute("id", ID)
                .optionalAttribute("listed", Values.BOOLEAN)
                .optionalAttribute("extensible", ID_LIST)
                .optional("supported-bridge-type-refs", BRIDGE_REFS)
                .one("label", TEXT)
                .optional("description", TEXT)
                .optional("category", TEXT)
                .optional("semantic-equipment-tag", Shape.text(Values.oneOf(Vocabulary.EQUIPMENT)))
                .either("channels", CHANNELS, "channel-groups", Shape.empty().some("channel-group", CHANNEL_GROUP))
                .optional("properties", PROPERTIES)
                .optional("representation-property", TEXT)
                .either("config-description", CONFIG_DESCRIPTION, "config-description-ref", CONFIG_DESCRIPTION_REF);
        private static final Shape WITH_OPTIONS = Shape.empty().optional("options", OPTIONS);
        private static final Shape CHANNEL_TYPE = Shape.empty()
                .attribute("id", ID)
                .optionalAttribute("advanced", Values.BOOLEAN)
                .optional("item-type", Shape.text(ITEM_TYPE).optionalAttribute("unitHint", Values.TEXT))
                .optional("kind", Shape.text(Values.oneOf("state", "trigger")))
                .one("label", TEXT)
                .optional("description", TEXT)
                .optional("category", TEXT)
                .optional("tags", TAGS)
                .optional(
                        "state",
                        WITH_OPTIONS
                                .optionalAttribute("min", Values.DECIMAL)
                                .optionalAttribute("max", Values.DECIMAL)
                                .optionalAttribute("step", Values.DECIMAL)
                                .optionalAttribute("pattern", Values.TEXT)
                                .optionalAttribute("readOnly", Values.BOOLEAN))
                .optional("command", WITH_OPTIONS)
                .optional("event", WITH_OPTIONS)
                .optional("autoUpdatePolicy", AUTO_UPDATE_POLICY)
                .either("config-description", CONFIG_DESCRIPTION, "config-description-ref", CONFIG_DESCRIPTION_REF);
        private static final Shape CHANNEL_GROUP_TYPE = Shape.empty()
                .attribute("id", ID)
                .optionalAttribute("advanced", Values.BOOLEAN)
                .one("label", TEXT)
                .optional("description", TEXT)
                .optional("category", TEXT)
                .optional("channels", CHANNELS);
        static final Shape THING_DESCRIPTIONS =
                Shape.empty().attribute("bindingId", ID).mix(types());

        private static final Shape CHANGED_CHANNEL = Shape.empty()
                .attribute("id", ID)
                .optionalAttribute("groupIds", ID_LIST)
                .one("type", Shape.text(UID))
                .optional("label", TEXT)
                .optional("description", TEXT)
                .optional("tags", TAGS);
        static final Shape UPDATE_DESCRIPTIONS = Shape.empty()
                .some(
                        "thing-type",
                        Shape.empty()
                                .attribute("uid", UID)
                                .some(
                                        "instruction-set",
                                        Shape.empty()
                                                .attribute("targetVersion", Values.matching("[0-9]+", "a whole number"))
                                                .mix(instructions())));

        private static Map<String, Shape> types() {
            Map<String, Shape> types = new LinkedHashMap<>();
            types.put("thing-type", THING_TYPE);
            types.put("bridge-type", THING_TYPE);
            types.put("channel-type", CHANNEL_TYPE);
            types.put("channel-group-type", CHANNEL_GROUP_TYPE);
            return types;
        }

        private static Map<String, Shape> instructions() {
            Map<String, Shape> instructions = new LinkedHashMap<>();
            instructions.put("add-channel", CHANGED_CHANNEL);
            instructions.put(
                    "update-channel", CHANGED_CHANNEL.optionalAttribute("preserveConfiguration", Values.BOOLEAN));
            instructions.put(
                    "remove-channel", Shape.empty().attribute("id", ID).optionalAttribute("groupIds", ID_LIST));
            return instructions;
        }
    }
}
