/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.openhab.core.thing.internal;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openhab.core.thing.DefaultSystemChannelTypeProvider;
import org.openhab.core.thing.type.ChannelType;
import org.openhab.core.thing.type.ChannelTypeProvider;
import org.openhab.core.thing.type.ChannelTypeUID;
import org.osgi.service.component.annotations.Component;

/** Offers the {@link DefaultSystemChannelTypeProvider channel types that every binding can use}. */
@Component(service = ChannelTypeProvider.class)
public class SystemChannelTypes implements ChannelTypeProvider {
    private static final List<ChannelType> TYPES = List.of(
            DefaultSystemChannelTypeProvider.SYSTEM_CHANNEL_SIGNAL_STRENGTH,
            DefaultSystemChannelTypeProvider.SYSTEM_POWER,
            DefaultSystemChannelTypeProvider.SYSTEM_ELECTRIC_POWER,
            DefaultSystemChannelTypeProvider.SYSTEM_ELECTRIC_CURRENT,
            DefaultSystemChannelTypeProvider.SYSTEM_ELECTRIC_VOLTAGE,
            DefaultSystemChannelTypeProvider.SYSTEM_ELECTRICAL_ENERGY);

    @Override
    public Collection<ChannelType> getChannelTypes(Locale locale) {
        return TYPES;
    }

    @Override
    public ChannelType getChannelType(ChannelTypeUID uid, Locale locale) {
        return TYPES.stream()
                .filter(type -> type.getUID().equals(uid))
                .findFirst()
                .orElse(null);
    }
}
