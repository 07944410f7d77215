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

import java.util.Map;
import java.util.Set;
import org.openhab.core.config.core.Configuration;
import org.openhab.core.thing.Channel;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.type.AutoUpdatePolicy;
import org.openhab.core.thing.type.ChannelKind;
import org.openhab.core.thing.type.ChannelTypeUID;

/** Builds a {@link Channel}; a state channel without item type unless said otherwise. */
public class ChannelBuilder {
    private final ChannelUID channelUID;
    private String acceptedItemType;
    private ChannelKind kind = ChannelKind.STATE;
    private Configuration configuration = new Configuration();
    private Set<String> defaultTags = Set.of();
    private Map<String, String> properties = Map.of();
    private String label;
    private String description;
    private AutoUpdatePolicy autoUpdatePolicy;
    private ChannelTypeUID channelTypeUID;

    private ChannelBuilder(ChannelUID channelUID, String acceptedItemType) {
        this.channelUID = channelUID;
        this.acceptedItemType = acceptedItemType;
    }

    public static ChannelBuilder create(ChannelUID channelUID) {
        return new ChannelBuilder(channelUID, null);
    }

    public static ChannelBuilder create(ChannelUID channelUID, String acceptedItemType) {
        return new ChannelBuilder(channelUID, acceptedItemType);
    }

    /** Begins with everything another channel says. */
    public static ChannelBuilder create(Channel channel) {
        return create(channel.getUID(), channel.getAcceptedItemType())
                .withConfiguration(channel.getConfiguration())
                .withDefaultTags(channel.getDefaultTags())
                .withKind(channel.getKind())
                .withProperties(channel.getProperties())
                .withType(channel.getChannelTypeUID())
                .withLabel(channel.getLabel())
                .withDescription(channel.getDescription())
                .withAutoUpdatePolicy(channel.getAutoUpdatePolicy());
    }

    public ChannelBuilder withType(ChannelTypeUID channelTypeUID) {
        this.channelTypeUID = channelTypeUID;
        return this;
    }

    public ChannelBuilder withConfiguration(Configuration configuration) {
        this.configuration = configuration;
        return this;
    }

    public ChannelBuilder withProperties(Map<String, String> properties) {
        this.properties = properties;
        return this;
    }

    public ChannelBuilder withLabel(String label) {
        this.label = label;
        return this;
    }

    public ChannelBuilder withDescription(String description) {
        this.description = description;
        return this;
    }

    public ChannelBuilder withDefaultTags(Set<String> defaultTags) {
        this.defaultTags = defaultTags;
        return this;
    }

    /** Null is not allowed. */
    public ChannelBuilder withKind(ChannelKind kind) {
        if (kind == null) {
            throw new IllegalArgumentException("'ChannelKind' must not be null");
        }
        this.kind = kind;
        return this;
    }

    public ChannelBuilder withAcceptedItemType(String acceptedItemType) {
        this.acceptedItemType = acceptedItemType;
        return this;
    }

    public ChannelBuilder withAutoUpdatePolicy(AutoUpdatePolicy policy) {
        this.autoUpdatePolicy = policy;
        return this;
    }

    public Channel build() {
        return new ChannelImpl(this);
    }

    private static final class ChannelImpl extends Channel {
        ChannelImpl(ChannelBuilder data) {
            super(
                    data.channelUID,
                    data.channelTypeUID,
                    data.acceptedItemType,
                    data.kind,
                    data.configuration,
                    data.defaultTags,
                    data.properties,
                    data.label,
                    data.description,
                    data.autoUpdatePolicy);
        }
    }
}
