/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.enistic.internal.thing;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.binding.enistic.internal.protocol.EnisticReading;
import org.meterkit.binding.enistic.internal.protocol.Serials;
import org.meterkit.metering.ChannelTable;
import org.meterkit.metering.GuardSettings;
import org.meterkit.metering.MeterMemories;
import org.meterkit.metering.MeterPublisher;
import org.meterkit.metering.MeterThingHandler;
import org.meterkit.transport.Moment;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.ThingStatusInfo;
import org.openhab.core.thing.type.ThingType;

/** A socket or a meter below a controller, which gives it its readings. */
abstract class EnisticDeviceHandler extends MeterThingHandler {

    /** Time that a meter has to show all its channels. */
    static final Duration SETTLING = Duration.ofSeconds(10);

    private final List<ChannelTable<Values>> tables;

    private volatile String serial = "";
    private volatile Duration offlineAfter = Duration.ZERO;
    private volatile @Nullable EnisticControllerHandler controller;

    /**
     * What one reading says about a socket, or about one channel of a meter.
     *
     * @param on null when the reading does not tell
     */
    record Values(BigDecimal watts, @Nullable Boolean on) {}

    /**
     * Does nothing yet.
     *
     * @param tables what readings are published by
     */
    EnisticDeviceHandler(
            Thing thing, @Nullable ThingType type, MeterMemories memories, List<ChannelTable<Values>> tables) {
        super(thing, type, memories);
        this.tables = tables;
    }

    /** The table for the readings of a channel; null when this device has no such channel. */
    abstract @Nullable ChannelTable<Values> table(int channel);

    @Override
    protected void open() {
        String text = getConfigAs(DeviceConfiguration.class).serialNumber;
        String known = Serials.device(text).orElse("");
        if (known.isEmpty()) {
            refuse("Parameter serialNumber is " + (text.isBlank() ? "missing" : "\"" + text + "\"")
                    + "; expected: the 16 hexadecimal digits of the device's serial number.");
            return;
        }
        Bridge bridge = getBridge();
        if (bridge == null) {
            refuse("The controller is missing: choose the Enistic controller of this device as its bridge.");
            return;
        }
        port().properties(Map.of(EnisticConstants.SERIAL_NUMBER, known));
        offlineAfter = Duration.ZERO;
        serial = known;
        expectReading();
        hear(bridge);
    }

    private void refuse(String sentence) {
        port().status(ThingStatus.OFFLINE, ThingStatusDetail.CONFIGURATION_ERROR, sentence);
    }

    @Override
    protected void close() {
        EnisticControllerHandler last = controller;
        if (last != null) {
            last.remove(this);
        }
        controller = null;
        serial = "";
    }

    @Override
    public void bridgeStatusChanged(ThingStatusInfo bridgeStatusInfo) {
        Bridge bridge = getBridge();
        if (bridge != null && !serial.isEmpty()) {
            hear(bridge);
            super.bridgeStatusChanged(bridgeStatusInfo);
        }
    }

    /** Hears the controller, and takes over its patience, which may have been changed. */
    private void hear(Bridge bridge) {
        Duration wanted = patience(bridge);
        if (!wanted.equals(offlineAfter)) {
            offlineAfter = wanted;
            startPublisher(
                            new MeterPublisher.Settings(
                                    wanted,
                                    SETTLING,
                                    GuardSettings.DEFAULT,
                                    silence -> "No reading of " + serial + " came for " + silence.toSeconds() + " s."),
                            tables.toArray(ChannelTable<?>[]::new))
                    .device(serial);
        }
        if (bridge.getHandler() instanceof EnisticControllerHandler present) {
            controller = present;
            present.add(this);
        }
    }

    private static Duration patience(Bridge bridge) {
        ControllerConfiguration configuration = bridge.getConfiguration().as(ControllerConfiguration.class);
        try {
            return configuration.offlineAfter();
        } catch (IllegalArgumentException e) {
            // The controller says so itself and is OFFLINE.
            return new ControllerConfiguration().offlineAfter();
        }
    }

    /** Whether this is the device with that serial number, and at work. */
    boolean isDevice(String serialNumber) {
        return serial.equals(serialNumber);
    }

    /** The serial number; empty while the device is not at work. */
    String serial() {
        return serial;
    }

    /** The controller's handler; empty while the device is not at work. */
    Optional<EnisticControllerHandler> controller() {
        return Optional.ofNullable(controller);
    }

    /** A reading of this device came. */
    void reading(EnisticReading reading, BigDecimal watts, Moment at) {
        ChannelTable<Values> table = table(reading.channel());
        if (table != null) {
            publisher().ifPresent(publisher -> publisher.publish(table, new Values(watts, reading.on()), at));
        }
    }

    /** A command came to nothing: shows again what the device said last. */
    void showTrueState() {}
}
