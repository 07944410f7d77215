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
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.core.common.AbstractUID;
import org.openhab.core.thing.type.ChannelTypeUID;

class UidTest {
    private static final ThingTypeUID METER = new ThingTypeUID("p1", "meter");

    @Test
    void aThingUidNamesBindingTypeAndId() {
        ThingUID uid = new ThingUID(METER, "home");
        assertEquals("p1:meter:home", uid.toString());
        assertEquals("p1", uid.getBindingId());
        assertEquals("home", uid.getId());
        assertEquals(List.of(), uid.getBridgeIds());
        assertEquals(uid, new ThingUID("p1:meter:home"));
        assertEquals(uid.hashCode(), new ThingUID("p1", "meter", "home").hashCode());
    }

    @Test
    void aThingUidContainsTheWholePathOfBridges() {
        ThingUID outer = new ThingUID(new ThingTypeUID("p1", "hub"), "hub1");
        ThingUID inner = new ThingUID(METER, outer, "home");
        ThingUID gas = new ThingUID(new ThingTypeUID("p1", "gas"), inner, "g1");
        assertEquals("p1:gas:hub1:home:g1", gas.getAsString());
        assertEquals(List.of("hub1", "home"), gas.getBridgeIds());
    }

    @Test
    void aThingUidCanGoWithoutType() {
        assertEquals("p1::home", new ThingUID("p1", "home").getAsString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"p1", "p1:meter", "p1:meter:", "p1:meter:a b", "p1:meter:a#b", "p1:mé:x"})
    void badThingUidsAreRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> new ThingUID(text));
    }

    @Test
    void aChannelUidCanBeInAGroup() {
        ThingUID thing = new ThingUID(METER, "home");
        ChannelUID plain = new ChannelUID(thing, "power");
        assertFalse(plain.isInGroup());
        assertNull(plain.getGroupId());
        assertEquals("power", plain.getIdWithoutGroup());

        ChannelUID grouped = new ChannelUID(thing, "ch1", "power");
        assertEquals("p1:meter:home:ch1#power", grouped.getAsString());
        assertEquals("ch1#power", grouped.getId());
        assertEquals("ch1", grouped.getGroupId());
        assertEquals("power", grouped.getIdWithoutGroup());
        assertEquals(thing, grouped.getThingUID());
        assertEquals(grouped, new ChannelUID(new ChannelGroupUID(thing, "ch1"), "power"));
        assertEquals(grouped, new ChannelUID("p1:meter:home:ch1#power"));
        assertNotEquals(plain, grouped);
    }

    @ParameterizedTest
    @ValueSource(strings = {"p1:meter:home", "p1:meter:home:a#b#c", "p1:meter:home:a b", "p1:me#ter:home:a"})
    void badChannelUidsAreRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> new ChannelUID(text));
    }

    @Test
    void uidsOfDifferentKindsDiffer() {
        assertNotEquals(METER, new ChannelTypeUID("p1", "meter"));
        assertTrue(AbstractUID.isValid("a-b_C9"));
        assertFalse(AbstractUID.isValid("a:b"));
        assertFalse(AbstractUID.isValid(null));
    }
}
