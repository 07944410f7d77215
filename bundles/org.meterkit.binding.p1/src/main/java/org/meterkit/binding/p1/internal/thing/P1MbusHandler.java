/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.p1.internal.thing;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.binding.p1.internal.protocol.MbusDevice;
import org.meterkit.binding.p1.internal.protocol.MbusDevice.Kind;
import org.meterkit.binding.p1.internal.protocol.P1Number;
import org.meterkit.metering.ChannelTable;
import org.meterkit.metering.MeterMemories;
import org.meterkit.metering.MeterPublisher;
import org.meterkit.metering.MeterThingHandler;
import org.meterkit.metering.Parameters;
import org.meterkit.metering.ThingPort;
import org.meterkit.transport.Moment;
import org.meterkit.transport.Registration;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.type.ThingType;

/**
 * A meter behind the M-Bus of a P1 meter. Telegrams repeat its reading until there is a new one, which is published once, when its own
 * time has changed.
 */
public final class P1MbusHandler extends MeterThingHandler {

    /** Readings come every five minutes to every hour; some heat meters are read once a day. */
    private static final Duration STALE = Duration.ofHours(25);

    /** A telegram may be damaged where nothing guards it (DSMR 2 and 3); a device that is away for longer is gone. */
    private static final Duration MISSED = Duration.ofSeconds(60);

    /** So many lower readings in a row are no fault but another register. */
    private static final int LOWER_READINGS = 3;

    private static final int LAST_CHANNEL = 4;

    private final Kind kind;
    private final ChannelTable<MbusReading> table;
    private @Nullable Life life;

    P1MbusHandler(Thing thing, @Nullable ThingType type, MeterMemories memories, Kind kind) {
        super(thing, type, memories);
        this.kind = kind;
        table = kind == Kind.GAS || kind == Kind.WATER ? MbusReading.VOLUME : MbusReading.ENERGY;
    }

    @Override
    protected void open() {
        ThingPort port = port();
        Parameters parameters = new Parameters(getConfig());
        int channel;
        try {
            channel = parameters.integer(P1Ids.CHANNEL, 0, 1, LAST_CHANNEL);
        } catch (IllegalArgumentException e) {
            port.status(ThingStatus.OFFLINE, ThingStatusDetail.CONFIGURATION_ERROR, e.getMessage());
            return;
        }
        Bridge bridge = getBridge();
        if (bridge == null || !(bridge.getHandler() instanceof P1MeterHandler meter)) {
            port.status(
                    ThingStatus.OFFLINE,
                    ThingStatusDetail.CONFIGURATION_ERROR,
                    "This thing needs a P1 meter (p1:meter) as its bridge.");
            return;
        }
        P1MeterConfig config;
        try {
            config = P1MeterConfig.of(bridge.getConfiguration());
        } catch (IllegalArgumentException e) {
            // the bridge says so
            port.status(ThingStatus.OFFLINE, ThingStatusDetail.BRIDGE_OFFLINE, null);
            return;
        }
        expectReading();
        MeterPublisher publisher = startPublisher(
                new MeterPublisher.Settings(
                        STALE,
                        Duration.ZERO,
                        config.guard(),
                        silence -> "No new reading has come for " + silence.toHours() + " hours."),
                table);
        Life begun = new Life(port, publisher, parameters.text(P1Ids.EQUIPMENT_ID), channel);
        life = begun;
        begun.registration = meter.listen(begun);
    }

    @Override
    protected void close() {
        Life ending = life;
        life = null;
        if (ending != null) {
            ending.end();
        }
    }

    /** Hears the meter in one life of this handler. Telegrams come one at a time, except for the first. */
    private final class Life implements P1MeterHandler.MbusListener {

        private final ThingPort port;
        private final MeterPublisher publisher;
        private final String equipmentId;
        private final int channel;
        private volatile @Nullable Registration registration;
        private @Nullable MbusReading last;
        /** From which the next flow is derived: the last reading that was no fault. */
        private @Nullable MbusReading reference;

        private @Nullable Moment lastSeen;
        private int lower;

        Life(ThingPort port, MeterPublisher publisher, String equipmentId, int channel) {
            this.port = port;
            this.publisher = publisher;
            this.equipmentId = equipmentId;
            this.channel = channel;
        }

        void end() {
            Registration present = registration;
            if (present != null) {
                present.close();
            }
        }

        @Override
        public synchronized void devices(List<MbusDevice> devices, P1Reading telegram, Moment at) {
            MbusDevice device = select(devices, telegram);
            if (device != null && isAlive(device, telegram)) {
                lastSeen = at;
                take(device, telegram, at);
                return;
            }
            Moment seen = lastSeen;
            if (seen == null || at.since(seen).compareTo(MISSED) > 0) {
                publisher.offline(
                        device == null
                                ? missing(devices)
                                : "The meter names this device"
                                        + (device.channel() > 0 ? " on M-Bus channel " + device.channel() : "")
                                        + ", but has no reading of it.");
            }
        }

        private void take(MbusDevice device, P1Reading telegram, Moment at) {
            MbusReading before = last;
            boolean known = before != null && device.equals(before.device());
            if (known && port.thing().getStatus() == ThingStatus.ONLINE) {
                return;
            }
            MbusReading reading = known ? before : reading(device, telegram, before);
            publisher.device(device.equipmentId());
            publisher.publish(table, reading, at);
            last = reading;
        }

        private MbusReading reading(MbusDevice device, P1Reading telegram, @Nullable MbusReading before) {
            MbusReading reading = new MbusReading(device, telegram.instant(device.time()), null);
            MbusReading earlier = reference;
            if (before == null || !device.equipmentId().equals(before.device().equipmentId())) {
                earlier = null;
            } else if (Objects.equals(reading.time(), before.time())) {
                return reading.after(before.before());
            } else if (earlier != null && reading.isBelow(earlier) && ++lower < LOWER_READINGS) {
                return reading;
            }
            lower = 0;
            reference = reading;
            return reading.after(earlier);
        }

        // ---- which device ---------------------------------------------------------------------------------------

        /** By its id; else by the channel; else the one that was read last, since replaced meters stay in the telegram. */
        private @Nullable MbusDevice select(List<MbusDevice> devices, P1Reading telegram) {
            return devices.stream()
                    .filter(device -> device.kind() == kind || device.kind() == Kind.UNKNOWN && isNamed(device))
                    .filter(device ->
                            equipmentId.isEmpty() ? channel == 0 || device.channel() == channel : isNamed(device))
                    .max(Comparator.comparing(device -> readAt(device, telegram)))
                    .orElse(null);
        }

        private boolean isNamed(MbusDevice device) {
            return equipmentId.isEmpty()
                    ? device.channel() == channel
                    : equipmentId.equalsIgnoreCase(device.equipmentId());
        }

        private Instant readAt(MbusDevice device, P1Reading telegram) {
            Instant time = telegram.instant(device.time());
            return time == null ? Instant.MIN : time;
        }

        private String missing(List<MbusDevice> devices) {
            String wanted = !equipmentId.isEmpty()
                    ? " with the equipment id " + equipmentId
                    : channel > 0 ? " on M-Bus channel " + channel : "";
            String there = devices.stream()
                    .map(device -> (device.channel() > 0 ? "channel " + device.channel() + " " : "")
                            + device.kind().name().toLowerCase(Locale.ROOT)
                            + (device.equipmentId().isEmpty() ? "" : " " + device.equipmentId()))
                    .collect(Collectors.joining(", "));
            return "The meter's telegrams name no " + kind.name().toLowerCase(Locale.ROOT) + " meter" + wanted + "; "
                    + (there.isEmpty() ? "there is no M-Bus device in them." : "they name " + there + ".");
        }
    }

    /** Whether there is something behind the channel: what was never read has neither a time nor a count. */
    static boolean isAlive(MbusDevice device, P1Reading telegram) {
        P1Number reading = device.reading();
        return reading != null && (telegram.instant(device.time()) != null || reading.digits() != 0);
    }
}
