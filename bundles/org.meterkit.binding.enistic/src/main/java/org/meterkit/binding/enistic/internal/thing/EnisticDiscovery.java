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

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.binding.enistic.internal.protocol.EnisticDecoder;
import org.meterkit.binding.enistic.internal.protocol.EnisticEvent;
import org.meterkit.transport.Datagram;
import org.meterkit.transport.DatagramLease;
import org.meterkit.transport.DatagramListener;
import org.meterkit.transport.DatagramService;
import org.meterkit.transport.LineFault;
import org.meterkit.transport.Moment;
import org.openhab.core.config.discovery.AbstractDiscoveryService;
import org.openhab.core.config.discovery.DiscoveryResultBuilder;
import org.openhab.core.config.discovery.DiscoveryService;
import org.openhab.core.thing.ThingUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds controllers by listening to their broadcasts; sends nothing. */
@Component(service = DiscoveryService.class, configurationPid = "discovery.enistic")
public class EnisticDiscovery extends AbstractDiscoveryService implements DatagramListener {

    /** Controllers announce themselves about once a minute, and their devices' readings come more often. */
    private static final int SCAN_SECONDS = 70;

    /** A controller is offered again after this time, should it have been taken off the inbox. */
    private static final long OFFER_SECONDS = 60;

    /** More are no house, but somebody who plays with the port. */
    private static final int MOST_CONTROLLERS = 64;

    private final Logger logger = LoggerFactory.getLogger(EnisticDiscovery.class);
    private final DatagramService datagrams;
    private final int port;
    private final Map<String, Moment> offered = new ConcurrentHashMap<>();

    // guarded by this
    private boolean background;
    private boolean scanning;
    private @Nullable DatagramLease lease;

    @Activate
    public EnisticDiscovery(@Reference DatagramService datagrams) {
        this(datagrams, EnisticConstants.EVENT_PORT);
    }

    /** On another port, for tests. */
    EnisticDiscovery(DatagramService datagrams, int port) {
        super(Set.of(EnisticConstants.CONTROLLER), SCAN_SECONDS, true);
        this.datagrams = datagrams;
        this.port = port;
    }

    @Override
    protected void startBackgroundDiscovery() {
        listen(true, scanning);
    }

    @Override
    protected void stopBackgroundDiscovery() {
        listen(false, scanning);
    }

    @Override
    protected void startScan() {
        offered.clear();
        listen(background, true);
    }

    @Override
    protected void stopScan() {
        super.stopScan();
        listen(background, false);
    }

    @Override
    protected void deactivate() {
        super.deactivate();
        listen(false, false);
    }

    private synchronized void listen(boolean inBackground, boolean inScan) {
        background = inBackground;
        scanning = inScan;
        DatagramLease present = lease;
        if (present == null && (background || scanning)) {
            lease = datagrams.listen(port, EnisticConstants.BINDING_ID + " discovery", this);
        } else if (present != null && !background && !scanning) {
            lease = null;
            present.close();
        }
    }

    @Override
    public void received(Datagram datagram) {
        EnisticDecoder.decode(datagram.payload(), event -> heard(event, datagram.at()));
    }

    private void heard(EnisticEvent event, Moment at) {
        String serial = event.controller();
        if (serial == null) {
            return;
        }
        Moment before = offered.get(serial);
        if (before == null
                ? offered.size() >= MOST_CONTROLLERS
                : at.since(before).toSeconds() < OFFER_SECONDS) {
            return;
        }
        offered.put(serial, at);
        thingDiscovered(DiscoveryResultBuilder.create(
                        new ThingUID(EnisticConstants.CONTROLLER, serial.toLowerCase(Locale.ROOT)))
                .withThingType(EnisticConstants.CONTROLLER)
                .withLabel("Enistic Controller " + serial)
                .withProperty(EnisticConstants.SERIAL_NUMBER, serial)
                .withRepresentationProperty(EnisticConstants.SERIAL_NUMBER)
                .build());
    }

    @Override
    public void failed(LineFault fault) {
        logger.debug("No controllers can be discovered: {}", fault.sentence());
    }
}
