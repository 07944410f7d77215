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

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.meterkit.binding.p1.internal.device.KeyTrouble;
import org.meterkit.binding.p1.internal.device.P1Line;
import org.meterkit.binding.p1.internal.protocol.P1Cipher;
import org.meterkit.binding.p1.internal.protocol.P1Telegram;
import org.meterkit.transport.LineAddress;
import org.meterkit.transport.LineHeldException;
import org.meterkit.transport.LineService;
import org.meterkit.transport.Moment;
import org.meterkit.transport.PortInfo;
import org.meterkit.transport.SerialSettings;
import org.openhab.core.config.discovery.AbstractDiscoveryService;
import org.openhab.core.config.discovery.DiscoveryResultBuilder;
import org.openhab.core.config.discovery.DiscoveryService;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds meters by listening, when a user asks for it: at all serial ports that nobody here holds, or at the line address that was typed
 * in. Nothing is ever written to a port, since other devices may be behind it.
 */
@Component(service = DiscoveryService.class, configurationPid = "discovery.p1")
public final class P1Discovery extends AbstractDiscoveryService {

    /** Twice twelve seconds of listening and the time to open. */
    private static final int SCAN_SECONDS = 30;

    private static final String HOLDER = "the search for P1 meters";

    private final Logger logger = LoggerFactory.getLogger(P1Discovery.class);
    private final LineService lines;
    private final List<P1Line> listening = new CopyOnWriteArrayList<>();

    @Activate
    public P1Discovery(@Reference LineService lines) {
        super(
                Set.of(P1Ids.METER),
                SCAN_SECONDS,
                false,
                "Port",
                "Where to listen, for example tcp://host:port or /dev/ttyUSB0; leave it empty for all free serial ports.");
        this.lines = lines;
    }

    @Override
    protected void startScan() {
        listen(lines.serialPorts().stream()
                .filter(port -> port.holder().isEmpty())
                .map(PortInfo::address)
                .map(LineAddress::parse)
                .toList());
    }

    @Override
    protected void startScan(String input) {
        if (input.isBlank()) {
            startScan();
            return;
        }
        try {
            listen(List.of(LineAddress.parse(input)));
        } catch (IllegalArgumentException e) {
            logger.warn("No search for P1 meters: {}", e.getMessage());
            stopScan();
        }
    }

    private void listen(List<LineAddress> addresses) {
        List<P1Line> all = addresses.stream().map(this::line).toList();
        listening.addAll(all);
        for (P1Line line : all) {
            try {
                line.open();
            } catch (LineHeldException e) {
                logger.debug("No search for a P1 meter there: {}", e.getMessage());
                end(line);
            }
        }
    }

    private P1Line line(LineAddress address) {
        Ear ear = new Ear(address);
        P1Line line = new P1Line(lines, scheduler, P1Line.Setup.scan(address, HOLDER), P1Cipher.withoutKey(), ear);
        ear.line = line;
        return line;
    }

    private void end(P1Line line) {
        line.close();
        if (listening.remove(line) && listening.isEmpty()) {
            stopScan();
        }
    }

    @Override
    protected void stopScan() {
        listening.forEach(P1Line::close);
        listening.clear();
        super.stopScan();
    }

    @Override
    protected void deactivate() {
        stopScan();
        super.deactivate();
    }

    /** Waits for the first telegram of one line. */
    private final class Ear implements P1Line.Listener {

        private final LineAddress address;
        private volatile P1Line line;
        private volatile String settings = "";

        Ear(LineAddress address) {
            this.address = address;
        }

        @Override
        public void found(SerialSettings found) {
            settings = found.toString().replace(' ', '-');
        }

        @Override
        public void trouble(String sentence) {
            logger.debug("No P1 meter at {} yet: {}", address, sentence);
        }

        @Override
        public void telegram(P1Telegram telegram, Moment at) {
            P1Line heard = line;
            if (listening.contains(heard)) {
                found(telegram, at);
                end(heard);
            }
        }

        @Override
        public void locked(String systemTitle, KeyTrouble reason) {
            P1Line heard = line;
            if (listening.contains(heard)) {
                tell(
                        systemTitle,
                        "P1 Meter " + systemTitle + " (encrypted)",
                        Map.of(P1Ids.SYSTEM_TITLE, systemTitle),
                        P1Ids.SYSTEM_TITLE);
                end(heard);
            }
        }

        private void found(P1Telegram telegram, Moment at) {
            P1Reading reading = new P1Reading(telegram, at.instant(), ZoneId.systemDefault(), line.counters());
            String serialNumber = reading.equipmentId();
            tell(
                    serialNumber.isEmpty() ? address.toString() : serialNumber,
                    "P1 Meter " + telegram.identification(),
                    reading.properties(),
                    serialNumber.isEmpty() ? P1Ids.PORT : Thing.PROPERTY_SERIAL_NUMBER);
        }

        private void tell(String id, String label, Map<String, String> properties, String representation) {
            DiscoveryResultBuilder result = DiscoveryResultBuilder.create(new ThingUID(P1Ids.METER, P1Ids.uidPart(id)))
                    .withThingType(P1Ids.METER)
                    .withLabel(label)
                    .withProperty(P1Ids.PORT, address.toString());
            properties.forEach(result::withProperty);
            if (!settings.isEmpty()) {
                result.withProperty(P1Ids.SERIAL_SETTINGS, settings);
            }
            thingDiscovered(result.withRepresentationProperty(representation).build());
        }
    }
}
