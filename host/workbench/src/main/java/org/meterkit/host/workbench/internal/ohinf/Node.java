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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * An XML element whose children are taken one after the other. As openHAB's readers do, it insists on their order and
 * refuses what nobody took.
 */
final class Node {

    private final Element element;
    private final Deque<Node> children = new ArrayDeque<>();

    private Node(Element element) {
        this.element = element;
        for (var child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element childElement) {
                children.add(new Node(childElement));
            }
        }
    }

    /** The root element of a file. */
    static Node parse(InputStream input) throws IOException, OhInfException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            // throws, where the parser by itself would print
            builder.setErrorHandler(new DefaultHandler());
            return new Node(builder.parse(input).getDocumentElement());
        } catch (SAXException e) {
            throw new OhInfException("it is not well-formed: " + e.getMessage());
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    String name() {
        return element.getLocalName();
    }

    String namespace() {
        return String.valueOf(element.getNamespaceURI());
    }

    /** Refuses attributes other than these; those of namespaces and schemas are always allowed. */
    Node allowing(String... attributes) throws OhInfException {
        Set<String> allowed = Set.of(attributes);
        NamedNodeMap present = element.getAttributes();
        for (int i = 0; i < present.getLength(); i++) {
            String attribute = present.item(i).getNodeName();
            if (!allowed.contains(attribute) && !attribute.startsWith("xmlns") && !attribute.startsWith("xsi:")) {
                throw new OhInfException("element '" + name() + "' has an unknown attribute '" + attribute + "'");
            }
        }
        return this;
    }

    Optional<String> attribute(String attribute) {
        return element.hasAttribute(attribute) ? Optional.of(element.getAttribute(attribute)) : Optional.empty();
    }

    String requiredAttribute(String attribute) throws OhInfException {
        return attribute(attribute)
                .orElseThrow(
                        () -> new OhInfException("element '" + name() + "' lacks the attribute '" + attribute + "'"));
    }

    boolean flag(String attribute, boolean otherwise) {
        return attribute(attribute).map(Boolean::parseBoolean).orElse(otherwise);
    }

    String text() {
        return element.getTextContent().strip();
    }

    /** Takes the next child if it has this name. */
    Optional<Node> take(String child) {
        Node next = children.peek();
        return next != null && next.name().equals(child) ? Optional.of(children.remove()) : Optional.empty();
    }

    Optional<String> takeText(String child) throws OhInfException {
        Optional<Node> node = take(child);
        if (node.isPresent()) {
            node.get().end();
        }
        return node.map(Node::text);
    }

    String takeRequiredText(String child) throws OhInfException {
        return takeText(child)
                .orElseThrow(
                        () -> new OhInfException("element '" + name() + "' lacks '" + child + "' where it belongs"));
    }

    /** Takes the next children as long as they have this name. */
    List<Node> takeAll(String child) {
        List<Node> taken = new ArrayList<>();
        for (Optional<Node> next = take(child); next.isPresent(); next = take(child)) {
            taken.add(next.get());
        }
        return taken;
    }

    /** Takes the next child, whatever it is. */
    Optional<Node> takeAny() {
        return Optional.ofNullable(children.poll());
    }

    /** Refuses what was not taken. */
    void end() throws OhInfException {
        Node left = children.peek();
        if (left != null) {
            throw new OhInfException(
                    "element '" + left.name() + "' in '" + name() + "' is unknown or not where it belongs");
        }
    }
}
