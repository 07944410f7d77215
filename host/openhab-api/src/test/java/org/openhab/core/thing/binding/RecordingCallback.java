/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.openhab.core.thing.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openhab.core.config.core.ConfigDescription;
import org.openhab.core.config.core.Configuration;
import org.openhab.core.config.core.validation.ConfigValidationException;
import org.openhab.core.config.core.validation.ConfigValidationMessage;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.Channel;
import org.openhab.core.thing.ChannelGroupUID;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatusInfo;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.thing.binding.builder.ChannelBuilder;
import org.openhab.core.thing.type.ChannelGroupTypeUID;
import org.openhab.core.thing.type.ChannelTypeUID;
import org.openhab.core.types.Command;
import org.openhab.core.types.State;
import org.openhab.core.types.TimeSeries;

/** Writes down what a handler tells the framework; refuses a parameter "bad". */
class RecordingCallback implements ThingHandlerCallback {
    final List<String> calls = new ArrayList<>();
    Bridge bridge;

    @Override
    public void stateUpdated(ChannelUID channelUID, State state) {
        calls.add("state " + channelUID.getId() + " " + state);
    }

    @Override
    public void postCommand(ChannelUID channelUID, Command command) {
        calls.add("command " + channelUID.getId() + " " + command);
    }

    @Override
    public void sendTimeSeries(ChannelUID channelUID, TimeSeries timeSeries) {
        calls.add("series " + channelUID.getId() + " " + timeSeries.size());
    }

    @Override
    public void statusUpdated(Thing thing, ThingStatusInfo thingStatus) {
        thing.setStatusInfo(thingStatus);
        calls.add("status " + thingStatus);
    }

    @Override
    public void thingUpdated(Thing thing) {
        calls.add("updated");
    }

    @Override
    public void validateConfigurationParameters(Thing thing, Map<String, Object> configurationParameters) {
        if (configurationParameters.containsKey("bad")) {
            throw new ConfigValidationException(
                    null, null, List.of(new ConfigValidationMessage("bad", "is {0}", "key", "bad")));
        }
    }

    @Override
    public void validateConfigurationParameters(Channel channel, Map<String, Object> configurationParameters) {}

    @Override
    public ConfigDescription getConfigDescription(ChannelTypeUID channelTypeUID) {
        return null;
    }

    @Override
    public ConfigDescription getConfigDescription(ThingTypeUID thingTypeUID) {
        return null;
    }

    @Override
    public void configurationUpdated(Thing thing) {
        calls.add("configuration updated");
    }

    @Override
    public void migrateThingType(Thing thing, ThingTypeUID thingTypeUID, Configuration configuration) {
        calls.add("migrate " + thingTypeUID);
    }

    @Override
    public void channelTriggered(Thing thing, ChannelUID channelUID, String event) {
        calls.add("triggered " + channelUID.getId() + " " + event);
    }

    @Override
    public ChannelBuilder createChannelBuilder(ChannelUID channelUID, ChannelTypeUID channelTypeUID) {
        return ChannelBuilder.create(channelUID).withType(channelTypeUID);
    }

    @Override
    public ChannelBuilder editChannel(Thing thing, ChannelUID channelUID) {
        return ChannelBuilder.create(thing.getChannel(channelUID));
    }

    @Override
    public List<ChannelBuilder> createChannelBuilders(
            ChannelGroupUID channelGroupUID, ChannelGroupTypeUID channelGroupTypeUID) {
        return List.of();
    }

    @Override
    public boolean isChannelLinked(ChannelUID channelUID) {
        return channelUID.getId().equals("linked");
    }

    @Override
    public Bridge getBridge(ThingUID bridgeUID) {
        return bridge;
    }
}
