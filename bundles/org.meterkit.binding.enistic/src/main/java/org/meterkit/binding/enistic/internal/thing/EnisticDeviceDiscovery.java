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

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.binding.enistic.internal.device.HeardDevice;
import org.meterkit.transport.Moment;
import org.openhab.core.config.discovery.AbstractThingHandlerDiscoveryService;
import org.openhab.core.config.discovery.DiscoveryResultBuilder;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.ThingUID;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

/**
 * Offers the sockets and meters that are heard through a controller. A device with a channel above the first is a meter; since a
 * meter begins with its first channel, a device is offered only some time after it has been heard first. One that has a thing is
 * not offered.
 */
@Component(
        scope = ServiceScope.PROTOTYPE,
        service = EnisticDeviceDiscovery.class,
        configurationPid = "discovery.enistic.device")
public class EnisticDeviceDiscovery extends AbstractThingHandlerDiscoveryService<EnisticControllerHandler> {

    private static final int SCAN_SECONDS = 30;

    /** Readings come in bursts; one look is enough for all of them. */
    private static final Duration BURST = Duration.ofSeconds(1);

    private final Duration settling;
    private final Runnable readingListener = () -> lookAfter(BURST);

    // All below is guarded by this.
    private final Map<String, ThingTypeUID> offered = new HashMap<>();
    private boolean background;
    private boolean scanning;
    private @Nullable ScheduledFuture<?> look;

    public EnisticDeviceDiscovery() {
        this(EnisticDeviceHandler.SETTLING);
    }

    /** With another time until a device is offered, for tests. */
    EnisticDeviceDiscovery(Duration settling) {
        super(EnisticControllerHandler.class, EnisticConstants.DEVICES, SCAN_SECONDS, true);
        this.settling = settling;
    }

    @Override
    public void initialize() {
        thingHandler.addReadingListener(readingListener);
        super.initialize();
    }

    @Override
    public void dispose() {
        super.dispose();
        thingHandler.removeReadingListener(readingListener);
        active(false, false);
    }

    @Override
    protected void startBackgroundDiscovery() {
        active(true, scanning());
    }

    @Override
    protected void stopBackgroundDiscovery() {
        active(false, scanning());
    }

    /** Offers also what has been taken off the inbox. */
    @Override
    protected void startScan() {
        synchronized (this) {
            offered.clear();
            active(background, true);
        }
        lookAfter(Duration.ZERO);
    }

    @Override
    protected void stopScan() {
        super.stopScan();
        synchronized (this) {
            active(background, false);
        }
    }

    private synchronized boolean scanning() {
        return scanning;
    }

    private synchronized void active(boolean inBackground, boolean inScan) {
        background = inBackground;
        scanning = inScan;
        ScheduledFuture<?> pending = look;
        if (!background && !scanning && pending != null) {
            pending.cancel(false);
            look = null;
        }
    }

    /** Looks for what can be offered after this time, unless that will be done sooner anyway. */
    private synchronized void lookAfter(Duration wait) {
        ScheduledFuture<?> pending = look;
        if (!background && !scanning) {
            return;
        }
        if (pending != null) {
            if (pending.getDelay(TimeUnit.NANOSECONDS) <= wait.toNanos()) {
                return;
            }
            pending.cancel(false);
        }
        look = scheduler.schedule(this::look, wait.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void look() {
        synchronized (this) {
            look = null;
        }
        Moment now = Moment.now();
        for (HeardDevice device : thingHandler.heardDevices()) {
            Duration left = settling.minus(now.since(device.first()));
            if (!left.isNegative() && !left.isZero()) {
                lookAfter(left);
            } else if (thingHandler.hasThing(device.serial())) {
                withdraw(device);
            } else {
                offer(device);
            }
        }
    }

    private void offer(HeardDevice device) {
        ThingTypeUID type = device.highestChannel() > 1 ? EnisticConstants.METER : EnisticConstants.SOCKET;
        ThingTypeUID before;
        synchronized (this) {
            if (!background && !scanning) {
                return;
            }
            before = offered.put(device.serial(), type);
        }
        if (type.equals(before)) {
            return;
        }
        if (before != null) {
            thingRemoved(uid(before, device));
        }
        String label = type.equals(EnisticConstants.METER) ? "Enistic Meter " : "Enistic Socket ";
        thingDiscovered(DiscoveryResultBuilder.create(uid(type, device))
                .withThingType(type)
                .withBridge(thingHandler.getThing().getUID())
                .withLabel(label + device.serial())
                .withProperty(EnisticConstants.SERIAL_NUMBER, device.serial())
                .withRepresentationProperty(EnisticConstants.SERIAL_NUMBER)
                .build());
    }

    /** It has a thing now, perhaps of the other type. */
    private void withdraw(HeardDevice device) {
        ThingTypeUID type;
        synchronized (this) {
            type = offered.remove(device.serial());
        }
        if (type != null) {
            thingRemoved(uid(type, device));
        }
    }

    private ThingUID uid(ThingTypeUID type, HeardDevice device) {
        return new ThingUID(
                type, thingHandler.getThing().getUID(), device.serial().toLowerCase(Locale.ROOT));
    }
}
