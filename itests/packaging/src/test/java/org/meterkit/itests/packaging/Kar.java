/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.itests.packaging;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * A KAR as built, unpacked as Karaf would.
 *
 * @param name file name
 * @param root folder it was unpacked to
 * @param entries paths of its files, relative to {@code root}, with their sizes
 */
record Kar(String name, Path root, Map<String, Long> entries) {

    /**
     * A feature of the KAR's feature repository.
     *
     * @param install {@code auto} or {@code manual}
     * @param requires required features by name, with their version ranges
     * @param bundles {@code mvn:} addresses
     */
    record Feature(String name, String version, String install, Map<String, String> requires, List<String> bundles) {}

    /** All KARs in {@code folder}, unpacked below {@code scratch}. */
    static List<Kar> unpackAll(Path folder, Path scratch) throws IOException {
        List<Kar> kars = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.kar")) {
            for (Path file : files) {
                kars.add(unpack(file, scratch.resolve(file.getFileName().toString())));
            }
        }
        return kars;
    }

    private static Kar unpack(Path file, Path root) throws IOException {
        Map<String, Long> entries = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path target = root.resolve(entry.getName()).normalize();
                if (!entry.isDirectory() && target.startsWith(root)) {
                    Files.createDirectories(target.getParent());
                    entries.put(entry.getName(), Files.copy(zip, target));
                }
            }
        }
        return new Kar(file.getFileName().toString(), root, entries);
    }

    /** The features of all feature repositories in the KAR. */
    List<Feature> features() throws IOException {
        List<Feature> features = new ArrayList<>();
        for (String entry : entries.keySet()) {
            if (entry.endsWith(".xml")) {
                try (InputStream in = Files.newInputStream(root.resolve(entry))) {
                    NodeList found = DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(in)
                            .getDocumentElement()
                            .getChildNodes();
                    elements(found, "feature").forEach(element -> features.add(feature(element)));
                } catch (ParserConfigurationException | SAXException e) {
                    throw new IOException(entry + " of " + name + " is not well-formed.", e);
                }
            }
        }
        return features;
    }

    /** Where a {@code mvn:group/artifact/version} bundle lies in the KAR. */
    Path file(String mvn) {
        String[] parts = mvn.substring("mvn:".length()).split("/");
        String file = parts[1] + "-" + parts[2] + ".jar";
        return root.resolve("repository")
                .resolve(parts[0].replace('.', '/'))
                .resolve(parts[1])
                .resolve(parts[2])
                .resolve(file);
    }

    /** The JARs in the KAR. */
    List<Path> jars() {
        return entries.keySet().stream()
                .filter(entry -> entry.endsWith(".jar"))
                .map(root::resolve)
                .toList();
    }

    private static Feature feature(Element element) {
        Map<String, String> requires = new TreeMap<>();
        elements(element.getChildNodes(), "feature")
                .forEach(required -> requires.put(required.getTextContent().strip(), required.getAttribute("version")));
        List<String> bundles = elements(element.getChildNodes(), "bundle").stream()
                .map(bundle -> bundle.getTextContent().strip())
                .toList();
        String install = element.getAttribute("install");
        return new Feature(
                element.getAttribute("name"),
                element.getAttribute("version"),
                install.isEmpty() ? "auto" : install,
                requires,
                bundles);
    }

    private static List<Element> elements(NodeList nodes, String name) {
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .filter(node -> node instanceof Element && node.getNodeName().equals(name))
                .map(Element.class::cast)
                .toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
