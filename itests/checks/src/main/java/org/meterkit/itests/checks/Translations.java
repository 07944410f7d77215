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
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.meterkit.itests.checks.OhInf.Config;

/**
 * The texts below {@code OH-INF/i18n}. openHAB derives a key from the place of every label, description and option; the
 * default file holds each of them in English, word for word as in the XML.
 */
final class Translations {

    /** Keys that follow from the XML; all others are free and referred to as {@code @text/...}. */
    private static final Pattern DERIVED =
            Pattern.compile("(addon|thing-type|channel-type|channel-group-type|bridge-type|[a-z-]+\\.config)\\..*");

    /** openHAB does not look up parameter options whose value has one of these characters. */
    private static final Pattern NOT_IN_KEY = Pattern.compile("[:=\\s]");

    /** A text of the XML that has a key. */
    private record Source(XmlElement element, String text) {}

    private final OhInf ohInf;
    private final List<String> problems = new ArrayList<>();

    /** Every text must have its key in the default file. */
    private final Map<String, Source> needed = new LinkedHashMap<>();

    /** Patterns may be translated but need not be in the files. */
    private final Map<String, Source> possible = new LinkedHashMap<>();

    private Translations(OhInf ohInf) {
        this.ohInf = ohInf;
    }

    static List<String> problems(OhInf ohInf) throws IOException {
        Translations translations = new Translations(ohInf);
        translations.derive();
        translations.compare();
        return translations.problems;
    }

    private void derive() {
        String binding = ohInf.bindingId;
        ohInf.roots(Schema.ADDON).forEach(addon -> texts(addon, "addon." + binding, "name", "description"));
        ohInf.thingTypes().forEach(type -> {
            String key = "thing-type." + binding + "." + type.attribute("id");
            labelled(type, key);
            channels(type, key);
            type.children("channel-groups")
                    .flatMap(groups -> groups.children("channel-group"))
                    .forEach(group -> labelled(group, key + ".group." + group.attribute("id")));
        });
        ohInf.types("channel-group-type").forEach(type -> {
            String key = "channel-group-type." + binding + "." + type.attribute("id");
            labelled(type, key);
            channels(type, key);
        });
        ohInf.types("channel-type").forEach(type -> {
            String key = "channel-type." + binding + "." + type.attribute("id");
            labelled(type, key);
            for (String kind : List.of("state", "command", "event")) {
                type.children(kind).forEach(described -> {
                    options(described, key + "." + kind);
                    if (described.attributes().containsKey("pattern")) {
                        possible.put(
                                key + "." + kind + ".pattern", new Source(described, described.attribute("pattern")));
                    }
                });
            }
        });
        ohInf.configs().forEach(this::config);
    }

    private void channels(XmlElement owner, String key) {
        owner.children("channels")
                .flatMap(channels -> channels.children("channel"))
                .forEach(channel -> labelled(channel, key + ".channel." + channel.attribute("id")));
    }

    private void config(Config config) {
        String[] uri = config.uri().split(":", 2);
        String scheme = uri[0].equals("binding") ? "addon" : uri[0];
        String key = scheme + ".config." + uri[uri.length - 1].replace(':', '.');
        config.element()
                .children("parameter-group")
                .forEach(group -> labelled(group, key + ".group." + group.attribute("name")));
        config.parameters().forEach(parameter -> {
            String name = key + "." + parameter.attribute("name");
            texts(parameter, name, "label", "description", "unitLabel");
            options(parameter, name);
            if (parameter.attributes().containsKey("pattern")) {
                possible.put(name + ".pattern", new Source(parameter, parameter.attribute("pattern")));
            }
        });
    }

    private void options(XmlElement owner, String key) {
        owner.children("options")
                .flatMap(options -> options.children("option"))
                .filter(option -> !owner.name().equals("parameter")
                        || !NOT_IN_KEY.matcher(option.attribute("value")).find())
                .forEach(option ->
                        needed.put(key + ".option." + option.attribute("value"), new Source(option, option.line())));
    }

    private void labelled(XmlElement owner, String key) {
        texts(owner, key, "label", "description");
    }

    private void texts(XmlElement owner, String key, String... kinds) {
        for (String kind : kinds) {
            owner.child(kind).ifPresent(text -> needed.put(key + "." + kind, new Source(text, text.line())));
        }
    }

    private void compare() throws IOException {
        Path folder = ohInf.folder.resolve("i18n");
        String name = "i18n/" + ohInf.bindingId + ".properties";
        Map<String, Map<String, String>> files = new TreeMap<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> all = Files.list(folder)) {
                for (Path file : all.sorted().toList()) {
                    files.put("i18n/" + file.getFileName(), read(file));
                }
            }
        }
        Map<String, String> english = files.remove(name);
        if (english == null) {
            problems.add(name + ": is missing; it holds the English texts.");
            return;
        }
        english(name, english);
        files.forEach((file, texts) -> {
            if (!file.matches("i18n/" + Pattern.quote(ohInf.bindingId) + "_[a-z]{2}(_[A-Z]{2})?\\.properties")) {
                problems.add(file + ": a translation is called " + ohInf.bindingId + "_<language>.properties.");
            }
            texts.keySet().stream()
                    .filter(key -> !english.containsKey(key))
                    .forEach(key -> problems.add(file + ": " + key + " is not in " + name + "."));
        });
    }

    private void english(String file, Map<String, String> english) {
        needed.forEach((key, source) -> {
            if (!english.containsKey(key)) {
                problems.add(file + ": " + key + " = " + source.text() + " is missing ("
                        + source.element().where() + ").");
            }
        });
        english.forEach((key, text) -> {
            Source source = needed.getOrDefault(key, possible.get(key));
            if (source != null && !source.text().equals(text)) {
                problems.add(file + ": " + key + " is \"" + text + "\", but \"" + source.text() + "\" in "
                        + source.element().where() + ".");
            } else if (source == null && DERIVED.matcher(key).matches()) {
                problems.add(file + ": " + key + " belongs to nothing in the XML files.");
            }
        });
    }

    private Map<String, String> read(Path file) throws IOException {
        String shownAs = "i18n/" + file.getFileName();
        Once texts = new Once(key -> problems.add(shownAs + ": " + key + " is there twice."));
        try {
            texts.load(new StringReader(Files.readString(file, StandardCharsets.UTF_8)));
        } catch (CharacterCodingException e) {
            problems.add(shownAs + ": is not UTF-8.");
        } catch (IllegalArgumentException e) {
            problems.add(shownAs + ": " + e.getMessage());
        }
        Map<String, String> sorted = new TreeMap<>();
        texts.stringPropertyNames()
                .forEach(key -> sorted.put(key, texts.getProperty(key).strip().replaceAll("\\s+", " ")));
        return sorted;
    }

    /** Properties that tell when a file names a key a second time. */
    private static final class Once extends Properties {

        private static final long serialVersionUID = 1L;

        private final transient Consumer<String> twice;

        Once(Consumer<String> twice) {
            this.twice = twice;
        }

        @Override
        public synchronized Object put(Object key, Object value) {
            Object before = super.put(key, value);
            if (before != null) {
                twice.accept(key.toString());
            }
            return before;
        }
    }
}
