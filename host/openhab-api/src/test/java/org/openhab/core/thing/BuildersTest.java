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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openhab.core.config.core.Configuration;
import org.openhab.core.thing.binding.builder.BridgeBuilder;
import org.openhab.core.thing.binding.builder.ChannelBuilder;
import org.openhab.core.thing.binding.builder.ThingBuilder;
import org.openhab.core.thing.binding.builder.ThingStatusInfoBuilder;
import org.openhab.core.thing.type.AutoUpdatePolicy;
import org.openhab.core.thing.type.BridgeType;
import org.openhab.core.thing.type.ChannelKind;
import org.openhab.core.thing.type.ChannelTypeBuilder;
import org.openhab.core.thing.type.ChannelTypeUID;
import org.openhab.core.thing.type.ThingType;
import org.openhab.core.thing.type.ThingTypeBuilder;

class BuildersTest {
    private static final ThingTypeUID METER = new ThingTypeUID("p1", "meter");
    private static final ThingUID HOME = new ThingUID(METER, "home");
    private static final ChannelUID POWER = new ChannelUID(HOME, "power");

    @Test
    void aChannelIsAStateWithoutAnythingElse() {
        Channel channel = ChannelBuilder.create(POWER).build();
        assertEquals(ChannelKind.STATE, channel.getKind());
        assertNull(channel.getAcceptedItemType());
        assertNull(channel.getLabel());
        assertEquals(Set.of(), channel.getDefaultTags());
        assertEquals(new Configuration(), channel.getConfiguration());
    }

    @Test
    void aChannelCanBeCopied() {
        Channel channel = ChannelBuilder.create(POWER, "Number:Power")
                .withType(new ChannelTypeUID("p1", "power"))
                .withLabel("Power")
                .withDescription("Taken from the grid.")
                .withDefaultTags(Set.of("Measurement"))
                .withProperties(Map.of("a", "b"))
                .withAutoUpdatePolicy(AutoUpdatePolicy.VETO)
                .build();
        assertEquals(channel, ChannelBuilder.create(channel).build());
    }

    @Test
    void aThingIsBuiltWithItsChannels() {
        Channel power = ChannelBuilder.create(POWER, "Number:Power").build();
        Channel grouped =
                ChannelBuilder.create(new ChannelUID(HOME, "ch1", "power")).build();
        Thing thing = ThingBuilder.create(METER, "home")
                .withLabel("Home")
                .withChannels(power, grouped)
                .withProperty("vendor", "Acme")
                .build();
        assertEquals(HOME, thing.getUID());
        assertSame(power, thing.getChannel("power"));
        assertSame(grouped, thing.getChannel("ch1#power"));
        assertSame(power, thing.getChannel(POWER));
        assertNull(thing.getChannel("voltage"));
        assertEquals(List.of(grouped), thing.getChannelsOfGroup("ch1"));
        assertEquals(Map.of("vendor", "Acme"), thing.getProperties());
        assertEquals(ThingStatus.UNINITIALIZED, thing.getStatus());
        assertTrue(thing.isEnabled());

        Thing without = ThingBuilder.create(thing).withoutChannel(POWER).build();
        assertEquals(List.of(grouped), without.getChannels());
        assertEquals("Home", without.getLabel());
        assertEquals(thing, without, "same UID");
    }

    @Test
    void aThingRefusesForeignAndRepeatedChannels() {
        ThingBuilder builder = ThingBuilder.create(METER, "other");
        Channel power = ChannelBuilder.create(POWER).build();
        assertThrows(IllegalArgumentException.class, () -> builder.withChannel(power));
        ThingBuilder home = ThingBuilder.create(METER, HOME).withChannel(power);
        assertThrows(IllegalArgumentException.class, () -> home.withChannel(power));
    }

    @Test
    void aPropertyOfNullIsRemoved() {
        Thing thing = ThingBuilder.create(METER, HOME)
                .withProperties(Map.of("a", "b"))
                .build();
        assertEquals("b", thing.setProperty("a", null));
        assertEquals(Map.of(), thing.getProperties());
    }

    @Test
    void aBridgeIsBuiltAndCopied() {
        Bridge bridge = BridgeBuilder.create(METER, HOME).withLabel("Home").build();
        assertEquals(List.of(), bridge.getThings());
        assertEquals("Home", BridgeBuilder.create(bridge).build().getLabel());
    }

    @Test
    void aStatusPrintsAsOneLine() {
        assertEquals(
                "ONLINE",
                ThingStatusInfoBuilder.create(ThingStatus.ONLINE).build().toString());
        assertEquals(
                "OFFLINE (COMMUNICATION_ERROR): Port gone.",
                ThingStatusInfoBuilder.create(ThingStatus.OFFLINE, ThingStatusDetail.COMMUNICATION_ERROR)
                        .withDescription("Port gone.")
                        .build()
                        .toString());
    }

    @Test
    void typesAreBuiltAndCopied() {
        ThingType type = ThingTypeBuilder.instance(METER, "Meter")
                .withRepresentationProperty("serialNumber")
                .withSemanticEquipmentTag("ElectricMeter")
                .build();
        ThingType copy = ThingTypeBuilder.instance(type).withLabel("Zähler").build();
        assertEquals(type, copy);
        assertEquals("serialNumber", copy.getRepresentationProperty());
        assertEquals("ElectricMeter", copy.getSemanticEquipmentTag());
        assertTrue(copy.isListed());
        assertInstanceOf(
                BridgeType.class, ThingTypeBuilder.instance(METER, "Meter").buildBridge());
        ChannelTypeUID power = new ChannelTypeUID("p1", "power");
        assertEquals(
                "W",
                ChannelTypeBuilder.state(power, "Power", "Number:Power")
                        .withUnitHint("W")
                        .build()
                        .getUnitHint());
        assertEquals(
                ChannelKind.TRIGGER,
                ChannelTypeBuilder.trigger(power, "Pressed").build().getKind());
        assertThrows(IllegalArgumentException.class, () -> ChannelTypeBuilder.state(power, " ", "Number"));
    }
}
