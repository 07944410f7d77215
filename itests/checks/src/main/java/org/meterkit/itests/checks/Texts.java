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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.meterkit.itests.checks.OhInf.Config;

/** How ids, labels, descriptions, tags and defaults are written. */
final class Texts {

    private static final int LABEL_LENGTH = 30;

    private static final String HYPHENS = "[a-z0-9]+(-[a-z0-9]+)*";
    private static final String CAMEL_CASE = "[a-z][a-zA-Z0-9]*";

    private static final Set<String> WITH_HYPHENS = Set.of(
            "addon", "thing-type", "bridge-type", "channel-type", "channel-group-type", "channel", "channel-group");
    private static final Set<String> IN_CAMEL_CASE = Set.of("parameter", "parameter-group", "property");

    private static final Map<String, Values> DEFAULTS =
            Map.of("integer", Values.INTEGER, "decimal", Values.DECIMAL, "boolean", Values.BOOLEAN);

    private final List<String> problems = new ArrayList<>();

    private Texts() {}

    static List<String> problems(OhInf ohInf) {
        Texts texts = new Texts();
        ohInf.elements().forEach(texts::element);
        ohInf.types("channel-type").forEach(texts::channelType);
        ohInf.configs().stream().map(Config::parameters).flatMap(List::stream).forEach(texts::parameter);
        return texts.problems;
    }

    private void element(XmlElement element) {
        String id = element.attribute("id");
        if (WITH_HYPHENS.contains(element.name()) && element.attributes().containsKey("id") && !id.matches(HYPHENS)) {
            add(element, "the id must be lower-case with hyphens, like energy-import.");
        }
        if (IN_CAMEL_CASE.contains(element.name()) && !element.attribute("name").matches(CAMEL_CASE)) {
            add(element, "the name must be in camel case, like offlineAfter.");
        }
        switch (element.name()) {
            case "label" -> {
                if (element.line().length() > LABEL_LENGTH) {
                    add(
                            element,
                            "the label \"" + element.line() + "\" has "
                                    + element.line().length() + " characters; more than " + LABEL_LENGTH
                                    + " are cut off by user interfaces.");
                }
                text(element, false);
            }
            case "description" -> text(element, true);
            case "tags" -> tags(element);
            default -> {
                // no text for people
            }
        }
    }

    private void text(XmlElement element, boolean sentence) {
        String text = element.line();
        if (text.startsWith("@text/")) {
            add(element, "write the English text itself; its key follows from the place.");
        } else if (sentence && !text.endsWith(".")) {
            add(element, "a description must end with a period: \"" + text + "\".");
        } else if (!sentence && text.endsWith(".")) {
            add(element, "a label must not end with a period: \"" + text + "\".");
        }
    }

    private void tags(XmlElement tags) {
        List<String> names = tags.children("tag").map(XmlElement::line).toList();
        if (!names.isEmpty() && !Vocabulary.POINTS.contains(names.get(0))) {
            add(
                    tags,
                    "the first tag must be a point (" + String.join(", ", Vocabulary.POINTS) + "), not " + names.get(0)
                            + "; a property means nothing without a point.");
        } else if (names.size() > 1 && !Vocabulary.PROPERTIES.contains(names.get(1))) {
            add(tags, "the second tag must be a property, not " + names.get(1) + ".");
        } else if (names.size() > 2) {
            add(tags, "a channel has one point and at most one property.");
        }
    }

    private void channelType(XmlElement type) {
        Optional<XmlElement> item = type.child("item-type");
        boolean trigger = type.childText("kind").filter("trigger"::equals).isPresent();
        if (trigger && (item.isPresent() || type.child("state").isPresent())) {
            add(type, "a trigger channel has neither item-type nor state.");
        } else if (!trigger && item.isEmpty()) {
            add(type, "a state channel needs an item-type.");
        } else if (!trigger && type.child("event").isPresent()) {
            add(type, "only a trigger channel has an event.");
        }
        item.filter(itemType -> itemType.attributes().containsKey("unitHint"))
                .filter(itemType -> !itemType.line().startsWith("Number:"))
                .ifPresent(itemType -> add(itemType, "a unitHint needs a dimension, like Number:Power."));
    }

    private void parameter(XmlElement parameter) {
        for (String needed : List.of("label", "description")) {
            if (parameter.child(needed).isEmpty()) {
                add(parameter, "needs a " + needed + ".");
            }
        }
        parameter.child("default").ifPresent(preset -> preset(parameter, preset));
    }

    private void preset(XmlElement parameter, XmlElement preset) {
        String type = parameter.attribute("type");
        List<String> values = parameter.attribute("multiple").equals("true")
                ? List.of(preset.text().split(","))
                : List.of(preset.text());
        List<String> options = parameter
                .children("options")
                .flatMap(all -> all.children("option"))
                .map(option -> option.attribute("value"))
                .toList();
        boolean limited = !options.isEmpty()
                && parameter.childText("limitToOptions").filter("false"::equals).isEmpty();
        for (String value : values) {
            Values allowed = DEFAULTS.getOrDefault(type, Values.ANY);
            if (!allowed.accepts().test(value)) {
                add(
                        preset,
                        "the default of a parameter of type " + type + " must be " + allowed.expectation() + ", not \""
                                + value + "\".");
            } else if (limited && !options.contains(value)) {
                add(preset, "the default \"" + value + "\" is none of the options " + String.join(", ", options) + ".");
            }
        }
    }

    private void add(XmlElement element, String sentence) {
        problems.add(element.problem(sentence));
    }
}
