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
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An element of an XML file that knows where it stands.
 *
 * @param where file, line and element, as a message shows it
 * @param namespace namespace URI, empty when the element is unqualified
 * @param name local name
 * @param attributes values by name; names with a namespace as {@code {uri}name}
 * @param text the element's own text, as written
 */
record XmlElement(
        String where,
        String namespace,
        String name,
        Map<String, String> attributes,
        List<XmlElement> children,
        String text) {

    private static final List<String> IDENTIFYING = List.of("id", "name", "uid", "uri", "value", "targetVersion");

    /** Reads a file whose name in messages is {@code shownAs}. */
    static XmlElement read(Path file, String shownAs) throws IOException, XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try (InputStream in = Files.newInputStream(file)) {
            XMLStreamReader reader = factory.createXMLStreamReader(in);
            while (reader.next() != XMLStreamConstants.START_ELEMENT) {
                // prolog
            }
            XmlElement root = element(reader, shownAs, "");
            while (reader.hasNext()) {
                reader.next();
            }
            return root;
        }
    }

    private static XmlElement element(XMLStreamReader reader, String file, String parent) throws XMLStreamException {
        String name = reader.getLocalName();
        String namespace = reader.getNamespaceURI() == null ? "" : reader.getNamespaceURI();
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            String uri = reader.getAttributeNamespace(i);
            String local = reader.getAttributeLocalName(i);
            attributes.put(uri == null || uri.isEmpty() ? local : "{" + uri + "}" + local, reader.getAttributeValue(i));
        }
        String tag = IDENTIFYING.stream()
                .filter(attributes::containsKey)
                .findFirst()
                .map(key -> "<" + name + " " + key + "=\"" + attributes.get(key) + "\">")
                .orElse("<" + name + ">");
        String path = parent.isEmpty() ? tag : tag + " in " + parent;
        String where = file + ":" + reader.getLocation().getLineNumber() + " " + path;
        String nearest = attributes.keySet().stream().anyMatch(IDENTIFYING::contains) || parent.isEmpty() ? tag : path;

        List<XmlElement> children = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int event = reader.next(); event != XMLStreamConstants.END_ELEMENT; event = reader.next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                children.add(element(reader, file, nearest));
            } else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
                text.append(reader.getText());
            }
        }
        return new XmlElement(where, namespace, name, attributes, children, text.toString());
    }

    /** A message about this element. */
    String problem(String sentence) {
        return where + ": " + sentence;
    }

    /** The attribute, or an empty string: a missing one is reported by the element's {@link Shape}. */
    String attribute(String name) {
        return attributes.getOrDefault(name, "");
    }

    Stream<XmlElement> children(String name) {
        return children.stream().filter(child -> child.name.equals(name));
    }

    Optional<XmlElement> child(String name) {
        return children(name).findFirst();
    }

    /** The text of a child on one line. */
    Optional<String> childText(String name) {
        return child(name).map(XmlElement::line);
    }

    /** The text with line breaks and indentation folded into single blanks. */
    String line() {
        return text.strip().replaceAll("\\s+", " ");
    }

    /** This element and all below it. */
    Stream<XmlElement> all() {
        return Stream.concat(Stream.of(this), children.stream().flatMap(XmlElement::all));
    }
}
