/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.catalog.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openhab.core.addon.Addon;
import org.openhab.core.addon.AddonInfo;
import org.openhab.core.addon.AddonInfoProvider;
import org.openhab.core.addon.AddonInfoRegistry;
import org.openhab.core.addon.AddonType;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** The catalog in a real framework with small bundles named as ours are. */
class CatalogTest {

    /** A registry that knows two of our bindings, as openHAB's does once it has read their addon.xml. */
    private static final class Infos extends AddonInfoRegistry implements AddonInfoProvider {

        private final Map<String, AddonInfo> infos =
                Map.of("binding-ekm", info("ekm", "EKM Binding"), "binding-p1", info("p1", "P1 Binding"));

        Infos() {
            addAddonInfoProvider(this);
        }

        private static AddonInfo info(String id, String name) {
            return AddonInfo.builder(id, "binding")
                    .withName(name)
                    .withDescription("Reads meters.")
                    .withConnection("local")
                    .build();
        }

        @Override
        public @Nullable AddonInfo getAddonInfo(@Nullable String uid, @Nullable Locale locale) {
            return infos.get(uid);
        }

        @Override
        public Set<AddonInfo> getAddonInfos(@Nullable Locale locale) {
            return Set.copyOf(infos.values());
        }
    }

    @TempDir
    Path cache;

    private Framework framework;
    private Catalog catalog;

    @BeforeEach
    void start() throws Exception {
        framework = new org.apache.felix.framework.FrameworkFactory()
                .newFramework(Map.of(Constants.FRAMEWORK_STORAGE, cache.toString()));
        framework.start();
        catalog = new Catalog(new Infos(), framework.getBundleContext());
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
        framework.waitForStop(10_000);
    }

    @Test
    void reportsActiveBindingsAsInstalled() throws Exception {
        install("org.meterkit.binding.ekm", "mvn:org.meterkit/org.meterkit.binding.ekm/1.2.3")
                .start();
        install("org.meterkit.transport", "mvn:org.meterkit/org.meterkit.transport/1.2.3")
                .start();

        List<Addon> addons = catalog.getAddons(Locale.ENGLISH);

        assertEquals(1, addons.size());
        Addon addon = addons.get(0);
        assertEquals("meterkit:binding-ekm", addon.getUid());
        assertEquals("ekm", addon.getId());
        assertEquals("binding", addon.getType());
        assertEquals("EKM Binding", addon.getLabel());
        assertEquals("1.2.3", addon.getVersion());
        assertEquals(List.of("org.meterkit.binding.ekm"), addon.getLoggerPackages());
        assertTrue(addon.isInstalled());
    }

    @Test
    void leavesOutWhatIsNotActiveAndWhatOpenHabListsItself() throws Exception {
        install("org.meterkit.binding.ekm", "mvn:org.meterkit/org.meterkit.binding.ekm/1.2.3");
        install("org.meterkit.binding.p1", "file:/addons/org.meterkit.binding.p1.jar")
                .start();

        assertEquals(List.of(), catalog.getAddons(null));
    }

    @Test
    void leavesOutABindingWhoseDescriptionOpenHabCouldNotRead() throws Exception {
        install("org.meterkit.binding.unread", "mvn:org.meterkit/org.meterkit.binding.unread/1.2.3")
                .start();

        assertEquals(List.of(), catalog.getAddons(null));
    }

    @Test
    void findsOneByShortAndLongId() throws Exception {
        install("org.meterkit.binding.p1", "mvn:org.meterkit/org.meterkit.binding.p1/1.2.3")
                .start();

        assertEquals("p1", catalog.getAddon("binding-p1", null).getId());
        assertEquals("p1", catalog.getAddon("meterkit:binding-p1", null).getId());
        assertNull(catalog.getAddon("binding-ekm", null));
    }

    @Test
    void installsAndRemovesNothing() {
        assertEquals(List.of(AddonType.BINDING), catalog.getTypes(null));
        assertThrows(UnsupportedOperationException.class, () -> catalog.install("binding-p1"));
        assertThrows(UnsupportedOperationException.class, () -> catalog.uninstall("binding-p1"));
    }

    private Bundle install(String symbolicName, String location) throws Exception {
        return framework.getBundleContext().installBundle(location, jar(symbolicName));
    }

    private static InputStream jar(String symbolicName) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        attributes.putValue(Constants.BUNDLE_SYMBOLICNAME, symbolicName);
        attributes.putValue(Constants.BUNDLE_VERSION, "1.2.3");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new JarOutputStream(bytes, manifest).close();
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
