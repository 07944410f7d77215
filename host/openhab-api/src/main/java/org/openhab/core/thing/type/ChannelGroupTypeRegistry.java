/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.openhab.core.thing.type;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** All {@link ChannelGroupType}s, whoever provides them. Thread-safe. */
@Component(service = ChannelGroupTypeRegistry.class)
public class ChannelGroupTypeRegistry {
    private final List<ChannelGroupTypeProvider> providers = new CopyOnWriteArrayList<>();

    public List<ChannelGroupType> getChannelGroupTypes() {
        return getChannelGroupTypes(null);
    }

    public List<ChannelGroupType> getChannelGroupTypes(Locale locale) {
        return providers.stream()
                .flatMap(provider -> provider.getChannelGroupTypes(locale).stream())
                .toList();
    }

    public ChannelGroupType getChannelGroupType(ChannelGroupTypeUID uid) {
        return getChannelGroupType(uid, null);
    }

    /** The type of this UID, or null. */
    public ChannelGroupType getChannelGroupType(ChannelGroupTypeUID uid, Locale locale) {
        return providers.stream()
                .map(provider -> provider.getChannelGroupType(uid, locale))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    protected void addChannelGroupTypeProvider(ChannelGroupTypeProvider provider) {
        providers.add(provider);
    }

    protected void removeChannelGroupTypeProvider(ChannelGroupTypeProvider provider) {
        providers.remove(provider);
    }
}
