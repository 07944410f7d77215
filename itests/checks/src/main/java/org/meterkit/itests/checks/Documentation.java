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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.itests.checks.Markdown.Row;
import org.meterkit.itests.checks.Markdown.Table;
import org.meterkit.itests.checks.OhInf.Channel;
import org.meterkit.itests.checks.Vocabulary.ChannelKind;

/** The user guide's tables against the XML files, by the convention that {@link AddonConformance} states. */
final class Documentation {

    private static final List<String> PARAMETER_COLUMNS =
            List.of("Name", "Type", "Description", "Default", "Required", "Advanced");
    private static final List<String> CHANNEL_COLUMNS = List.of("Channel", "Type", "Read/Write", "Description");

    /** For example {@code power-l1..l3}, {@code ch1..16#power}. */
    private static final Pattern RANGE =
            Pattern.compile("(?<stem>.*?)(?<from>[0-9]+)\\.\\.(?<letters>[a-z-]*)(?<to>[0-9]+)(?<tail>[^0-9].*)?");

    private final OhInf ohInf;
    private final String page;
    private final List<Table> tables;
    private final List<String> problems = new ArrayList<>();

    private Documentation(OhInf ohInf, String page, List<Table> tables) {
        this.ohInf = ohInf;
        this.page = page;
        this.tables = tables;
    }

    /** Checks {@code <docs>/<bindingId>.md}. */
    static List<String> problems(OhInf ohInf, Path docs) throws IOException {
        Path file = docs.resolve(ohInf.bindingId + ".md");
        String page = docs.getFileName() + "/" + file.getFileName();
        if (!Files.exists(file)) {
            return List.of(page + ": is missing; it is the binding's user guide.");
        }
        List<Table> tables = Markdown.tables(Files.readAllLines(file, StandardCharsets.UTF_8));
        Documentation documentation = new Documentation(ohInf, page, tables);
        documentation.things();
        documentation.parameters();
        documentation.channels();
        return documentation.problems;
    }

    private void things() {
        Set<String> documented = new HashSet<>();
        for (Table table : tables) {
            if (table.section().equals("Supported Things")
                    && table.header().get(0).equals("Thing")) {
                for (Row row : table.rows()) {
                    for (String id : Markdown.codeSpans(row.cell(0))) {
                        documented.add(id);
                        if (thingType(id) == null) {
                            add(row.line(), "there is no thing type " + id + ".");
                        }
                    }
                }
            }
        }
        ohInf.thingTypes().stream()
                .filter(type -> !documented.contains(type.attribute("id")))
                .forEach(type -> problems.add(page + ": the thing type " + type.attribute("id")
                        + " is in no table of \"Supported Things\" with a first column \"Thing\"."));
    }

    private void parameters() {
        section(
                "Thing Configuration",
                PARAMETER_COLUMNS,
                "parameter",
                type -> {
                    Map<String, XmlElement> parameters = new HashMap<>();
                    ohInf.config(type).ifPresent(config -> config.parameters()
                            .forEach(parameter -> parameters.put(parameter.attribute("name"), parameter)));
                    return parameters;
                },
                (name, parameters) -> List.of(name),
                this::parameter);
    }

    private void parameter(Row row, String name, XmlElement parameter) {
        String preset = parameter.child("default").map(XmlElement::text).orElse("");
        expect(row, name, 1, "Type", parameter.attribute("type"));
        expect(row, name, 3, "Default", preset);
        expect(row, name, 4, "Required", yesOrNo(parameter.attribute("required")));
        expect(row, name, 5, "Advanced", yesOrNo(parameter.childText("advanced").orElse("")));
    }

    private void channels() {
        section(
                "Channels",
                CHANNEL_COLUMNS,
                "channel",
                type -> {
                    Map<String, ChannelKind> channels = new HashMap<>();
                    for (Channel channel : ohInf.channels(type)) {
                        ChannelKind kind = channel.kind();
                        channels.put(channel.id(), kind == null ? new ChannelKind("", false) : kind);
                    }
                    return channels;
                },
                (name, channels) -> expand(name, channels.keySet()),
                (row, id, kind) -> {
                    expect(row, id, 1, "Type", kind.itemType());
                    expect(row, id, 2, "Read/Write", kind.readOnly() ? "R" : "RW");
                });
    }

    /** What to look at in a row, apart from its name. */
    private interface Comparison<T> {
        void compare(Row row, String name, T declared);
    }

    /**
     * Compares one section with the XML.
     *
     * @param declared the named objects of a thing type
     * @param names what a code span stands for, given all there is
     */
    private <T> void section(
            String title,
            List<String> columns,
            String what,
            Function<XmlElement, Map<String, T>> declared,
            BiFunction<String, Map<String, T>, List<String>> names,
            Comparison<T> comparison) {
        List<Table> ours = tables.stream()
                .filter(table -> table.section().equals(title))
                .filter(table -> table.header().get(0).equals(columns.get(0)))
                .toList();
        for (Table table : ours) {
            if (!table.header().equals(columns)) {
                add(table.line(), "the columns must be " + String.join(" | ", columns) + ".");
            }
            if (table.subjects().isEmpty()) {
                add(table.line(), "the heading above the table must name the thing type, like ### `meter`.");
            }
            table.subjects().stream()
                    .filter(id -> thingType(id) == null)
                    .forEach(id -> add(table.line(), "there is no thing type " + id + "."));
        }
        for (XmlElement type : ohInf.thingTypes()) {
            String id = type.attribute("id");
            Map<String, T> all = declared.apply(type);
            Set<String> documented = new HashSet<>();
            ours.stream()
                    .filter(table -> table.subjects().contains(id))
                    .flatMap(table -> table.rows().stream())
                    .forEach(row -> Markdown.codeSpans(row.cell(0)).stream()
                            .flatMap(span -> names.apply(span, all).stream())
                            .forEach(name -> {
                                T found = all.get(name);
                                if (found == null) {
                                    add(
                                            row.line(),
                                            "there is no " + what + " " + name + " in the thing type " + id + ".");
                                } else if (!documented.add(name)) {
                                    add(row.line(), "the " + what + " " + name + " is described twice.");
                                } else {
                                    comparison.compare(row, name, found);
                                }
                            }));
            all.keySet().stream()
                    .filter(name -> !documented.contains(name))
                    .sorted()
                    .forEach(name -> problems.add(page + ": the " + what + " " + name + " of the thing type " + id
                            + " is missing from \"" + title + "\"."));
        }
    }

    /** A range or a pattern with {@code <n>} as the ids it stands for; anything else as it is. */
    static List<String> expand(String id, Set<String> known) {
        Matcher range = RANGE.matcher(id);
        if (range.matches() && range.group("stem").endsWith(range.group("letters"))) {
            String tail = range.group("tail") == null ? "" : range.group("tail");
            return IntStream.rangeClosed(Integer.parseInt(range.group("from")), Integer.parseInt(range.group("to")))
                    .mapToObj(n -> range.group("stem") + n + tail)
                    .toList();
        }
        if (id.contains("<n>")) {
            Pattern pattern = Pattern.compile(Pattern.quote(id).replace("<n>", "\\E[0-9]+\\Q"));
            List<String> matching =
                    known.stream().filter(pattern.asMatchPredicate()).sorted().toList();
            return matching.isEmpty() ? List.of(id) : matching;
        }
        return List.of(id);
    }

    private @Nullable XmlElement thingType(String id) {
        return ohInf.thingTypes().stream()
                .filter(type -> type.attribute("id").equals(id))
                .findFirst()
                .orElse(null);
    }

    private void expect(Row row, String name, int column, String what, String declared) {
        String documented = Markdown.plain(row.cell(column)).replaceFirst("^[-–]$", "");
        if (!declared.equals(documented)) {
            String wanted = declared.isEmpty() ? "empty" : "\"" + declared + "\"";
            add(
                    row.line(),
                    what + " of " + name + " must be " + wanted + " as in the XML files, not \"" + documented + "\".");
        }
    }

    private static String yesOrNo(String flag) {
        return flag.equals("true") ? "yes" : "no";
    }

    private void add(int line, String sentence) {
        problems.add(page + ":" + line + ": " + sentence);
    }
}
