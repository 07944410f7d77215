/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.host.workbench.internal.ohinf;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.library.CoreItemFactory;
import org.openhab.core.thing.type.ChannelType;
import org.openhab.core.thing.type.ChannelTypeBuilder;
import org.openhab.core.thing.type.ChannelTypeProvider;
import org.openhab.core.thing.type.ChannelTypeUID;
import org.openhab.core.types.StateDescriptionFragmentBuilder;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Those of openHAB's own channel types that a meter may have a use for. */
@Component
public final class SystemChannelTypes implements ChannelTypeProvider {

    private static final String MEASUREMENT = "Measurement";

    private final List<ChannelType> types = List.of(
            measured("electric-power", "Electric Power", "Number:Power", "Power"),
            measured("electric-current", "Electric Current", "Number:ElectricCurrent", "Current"),
            measured("electric-voltage", "Electric Voltage", "Number:ElectricPotential", "Voltage"),
            measured("electric-energy", "Electrical Energy", "Number:Energy", "Energy"),
            ChannelTypeBuilder.state(uid("power"), "Power", CoreItemFactory.SWITCH)
                    .withDescription("Device is operable when channel has state ON")
                    .withCategory("Switch")
                    .withTags(List.of("Switch", "Power"))
                    .build(),
            ChannelTypeBuilder.state(uid("signal-strength"), "Signal Strength", CoreItemFactory.NUMBER)
                    .withCategory("QualityOfService")
                    .withTags(List.of(MEASUREMENT, "SignalStrength"))
                    .withStateDescriptionFragment(StateDescriptionFragmentBuilder.create()
                            .withMinimum(BigDecimal.ZERO)
                            .withMaximum(BigDecimal.valueOf(4))
                            .withStep(BigDecimal.ONE)
                            .withReadOnly(true)
                            .build())
                    .build());

    @Activate
    public SystemChannelTypes() {}

    private static ChannelTypeUID uid(String id) {
        return new ChannelTypeUID("system", id);
    }

    private static ChannelType measured(String id, String label, String itemType, String property) {
        return ChannelTypeBuilder.state(uid(id), label, itemType)
                .withCategory("Energy")
                .withTags(List.of(MEASUREMENT, property))
                .withStateDescriptionFragment(StateDescriptionFragmentBuilder.create()
                        .withReadOnly(true)
                        .withPattern("%.1f %unit%")
                        .build())
                .build();
    }

    @Override
    public @Nullable ChannelType getChannelType(ChannelTypeUID uid, @Nullable Locale locale) {
        return types.stream()
                .filter(type -> type.getUID().equals(uid))
                .findFirst()
                .orElse(null);
    }

    @Override
    public Collection<ChannelType> getChannelTypes(@Nullable Locale locale) {
        return types;
    }
}
