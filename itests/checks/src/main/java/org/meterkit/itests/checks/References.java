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

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Names that point somewhere: types, bridges, parameters, properties; and names that must be unique. */
final class References {

    /** Properties that openHAB defines and a handler fills at runtime, and that tell one device from another. */
    private static final Set<String> IDENTIFYING_PROPERTIES = Set.of("serialNumber", "macAddress");

    private final OhInf ohInf;
    private final List<String> problems = new ArrayList<>();

    private References(OhInf ohInf) {
        this.ohInf = ohInf;
    }

    static List<String> problems(OhInf ohInf) {
        References references = new References(ohInf);
        references.bindingIds();
        ohInf.thingTypes().forEach(references::thingType);
        references.channels();
        references.configs();
        references.uniqueNames();
        return references.problems;
    }

    private void bindingIds() {
        Stream.concat(
                        ohInf.roots(Schema.ADDON).stream().filter(root -> !isOurs(root.attribute("id"))),
                        ohInf.roots(Schema.THING).stream().filter(root -> !isOurs(root.attribute("bindingId"))))
                .forEach(root -> add(root, "the binding id must be " + ohInf.bindingId + "."));
    }

    private boolean isOurs(String bindingId) {
        return bindingId.equals(ohInf.bindingId);
    }

    private void thingType(XmlElement type) {
        type.all()
                .filter(ref -> ref.name().equals("bridge-type-ref"))
                .filter(ref -> ohInf.type("bridge-type", ref.attribute("id")).isEmpty())
                .forEach(ref -> add(ref, "there is no bridge-type " + ref.attribute("id") + "."));
        type.all()
                .filter(group -> group.name().equals("channel-group"))
                .filter(group -> ohInf.type("channel-group-type", group.attribute("typeId"))
                        .isEmpty())
                .forEach(group -> add(group, "there is no channel-group-type " + group.attribute("typeId") + "."));
        Stream.of(type.attribute("extensible").split(", ?"))
                .filter(id -> !id.isEmpty() && ohInf.channelKind(id) == null)
                .forEach(id -> add(type, "extensible names " + noChannelType(id)));
        type.child("representation-property").ifPresent(property -> representation(type, property));
    }

    private void representation(XmlElement type, XmlElement property) {
        String name = property.line();
        Stream<String> parameters = ohInf.config(type).stream()
                .flatMap(config -> config.parameters().stream())
                .map(parameter -> parameter.attribute("name"));
        Stream<String> properties = type.children("properties")
                .flatMap(all -> all.children("property"))
                .map(one -> one.attribute("name"));
        if (!IDENTIFYING_PROPERTIES.contains(name)
                && Stream.concat(parameters, properties).noneMatch(name::equals)) {
            add(
                    property,
                    name
                            + " is neither a parameter nor a property of the type, nor one of the properties that handlers fill ("
                            + String.join(
                                    ", ",
                                    IDENTIFYING_PROPERTIES.stream().sorted().toList()) + ").");
        }
    }

    private void channels() {
        ohInf.roots(Schema.THING).stream()
                .flatMap(XmlElement::all)
                .filter(channel -> channel.name().equals("channel"))
                .filter(channel -> channel.attributes().containsKey("typeId"))
                .filter(channel -> ohInf.channelKind(channel.attribute("typeId")) == null)
                .forEach(channel -> add(channel, "its typeId names " + noChannelType(channel.attribute("typeId"))));
    }

    private static String noChannelType(String typeId) {
        return typeId + ", which is neither a channel-type of this binding nor one of openHAB's own (system.<id>).";
    }

    private void configs() {
        Set<String> uris = new HashSet<>();
        ohInf.configs().stream()
                .filter(config -> !uris.add(config.uri()))
                .forEach(config -> add(config.element(), "there is another config-description " + config.uri() + "."));
        List<String> used = ohInf.elements()
                .filter(element -> element.name().equals("config-description-ref"))
                .map(ref -> {
                    String uri = ref.attribute("uri");
                    if (!uris.contains(uri)) {
                        add(ref, "there is no config-description " + uri + ".");
                    }
                    return uri;
                })
                .toList();
        ohInf.roots(Schema.CONFIG).stream()
                .flatMap(root -> root.children("config-description"))
                .filter(config -> config.attribute("uri").matches("(thing|channel)-type:.*"))
                .filter(config -> !used.contains(config.attribute("uri")))
                .forEach(config -> add(config, "nothing refers to it."));
        ohInf.configs().forEach(config -> config.parameters().stream()
                .filter(parameter -> parameter.attributes().containsKey("groupName"))
                .filter(parameter -> config.element()
                        .children("parameter-group")
                        .noneMatch(group -> group.attribute("name").equals(parameter.attribute("groupName"))))
                .forEach(parameter ->
                        add(parameter, "there is no parameter-group " + parameter.attribute("groupName") + ".")));
    }

    private void uniqueNames() {
        unique(ohInf.thingTypes(), type -> type.attribute("id"), "thing or bridge type");
        unique(ohInf.types("channel-type"), type -> type.attribute("id"), "channel-type");
        unique(ohInf.types("channel-group-type"), type -> type.attribute("id"), "channel-group-type");
        ohInf.elements().forEach(parent -> {
            for (String kind : List.of("channel", "channel-group")) {
                unique(parent.children(kind).toList(), child -> child.attribute("id"), kind);
            }
            for (String kind : List.of("parameter", "parameter-group", "property")) {
                unique(parent.children(kind).toList(), child -> child.attribute("name"), kind);
            }
            unique(parent.children("option").toList(), child -> child.attribute("value"), "option");
        });
    }

    private void unique(List<XmlElement> elements, Function<XmlElement, String> key, String kind) {
        Set<String> seen = new HashSet<>();
        elements.stream()
                .filter(element -> !seen.add(key.apply(element)))
                .forEach(element -> add(element, "there is another " + kind + " " + key.apply(element) + "."));
    }

    private void add(XmlElement element, String sentence) {
        problems.add(element.problem(sentence));
    }
}
