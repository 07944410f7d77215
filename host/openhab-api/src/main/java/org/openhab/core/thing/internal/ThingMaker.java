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

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.openhab.core.config.core.ConfigDescriptionRegistry;
import org.openhab.core.config.core.ConfigUtil;
import org.openhab.core.config.core.Configuration;
import org.openhab.core.thing.Channel;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.thing.binding.builder.BridgeBuilder;
import org.openhab.core.thing.binding.builder.ChannelBuilder;
import org.openhab.core.thing.binding.builder.ThingBuilder;
import org.openhab.core.thing.type.BridgeType;
import org.openhab.core.thing.type.ChannelDefinition;
import org.openhab.core.thing.type.ChannelGroupDefinition;
import org.openhab.core.thing.type.ChannelGroupType;
import org.openhab.core.thing.type.ChannelGroupTypeRegistry;
import org.openhab.core.thing.type.ChannelKind;
import org.openhab.core.thing.type.ChannelType;
import org.openhab.core.thing.type.ChannelTypeRegistry;
import org.openhab.core.thing.type.ThingType;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a thing with everything its type says. Channel types come from the registries, which are services. */
public final class ThingMaker {
    private final Logger logger = LoggerFactory.getLogger(ThingMaker.class);
    private final ThingUID thing;
    private final ConfigDescriptionRegistry configs;
    private final ChannelTypeRegistry channelTypes;
    private final ChannelGroupTypeRegistry groupTypes;

    private ThingMaker(
            ThingUID thing,
            ConfigDescriptionRegistry configs,
            ChannelTypeRegistry channelTypes,
            ChannelGroupTypeRegistry groupTypes) {
        this.thing = thing;
        this.configs = configs;
        this.channelTypes = channelTypes;
        this.groupTypes = groupTypes;
    }

    /** Bridge and registry of descriptions may be null. */
    public static Thing make(
            ThingType type,
            ThingUID uid,
            Configuration configuration,
            ThingUID bridge,
            ConfigDescriptionRegistry configs) {
        Bundle bundle = FrameworkUtil.getBundle(ThingMaker.class);
        if (bundle == null) {
            return make(type, uid, configuration, bridge, configs, null, null);
        }
        BundleContext context = bundle.getBundleContext();
        ServiceReference<ChannelTypeRegistry> types = context.getServiceReference(ChannelTypeRegistry.class);
        ServiceReference<ChannelGroupTypeRegistry> groups = context.getServiceReference(ChannelGroupTypeRegistry.class);
        try {
            return make(
                    type,
                    uid,
                    configuration,
                    bridge,
                    configs,
                    types == null ? null : context.getService(types),
                    groups == null ? null : context.getService(groups));
        } finally {
            if (types != null) {
                context.ungetService(types);
            }
            if (groups != null) {
                context.ungetService(groups);
            }
        }
    }

    static Thing make(
            ThingType type,
            ThingUID uid,
            Configuration configuration,
            ThingUID bridge,
            ConfigDescriptionRegistry configs,
            ChannelTypeRegistry channelTypes,
            ChannelGroupTypeRegistry groupTypes) {
        ThingMaker maker = new ThingMaker(uid, configs, channelTypes, groupTypes);
        maker.applyDefaults(configuration, type.getConfigDescriptionURI());
        ThingBuilder builder = type instanceof BridgeType
                ? BridgeBuilder.create(type.getUID(), uid)
                : ThingBuilder.create(type.getUID(), uid);
        Thing made = builder.withLabel(type.getLabel())
                .withChannels(maker.channels(type))
                .withConfiguration(configuration)
                .withProperties(type.getProperties())
                .withBridge(bridge)
                .build();
        made.setSemanticEquipmentTag(type.getSemanticEquipmentTag());
        return made;
    }

    private List<Channel> channels(ThingType type) {
        List<Channel> channels = new ArrayList<>();
        for (ChannelDefinition definition : type.getChannelDefinitions()) {
            add(channels, definition, new ChannelUID(thing, definition.getId()));
        }
        for (ChannelGroupDefinition group : type.getChannelGroupDefinitions()) {
            ChannelGroupType groupType = groupTypes == null ? null : groupTypes.getChannelGroupType(group.getTypeUID());
            if (groupType == null) {
                logger.warn("Could not find channel group type '{}' of thing '{}'", group.getTypeUID(), thing);
                continue;
            }
            for (ChannelDefinition definition : groupType.getChannelDefinitions()) {
                add(channels, definition, new ChannelUID(thing, group.getId(), definition.getId()));
            }
        }
        return channels;
    }

    private void add(List<Channel> channels, ChannelDefinition definition, ChannelUID uid) {
        ChannelType type = channelTypes == null ? null : channelTypes.getChannelType(definition.getChannelTypeUID());
        if (type == null) {
            logger.warn("Could not find channel type '{}' of channel '{}'", definition.getChannelTypeUID(), uid);
            return;
        }
        Configuration configuration = new Configuration();
        applyDefaults(configuration, type.getConfigDescriptionURI());
        channels.add(ChannelBuilder.create(uid, type.getKind() == ChannelKind.TRIGGER ? null : type.getItemType())
                .withType(type.getUID())
                .withKind(type.getKind())
                .withDefaultTags(type.getTags())
                .withProperties(definition.getProperties())
                .withLabel(definition.getLabel() == null ? type.getLabel() : definition.getLabel())
                .withDescription(
                        definition.getDescription() == null ? type.getDescription() : definition.getDescription())
                .withAutoUpdatePolicy(
                        definition.getAutoUpdatePolicy() == null
                                ? type.getAutoUpdatePolicy()
                                : definition.getAutoUpdatePolicy())
                .withConfiguration(configuration)
                .build());
    }

    private void applyDefaults(Configuration configuration, URI description) {
        if (configs != null && description != null) {
            ConfigUtil.applyDefaultConfiguration(configuration, configs.getConfigDescription(description));
        }
    }
}
