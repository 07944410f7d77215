/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.host.workbench.internal.testing;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.config.core.ConfigDescription;
import org.openhab.core.config.core.ConfigDescriptionBuilder;
import org.openhab.core.config.core.ConfigDescriptionParameter.Type;
import org.openhab.core.config.core.ConfigDescriptionParameterBuilder;
import org.openhab.core.config.core.ConfigUtil;
import org.openhab.core.config.core.Configuration;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.Channel;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.thing.binding.BaseBridgeHandler;
import org.openhab.core.thing.binding.BaseThingHandler;
import org.openhab.core.thing.binding.ThingHandler;
import org.openhab.core.thing.binding.ThingHandlerFactory;
import org.openhab.core.thing.binding.builder.BridgeBuilder;
import org.openhab.core.thing.binding.builder.ChannelBuilder;
import org.openhab.core.thing.binding.builder.ThingBuilder;
import org.openhab.core.thing.type.AutoUpdatePolicy;
import org.openhab.core.thing.type.ChannelType;
import org.openhab.core.thing.type.ChannelTypeBuilder;
import org.openhab.core.thing.type.ChannelTypeUID;
import org.openhab.core.thing.type.ThingType;
import org.openhab.core.thing.type.ThingTypeBuilder;
import org.openhab.core.types.Command;
import org.openhab.core.types.State;

/** A little binding: a bus with meters, whose handlers write down what happens to them. */
public final class Probe implements ThingHandlerFactory {

    public static final ThingTypeUID BUS = new ThingTypeUID("probe", "bus");
    public static final ThingTypeUID METER = new ThingTypeUID("probe", "meter");
    public static final ThingUID BUS_1 = new ThingUID(BUS, "1");
    public static final ThingUID METER_1 = new ThingUID(METER, BUS_1, "1");

    /** What the handlers did: {@code "initialize probe:bus:1"}. */
    public final BlockingQueue<String> diary = new LinkedBlockingQueue<>();

    /** Initialising waits for it while it is set. */
    public volatile @Nullable CountDownLatch hold;

    static final URI METER_CONFIG = URI.create("thing-type:probe:meter");

    static List<ThingType> thingTypes() {
        return List.of(
                ThingTypeBuilder.instance(BUS, "Bus").buildBridge(),
                ThingTypeBuilder.instance(METER, "Meter")
                        .withSupportedBridgeTypeUIDs(List.of(BUS.getAsString()))
                        .withRepresentationProperty("serialNumber")
                        .withConfigDescriptionURI(METER_CONFIG)
                        .build());
    }

    static ConfigDescription meterConfig() {
        return ConfigDescriptionBuilder.create(METER_CONFIG)
                .withParameter(ConfigDescriptionParameterBuilder.create("serialNumber", Type.TEXT)
                        .withRequired(true)
                        .build())
                .withParameter(ConfigDescriptionParameterBuilder.create("interval", Type.INTEGER)
                        .withDefault("10")
                        .build())
                .build();
    }

    static List<ChannelType> channelTypes() {
        return List.of(
                ChannelTypeBuilder.state(type("power"), "Power", "Number:Power").build(),
                ChannelTypeBuilder.state(type("reactive-power"), "Reactive Power", "Number:Power")
                        .withUnitHint("var")
                        .build(),
                ChannelTypeBuilder.state(type("count"), "Count", "Number").build(),
                ChannelTypeBuilder.state(type("dimmer"), "Dimmer", "Number:Dimensionless")
                        .build(),
                ChannelTypeBuilder.state(type("switch"), "Switch", "Switch").build(),
                ChannelTypeBuilder.state(type("relay"), "Relay", "Switch")
                        .withAutoUpdatePolicy(AutoUpdatePolicy.VETO)
                        .build());
    }

    private static ChannelTypeUID type(String id) {
        return new ChannelTypeUID("probe", id);
    }

    public static ChannelUID channel(String id) {
        return new ChannelUID(METER_1, id);
    }

    @Override
    public boolean supportsThingType(ThingTypeUID type) {
        return type.equals(BUS) || type.equals(METER);
    }

    @Override
    public Thing createThing(
            ThingTypeUID type, Configuration configuration, @Nullable ThingUID uid, @Nullable ThingUID bridge) {
        ThingUID own = uid == null ? new ThingUID(type, "random") : uid;
        if (type.equals(BUS)) {
            return BridgeBuilder.create(type, own)
                    .withConfiguration(configuration)
                    .build();
        }
        ConfigUtil.applyDefaultConfiguration(configuration, meterConfig());
        List<Channel> channels = channelTypes().stream()
                .map(channel -> ChannelBuilder.create(
                                new ChannelUID(own, channel.getUID().getId()), channel.getItemType())
                        .withType(channel.getUID())
                        .build())
                .toList();
        return ThingBuilder.create(type, own)
                .withBridge(bridge)
                .withConfiguration(configuration)
                .withChannels(channels)
                .build();
    }

    @Override
    public ThingHandler registerHandler(Thing thing) {
        return thing instanceof Bridge bridge ? new BusHandler(bridge) : new MeterHandler(thing);
    }

    @Override
    public void unregisterHandler(Thing thing) {
        diary.add("unregister " + thing.getUID());
    }

    @Override
    public void removeThing(ThingUID uid) {
        diary.add("remove " + uid);
    }

    private final class BusHandler extends BaseBridgeHandler {

        BusHandler(Bridge bridge) {
            super(bridge);
        }

        @Override
        public void initialize() {
            begin(getThing());
            updateStatus(ThingStatus.ONLINE);
        }

        @Override
        public void dispose() {
            diary.add("dispose " + getThing().getUID());
        }

        @Override
        public void handleCommand(ChannelUID channel, Command command) {}

        @Override
        public void childHandlerInitialized(ThingHandler handler, Thing child) {
            diary.add("child " + child.getUID());
        }
    }

    /** A meter's handler, with its protected methods for tests. */
    public final class MeterHandler extends BaseThingHandler {

        MeterHandler(Thing thing) {
            super(thing);
        }

        @Override
        public void initialize() {
            begin(getThing());
            updateStatus(ThingStatus.ONLINE);
        }

        @Override
        public void dispose() {
            diary.add("dispose " + getThing().getUID());
        }

        @Override
        public void handleCommand(ChannelUID channel, Command command) {
            diary.add("command " + channel.getId() + " " + command + " "
                    + command.getClass().getSimpleName());
        }

        public void publish(String channel, State state) {
            updateState(channel, state);
        }

        public void report(ThingStatus status, ThingStatusDetail detail, @Nullable String sentence) {
            updateStatus(status, detail, sentence);
        }

        public void dropChannel(String id) {
            updateThing(editThing()
                    .withoutChannel(new ChannelUID(getThing().getUID(), id))
                    .build());
        }

        public void rememberProperties(Map<String, String> properties) {
            updateProperties(properties);
        }
    }

    private void begin(Thing thing) {
        diary.add("initialize " + thing.getUID());
        CountDownLatch gate = hold;
        if (gate != null) {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
