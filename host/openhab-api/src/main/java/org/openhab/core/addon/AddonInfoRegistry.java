/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.openhab.core.addon;

import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** What all installed add-ons say about themselves. Thread-safe. */
@Component(immediate = true, service = AddonInfoRegistry.class)
public class AddonInfoRegistry {
    private final Collection<AddonInfoProvider> providers = new CopyOnWriteArrayList<>();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    protected void addAddonInfoProvider(AddonInfoProvider provider) {
        providers.add(provider);
    }

    public void removeAddonInfoProvider(AddonInfoProvider provider) {
        providers.remove(provider);
    }

    public AddonInfo getAddonInfo(String uid) {
        return getAddonInfo(uid, null);
    }

    /** The description of the add-on with this UID, such as "binding-p1", or null. */
    public AddonInfo getAddonInfo(String uid, Locale locale) {
        return providers.stream()
                .map(provider -> provider.getAddonInfo(uid, locale))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    public Set<AddonInfo> getAddonInfos() {
        return getAddonInfos(null);
    }

    public Set<AddonInfo> getAddonInfos(Locale locale) {
        return providers.stream()
                .flatMap(provider -> provider.getAddonInfos(locale).stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
