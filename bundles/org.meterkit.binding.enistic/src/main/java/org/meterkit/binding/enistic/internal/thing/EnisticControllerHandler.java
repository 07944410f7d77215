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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.binding.enistic.internal.device.EnisticController;
import org.meterkit.binding.enistic.internal.device.HeardDevice;
import org.meterkit.binding.enistic.internal.device.SwitchCode;
import org.meterkit.binding.enistic.internal.protocol.EnisticEvent.KeyValue;
import org.meterkit.binding.enistic.internal.protocol.EnisticReading;
import org.meterkit.binding.enistic.internal.protocol.PowerUnit;
import org.meterkit.metering.ChannelTable;
import org.meterkit.metering.GuardSettings;
import org.meterkit.metering.MeterBridgeHandler;
import org.meterkit.metering.MeterMemories;
import org.meterkit.metering.MeterPublisher;
import org.meterkit.metering.ThingPort;
import org.meterkit.transport.DatagramService;
import org.meterkit.transport.LineFault;
import org.meterkit.transport.Moment;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.binding.ThingHandlerService;
import org.openhab.core.thing.type.ThingType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A controller: gives its readings to the sockets and meters below it, and their commands to the device room. */
public class EnisticControllerHandler extends MeterBridgeHandler {

    /** No mains socket or house takes that many watts: with that, the unit is wrong. */
    private static final BigDecimal IMPOSSIBLE_WATTS = BigDecimal.valueOf(100_000);

    /** What the controller's own channels show. */
    record Activity(long readings, @Nullable Instant lastReading) {}

    static final ChannelTable<Activity> TABLE = ChannelTable.<Activity>builder()
            .value(MeterPublisher.LAST_READING, activity -> time(activity.lastReading()))
            .value(EnisticConstants.READINGS, activity -> new DecimalType(activity.readings()))
            .build();

    private final Logger logger = LoggerFactory.getLogger(EnisticControllerHandler.class);
    private final DatagramService datagrams;
    private final Set<EnisticDeviceHandler> devices = new CopyOnWriteArraySet<>();
    private final List<Runnable> readingListeners = new CopyOnWriteArrayList<>();
    private final AtomicBoolean unitWarned = new AtomicBoolean();
    private volatile @Nullable EnisticController controller;

    EnisticControllerHandler(
            Bridge bridge, @Nullable ThingType type, MeterMemories memories, DatagramService datagrams) {
        super(bridge, type, memories);
        this.datagrams = datagrams;
    }

    private static @Nullable DateTimeType time(@Nullable Instant instant) {
        return instant == null ? null : new DateTimeType(instant.truncatedTo(ChronoUnit.MILLIS));
    }

    @Override
    public Collection<Class<? extends ThingHandlerService>> getServices() {
        return Set.of(EnisticDeviceDiscovery.class);
    }

    @Override
    protected void open() {
        ControllerConfiguration configuration = getConfigAs(ControllerConfiguration.class);
        EnisticController.Settings settings;
        PowerUnit unit;
        try {
            String serial = configuration.serial();
            SwitchCode switchCode = configuration.switchCode();
            settings = new EnisticController.Settings(
                    serial,
                    configuration.host(),
                    remembered(EnisticConstants.ADDRESS, serial, "[0-9.]+").orElse(""),
                    configuration.eventPort(),
                    configuration.commandPort(),
                    switchCode,
                    remembered(EnisticConstants.SWITCH_CODE, serial, "[01]")
                            .map(Integer::valueOf)
                            .orElse(-1),
                    configuration.confirmTimeout(),
                    configuration.offlineAfter());
            unit = configuration.powerUnit();
        } catch (IllegalArgumentException e) {
            port().status(ThingStatus.OFFLINE, ThingStatusDetail.CONFIGURATION_ERROR, e.getMessage());
            return;
        }
        port().properties(properties(settings));
        port().status(ThingStatus.UNKNOWN, ThingStatusDetail.NONE, null);
        MeterPublisher publisher = startPublisher(
                new MeterPublisher.Settings(
                        settings.offlineAfter(),
                        Duration.ZERO,
                        GuardSettings.DEFAULT,
                        silence -> "Nothing was heard from controller " + settings.serial() + " on UDP port "
                                + settings.eventPort() + " for " + silence.toSeconds() + " s."),
                TABLE);
        EnisticController fresh =
                new EnisticController(datagrams, scheduler, settings, new Life(port(), publisher, settings, unit));
        controller = fresh;
        fresh.open(getThing().getUID().toString());
    }

    private Map<String, @Nullable String> properties(EnisticController.Settings settings) {
        Map<String, @Nullable String> properties = new HashMap<>();
        properties.put(EnisticConstants.SERIAL_NUMBER, settings.serial());
        if (!settings.lastAddress().isEmpty()) {
            properties.put(EnisticConstants.ADDRESS, settings.lastAddress());
        }
        if (settings.switchCode() == SwitchCode.AUTO && settings.learnedDigit() >= 0) {
            properties.put(EnisticConstants.SWITCH_CODE, Integer.toString(settings.learnedDigit()));
        } else if (getThing().getProperties().containsKey(EnisticConstants.SWITCH_CODE)) {
            properties.put(EnisticConstants.SWITCH_CODE, null);
        }
        return properties;
    }

    private void remember(String key, String serial, String value) {
        memory().write(key, serial + " " + value);
        port().properties(Map.of(key, value));
    }

    /** What an earlier run remembered of this very controller. */
    private Optional<String> remembered(String key, String serial, String form) {
        return memory().read(key)
                .filter(kept -> kept.startsWith(serial + " "))
                .map(kept -> kept.substring(serial.length() + 1))
                .filter(kept -> kept.matches(form));
    }

    @Override
    protected void close() {
        EnisticController last = controller;
        controller = null;
        if (last != null) {
            last.close();
        }
    }

    /**
     * Switches a socket.
     *
     * @return false when this controller is not at work
     */
    boolean switchSocket(String serial, boolean on) {
        EnisticController present = controller;
        if (present == null) {
            return false;
        }
        present.switchSocket(serial, on);
        return true;
    }

    /** What has been heard through this controller, with a thing or without. */
    List<HeardDevice> heardDevices() {
        EnisticController present = controller;
        return present == null ? List.of() : present.devices();
    }

    /** Has a socket or meter hear its readings from now on. */
    void add(EnisticDeviceHandler device) {
        devices.add(device);
    }

    void remove(EnisticDeviceHandler device) {
        devices.remove(device);
    }

    /** Whether a socket or meter with this serial number hears its readings. */
    boolean hasThing(String serial) {
        return devices(serial).findAny().isPresent();
    }

    /** Has {@code listener} called after each reading, from the port's thread. */
    void addReadingListener(Runnable listener) {
        readingListeners.add(listener);
    }

    void removeReadingListener(Runnable listener) {
        readingListeners.remove(listener);
    }

    private Stream<EnisticDeviceHandler> devices(String serial) {
        return devices.stream().filter(device -> device.isDevice(serial));
    }

    /** What comes from the controller between two configurations. */
    private final class Life implements EnisticController.Listener {

        private final ThingPort port;
        private final MeterPublisher publisher;
        private final EnisticController.Settings settings;
        private final PowerUnit unit;
        // Used by the port's thread alone.
        private Activity activity = new Activity(0, null);
        private boolean faulted;

        Life(ThingPort port, MeterPublisher publisher, EnisticController.Settings settings, PowerUnit unit) {
            this.port = port;
            this.publisher = publisher;
            this.settings = settings;
            this.unit = unit;
        }

        @Override
        public void opened() {
            if (faulted) {
                faulted = false;
                port.status(ThingStatus.UNKNOWN, ThingStatusDetail.NONE, null);
                publisher.start();
            }
        }

        @Override
        public void failed(LineFault fault) {
            faulted = true;
            publisher.offline(fault.sentence());
        }

        @Override
        public void reading(EnisticReading reading, Moment at) {
            activity = new Activity(activity.readings() + 1, at.instant());
            publisher.publish(TABLE, activity, at);
            BigDecimal watts = reading.watts(unit);
            if (unit == PowerUnit.WATT
                    && watts.abs().compareTo(IMPOSSIBLE_WATTS) > 0
                    && unitWarned.compareAndSet(false, true)) {
                logger.warn(
                        "{}: {} W of {} cannot be. Set the parameter powerUnit to mW.",
                        port.thing().getUID(),
                        watts.toPlainString(),
                        reading.meter());
            }
            devices(reading.meter()).forEach(device -> device.reading(reading, watts, at));
            readingListeners.forEach(Runnable::run);
        }

        @Override
        public void said(KeyValue fact, Moment at) {
            if (fact.name().equalsIgnoreCase(KeyValue.MODEL) && !fact.text().isEmpty()) {
                port.properties(Map.of(Thing.PROPERTY_MODEL_ID, fact.text()));
            }
            publisher.publish(TABLE, activity, at);
        }

        @Override
        public void moved(String address) {
            remember(EnisticConstants.ADDRESS, settings.serial(), address);
        }

        @Override
        public void learned(int onDigit) {
            logger.info(
                    "{}: the digit {} switches on, as a socket has shown",
                    port.thing().getUID(),
                    onDigit);
            remember(EnisticConstants.SWITCH_CODE, settings.serial(), Integer.toString(onDigit));
        }

        @Override
        public void gaveUp(String socket, String sentence) {
            logger.warn("{}: {}", port.thing().getUID(), sentence);
            devices(socket).forEach(EnisticDeviceHandler::showTrueState);
        }
    }
}
