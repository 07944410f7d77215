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

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.openhab.core.common.ThreadPoolManager;
import org.openhab.core.config.core.ConfigDescription;
import org.openhab.core.config.core.Configuration;
import org.openhab.core.config.core.validation.ConfigValidationException;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.ThingStatusInfo;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.thing.binding.builder.ThingBuilder;
import org.openhab.core.thing.binding.builder.ThingStatusInfoBuilder;
import org.openhab.core.thing.type.ChannelTypeUID;
import org.openhab.core.types.Command;
import org.openhab.core.types.RefreshType;
import org.openhab.core.types.State;
import org.openhab.core.types.TimeSeries;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What handlers have in common. Without a callback (before it is set and after disposal) whatever goes to the framework is
 * dropped with a warning in the log.
 */
public abstract class BaseThingHandler implements ThingHandler {
    private final Logger logger = LoggerFactory.getLogger(BaseThingHandler.class);

    /** Five threads that all bindings share: nothing that blocks. */
    protected final ScheduledExecutorService scheduler = ThreadPoolManager.getScheduledPool("thingHandler");

    /** The thing as it is now; replaced by {@link #updateThing} and {@link #thingUpdated}. */
    protected Thing thing;

    private volatile ThingHandlerCallback callback;

    public BaseThingHandler(Thing thing) {
        this.thing = thing;
    }

    @Override
    public void handleRemoval() {
        updateStatus(ThingStatus.REMOVED);
    }

    /** Stores the parameters; a handler that is initialized is disposed before and initialized after. */
    @Override
    public void handleConfigurationUpdate(Map<String, Object> configurationParameters) {
        if (!isModifyingCurrentConfig(configurationParameters)) {
            return;
        }
        validateConfigurationParameters(configurationParameters);
        Configuration configuration = editConfiguration();
        configurationParameters.forEach(configuration::put);
        if (isInitialized()) {
            dispose();
            updateConfiguration(configuration);
            initialize();
        } else {
            updateConfiguration(configuration);
            ThingHandlerCallback to = callback("updating its configuration");
            if (to != null) {
                to.configurationUpdated(getThing());
            }
        }
    }

    /** Whether one of the parameters has another value now. */
    protected boolean isModifyingCurrentConfig(Map<String, Object> configurationParameters) {
        Configuration current = getThing().getConfiguration();
        return configurationParameters.entrySet().stream()
                .anyMatch(parameter -> !Objects.equals(current.get(parameter.getKey()), parameter.getValue()));
    }

    @Override
    public void dispose() {}

    @Override
    public Thing getThing() {
        return thing;
    }

    @Override
    public void thingUpdated(Thing thing) {
        dispose();
        synchronized (this) {
            this.thing = thing;
        }
        initialize();
    }

    @Override
    public void setCallback(ThingHandlerCallback thingHandlerCallback) {
        synchronized (this) {
            callback = thingHandlerCallback;
        }
    }

    protected ThingHandlerCallback getCallback() {
        return callback;
    }

    /** Asks for the state, so that the new link has one. */
    @Override
    public void channelLinked(ChannelUID channelUID) {
        handleCommand(channelUID, RefreshType.REFRESH);
    }

    @Override
    public void channelUnlinked(ChannelUID channelUID) {}

    /** Throws {@link ConfigValidationException} for wrong parameters. */
    protected void validateConfigurationParameters(Map<String, Object> configurationParameters) {
        ThingHandlerCallback to = callback("validating its configuration");
        if (to != null) {
            to.validateConfigurationParameters(getThing(), configurationParameters);
        }
    }

    /** Null when there is none. */
    protected ConfigDescription getConfigDescription() {
        ThingHandlerCallback to = callback("retrieving its config description");
        return to == null ? null : to.getConfigDescription(thing.getThingTypeUID());
    }

    /** Null when there is none. */
    protected ConfigDescription getConfigDescription(ChannelTypeUID channelTypeUID) {
        ThingHandlerCallback to = callback("retrieving a channel config description");
        return to == null ? null : to.getConfigDescription(channelTypeUID);
    }

    /** A copy of the configuration. */
    protected Configuration getConfig() {
        return new Configuration(getThing().getConfiguration());
    }

    protected <T> T getConfigAs(Class<T> configurationClass) {
        return getConfig().as(configurationClass);
    }

    protected void updateState(ChannelUID channelUID, State state) {
        call("updating channel " + channelUID, to -> to.stateUpdated(channelUID, state));
    }

    protected void updateState(String channelID, State state) {
        updateState(channel(channelID), state);
    }

    protected void sendTimeSeries(ChannelUID channelUID, TimeSeries timeSeries) {
        call("sending to channel " + channelUID, to -> to.sendTimeSeries(channelUID, timeSeries));
    }

    protected void sendTimeSeries(String channelID, TimeSeries timeSeries) {
        sendTimeSeries(channel(channelID), timeSeries);
    }

    protected void triggerChannel(ChannelUID channelUID, String event) {
        call("triggering channel " + channelUID, to -> to.channelTriggered(getThing(), channelUID, event));
    }

    protected void triggerChannel(String channelID, String event) {
        triggerChannel(channel(channelID), event);
    }

    protected void triggerChannel(String channelID) {
        triggerChannel(channelID, "");
    }

    protected void triggerChannel(ChannelUID channelUID) {
        triggerChannel(channelUID, "");
    }

    protected void postCommand(String channelID, Command command) {
        postCommand(channel(channelID), command);
    }

    protected void postCommand(ChannelUID channelUID, Command command) {
        call("posting a command to channel " + channelUID, to -> to.postCommand(channelUID, command));
    }

    protected void updateStatus(ThingStatus status, ThingStatusDetail statusDetail, String description) {
        ThingStatusInfo info = ThingStatusInfoBuilder.create(status, statusDetail)
                .withDescription(description)
                .build();
        call("updating the thing status", to -> to.statusUpdated(thing, info));
    }

    protected void updateStatus(ThingStatus status, ThingStatusDetail statusDetail) {
        updateStatus(status, statusDetail, null);
    }

    protected void updateStatus(ThingStatus status) {
        updateStatus(status, ThingStatusDetail.NONE, null);
    }

    /** A builder that begins with the thing as it is. */
    protected ThingBuilder editThing() {
        return ThingBuilder.create(thing);
    }

    /** Replaces the thing by a changed copy; the handler is not initialized again. */
    protected void updateThing(Thing thing) {
        if (thing == this.thing) {
            throw new IllegalArgumentException("This is the thing itself; change a copy, which editThing() makes.");
        }
        ThingHandlerCallback to = callback("updating its thing");
        if (to == null) {
            return;
        }
        try {
            to.validateConfigurationParameters(thing, thing.getConfiguration().getProperties());
            thing.getChannels()
                    .forEach(channel -> to.validateConfigurationParameters(
                            channel, channel.getConfiguration().getProperties()));
        } catch (ConfigValidationException e) {
            logger.warn(
                    "Thing {} was not updated, its new configuration is wrong: {}",
                    thing.getUID(),
                    e.getValidationMessages());
            return;
        }
        synchronized (this) {
            this.thing = thing;
            to.thingUpdated(thing);
        }
    }

    /** A copy of the configuration for {@link #updateConfiguration}. */
    protected Configuration editConfiguration() {
        return new Configuration(getThing().getConfiguration());
    }

    /** Stores a changed configuration; the handler is not initialized again. */
    protected void updateConfiguration(Configuration configuration) {
        ThingHandlerCallback to = callback("updating its configuration");
        if (to == null) {
            return;
        }
        try {
            to.validateConfigurationParameters(thing, configuration.getProperties());
        } catch (ConfigValidationException e) {
            logger.warn(
                    "The configuration of thing {} was not updated, the new one is wrong: {}",
                    thing.getUID(),
                    e.getValidationMessages());
            return;
        }
        Map<String, Object> before = thing.getConfiguration().getProperties();
        synchronized (this) {
            try {
                thing.getConfiguration().setProperties(configuration.getProperties());
                to.thingUpdated(thing);
            } catch (RuntimeException e) {
                thing.getConfiguration().setProperties(before);
                throw e;
            }
        }
    }

    /** A copy of the properties for {@link #updateProperties}. */
    protected Map<String, String> editProperties() {
        return new HashMap<>(thing.getProperties());
    }

    /** Sets properties, keeping others; null removes all. */
    protected void updateProperties(Map<String, String> properties) {
        if (properties != null) {
            setProperties(properties);
        } else if (!thing.getProperties().isEmpty()) {
            thing.setProperties(Map.of());
            tellThingUpdated();
        }
    }

    /** Sets a property, null removes it. */
    protected void updateProperty(String name, String value) {
        setProperties(Collections.singletonMap(name, value));
    }

    private void setProperties(Map<String, String> properties) {
        boolean changed = false;
        for (Map.Entry<String, String> property : properties.entrySet()) {
            String value = property.getValue();
            changed |= !Objects.equals(value, thing.setProperty(property.getKey(), value));
        }
        if (changed) {
            tellThingUpdated();
        }
    }

    private void tellThingUpdated() {
        call("updating its thing's properties", to -> to.thingUpdated(thing));
    }

    /** The bridge of the thing, or null. */
    protected Bridge getBridge() {
        ThingUID bridge = thing.getBridgeUID();
        ThingHandlerCallback to = callback("accessing its bridge");
        return to == null || bridge == null ? null : to.getBridge(bridge);
    }

    protected boolean isLinked(String channelId) {
        return isLinked(channel(channelId));
    }

    protected boolean isLinked(ChannelUID channelUID) {
        ThingHandlerCallback to = callback("checking if channel " + channelUID + " is linked");
        return to != null && to.isChannelLinked(channelUID);
    }

    /** Whether the thing is ONLINE, OFFLINE or UNKNOWN. */
    protected boolean isInitialized() {
        return switch (getThing().getStatus()) {
            case ONLINE, OFFLINE, UNKNOWN -> true;
            default -> false;
        };
    }

    /** OFFLINE with the bridge; ONLINE with it when only the bridge was missing. */
    @Override
    public void bridgeStatusChanged(ThingStatusInfo bridgeStatusInfo) {
        if (bridgeStatusInfo.getStatus() == ThingStatus.OFFLINE) {
            updateStatus(ThingStatus.OFFLINE, ThingStatusDetail.BRIDGE_OFFLINE);
        } else if (bridgeStatusInfo.getStatus() == ThingStatus.ONLINE
                && getThing().getStatusInfo().getStatusDetail() == ThingStatusDetail.BRIDGE_OFFLINE) {
            updateStatus(ThingStatus.ONLINE);
        }
    }

    protected void changeThingType(ThingTypeUID thingTypeUID, Configuration configuration) {
        ThingHandlerCallback to = callback("migrating the thing type");
        if (to != null) {
            to.migrateThingType(getThing(), thingTypeUID, configuration);
        }
    }

    private ChannelUID channel(String id) {
        return new ChannelUID(getThing().getUID(), id);
    }

    /** One call at a time, and none after the callback was taken away. */
    private void call(String doing, Consumer<ThingHandlerCallback> action) {
        synchronized (this) {
            ThingHandlerCallback to = callback(doing);
            if (to != null) {
                action.accept(to);
            }
        }
    }

    private ThingHandlerCallback callback(String doing) {
        ThingHandlerCallback current = callback;
        if (current == null) {
            logger.warn(
                    "Handler {} of thing {} has no callback: dropped {}.",
                    getClass().getSimpleName(),
                    thing.getUID(),
                    doing);
        }
        return current;
    }
}
