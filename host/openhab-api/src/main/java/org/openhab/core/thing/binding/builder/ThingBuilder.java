/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.openhab.core.thing.binding.builder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openhab.core.config.core.Configuration;
import org.openhab.core.thing.Channel;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.thing.internal.ThingImpl;

/** Builds a {@link Thing}. Channels have to belong to it, once each: {@link IllegalArgumentException} otherwise. */
public class ThingBuilder {
    protected final ThingUID thingUID;
    protected final ThingTypeUID thingTypeUID;
    private String label;
    private final List<Channel> channels = new ArrayList<>();
    private Configuration configuration;
    private ThingUID bridgeUID;
    private Map<String, String> properties = new HashMap<>();
    private String location;
    private String semanticEquipmentTag;

    protected ThingBuilder(ThingTypeUID thingTypeUID, ThingUID thingUID) {
        this.thingUID = thingUID;
        this.thingTypeUID = thingTypeUID;
    }

    public static ThingBuilder create(ThingTypeUID thingTypeUID, String thingId) {
        return create(thingTypeUID, new ThingUID(thingTypeUID, thingId));
    }

    public static ThingBuilder create(ThingTypeUID thingTypeUID, ThingUID thingUID) {
        return new ThingBuilder(thingTypeUID, thingUID);
    }

    /** Begins with everything another thing says, but not its status and handler. */
    public static ThingBuilder create(Thing thing) {
        return new ThingBuilder(thing.getThingTypeUID(), thing.getUID()).like(thing);
    }

    final ThingBuilder like(Thing thing) {
        semanticEquipmentTag = thing.getSemanticEquipmentTag();
        return withBridge(thing.getBridgeUID())
                .withChannels(thing.getChannels())
                .withConfiguration(thing.getConfiguration())
                .withLabel(thing.getLabel())
                .withLocation(thing.getLocation())
                .withProperties(thing.getProperties());
    }

    public Thing build() {
        return populate(new ThingImpl(thingTypeUID, thingUID));
    }

    public ThingBuilder withLabel(String label) {
        this.label = label;
        return this;
    }

    public ThingBuilder withChannel(Channel channel) {
        ChannelUID uid = channel.getUID();
        if (!uid.getThingUID().equals(thingUID)) {
            throw new IllegalArgumentException("Channel UID '" + uid + "' does not match thing UID '" + thingUID + "'");
        }
        if (channels.stream().anyMatch(known -> known.getUID().equals(uid))) {
            throw new IllegalArgumentException("Duplicate channels " + uid);
        }
        channels.add(channel);
        return this;
    }

    /** Replaces all channels. */
    public ThingBuilder withChannels(Channel... channels) {
        return withChannels(Arrays.asList(channels));
    }

    /** Replaces all channels. */
    public ThingBuilder withChannels(List<Channel> channels) {
        this.channels.clear();
        channels.forEach(this::withChannel);
        return this;
    }

    public ThingBuilder withoutChannel(ChannelUID channelUID) {
        channels.removeIf(channel -> channel.getUID().equals(channelUID));
        return this;
    }

    public ThingBuilder withoutChannels(Channel... channels) {
        return withoutChannels(Arrays.asList(channels));
    }

    public ThingBuilder withoutChannels(List<Channel> channels) {
        channels.forEach(channel -> withoutChannel(channel.getUID()));
        return this;
    }

    public ThingBuilder withConfiguration(Configuration configuration) {
        this.configuration = configuration;
        return this;
    }

    public ThingBuilder withBridge(ThingUID bridgeUID) {
        this.bridgeUID = bridgeUID;
        return this;
    }

    public ThingBuilder withProperty(String key, String value) {
        properties.put(key, value);
        return this;
    }

    /** Replaces all properties. */
    public ThingBuilder withProperties(Map<String, String> properties) {
        this.properties = new HashMap<>(properties);
        return this;
    }

    public ThingBuilder withLocation(String location) {
        this.location = location;
        return this;
    }

    protected Thing populate(ThingImpl thing) {
        thing.setLabel(label);
        thing.setChannels(channels);
        thing.setConfiguration(configuration);
        thing.setBridgeUID(bridgeUID);
        thing.setProperties(properties);
        thing.setLocation(location);
        thing.setSemanticEquipmentTag(semanticEquipmentTag);
        return thing;
    }
}
