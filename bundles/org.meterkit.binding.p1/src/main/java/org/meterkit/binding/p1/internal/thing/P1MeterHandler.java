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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.binding.p1.internal.device.KeyTrouble;
import org.meterkit.binding.p1.internal.device.P1Encryption;
import org.meterkit.binding.p1.internal.device.P1Line;
import org.meterkit.binding.p1.internal.protocol.MbusDevice;
import org.meterkit.binding.p1.internal.protocol.P1Telegram;
import org.meterkit.metering.ChannelTable;
import org.meterkit.metering.MeterBridgeHandler;
import org.meterkit.metering.MeterMemories;
import org.meterkit.metering.MeterPublisher;
import org.meterkit.metering.Parameters;
import org.meterkit.metering.ThingPort;
import org.meterkit.transport.BroadcastService;
import org.meterkit.transport.LineAddress;
import org.meterkit.transport.LineHeldException;
import org.meterkit.transport.LineService;
import org.meterkit.transport.Moment;
import org.meterkit.transport.Registration;
import org.meterkit.transport.SerialSettings;
import org.openhab.core.i18n.TimeZoneProvider;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.binding.ThingHandlerService;
import org.openhab.core.thing.type.ThingType;

/** A meter with a P1 port. */
public final class P1MeterHandler extends MeterBridgeHandler {

    /** Hears of the M-Bus devices behind the meter, with every telegram. Must not block. */
    interface MbusListener {

        /**
         * A telegram came.
         *
         * @param devices what it says of M-Bus devices
         * @param reading the telegram
         * @param at when it came
         */
        void devices(List<MbusDevice> devices, P1Reading reading, Moment at);
    }

    private record Heard(List<MbusDevice> devices, P1Reading reading, Moment at) {}

    /** A line that others hold is asked for again after this time. */
    private static final Duration RETRY = Duration.ofSeconds(30);

    private final LineService lines;
    private final BroadcastService broadcasts;
    private final TimeZoneProvider zones;
    private final List<MbusListener> mbusListeners = new CopyOnWriteArrayList<>();
    private volatile @Nullable Heard last;
    private volatile @Nullable Life current;
    /** Guards the two below; nothing of openHAB is called while it is held. */
    private final Object lock = new Object();

    private @Nullable P1Line line;
    private @Nullable Future<?> retry;

    P1MeterHandler(
            Bridge bridge,
            @Nullable ThingType type,
            MeterMemories memories,
            LineService lines,
            BroadcastService broadcasts,
            TimeZoneProvider zones) {
        super(bridge, type, memories);
        this.lines = lines;
        this.broadcasts = broadcasts;
        this.zones = zones;
    }

    @Override
    public List<Class<? extends ThingHandlerService>> getServices() {
        return List.of(P1MbusDiscovery.class);
    }

    // ---- one life -------------------------------------------------------------------------------------------------

    @Override
    protected void open() {
        ThingPort port = port();
        P1MeterConfig config;
        ChannelTable<P1Reading> own;
        P1Sharing.Settings sharing;
        try {
            config = P1MeterConfig.of(getConfig());
            own = ObisChannels.of(getThing());
            sharing = P1Sharing.Settings.of(new Parameters(getConfig()));
        } catch (IllegalArgumentException e) {
            port.status(ThingStatus.OFFLINE, ThingStatusDetail.CONFIGURATION_ERROR, e.getMessage());
            return;
        }
        Life life = new Life(
                port,
                own,
                new P1Sharing(sharing, broadcasts, getThing().getUID().toString()));
        current = life;
        P1Line listening = new P1Line(lines, scheduler, setup(config), config.cipher(), life);
        life.line = listening;
        synchronized (lock) {
            line = listening;
        }
        port.status(ThingStatus.UNKNOWN, ThingStatusDetail.NONE, null);
        life.publisher = startPublisher(
                new MeterPublisher.Settings(config.offlineAfter(), Duration.ZERO, config.guard(), listening::diagnosis),
                P1Channels.TABLE,
                own);
        connect(listening, port);
    }

    private P1Line.Setup setup(P1MeterConfig config) {
        LineAddress address = config.port();
        String holder = getThing().getUID().toString();
        SerialSettings settings = config.settings();
        return settings == null
                ? P1Line.Setup.search(address, foundBefore(), holder)
                : P1Line.Setup.fixed(address, settings, holder);
    }

    private @Nullable SerialSettings foundBefore() {
        String found = getThing().getProperties().get(P1Ids.SERIAL_SETTINGS);
        try {
            return found == null ? null : SerialSettings.parse(found);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private void connect(P1Line listening, ThingPort port) {
        try {
            listening.open();
        } catch (LineHeldException e) {
            port.status(ThingStatus.OFFLINE, ThingStatusDetail.CONFIGURATION_ERROR, e.getMessage());
            synchronized (lock) {
                if (listening == line) {
                    retry = scheduler.schedule(() -> connect(listening, port), RETRY.toSeconds(), TimeUnit.SECONDS);
                }
            }
        }
    }

    @Override
    protected void close() {
        synchronized (lock) {
            P1Line listening = line;
            if (listening != null) {
                listening.close();
                line = null;
            }
            Future<?> pending = retry;
            if (pending != null) {
                pending.cancel(false);
                retry = null;
            }
        }
        Life ending = current;
        if (ending != null) {
            ending.sharing.close();
            current = null;
        }
        last = null;
    }

    /** What a line tells in one life of this handler. */
    private final class Life implements P1Line.Listener {

        private final ThingPort port;
        private final ChannelTable<P1Reading> own;
        private final P1Sharing sharing;
        private @Nullable P1Line line;
        private volatile @Nullable MeterPublisher publisher;
        private Map<String, String> properties = Map.of();
        private volatile String settings = "";
        private final Arrivals arrivals = new Arrivals();

        Life(ThingPort port, ChannelTable<P1Reading> own, P1Sharing sharing) {
            this.port = port;
            this.own = own;
            this.sharing = sharing;
        }

        @Override
        public void opened() {
            if (port.thing().getStatusInfo().getStatusDetail() == ThingStatusDetail.CONFIGURATION_ERROR) {
                // the line was held by another until now
                port.status(ThingStatus.UNKNOWN, ThingStatusDetail.NONE, null);
            }
            MeterPublisher to = publisher;
            if (to != null) {
                to.start();
            }
        }

        @Override
        public void found(SerialSettings found) {
            settings = found.toString().replace(' ', '-');
        }

        @Override
        public void trouble(String sentence) {
            MeterPublisher to = publisher;
            if (to != null) {
                to.offline(sentence);
            }
        }

        @Override
        public void locked(String systemTitle, KeyTrouble reason) {
            // by this title a search finds out that the meter has a thing already
            port.properties(Map.of(P1Ids.SYSTEM_TITLE, systemTitle));
            port.status(ThingStatus.OFFLINE, ThingStatusDetail.CONFIGURATION_ERROR, reason.sentence());
        }

        @Override
        public void telegram(P1Telegram telegram, Moment at) {
            P1Line from = line;
            MeterPublisher to = publisher;
            if (from == null || to == null) {
                return;
            }
            if (from.encryption() == null) {
                // what a meter encrypts is not for everybody
                sharing.share(telegram);
            }
            P1Reading reading = new P1Reading(telegram, at.instant(), zones.getTimeZone(), from.counters());
            arrivals.add(at);
            to.device(reading.equipmentId());
            to.publish(P1Channels.TABLE, reading, at);
            if (!own.fields().isEmpty()) {
                to.publish(own, reading, at);
            }
            tellProperties(reading, from.encryption());
            Heard heard = new Heard(MbusDevice.list(telegram), reading, at);
            last = heard;
            mbusListeners.forEach(listener -> listener.devices(heard.devices(), reading, at));
        }

        private void tellProperties(P1Reading reading, @Nullable P1Encryption encryption) {
            Map<String, String> now = new TreeMap<>(reading.properties());
            if (encryption != null) {
                now.put(P1Ids.SYSTEM_TITLE, encryption.systemTitle());
                now.put(P1Ids.ENCRYPTION, encryption.vouching().words());
            }
            if (!settings.isEmpty()) {
                now.put(P1Ids.SERIAL_SETTINGS, settings);
            }
            if (!now.equals(properties)) {
                properties = now;
                port.properties(now);
            }
        }
    }

    /** The last telegram of this life; null when there was none. */
    @Nullable
    P1Reading lastReading() {
        Heard heard = last;
        return heard == null ? null : heard.reading();
    }

    /** How reception goes, line by line for people. */
    List<String> health() {
        Life now = current;
        P1Line listening = now == null ? null : now.line;
        if (now == null || listening == null) {
            return List.of("The meter is not read.");
        }
        Heard heard = last;
        return P1Health.lines(
                listening.counters(),
                now.arrivals.words(),
                now.settings,
                heard == null ? null : heard.reading(),
                listening.encryption(),
                heard == null ? List.of() : heard.devices(),
                now.sharing.words());
    }

    /** Who reads this meter's telegrams along, in a sentence. */
    String sharing() {
        Life now = current;
        return now == null ? "The meter is not read." : now.sharing.words();
    }

    // ---- the devices behind ---------------------------------------------------------------------------------------

    /** Lets {@code listener} hear of M-Bus devices: of those in the last telegram at once, if there was one. */
    Registration listen(MbusListener listener) {
        mbusListeners.add(listener);
        tellLast(listener);
        return () -> mbusListeners.remove(listener);
    }

    /** Tells {@code listener} what the last telegram said, if there was one. */
    void tellLast(MbusListener listener) {
        Heard heard = last;
        if (heard != null) {
            listener.devices(heard.devices(), heard.reading(), heard.at());
        }
    }
}
