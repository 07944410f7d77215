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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.itests.checks.Vocabulary.ChannelKind;

/** The OH-INF files of one add-on, resolved as openHAB does. Names that lead nowhere are left out here and reported by {@link References}. */
final class OhInf {

    /**
     * A channel of a thing.
     *
     * @param id as in a channel UID: {@code group#channel} in a group
     * @param element its {@code channel} element
     * @param kind what its type says; {@code null} when the type is unknown
     */
    record Channel(String id, XmlElement element, @Nullable ChannelKind kind) {}

    /**
     * Parameters with the URI that openHAB knows them by.
     *
     * @param element a {@code config-description} element
     */
    record Config(String uri, XmlElement element) {

        List<XmlElement> parameters() {
            return element.children("parameter").toList();
        }
    }

    final String bindingId;
    final Path folder;

    private final Map<Schema, List<XmlElement>> roots = new EnumMap<>(Schema.class);
    private final List<String> problems = new ArrayList<>();

    /**
     * Reads all files.
     *
     * @param folder the OH-INF folder
     * @throws IOException when a file cannot be read; one that is not XML is a problem instead
     */
    OhInf(String bindingId, Path folder) throws IOException {
        this.bindingId = bindingId;
        this.folder = folder;
        for (Schema schema : Schema.values()) {
            List<XmlElement> fitting = new ArrayList<>();
            for (Path file : filesIn(schema.folder)) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                try {
                    XmlElement root = XmlElement.read(file, name);
                    problems.addAll(schema.problems(root));
                    if (schema.fits(root)) {
                        fitting.add(root);
                    }
                } catch (XMLStreamException e) {
                    problems.add(name + ": is not well-formed XML: " + e.getMessage());
                }
                if (!file.getFileName().toString().matches("[a-z0-9]+(-[a-z0-9]+)*\\.xml")) {
                    problems.add(name + ": the file name must be lower-case with hyphens and end in .xml.");
                }
            }
            roots.put(schema, fitting);
        }
        if (roots(Schema.ADDON).size() != 1) {
            problems.add("addon: there must be exactly one file with an addon, not "
                    + roots(Schema.ADDON).size() + ".");
        }
    }

    private List<Path> filesIn(String name) throws IOException {
        Path files = folder.resolve(name);
        if (!Files.isDirectory(files)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(files)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** What is wrong with the structure of the files. */
    List<String> problems() {
        return problems;
    }

    List<XmlElement> roots(Schema schema) {
        return roots.getOrDefault(schema, List.of());
    }

    /** Every element of every file. */
    Stream<XmlElement> elements() {
        return roots.values().stream().flatMap(List::stream).flatMap(XmlElement::all);
    }

    /** Thing and bridge types. */
    List<XmlElement> thingTypes() {
        return roots(Schema.THING).stream()
                .flatMap(root -> root.children().stream())
                .filter(type -> type.name().equals("thing-type") || type.name().equals("bridge-type"))
                .toList();
    }

    /** The elements of a kind directly below the roots of the thing files. */
    List<XmlElement> types(String kind) {
        return roots(Schema.THING).stream().flatMap(root -> root.children(kind)).toList();
    }

    Optional<XmlElement> type(String kind, String id) {
        return types(kind).stream()
                .filter(type -> type.attribute("id").equals(id))
                .findFirst();
    }

    /** The channels of a thing type, those of its groups included. */
    List<Channel> channels(XmlElement thingType) {
        List<Channel> channels = new ArrayList<>(channels(thingType, ""));
        thingType
                .children("channel-groups")
                .flatMap(groups -> groups.children("channel-group"))
                .forEach(group -> type("channel-group-type", group.attribute("typeId"))
                        .ifPresent(type -> channels.addAll(channels(type, group.attribute("id") + "#"))));
        return channels;
    }

    private List<Channel> channels(XmlElement owner, String prefix) {
        return owner.children("channels")
                .flatMap(channels -> channels.children("channel"))
                .map(channel -> new Channel(
                        prefix + channel.attribute("id"), channel, channelKind(channel.attribute("typeId"))))
                .toList();
    }

    /** What a type reference of a channel means; {@code null} when it leads nowhere. */
    @Nullable
    ChannelKind channelKind(String typeId) {
        if (typeId.startsWith("system.")) {
            return Vocabulary.SYSTEM_CHANNEL_TYPES.get(typeId.substring("system.".length()));
        }
        return type("channel-type", typeId)
                .map(type -> new ChannelKind(
                        type.childText("item-type").orElse(Vocabulary.TRIGGER),
                        type.child("item-type").isEmpty()
                                || type.child("state")
                                        .filter(state ->
                                                state.attribute("readOnly").equals("true"))
                                        .isPresent()))
                .orElse(null);
    }

    /** All parameters, written inside a type or in a file of their own. */
    List<Config> configs() {
        Map<XmlElement, String> uris = new LinkedHashMap<>();
        roots(Schema.CONFIG)
                .forEach(root -> root.children("config-description").forEach(config -> uris.put(config, "")));
        roots(Schema.ADDON).forEach(addon -> inline(addon, "addon:" + bindingId, uris));
        thingTypes().forEach(type -> inline(type, "thing-type:" + uid(type), uris));
        types("channel-type").forEach(type -> inline(type, "channel-type:" + uid(type), uris));
        return uris.entrySet().stream()
                .map(entry ->
                        new Config(entry.getKey().attributes().getOrDefault("uri", entry.getValue()), entry.getKey()))
                .toList();
    }

    private static void inline(XmlElement owner, String uri, Map<XmlElement, String> uris) {
        owner.child("config-description").ifPresent(config -> uris.put(config, uri));
    }

    /** The parameters of an add-on, a thing type or a channel type. */
    Optional<Config> config(XmlElement owner) {
        return configs().stream()
                .filter(config -> owner.children().contains(config.element())
                        || owner.children("config-description-ref")
                                .anyMatch(ref -> ref.attribute("uri").equals(config.uri())))
                .findFirst();
    }

    private String uid(XmlElement type) {
        return bindingId + ":" + type.attribute("id");
    }
}
