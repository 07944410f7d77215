/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.p1.internal.thing;

import java.util.List;
import java.util.Locale;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.i18n.TranslationProvider;
import org.openhab.core.thing.Channel;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingRegistry;
import org.openhab.core.thing.type.ChannelTypeUID;
import org.openhab.core.thing.type.DynamicStateDescriptionProvider;
import org.openhab.core.types.StateDescription;
import org.openhab.core.types.StateDescriptionFragmentBuilder;
import org.openhab.core.types.StateOption;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Names the tariffs 1 and 2 as the country of the meter does: they are the other way round in the Netherlands and in Belgium. What
 * other meters mean by their numbers is not known, so they keep them.
 */
@Component(service = DynamicStateDescriptionProvider.class)
public final class TariffNames implements DynamicStateDescriptionProvider {

    private static final ChannelTypeUID TARIFF = new ChannelTypeUID(P1Ids.BINDING, "tariff");

    private final ThingRegistry things;
    private final TranslationProvider texts;

    @Activate
    public TariffNames(@Reference ThingRegistry things, @Reference TranslationProvider texts) {
        this.things = things;
        this.texts = texts;
    }

    @Override
    public @Nullable StateDescription getStateDescription(
            Channel channel, @Nullable StateDescription original, @Nullable Locale locale) {
        Thing thing = TARIFF.equals(channel.getChannelTypeUID())
                ? things.get(channel.getUID().getThingUID())
                : null;
        String country = thing == null ? null : thing.getProperties().get(P1Ids.COUNTRY);
        if (country == null) {
            return null;
        }
        boolean dutch = country.equals(P1Reading.NETHERLANDS);
        return (original == null
                        ? StateDescriptionFragmentBuilder.create()
                        : StateDescriptionFragmentBuilder.create(original))
                .withOptions(List.of(
                        option("1", dutch ? "Low" : "Day", locale), option("2", dutch ? "Normal" : "Night", locale)))
                .build()
                .toStateDescription();
    }

    private StateOption option(String number, String name, @Nullable Locale locale) {
        String key = "tariff." + name.toLowerCase(Locale.ROOT);
        return new StateOption(number, texts.getText(FrameworkUtil.getBundle(getClass()), key, name, locale));
    }
}
