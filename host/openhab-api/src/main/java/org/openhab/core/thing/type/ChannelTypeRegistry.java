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

/** All {@link ChannelType}s, whoever provides them. Thread-safe. */
@Component(service = ChannelTypeRegistry.class)
public class ChannelTypeRegistry {
    private final List<ChannelTypeProvider> providers = new CopyOnWriteArrayList<>();

    public List<ChannelType> getChannelTypes() {
        return getChannelTypes(null);
    }

    public List<ChannelType> getChannelTypes(Locale locale) {
        return providers.stream()
                .flatMap(provider -> provider.getChannelTypes(locale).stream())
                .toList();
    }

    public ChannelType getChannelType(ChannelTypeUID uid) {
        return getChannelType(uid, null);
    }

    /** The type of this UID, or null. */
    public ChannelType getChannelType(ChannelTypeUID uid, Locale locale) {
        return providers.stream()
                .map(provider -> provider.getChannelType(uid, locale))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    protected void addChannelTypeProvider(ChannelTypeProvider provider) {
        providers.add(provider);
    }

    protected void removeChannelTypeProvider(ChannelTypeProvider provider) {
        providers.remove(provider);
    }
}
