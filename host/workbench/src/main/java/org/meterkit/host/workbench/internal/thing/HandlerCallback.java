/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.host.workbench.internal.thing;

import java.util.List;
import java.util.Map;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.config.core.ConfigDescription;
import org.openhab.core.config.core.Configuration;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.Channel;
import org.openhab.core.thing.ChannelGroupUID;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatusInfo;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.thing.binding.ThingHandlerCallback;
import org.openhab.core.thing.binding.builder.ChannelBuilder;
import org.openhab.core.thing.type.ChannelDefinition;
import org.openhab.core.thing.type.ChannelGroupType;
import org.openhab.core.thing.type.ChannelGroupTypeRegistry;
import org.openhab.core.thing.type.ChannelGroupTypeUID;
import org.openhab.core.thing.type.ChannelKind;
import org.openhab.core.thing.type.ChannelType;
import org.openhab.core.thing.type.ChannelTypeRegistry;
import org.openhab.core.thing.type.ChannelTypeUID;
import org.openhab.core.thing.type.ThingTypeRegistry;
import org.openhab.core.types.Command;
import org.openhab.core.types.State;
import org.openhab.core.types.TimeSeries;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What handlers call; the same for all of them. */
final class HandlerCallback implements ThingHandlerCallback {

    private final Logger logger = LoggerFactory.getLogger(HandlerCallback.class);
    private final ThingLifecycle lifecycle;
    private final Things things;
    private final ThingTypeRegistry thingTypes;
    private final ChannelTypeRegistry channelTypes;
    private final ChannelGroupTypeRegistry groupTypes;
    private final ConfigValidator validator;
    private final ChannelOutlet outlet;

    HandlerCallback(
            ThingLifecycle lifecycle,
            Things things,
            ThingTypeRegistry thingTypes,
            ChannelTypeRegistry channelTypes,
            ChannelGroupTypeRegistry groupTypes,
            ConfigValidator validator,
            ChannelOutlet outlet) {
        this.lifecycle = lifecycle;
        this.things = things;
        this.thingTypes = thingTypes;
        this.channelTypes = channelTypes;
        this.groupTypes = groupTypes;
        this.validator = validator;
        this.outlet = outlet;
    }

    @Override
    public void stateUpdated(ChannelUID channel, State state) {
        outlet.stateUpdated(channel, state);
    }

    @Override
    public void postCommand(ChannelUID channel, Command command) {
        outlet.commandPosted(channel, command);
    }

    @Override
    public void sendTimeSeries(ChannelUID channel, TimeSeries series) {
        logger.debug("Nothing here keeps the {} values sent to channel {}", series.size(), channel);
    }

    @Override
    public void channelTriggered(Thing thing, ChannelUID channel, String event) {
        outlet.triggered(channel, event);
    }

    @Override
    public void statusUpdated(Thing thing, ThingStatusInfo status) {
        lifecycle.statusReported(thing, status);
    }

    @Override
    public void thingUpdated(Thing thing) {
        if (things.update(thing, true) == null) {
            throw new IllegalArgumentException(
                    "Cannot update thing " + thing.getUID() + " because it is not known to the registry");
        }
    }

    @Override
    public void validateConfigurationParameters(Thing thing, Map<String, Object> parameters) {
        validator.validate(parameters, ThingLifecycle.configUri(lifecycle.type(thing)));
    }

    @Override
    public void validateConfigurationParameters(Channel channel, Map<String, Object> parameters) {
        validator.validate(parameters, ThingLifecycle.configUri(thingTypes.getChannelType(channel)));
    }

    @Override
    public @Nullable ConfigDescription getConfigDescription(ChannelTypeUID type) {
        return validator
                .description(ThingLifecycle.configUri(channelTypes.getChannelType(type)))
                .orElse(null);
    }

    @Override
    public @Nullable ConfigDescription getConfigDescription(ThingTypeUID type) {
        return validator
                .description(ThingLifecycle.configUri(thingTypes.getThingType(type)))
                .orElse(null);
    }

    @Override
    public void configurationUpdated(Thing thing) {
        if (!ThingLifecycle.isInitialized(thing)) {
            lifecycle.initialize(thing);
        }
    }

    @Override
    public void migrateThingType(Thing thing, ThingTypeUID type, @Nullable Configuration configuration) {
        lifecycle.migrate(thing, type, configuration);
    }

    @Override
    public ChannelBuilder createChannelBuilder(ChannelUID channel, ChannelTypeUID typeUid) {
        ChannelType type = channelTypes.getChannelType(typeUid);
        if (type == null) {
            throw new IllegalArgumentException("Channel type '" + typeUid + "' is not known");
        }
        Configuration configuration = new Configuration();
        validator.applyDefaults(configuration, type.getConfigDescriptionURI());
        return ChannelBuilder.create(channel, type.getKind() == ChannelKind.STATE ? type.getItemType() : null)
                .withType(typeUid)
                .withKind(type.getKind())
                .withLabel(type.getLabel())
                .withDescription(type.getDescription())
                .withDefaultTags(type.getTags())
                .withAutoUpdatePolicy(type.getAutoUpdatePolicy())
                .withConfiguration(configuration);
    }

    @Override
    public ChannelBuilder editChannel(Thing thing, ChannelUID channelUid) {
        Channel channel = thing.getChannel(channelUid);
        if (channel == null) {
            throw new IllegalArgumentException(
                    "Channel '" + channelUid + "' does not exist for thing '" + thing.getUID() + "'");
        }
        return ChannelBuilder.create(channel);
    }

    @Override
    public List<ChannelBuilder> createChannelBuilders(ChannelGroupUID group, ChannelGroupTypeUID typeUid) {
        ChannelGroupType type = groupTypes.getChannelGroupType(typeUid);
        if (type == null) {
            throw new IllegalArgumentException("Channel group type '" + typeUid + "' is not known");
        }
        return type.getChannelDefinitions().stream()
                .filter(definition -> channelTypes.getChannelType(definition.getChannelTypeUID()) != null)
                .map(definition -> builder(new ChannelUID(group, definition.getId()), definition))
                .toList();
    }

    private ChannelBuilder builder(ChannelUID channel, ChannelDefinition definition) {
        ChannelBuilder builder = createChannelBuilder(channel, definition.getChannelTypeUID())
                .withProperties(definition.getProperties());
        if (definition.getLabel() != null) {
            builder.withLabel(definition.getLabel());
        }
        if (definition.getDescription() != null) {
            builder.withDescription(definition.getDescription());
        }
        if (definition.getAutoUpdatePolicy() != null) {
            builder.withAutoUpdatePolicy(definition.getAutoUpdatePolicy());
        }
        return builder;
    }

    @Override
    public boolean isChannelLinked(ChannelUID channel) {
        return outlet.isLinked(channel);
    }

    @Override
    public @Nullable Bridge getBridge(ThingUID uid) {
        return things.get(uid) instanceof Bridge bridge ? bridge : null;
    }
}
