/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.openhab.core.thing;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.openhab.core.library.CoreItemFactory;
import org.openhab.core.thing.type.ChannelType;
import org.openhab.core.thing.type.ChannelTypeBuilder;
import org.openhab.core.thing.type.ChannelTypeUID;
import org.openhab.core.types.StateDescriptionFragmentBuilder;
import org.openhab.core.types.StateOption;

/** Channel types that every binding can use; in XML "system.power" means the type "system:power". */
public class DefaultSystemChannelTypeProvider {
    private static final String SYSTEM = "system";

    public static final ChannelTypeUID SYSTEM_CHANNEL_TYPE_UID_SIGNAL_STRENGTH =
            new ChannelTypeUID(SYSTEM, "signal-strength");
    public static final ChannelTypeUID SYSTEM_CHANNEL_TYPE_UID_POWER = new ChannelTypeUID(SYSTEM, "power");
    public static final ChannelTypeUID SYSTEM_CHANNEL_TYPE_UID_ELECTRIC_POWER =
            new ChannelTypeUID(SYSTEM, "electric-power");
    public static final ChannelTypeUID SYSTEM_CHANNEL_TYPE_UID_ELECTRIC_CURRENT =
            new ChannelTypeUID(SYSTEM, "electric-current");
    public static final ChannelTypeUID SYSTEM_CHANNEL_TYPE_UID_ELECTRIC_VOLTAGE =
            new ChannelTypeUID(SYSTEM, "electric-voltage");
    public static final ChannelTypeUID SYSTEM_CHANNEL_TYPE_UID_ELECTRIC_ENERGY =
            new ChannelTypeUID(SYSTEM, "electric-energy");

    public static final ChannelType SYSTEM_CHANNEL_SIGNAL_STRENGTH = ChannelTypeBuilder.state(
                    SYSTEM_CHANNEL_TYPE_UID_SIGNAL_STRENGTH, "Signal Strength", CoreItemFactory.NUMBER)
            .withDescription("Signal strength as with values 0 (worst), 1, 2, 3 or 4 (best)")
            .withCategory("QualityOfService")
            .withStateDescriptionFragment(StateDescriptionFragmentBuilder.create()
                    .withMinimum(BigDecimal.ZERO)
                    .withMaximum(BigDecimal.valueOf(4))
                    .withStep(BigDecimal.ONE)
                    .withReadOnly(true)
                    .withOptions(List.of(
                            new StateOption("0", "no signal"),
                            new StateOption("1", "weak"),
                            new StateOption("2", "average"),
                            new StateOption("3", "good"),
                            new StateOption("4", "excellent")))
                    .build())
            .withTags(List.of("Measurement", "SignalStrength"))
            .build();

    public static final ChannelType SYSTEM_POWER = ChannelTypeBuilder.state(
                    SYSTEM_CHANNEL_TYPE_UID_POWER, "Power", CoreItemFactory.SWITCH)
            .withDescription("Device is operable when channel has state ON")
            .withCategory("Switch")
            .withTags(List.of("Switch", "Power"))
            .build();

    public static final ChannelType SYSTEM_ELECTRIC_POWER =
            electric(SYSTEM_CHANNEL_TYPE_UID_ELECTRIC_POWER, "Power", "Power");
    public static final ChannelType SYSTEM_ELECTRIC_CURRENT =
            electric(SYSTEM_CHANNEL_TYPE_UID_ELECTRIC_CURRENT, "Current", "ElectricCurrent");
    public static final ChannelType SYSTEM_ELECTRIC_VOLTAGE =
            electric(SYSTEM_CHANNEL_TYPE_UID_ELECTRIC_VOLTAGE, "Voltage", "ElectricPotential");
    public static final ChannelType SYSTEM_ELECTRICAL_ENERGY =
            electric(SYSTEM_CHANNEL_TYPE_UID_ELECTRIC_ENERGY, "Energy", "Energy");

    private DefaultSystemChannelTypeProvider() {}

    private static ChannelType electric(ChannelTypeUID uid, String name, String dimension) {
        return ChannelTypeBuilder.state(uid, "Electric " + name, CoreItemFactory.NUMBER + ":" + dimension)
                .withDescription("Current electric " + name.toLowerCase(Locale.ROOT))
                .withCategory("Energy")
                .withStateDescriptionFragment(StateDescriptionFragmentBuilder.create()
                        .withReadOnly(true)
                        .withPattern("%.1f %unit%")
                        .build())
                .withTags(List.of("Measurement", name))
                .build();
    }
}
