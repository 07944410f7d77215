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

import java.util.Set;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.binding.ekm.internal.device.ScanListener;
import org.meterkit.binding.ekm.internal.protocol.OmnimeterAddresses;
import org.meterkit.binding.ekm.internal.protocol.OmnimeterReading;
import org.meterkit.transport.Registration;
import org.openhab.core.config.discovery.AbstractThingHandlerDiscoveryService;
import org.openhab.core.config.discovery.DiscoveryResultBuilder;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingUID;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the meters of a bus when a user asks for it: those that answer at once, or those in ranges that were typed in. */
@Component(scope = ServiceScope.PROTOTYPE, service = EkmDiscovery.class)
public final class EkmDiscovery extends AbstractThingHandlerDiscoveryService<EkmBusHandler> implements ScanListener {

    /** The likely places are looked through in that time. */
    private static final int SCAN_SECONDS = 120;

    private final Logger logger = LoggerFactory.getLogger(EkmDiscovery.class);
    private @Nullable Registration running;

    public EkmDiscovery() {
        super(
                EkmBusHandler.class,
                Set.of(EkmIds.OMNIMETER),
                SCAN_SECONDS,
                false,
                "Addresses",
                "Numbers of meters and ranges, for example 300000000-300000999, 12345; leave it empty to ask who is there.");
    }

    @Override
    protected void startScan() {
        begin(Set.of());
    }

    @Override
    protected void startScan(String input) {
        try {
            begin(input.isBlank() ? Set.of() : OmnimeterAddresses.parseRanges(input));
        } catch (IllegalArgumentException e) {
            logger.warn("No search for Omnimeters: {}", e.getMessage());
            stopScan();
        }
    }

    private synchronized void begin(Set<String> addresses) {
        end();
        running = thingHandler.scan(addresses, this);
    }

    private synchronized void end() {
        Registration search = running;
        running = null;
        if (search != null) {
            search.close();
        }
    }

    /** A large range takes longer than openHAB waits; what is found then goes to the inbox all the same. */
    @Override
    public void abortScan() {
        end();
        super.abortScan();
    }

    @Override
    public void dispose() {
        end();
        super.dispose();
    }

    @Override
    public void found(OmnimeterReading meter) {
        ThingUID bus = thingHandler.getThing().getUID();
        thingDiscovered(DiscoveryResultBuilder.create(new ThingUID(EkmIds.OMNIMETER, bus, meter.address()))
                .withThingType(EkmIds.OMNIMETER)
                .withBridge(bus)
                .withLabel("Omnimeter " + meter.address())
                .withProperty(EkmIds.ADDRESS, meter.address())
                .withProperty(Thing.PROPERTY_SERIAL_NUMBER, meter.address())
                .withProperty(Thing.PROPERTY_MODEL_ID, OmnimeterChannels.model(meter))
                .withProperty(Thing.PROPERTY_FIRMWARE_VERSION, meter.firmware())
                .withRepresentationProperty(Thing.PROPERTY_SERIAL_NUMBER)
                .build());
    }

    @Override
    public void progress(String sentence) {
        logger.debug("{}: {}", thingHandler.getThing().getUID(), sentence);
    }

    @Override
    public void finished(String sentence) {
        stopScan();
    }
}
