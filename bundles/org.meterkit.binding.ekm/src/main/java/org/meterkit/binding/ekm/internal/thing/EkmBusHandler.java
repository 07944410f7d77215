/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.ekm.internal.thing;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.binding.ekm.internal.device.BusListener;
import org.meterkit.binding.ekm.internal.device.BusSettings;
import org.meterkit.binding.ekm.internal.device.OmnimeterBus;
import org.meterkit.binding.ekm.internal.device.ScanListener;
import org.meterkit.binding.ekm.internal.protocol.OmnimeterReading;
import org.meterkit.metering.MeterBridgeHandler;
import org.meterkit.metering.MeterMemories;
import org.meterkit.metering.Parameters;
import org.meterkit.metering.ThingPort;
import org.meterkit.transport.LineFault;
import org.meterkit.transport.LineHeldException;
import org.meterkit.transport.LineService;
import org.meterkit.transport.Registration;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.library.unit.Units;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.binding.ThingHandlerService;
import org.openhab.core.thing.type.ThingType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line with meters. */
public final class EkmBusHandler extends MeterBridgeHandler {

    /** A line that others hold is asked for again after this time. */
    private static final Duration RETRY = Duration.ofSeconds(30);

    private final Logger logger = LoggerFactory.getLogger(EkmBusHandler.class);
    private final LineService lines;
    private final Set<OmnimeterHandler> meters = new CopyOnWriteArraySet<>();
    private volatile @Nullable Life life;

    EkmBusHandler(Bridge bridge, @Nullable ThingType type, MeterMemories memories, LineService lines) {
        super(bridge, type, memories);
        this.lines = lines;
    }

    @Override
    public List<Class<? extends ThingHandlerService>> getServices() {
        return List.of(EkmDiscovery.class);
    }

    /**
     * Reads the parameters of a bus.
     *
     * @throws IllegalArgumentException when one is wrong; the message is a sentence that names it
     */
    static BusSettings settings(Thing bus) {
        Parameters parameters = new Parameters(bus.getConfiguration());
        return new BusSettings(
                parameters.line(EkmIds.PORT),
                parameters.integer("baudRate", 9600, 300, 115_200),
                parameters.seconds("pollInterval", 10, 1),
                Duration.ofMillis(parameters.integer("responseTimeout", 1000, 100, 10_000)),
                parameters.integer("retries", 2, 0, 10),
                bus.getUID().toString());
    }

    @Override
    protected void open() {
        ThingPort port = port();
        BusSettings settings;
        try {
            settings = settings(getThing());
        } catch (IllegalArgumentException e) {
            port.status(ThingStatus.OFFLINE, ThingStatusDetail.CONFIGURATION_ERROR, e.getMessage());
            return;
        }
        port.status(ThingStatus.UNKNOWN, ThingStatusDetail.NONE, null);
        Life begun = new Life(port, settings);
        life = begun;
        meters.forEach(meter -> meter.join(begun.bus));
        begun.connect();
    }

    @Override
    protected void close() {
        Life ending = life;
        life = null;
        if (ending != null) {
            ending.end();
        }
    }

    /** Lets a meter {@linkplain OmnimeterHandler#join join} the bus of this life and of later ones. */
    void add(OmnimeterHandler meter) {
        meters.add(meter);
        Life present = life;
        if (present != null) {
            meter.join(present.bus);
        }
    }

    /** After the meter has left its bus, so that another thing with its address can have its place. */
    void remove(OmnimeterHandler meter) {
        meters.remove(meter);
        Life present = life;
        if (present != null) {
            meters.forEach(each -> each.join(present.bus));
        }
    }

    /**
     * Looks for meters; how far it is can be seen in this thing's status, too.
     *
     * @param addresses where; none for the likely places
     * @return stops it
     */
    Registration scan(Set<String> addresses, ScanListener listener) {
        Life present = life;
        if (present == null) {
            listener.finished("The bus is not at work.");
            return () -> {};
        }
        return present.bus.scan(addresses, new ScanListener() {
            @Override
            public void found(OmnimeterReading meter) {
                listener.found(meter);
            }

            @Override
            public void progress(String sentence) {
                present.tell(sentence);
                listener.progress(sentence);
            }

            @Override
            public void finished(String sentence) {
                present.tell(sentence);
                listener.finished(sentence);
            }
        });
    }

    private final class Life implements BusListener {

        private final ThingPort port;
        private final OmnimeterBus bus;
        // guarded by this; nothing of openHAB is called while it is held
        private @Nullable Future<?> retry;
        private boolean ended;

        Life(ThingPort port, BusSettings settings) {
            this.port = port;
            bus = new OmnimeterBus(lines, scheduler, settings, this);
        }

        private void connect() {
            try {
                open();
            } catch (LineHeldException e) {
                port.status(ThingStatus.OFFLINE, ThingStatusDetail.CONFIGURATION_ERROR, e.getMessage());
                retryLater();
            }
        }

        private synchronized void open() throws LineHeldException {
            if (!ended) {
                bus.open();
            }
        }

        private synchronized void retryLater() {
            if (!ended) {
                retry = scheduler.schedule(this::connect, RETRY.toSeconds(), TimeUnit.SECONDS);
            }
        }

        synchronized void end() {
            ended = true;
            Future<?> pending = retry;
            if (pending != null) {
                pending.cancel(false);
            }
            bus.close();
        }

        @Override
        public void opened() {
            port.status(ThingStatus.ONLINE, ThingStatusDetail.NONE, null);
        }

        @Override
        public void failed(LineFault fault) {
            port.status(ThingStatus.OFFLINE, ThingStatusDetail.COMMUNICATION_ERROR, fault.sentence());
        }

        @Override
        public void cycle(Duration time, long damaged, long timeouts) {
            port.state("cycle-time", new QuantityType<>(BigDecimal.valueOf(time.toMillis(), 3), Units.SECOND));
            port.state("crc-errors", new DecimalType(damaged));
            port.state("timeouts", new DecimalType(timeouts));
        }

        /** Only a search on an open line has news. */
        private void tell(String sentence) {
            logger.info("{}: {}", port.thing().getUID(), sentence);
            if (port.thing().getStatus() == ThingStatus.ONLINE) {
                port.status(ThingStatus.ONLINE, ThingStatusDetail.NONE, sentence);
            }
        }
    }
}
