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

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.addon.Addon;
import org.openhab.core.addon.AddonInfo;
import org.openhab.core.addon.AddonInfoRegistry;
import org.openhab.core.addon.AddonService;
import org.openhab.core.addon.AddonType;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Tells openHAB which of our bindings are installed.
 *
 * <p>openHAB's "choose binding" page lists only what an {@link AddonService} reports as installed, and none of openHAB's own
 * reports a binding that came in a KAR with feature names of its own. This one does; it is read-only, and shipped in the
 * family KAR only, since a binding from the marketplace is reported by the marketplace.
 */
@Component(service = AddonService.class)
public class Catalog implements AddonService {

    static final String ID = "meterkit";

    private static final String BINDING_BUNDLES = "org.meterkit.binding.";

    private final AddonInfoRegistry infos;
    private final BundleContext bundles;

    @Activate
    public Catalog(@Reference AddonInfoRegistry infos, BundleContext bundles) {
        this.infos = infos;
        this.bundles = bundles;
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public String getName() {
        return "Meterkit";
    }

    @Override
    public void refreshSource() {
        // the bundles are asked each time
    }

    @Override
    public List<Addon> getAddons(@Nullable Locale locale) {
        return Arrays.stream(bundles.getBundles())
                .map(bundle -> addon(bundle, locale))
                .filter(Objects::nonNull)
                .toList();
    }

    @Override
    public @Nullable Addon getAddon(String id, @Nullable Locale locale) {
        String uid = id.startsWith(ID + ":") ? id : ID + ":" + id;
        return getAddons(locale).stream()
                .filter(addon -> uid.equals(addon.getUid()))
                .findAny()
                .orElse(null);
    }

    @Override
    public List<AddonType> getTypes(@Nullable Locale locale) {
        return List.of(AddonType.BINDING);
    }

    /** Not offered: the bindings come and go with their KAR. */
    @Override
    public void install(String id) {
        throw new UnsupportedOperationException(id + " is installed and removed with the Meterkit KAR.");
    }

    /** Not offered: the bindings come and go with their KAR. */
    @Override
    public void uninstall(String id) {
        throw new UnsupportedOperationException(id + " is installed and removed with the Meterkit KAR.");
    }

    @Override
    public @Nullable String getAddonId(URI addonUri) {
        return null;
    }

    private @Nullable Addon addon(Bundle bundle, @Nullable Locale locale) {
        String name = bundle.getSymbolicName();
        // openHAB itself lists a JAR dropped into its addons folder, whose location begins with "file:"
        if (name == null
                || !name.startsWith(BINDING_BUNDLES)
                || bundle.getState() != Bundle.ACTIVE
                || bundle.getLocation().startsWith("file:")) {
            return null;
        }
        String uid = "binding-" + name.substring(BINDING_BUNDLES.length());
        AddonInfo info = infos.getAddonInfo(uid, locale);
        if (info == null) {
            return null;
        }
        return Addon.create(ID + ":" + uid)
                .withType(AddonType.BINDING.getId())
                .withId(info.getId())
                .withLabel(info.getName())
                .withDescription(info.getDescription())
                .withVersion(bundle.getVersion().toString())
                .withAuthor("Meterkit")
                .withConnection(info.getConnection())
                .withConfigDescriptionURI(info.getConfigDescriptionURI())
                .withLoggerPackages(List.of(name))
                .withContentType("application/vnd.openhab.bundle")
                .withInstalled(true)
                .build();
    }
}
