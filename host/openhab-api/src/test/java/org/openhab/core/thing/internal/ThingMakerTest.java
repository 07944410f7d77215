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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openhab.core.config.core.Configuration;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.Channel;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.thing.type.ChannelDefinition;
import org.openhab.core.thing.type.ChannelDefinitionBuilder;
import org.openhab.core.thing.type.ChannelGroupDefinition;
import org.openhab.core.thing.type.ChannelGroupType;
import org.openhab.core.thing.type.ChannelGroupTypeBuilder;
import org.openhab.core.thing.type.ChannelGroupTypeRegistry;
import org.openhab.core.thing.type.ChannelGroupTypeUID;
import org.openhab.core.thing.type.ChannelType;
import org.openhab.core.thing.type.ChannelTypeBuilder;
import org.openhab.core.thing.type.ChannelTypeRegistry;
import org.openhab.core.thing.type.ChannelTypeUID;
import org.openhab.core.thing.type.ThingTypeBuilder;

class ThingMakerTest {
    private static final ThingTypeUID METER = new ThingTypeUID("p1", "meter");
    private static final ChannelGroupTypeUID PHASE = new ChannelGroupTypeUID("p1", "phase");

    private static final ChannelTypeUID POWER = new ChannelTypeUID("p1", "power");

    private final ChannelDefinition power =
            new ChannelDefinitionBuilder("power", POWER).withLabel("Net Power").build();
    private final ChannelDefinition unknown =
            new ChannelDefinitionBuilder("unknown", new ChannelTypeUID("p1", "unknown")).build();

    private final ChannelTypeRegistry channelTypes = new ChannelTypeRegistry() {
        @Override
        public ChannelType getChannelType(ChannelTypeUID uid, Locale locale) {
            return uid.equals(POWER)
                    ? ChannelTypeBuilder.state(POWER, "Power", "Number:Power")
                            .withDescription("Taken from the grid.")
                            .withTags(List.of("Measurement", "Power"))
                            .build()
                    : null;
        }
    };

    private final ChannelGroupTypeRegistry groupTypes = new ChannelGroupTypeRegistry() {
        @Override
        public ChannelGroupType getChannelGroupType(ChannelGroupTypeUID uid, Locale locale) {
            return uid.equals(PHASE)
                    ? ChannelGroupTypeBuilder.instance(PHASE, "Phase")
                            .withChannelDefinitions(List.of(power))
                            .build()
                    : null;
        }
    };

    private Thing make(ThingTypeBuilder type, boolean bridge) {
        return ThingMaker.make(
                bridge ? type.buildBridge() : type.build(),
                new ThingUID(METER, "home"),
                new Configuration(),
                null,
                null,
                channelTypes,
                groupTypes);
    }

    @Test
    void channelsSayWhatDefinitionAndTypeSay() {
        Thing thing =
                make(ThingTypeBuilder.instance(METER, "Meter").withChannelDefinitions(List.of(power, unknown)), false);
        Channel channel = thing.getChannel("power");
        assertEquals("Net Power", channel.getLabel());
        assertEquals("Taken from the grid.", channel.getDescription());
        assertEquals("Number:Power", channel.getAcceptedItemType());
        assertEquals(Set.of("Measurement", "Power"), channel.getDefaultTags());
        assertNull(thing.getChannel("unknown"));
    }

    @Test
    void channelsOfGroupsCarryTheGroupsId() {
        Thing thing = make(
                ThingTypeBuilder.instance(METER, "Meter")
                        .withChannelGroupDefinitions(List.of(
                                new ChannelGroupDefinition("l1", PHASE),
                                new ChannelGroupDefinition("x", new ChannelGroupTypeUID("p1", "x")))),
                true);
        assertInstanceOf(Bridge.class, thing);
        assertEquals(
                List.of("l1#power"),
                thing.getChannels().stream()
                        .map(channel -> channel.getUID().getId())
                        .toList());
    }
}
