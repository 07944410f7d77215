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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openhab.core.config.core.Configuration;
import org.openhab.core.config.core.validation.ConfigValidationException;
import org.openhab.core.library.types.StringType;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.ThingStatusInfo;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.thing.binding.builder.BridgeBuilder;
import org.openhab.core.thing.binding.builder.ChannelBuilder;
import org.openhab.core.thing.binding.builder.ThingBuilder;
import org.openhab.core.types.Command;

class BaseThingHandlerTest {
    private static final ThingTypeUID METER = new ThingTypeUID("p1", "meter");

    private final RecordingCallback callback = new RecordingCallback();
    private final Thing thing = ThingBuilder.create(METER, "home")
            .withBridge(new ThingUID("p1:hub:one"))
            .withConfiguration(new Configuration(Map.of("port", "COM1")))
            .withProperties(Map.of("vendor", "Acme"))
            .build();
    private final Handler handler = new Handler(thing);

    private final class Handler extends BaseThingHandler {
        Handler(Thing thing) {
            super(thing);
        }

        @Override
        public void initialize() {
            callback.calls.add("initialize " + getConfig().get("port"));
        }

        @Override
        public void dispose() {
            callback.calls.add("dispose");
        }

        @Override
        public void handleCommand(ChannelUID channelUID, Command command) {
            callback.calls.add("handle " + channelUID.getId() + " " + command);
        }
    }

    private void status(ThingStatus status, ThingStatusDetail detail) {
        thing.setStatusInfo(new ThingStatusInfo(status, detail, null));
    }

    @Test
    void withoutACallbackNothingHappens() {
        handler.updateState("power", new StringType("x"));
        handler.updateStatus(ThingStatus.ONLINE);
        handler.updateProperty("vendor", "Other");
        handler.updateConfiguration(new Configuration(Map.of("port", "COM2")));
        handler.triggerChannel("button");
        assertFalse(handler.isLinked("linked"));
        assertNull(handler.getBridge());
        assertEquals(List.of(), callback.calls);
        assertEquals("COM1", thing.getConfiguration().get("port"));
    }

    @Test
    void theCallbackHearsEverything() {
        handler.setCallback(callback);
        handler.updateState("power", new StringType("x"));
        handler.updateState(new ChannelUID(thing.getUID(), "ch1", "power"), new StringType("y"));
        handler.updateStatus(ThingStatus.OFFLINE, ThingStatusDetail.COMMUNICATION_ERROR, "Gone.");
        handler.postCommand("switch", new StringType("z"));
        handler.triggerChannel("button", "PRESSED");
        handler.triggerChannel("button");
        handler.handleRemoval();
        assertEquals(
                List.of(
                        "state power x",
                        "state ch1#power y",
                        "status OFFLINE (COMMUNICATION_ERROR): Gone.",
                        "command switch z",
                        "triggered button PRESSED",
                        "triggered button ",
                        "status REMOVED"),
                callback.calls);
        assertTrue(handler.isLinked("linked"));
        assertFalse(handler.isLinked("power"));
        callback.bridge =
                BridgeBuilder.create(new ThingTypeUID("p1", "hub"), "one").build();
        assertSame(callback.bridge, handler.getBridge());
    }

    @Test
    void aLinkedChannelIsRefreshed() {
        handler.channelLinked(new ChannelUID(thing.getUID(), "power"));
        assertEquals(List.of("handle power REFRESH"), callback.calls);
    }

    @Test
    void anInitializedHandlerIsStartedAgainWithItsNewConfiguration() {
        handler.setCallback(callback);
        status(ThingStatus.OFFLINE, ThingStatusDetail.NONE);
        handler.handleConfigurationUpdate(Map.of("port", "COM2"));
        assertEquals(List.of("dispose", "updated", "initialize COM2"), callback.calls);
    }

    @Test
    void anUninitializedHandlerOnlyStoresItsConfiguration() {
        handler.setCallback(callback);
        handler.handleConfigurationUpdate(Map.of("port", "COM2"));
        assertEquals(List.of("updated", "configuration updated"), callback.calls);
        assertEquals("COM2", thing.getConfiguration().get("port"));
    }

    @Test
    void theSameConfigurationChangesNothing() {
        handler.setCallback(callback);
        status(ThingStatus.ONLINE, ThingStatusDetail.NONE);
        handler.handleConfigurationUpdate(Map.of("port", "COM1"));
        assertEquals(List.of(), callback.calls);
    }

    @Test
    void aWrongConfigurationIsRefused() {
        handler.setCallback(callback);
        status(ThingStatus.ONLINE, ThingStatusDetail.NONE);
        ConfigValidationException refused = assertThrows(
                ConfigValidationException.class, () -> handler.handleConfigurationUpdate(Map.of("bad", "x")));
        assertEquals(Map.of("bad", "is bad"), refused.getValidationMessages());
        handler.updateConfiguration(new Configuration(Map.of("bad", "x")));
        assertEquals(List.of(), callback.calls);
        assertEquals(Map.of("port", "COM1"), thing.getConfiguration().getProperties());
    }

    @Test
    void configurationsAreCopies() {
        handler.getConfig().put("port", "COM9");
        handler.editConfiguration().put("port", "COM9");
        assertEquals("COM1", thing.getConfiguration().get("port"));
    }

    @Test
    void configurationsAreRead() {
        thing.getConfiguration().put("timeout", 5);
        assertEquals(new Settings("COM1", 5), handler.getConfigAs(Settings.class));
        assertEquals(new BigDecimal(5), handler.getConfig().get("timeout"));
    }

    private record Settings(String port, int timeout) {}

    @Test
    void aThingIsReplacedByAChangedCopy() {
        handler.setCallback(callback);
        assertThrows(IllegalArgumentException.class, () -> handler.updateThing(thing));
        Thing changed = handler.editThing()
                .withChannel(ChannelBuilder.create(new ChannelUID(thing.getUID(), "power"))
                        .build())
                .build();
        handler.updateThing(changed);
        assertSame(changed, handler.getThing());
        assertEquals(List.of("updated"), callback.calls);
        assertEquals(thing.getConfiguration(), changed.getConfiguration());
        assertEquals(thing.getBridgeUID(), changed.getBridgeUID());
        handler.updateThing(handler.editThing()
                .withConfiguration(new Configuration(Map.of("bad", "x")))
                .build());
        assertSame(changed, handler.getThing());
    }

    @Test
    void aThingChangedByOthersStartsTheHandlerAgain() {
        Thing changed = ThingBuilder.create(thing)
                .withConfiguration(new Configuration(Map.of("port", "COM7")))
                .build();
        handler.thingUpdated(changed);
        assertEquals(List.of("dispose", "initialize COM7"), callback.calls);
    }

    @Test
    void propertiesAreMergedAndOnlyChangesAreTold() {
        handler.setCallback(callback);
        handler.updateProperty("vendor", "Acme");
        assertEquals(List.of(), callback.calls);
        handler.updateProperties(Map.of("modelId", "M1"));
        assertEquals(Map.of("vendor", "Acme", "modelId", "M1"), thing.getProperties());
        handler.updateProperty("vendor", null);
        assertEquals(Map.of("modelId", "M1"), handler.editProperties());
        handler.updateProperties(null);
        assertEquals(Map.of(), thing.getProperties());
        assertEquals(List.of("updated", "updated", "updated"), callback.calls);
    }

    @Test
    void theStatusFollowsTheBridge() {
        handler.setCallback(callback);
        status(ThingStatus.ONLINE, ThingStatusDetail.NONE);
        handler.bridgeStatusChanged(new ThingStatusInfo(ThingStatus.UNKNOWN, ThingStatusDetail.NONE, null));
        handler.bridgeStatusChanged(new ThingStatusInfo(ThingStatus.ONLINE, ThingStatusDetail.NONE, null));
        assertEquals(List.of(), callback.calls);
        handler.bridgeStatusChanged(
                new ThingStatusInfo(ThingStatus.OFFLINE, ThingStatusDetail.COMMUNICATION_ERROR, null));
        handler.bridgeStatusChanged(new ThingStatusInfo(ThingStatus.ONLINE, ThingStatusDetail.NONE, null));
        assertEquals(List.of("status OFFLINE (BRIDGE_OFFLINE)", "status ONLINE"), callback.calls);
    }

    @Test
    void initializedIsWhoIsOnlineOfflineOrUnknown() {
        assertFalse(handler.isInitialized());
        for (ThingStatus status : ThingStatus.values()) {
            status(status, ThingStatusDetail.NONE);
            boolean expected = List.of(ThingStatus.ONLINE, ThingStatus.OFFLINE, ThingStatus.UNKNOWN)
                    .contains(status);
            assertEquals(expected, handler.isInitialized(), status.name());
        }
    }

    @Test
    void theHandlerOfABridgeEditsABridge() {
        Bridge bridge = BridgeBuilder.create(METER, "hub").build();
        BaseBridgeHandler bridgeHandler = new BaseBridgeHandler(bridge) {
            @Override
            public void initialize() {}

            @Override
            public void handleCommand(ChannelUID channelUID, Command command) {}
        };
        assertSame(bridge, bridgeHandler.getThing());
        assertInstanceOf(Bridge.class, bridgeHandler.editThing().build());
    }
}
