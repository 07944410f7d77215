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

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestChecksTest {

    private static final String IMPORTS =
            "org.openhab.core.thing,org.openhab.core.types;resolution:=\"optional\",javax.measure;version=\"[2.2,3)\"";
    private static final String EXPORTS = "org.meterkit.sample;version=\"1.0.0\";uses:=\"org.openhab.core.thing,a.b\"";
    private static final String JAVA_17 = "osgi.extender;filter:=\"(osgi.extender=osgi.component)\","
            + "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=17))\"";

    @TempDir
    Path folder;

    @Test
    void nothingIsWrongWithTheBundle() throws IOException {
        assertEquals(List.of(), problems(IMPORTS, EXPORTS, JAVA_17));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "org.openhab.core.types;version=\"[5.2,6)\""
                        + "| imports org.openhab.core.types with a version, so it resolves on some openHAB releases only.",
                "javax.annotation;version=\"1.3\"| imports javax.annotation, which openHAB does not promise to add-ons.",
                "tech.units.indriya.unit| imports tech.units.indriya.unit, which openHAB does not promise to add-ons.",
                "a.b;si.uom;version=1| imports si.uom, which openHAB does not promise to add-ons.",
                "org.junit.jupiter.api| imports org.junit.jupiter.api, which openHAB does not promise to add-ons.",
                "org.meterkit.transport.internal.serial"
                        + "| imports org.meterkit.transport.internal.serial, another bundle's internal package.",
            })
    void importsAreFound(String imported, String problem) throws IOException {
        assertEquals(List.of("bundle.jar: " + problem), problems(IMPORTS + "," + imported, EXPORTS, JAVA_17));
    }

    @Test
    void exportsAreFound() throws IOException {
        assertEquals(
                List.of("bundle.jar: exports the internal package org.meterkit.sample.internal."),
                problems(IMPORTS, EXPORTS + ",org.meterkit.sample.internal;version=\"1.0.0\"", JAVA_17));
    }

    @Test
    void otherExecutionEnvironmentsAreFound() throws IOException {
        String java21 = "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=21))\"";
        assertEquals(
                List.of("bundle.jar: must require the execution environment JavaSE 17, but requires \"" + java21
                        + "\"."),
                problems(IMPORTS, EXPORTS, java21));
    }

    @Test
    void whatIsNoBundleIsFound() throws IOException {
        Path jar = folder.resolve("plain.jar");
        new JarOutputStream(Files.newOutputStream(jar), new Manifest()).close();
        assertEquals(
                List.of(
                        "plain.jar: is not a bundle: Bundle-SymbolicName is missing.",
                        "plain.jar: must require the execution environment JavaSE 17, but requires \"\"."),
                ManifestChecks.of(jar));
    }

    private List<String> problems(String imports, String exports, String capabilities) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-SymbolicName", "org.meterkit.sample");
        headers.putValue("Import-Package", imports);
        headers.putValue("Export-Package", exports);
        headers.putValue("Require-Capability", capabilities);
        Path jar = folder.resolve("bundle.jar");
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        return ManifestChecks.of(jar);
    }
}
