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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.meterkit.itests.checks.ManifestChecks;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * Opens the KARs as built. openHAB tells nobody when a KAR is incomplete or a bundle of it does not resolve, so it is shown
 * here: with the exports of a running openHAB 5.2.1 and nothing else, every bundle resolves.
 */
class KarTest {

    private static final Path BUILT = Path.of("target", "kars");

    /** Footprint of what there was first, without jSerialComm: the shared bundles, {@code enistic}, {@code p1} and the catalog. */
    private static final long FOOTPRINT = 500 * 1024;

    /** What each further binding may add to it. */
    private static final long FURTHER_BINDING = 120 * 1024;

    private static final Set<String> FURTHER = Set.of("binding.ekm", "binding.nes");

    private static final String FAMILY = "org.meterkit.kar.family";

    @TempDir
    static Path scratch;

    private static List<Kar> kars = List.of();

    @BeforeAll
    static void unpack() throws IOException {
        kars = Kar.unpackAll(BUILT, scratch.resolve("kars"));
    }

    static Stream<Kar> kars() {
        return kars.stream();
    }

    @Test
    void thereIsOnePerBindingAndOneForTheFamily() throws IOException {
        Set<String> bindings = new HashSet<>();
        for (Kar kar : kars) {
            for (Kar.Feature feature : kar.features()) {
                if (feature.name().startsWith("meterkit-binding-")
                        && !kar.name().startsWith(FAMILY)) {
                    bindings.add(feature.name());
                }
            }
        }
        Set<String> inFamily = family().features().stream()
                .map(Kar.Feature::name)
                .filter(name -> name.startsWith("meterkit-binding-"))
                .collect(Collectors.toSet());
        assertEquals(inFamily, bindings);
        assertEquals(inFamily.size() + 1, kars.size());
    }

    @ParameterizedTest
    @MethodSource("kars")
    void carriesEveryBundleItNamesAndNoOther(Kar kar) throws IOException {
        Set<Path> named = new HashSet<>();
        for (Kar.Feature feature : kar.features()) {
            for (String bundle : feature.bundles()) {
                Path file = kar.file(bundle);
                assertTrue(Files.exists(file), () -> feature.name() + " names " + bundle + ", which is not in " + kar);
                named.add(file);
            }
        }
        assertEquals(named, new HashSet<>(kar.jars()));
        assertTrue(
                named.stream().anyMatch(path -> path.getFileName().toString().startsWith("jSerialComm-")),
                "jSerialComm is missing");
    }

    @ParameterizedTest
    @MethodSource("kars")
    void featuresAreNamedAndBoundAsOpenHabNeedsIt(Kar kar) throws IOException {
        for (Kar.Feature feature : kar.features()) {
            assertFalse(feature.name().startsWith("openhab-"), "openHAB would uninstall " + feature.name());
            if (feature.name().equals("meterkit-transport")) {
                assertEquals("manual", feature.install(), "two KARs would bring two transports");
            } else {
                assertEquals("auto", feature.install());
            }
            if (feature.name().startsWith("meterkit-binding-")) {
                String range = feature.requires().get("meterkit-transport");
                assertTrue(
                        range != null && range.startsWith("[") && range.endsWith(",1)"), () -> feature + ": " + range);
            }
            assertTrue(
                    feature.requires().keySet().stream().allMatch("meterkit-transport"::equals),
                    () -> feature.name() + " needs features that an offline openHAB may lack: " + feature.requires());
        }
    }

    @Test
    void allKarsBringTheSameTransport() throws IOException {
        Set<Kar.Feature> transports = new HashSet<>();
        for (Kar kar : kars) {
            kar.features().stream()
                    .filter(feature -> feature.name().equals("meterkit-transport"))
                    .forEach(transports::add);
        }
        assertEquals(1, transports.size(), transports::toString);
    }

    @Test
    void theCatalogIsInTheFamilyOnly() {
        for (Kar kar : kars) {
            boolean has = kar.entries().keySet().stream().anyMatch(entry -> entry.contains("org.meterkit.catalog"));
            assertEquals(kar.name().startsWith(FAMILY), has, kar.name());
        }
    }

    @ParameterizedTest
    @MethodSource("kars")
    void carriesNothingOfTheHostOrTheTests(Kar kar) {
        for (String entry : kar.entries().keySet()) {
            assertFalse(
                    entry.contains("openhab") || entry.contains("org.meterkit.host") || entry.contains("itests"),
                    () -> entry + " does not belong into " + kar);
        }
    }

    @Test
    void manifestsAreAsOpenHabNeedsThem() throws IOException {
        for (Path jar : family().jars()) {
            if (jar.getFileName().toString().startsWith("org.meterkit.")) {
                assertEquals(List.of(), ManifestChecks.of(jar), jar.toString());
            }
        }
    }

    @Test
    void ourBundlesAreSmall() {
        long first = 0;
        for (Map.Entry<String, Long> entry : family().entries().entrySet()) {
            String name = entry.getKey();
            if (name.endsWith(".jar") && name.contains("org.meterkit")) {
                long size = entry.getValue();
                if (FURTHER.stream().anyMatch(name::contains)) {
                    System.out.println("Footprint of " + name + ": " + size / 1024 + " KiB");
                    assertTrue(size <= FURTHER_BINDING, () -> name + " has " + size + " bytes");
                } else {
                    first += size;
                }
            }
        }
        System.out.println("Footprint of all our other bundles: " + first / 1024 + " KiB");
        assertTrue(first <= FOOTPRINT, first + " bytes");
    }

    /** A real resolver, whose system bundle offers what openHAB 5.2.1 exports. */
    @ParameterizedTest
    @MethodSource("kars")
    void resolvesAgainstTheExportsOfOpenHab(Kar kar) throws Exception {
        Map<String, String> configuration = new HashMap<>();
        configuration.put(
                Constants.FRAMEWORK_STORAGE,
                scratch.resolve("cache-" + kar.name()).toString());
        configuration.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, openHabExports());
        configuration.put(
                Constants.FRAMEWORK_SYSTEMCAPABILITIES_EXTRA,
                "osgi.extender;osgi.extender=\"osgi.component\";version:Version=\"1.5.0\"");
        Framework framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(configuration);
        framework.init();
        try {
            List<Bundle> bundles = new ArrayList<>();
            for (Path jar : kar.jars()) {
                bundles.add(
                        framework.getBundleContext().installBundle(jar.toUri().toString()));
            }
            framework.adapt(FrameworkWiring.class).resolveBundles(bundles);
            List<String> unresolved = new ArrayList<>();
            for (Bundle bundle : bundles) {
                if (bundle.getState() != Bundle.RESOLVED) {
                    unresolved.add(reason(bundle));
                }
            }
            assertEquals(List.of(), unresolved);
        } finally {
            framework.stop();
            framework.waitForStop(10_000);
        }
    }

    /** Starting a bundle is the way to be told why it does not resolve. */
    private static String reason(Bundle bundle) {
        try {
            bundle.start();
            return bundle.getSymbolicName() + " resolves late";
        } catch (BundleException e) {
            return bundle.getSymbolicName() + ": " + e.getMessage();
        }
    }

    private static String openHabExports() throws IOException {
        try (var in = KarTest.class.getResourceAsStream("/openhab-5.2.1-packages.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    // the framework's own packages come from the framework
                    .filter(line -> !line.matches("org\\.osgi\\.(framework|resource|dto|util\\.tracker|service\\.(url|"
                            + "startlevel|packageadmin|permissionadmin|condpermadmin|resolver))\\b.*"))
                    .map(line -> line.replace(";", ";version="))
                    .collect(Collectors.joining(","));
        }
    }

    private static Kar family() {
        return kars.stream()
                .filter(kar -> kar.name().startsWith(FAMILY))
                .findFirst()
                .orElseThrow();
    }
}
