/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.openhab.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.measure.Unit;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.service.component.ComponentContext;
import org.osgi.util.function.Function;
import org.osgi.util.promise.Promise;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import tech.units.indriya.AbstractUnit;
import tech.uom.lib.common.function.SymbolSupplier;

/** The stand-in as a bundle, together with the bundles it needs, in a framework of its own. */
class OsgiTest {
    @TempDir
    Path folder;

    private Framework framework;
    private Bundle api;
    private int probes;

    @BeforeEach
    void start() throws Exception {
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        folder.toString(),
                        Constants.FRAMEWORK_STORAGE_CLEAN,
                        Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT,
                        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                        Logger.class.getPackageName() + ";version=2.0.17"));
        framework.start();
        BundleContext context = framework.getBundleContext();
        List<Bundle> bundles = new ArrayList<>();
        for (Class<?> inside : List.of(
                Unit.class,
                SymbolSupplier.class,
                Inject.class,
                AbstractUnit.class,
                Function.class,
                Promise.class,
                ComponentContext.class,
                org.apache.felix.scr.info.ScrInfo.class,
                OpenHAB.class)) {
            URI location =
                    inside.getProtectionDomain().getCodeSource().getLocation().toURI();
            bundles.add(context.installBundle("reference:" + location));
        }
        for (Bundle bundle : bundles) {
            bundle.start();
            assertEquals(Bundle.ACTIVE, bundle.getState(), bundle.getSymbolicName());
        }
        api = bundles.get(bundles.size() - 1);
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
        framework.waitForStop(TimeUnit.SECONDS.toMillis(20));
    }

    @Test
    void itsRegistriesAreServices() throws Exception {
        for (String registry : List.of(
                "org.openhab.core.thing.type.ThingTypeRegistry",
                "org.openhab.core.thing.type.ChannelTypeRegistry",
                "org.openhab.core.thing.type.ChannelGroupTypeRegistry",
                "org.openhab.core.config.core.ConfigDescriptionRegistry",
                "org.openhab.core.addon.AddonInfoRegistry")) {
            assertNotNull(service(registry), registry);
        }
    }

    @Test
    void itsUnitsWorkBetweenBundles() throws Exception {
        Class<?> type = api.loadClass("org.openhab.core.library.types.QuantityType");
        Object energy = type.getMethod("valueOf", String.class).invoke(null, "1234 varh");
        assertEquals(
                "1.234 kWh",
                type.getMethod("toUnit", String.class).invoke(energy, "kWh").toString());
    }

    @Test
    void itExportsPackagesInOpenHabsReleaseAndItsInnerOneToTheWorkbenchAlone() throws Exception {
        assertEquals(Bundle.ACTIVE, importing("org.openhab.core.thing.binding;version=\"[5.2.1,5.2.1]\""));
        assertEquals(Bundle.INSTALLED, importing("org.openhab.core.thing.internal"));
        assertEquals(Bundle.ACTIVE, importing("org.openhab.core.thing.internal;host=workbench"));
    }

    /** State of a new bundle with this import after an attempt to start it. */
    private int importing(String packages) throws Exception {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        manifest.getMainAttributes().putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        manifest.getMainAttributes().putValue(Constants.BUNDLE_SYMBOLICNAME, "probe" + probes++);
        manifest.getMainAttributes().putValue(Constants.IMPORT_PACKAGE, packages);
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        new JarOutputStream(jar, manifest).close();
        Bundle probe = framework
                .getBundleContext()
                .installBundle("probe:" + packages, new ByteArrayInputStream(jar.toByteArray()));
        try {
            probe.start();
        } catch (BundleException e) {
            assertEquals(BundleException.RESOLVE_ERROR, e.getType());
        }
        return probe.getState();
    }

    private Object service(String name) throws InterruptedException {
        ServiceTracker<Object, Object> tracker = new ServiceTracker<>(framework.getBundleContext(), name, null);
        tracker.open(true);
        try {
            return tracker.waitForService(TimeUnit.SECONDS.toMillis(20));
        } finally {
            tracker.close();
        }
    }
}
