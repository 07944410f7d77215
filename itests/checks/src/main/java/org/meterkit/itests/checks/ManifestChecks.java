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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;

/**
 * What the manifest of each of our bundles must look like for it to resolve on every openHAB we name.
 *
 * <p>openHAB exports its packages with its own release number, so a version range on them ties a bundle to one release.
 */
public final class ManifestChecks {

    /** Packages that openHAB does not offer to add-ons, or that belong to tests only. */
    private static final Pattern FORBIDDEN =
            Pattern.compile("(javax\\.annotation|tech\\.units|si\\.uom|org\\.junit|junit)(\\..*)?");

    private static final Pattern INTERNAL = Pattern.compile("org\\.meterkit\\.(.*\\.)?internal(\\..*)?");
    private static final Pattern JAVA_17 = Pattern.compile("\\(osgi\\.ee=JavaSE\\)\\(version(>?=)17\\)");

    private ManifestChecks() {}

    /**
     * Checks one of our bundles.
     *
     * @param jar a bundle of ours; third-party bundles follow other rules
     * @return what is wrong, one sentence each; empty when nothing is
     * @throws IOException when the file cannot be read
     */
    public static List<String> of(Path jar) throws IOException {
        String name = jar.getFileName() + ": ";
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            return manifest == null
                    ? List.of(name + "has no manifest.")
                    : problems(manifest.getMainAttributes()).stream()
                            .map(name::concat)
                            .toList();
        }
    }

    private static List<String> problems(Attributes headers) {
        List<String> problems = new ArrayList<>();
        if (header(headers, "Bundle-SymbolicName").isEmpty()) {
            problems.add("is not a bundle: Bundle-SymbolicName is missing.");
        }
        for (String clause : split(header(headers, "Import-Package"), ',')) {
            List<String> parts = split(clause, ';');
            boolean ranged = parts.stream().anyMatch(part -> part.matches("version\\s*=.*"));
            for (String imported : parts) {
                if (imported.contains("=")) {
                    continue;
                }
                if (ranged && (imported + ".").startsWith("org.openhab.")) {
                    problems.add(
                            "imports " + imported + " with a version, so it resolves on some openHAB releases only.");
                }
                if (FORBIDDEN.matcher(imported).matches()) {
                    problems.add("imports " + imported + ", which openHAB does not promise to add-ons.");
                }
                if (INTERNAL.matcher(imported).matches()) {
                    problems.add("imports " + imported + ", another bundle's internal package.");
                }
            }
        }
        for (String clause : split(header(headers, "Export-Package"), ',')) {
            String exported = split(clause, ';').get(0);
            if (INTERNAL.matcher(exported).matches()) {
                problems.add("exports the internal package " + exported + ".");
            }
        }
        String required = header(headers, "Require-Capability");
        if (split(required, ',').stream()
                .noneMatch(clause ->
                        clause.startsWith("osgi.ee") && JAVA_17.matcher(clause).find())) {
            problems.add("must require the execution environment JavaSE 17, but requires \"" + required + "\".");
        }
        return problems;
    }

    private static String header(Attributes headers, String name) {
        String value = headers.getValue(name);
        return value == null ? "" : value;
    }

    /** The parts of a manifest header; separators inside quotes do not count. */
    private static List<String> split(String header, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i <= header.length(); i++) {
            if (i == header.length() || (header.charAt(i) == separator && !quoted)) {
                String part = header.substring(start, i).strip();
                if (!part.isEmpty()) {
                    parts.add(part);
                }
                start = i + 1;
            } else if (header.charAt(i) == '"') {
                quoted = !quoted;
            }
        }
        return parts;
    }
}
