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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an element may hold: attributes, text, and child elements in the order in which they were declared. Immutable; every
 * method answers an extended copy.
 */
final class Shape {

    private static final int MANY = Integer.MAX_VALUE;

    private record Attribute(boolean required, Values values) {}

    /** One place in the sequence of children, for one kind of element or for alternatives. */
    private record Slot(Map<String, Shape> kinds, int least, int most) {

        @Override
        public String toString() {
            return kinds.keySet().stream().map(kind -> "<" + kind + ">").collect(Collectors.joining(" or "));
        }
    }

    private final Values text;
    private final boolean ordered;
    private final Map<String, Attribute> attributes;
    private final List<Slot> slots;

    private Shape(Values text, boolean ordered, Map<String, Attribute> attributes, List<Slot> slots) {
        this.text = text;
        this.ordered = ordered;
        this.attributes = attributes;
        this.slots = slots;
    }

    /** An element with nothing but what is added here. */
    static Shape empty() {
        return text(Values.NO_TEXT);
    }

    static Shape text(Values values) {
        return new Shape(values, true, Map.of(), List.of());
    }

    /** The children may come in any order. */
    Shape unordered() {
        return new Shape(text, false, attributes, slots);
    }

    Shape attribute(String name, Values values) {
        return with(name, new Attribute(true, values));
    }

    Shape optionalAttribute(String name, Values values) {
        return with(name, new Attribute(false, values));
    }

    Shape one(String name, Shape shape) {
        return with(new Slot(Map.of(name, shape), 1, 1));
    }

    Shape optional(String name, Shape shape) {
        return with(new Slot(Map.of(name, shape), 0, 1));
    }

    Shape some(String name, Shape shape) {
        return with(new Slot(Map.of(name, shape), 1, MANY));
    }

    Shape any(String name, Shape shape) {
        return with(new Slot(Map.of(name, shape), 0, MANY));
    }

    /** At most one of two kinds. */
    Shape either(String name, Shape shape, String otherName, Shape otherShape) {
        Map<String, Shape> kinds = new LinkedHashMap<>();
        kinds.put(name, shape);
        kinds.put(otherName, otherShape);
        return with(new Slot(kinds, 0, 1));
    }

    /** One or more, of any of these kinds. */
    Shape mix(Map<String, Shape> kinds) {
        return with(new Slot(kinds, 1, MANY));
    }

    private Shape with(String name, Attribute attribute) {
        Map<String, Attribute> more = new LinkedHashMap<>(attributes);
        more.put(name, attribute);
        return new Shape(text, ordered, more, slots);
    }

    private Shape with(Slot slot) {
        return new Shape(
                text,
                ordered,
                attributes,
                Stream.concat(slots.stream(), Stream.of(slot)).toList());
    }

    /** What is wrong with an element and all below it; empty when nothing is. */
    List<String> problems(XmlElement element) {
        List<String> problems = new ArrayList<>();
        check(element, problems);
        return problems;
    }

    private void check(XmlElement element, List<String> problems) {
        checkAttributes(element, problems);
        if (!text.accepts().test(element.text())) {
            problems.add(
                    element.problem("the text must be " + text.expectation() + ", not \"" + element.line() + "\"."));
        }
        checkChildren(element, problems);
    }

    private void checkAttributes(XmlElement element, List<String> problems) {
        element.attributes().forEach((name, value) -> {
            Attribute attribute = attributes.get(name);
            if (attribute == null) {
                problems.add(element.problem("unknown attribute " + local(name) + "; allowed: "
                        + listed(attributes.keySet().stream()) + "."));
            } else if (!attribute.values().accepts().test(value)) {
                problems.add(element.problem("the attribute " + local(name) + " must be "
                        + attribute.values().expectation() + ", not \"" + value + "\"."));
            }
        });
        attributes.forEach((name, attribute) -> {
            if (attribute.required() && !element.attributes().containsKey(name)) {
                problems.add(element.problem("the attribute " + name + " is missing."));
            }
        });
    }

    private void checkChildren(XmlElement element, List<String> problems) {
        int[] counts = new int[slots.size()];
        int reached = 0;
        for (XmlElement child : element.children()) {
            int slot = slotOf(child.name());
            if (!child.namespace().isEmpty()) {
                problems.add(child.problem("only the root element has a namespace; write this one without."));
            } else if (slot < 0) {
                problems.add(child.problem("unknown element; openHAB would drop the whole file. Allowed here: "
                        + listed(slots.stream().map(Slot::toString)) + "."));
            } else {
                if (ordered && slot < reached) {
                    problems.add(child.problem(
                            "must stand before " + slots.get(reached) + "; openHAB would drop the whole file."));
                }
                reached = Math.max(reached, slot);
                counts[slot]++;
                if (counts[slot] == slots.get(slot).most() + 1L) {
                    problems.add(child.problem(
                            "at most " + slots.get(slot).most() + " of " + slots.get(slot) + " allowed here."));
                }
                Shape shape = slots.get(slot).kinds().get(child.name());
                if (shape != null) {
                    shape.check(child, problems);
                }
            }
        }
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] < slots.get(i).least()) {
                problems.add(element.problem("needs " + slots.get(i) + "."));
            }
        }
    }

    private int slotOf(String name) {
        for (int i = 0; i < slots.size(); i++) {
            if (slots.get(i).kinds().containsKey(name)) {
                return i;
            }
        }
        return -1;
    }

    private static String local(String name) {
        return name.substring(name.indexOf('}') + 1);
    }

    private static String listed(Stream<String> names) {
        String all = names.filter(name -> !name.startsWith("{")).collect(Collectors.joining(", "));
        return all.isEmpty() ? "none" : all;
    }
}
