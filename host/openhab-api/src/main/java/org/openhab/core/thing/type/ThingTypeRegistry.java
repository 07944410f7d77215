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
import org.openhab.core.thing.Channel;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.binding.ThingTypeProvider;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** All {@link ThingType}s, whoever provides them. Thread-safe. */
@Component(service = ThingTypeRegistry.class)
public class ThingTypeRegistry {
    private final List<ThingTypeProvider> providers = new CopyOnWriteArrayList<>();
    private final ChannelTypeRegistry channelTypeRegistry;

    @Activate
    public ThingTypeRegistry(@Reference ChannelTypeRegistry channelTypeRegistry) {
        this.channelTypeRegistry = channelTypeRegistry;
    }

    public List<ThingType> getThingTypes(Locale locale) {
        return providers.stream()
                .flatMap(provider -> provider.getThingTypes(locale).stream())
                .toList();
    }

    public List<ThingType> getThingTypes() {
        return getThingTypes((Locale) null);
    }

    public List<ThingType> getThingTypes(String bindingId, Locale locale) {
        return getThingTypes(locale).stream()
                .filter(type -> type.getBindingId().equals(bindingId))
                .toList();
    }

    public List<ThingType> getThingTypes(String bindingId) {
        return getThingTypes(bindingId, null);
    }

    /** The type of this UID, or null. */
    public ThingType getThingType(ThingTypeUID thingTypeUID, Locale locale) {
        return providers.stream()
                .map(provider -> provider.getThingType(thingTypeUID, locale))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    public ThingType getThingType(ThingTypeUID thingTypeUID) {
        return getThingType(thingTypeUID, null);
    }

    public ChannelType getChannelType(Channel channel) {
        return getChannelType(channel, null);
    }

    /** The type of the channel, or null. */
    public ChannelType getChannelType(Channel channel, Locale locale) {
        ChannelTypeUID type = channel.getChannelTypeUID();
        return type == null ? null : channelTypeRegistry.getChannelType(type, locale);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    protected void addThingTypeProvider(ThingTypeProvider provider) {
        providers.add(provider);
    }

    protected void removeThingTypeProvider(ThingTypeProvider provider) {
        providers.remove(provider);
    }
}
