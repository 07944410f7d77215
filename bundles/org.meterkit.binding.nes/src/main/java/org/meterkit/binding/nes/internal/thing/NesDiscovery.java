/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.nes.internal.thing;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.binding.nes.internal.device.MepModule;
import org.meterkit.binding.nes.internal.device.OpticalProbe;
import org.meterkit.binding.nes.internal.protocol.MepAnswer;
import org.meterkit.binding.nes.internal.protocol.NesIdentity;
import org.meterkit.transport.LineAddress;
import org.meterkit.transport.LineHeldException;
import org.meterkit.transport.LineService;
import org.meterkit.transport.Moment;
import org.openhab.core.config.discovery.AbstractDiscoveryService;
import org.openhab.core.config.discovery.DiscoveryResultBuilder;
import org.openhab.core.config.discovery.DiscoveryService;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.ThingUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds meters when a user asks for it: at the optical heads of all serial ports that nobody here holds and behind a module with the name
 * that its firmware gives itself, or at the one place that was typed in. (A module announces its name by multicast DNS, but no service,
 * so that a participant in openHAB's search for services would never hear of it.)
 */
@Component(service = DiscoveryService.class, configurationPid = "discovery.nes")
public final class NesDiscovery extends AbstractDiscoveryService {

    /** Time for a name that is looked up in vain, and for a meter that does not take the first word for an answer. */
    private static final int SCAN_SECONDS = 20;

    /** Paths, COM ports and addresses with a scheme; all else is a host. */
    private static final Pattern LINE = Pattern.compile("/.*|(?i:COM\\d+|(tcp|rfc2217|replay):.*)");

    private final Logger logger = LoggerFactory.getLogger(NesDiscovery.class);
    private final LineService lines;
    private final List<AutoCloseable> searching = new CopyOnWriteArrayList<>();

    @Activate
    public NesDiscovery(@Reference LineService lines) {
        super(
                Set.of(NesIds.OPTICAL, NesIds.MEP),
                SCAN_SECONDS,
                false,
                "Port or host",
                "Where to look, for example tcp://host:port or /dev/ttyUSB0 for an optical head, or the name or address of a"
                        + " module; leave it empty for all free serial ports and " + NesIds.MODULE + ".");
        this.lines = lines;
    }

    @Override
    protected void startScan() {
        List<Runnable> all = new ArrayList<>();
        lines.serialPorts().stream()
                .filter(port -> port.holder().isEmpty())
                .forEach(port -> all.add(meter(LineAddress.parse(port.address()))));
        all.add(module(NesIds.MODULE, NesIds.WEB_PORT));
        all.forEach(Runnable::run);
    }

    @Override
    protected void startScan(String input) {
        String place = input.strip();
        try {
            if (place.isEmpty()) {
                startScan();
            } else if (LINE.matcher(place).matches()) {
                meter(LineAddress.parse(place)).run();
            } else {
                URI host = URI.create("http://" + place.replaceFirst("^http://", ""));
                String name = host.getHost();
                module(name == null ? "" : name, host.getPort() < 0 ? NesIds.WEB_PORT : host.getPort())
                        .run();
            }
        } catch (IllegalArgumentException e) {
            logger.warn("No search for NES meters at '{}': it is no line address, no host and no host:port.", place);
            stopScan();
        }
    }

    /** A search at an optical head, which begins when it is run. */
    private Runnable meter(LineAddress line) {
        MeterEar ear = new MeterEar(line);
        OpticalProbe probe = new OpticalProbe(lines, line, "the search for NES meters", ear);
        ear.probe = probe;
        searching.add(probe);
        return () -> {
            try {
                probe.open();
            } catch (LineHeldException e) {
                ear.failed(e.getMessage());
            }
        };
    }

    /** A search for a module, which begins when it is run. */
    private Runnable module(String host, int port) {
        ModuleEar ear = new ModuleEar(host, port);
        MepModule module = new MepModule(
                MepHandler.address(host, port, NesIds.WEB_PATH), MepModule.SHORTEST_INTERVAL, MepModule.TIMEOUT, ear);
        ear.module = module;
        searching.add(module);
        return module::start;
    }

    private void tell(NesIdentity identity, ThingTypeUID type, String label, String place, Map<String, ?> parameters) {
        Map<String, String> properties = NesMeter.properties(identity);
        String serialNumber = properties.getOrDefault(Thing.PROPERTY_SERIAL_NUMBER, "");
        String id = serialNumber.isEmpty() ? String.valueOf(parameters.get(place)) : serialNumber;
        DiscoveryResultBuilder result = DiscoveryResultBuilder.create(
                        new ThingUID(type, id.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]+", "-")))
                .withThingType(type)
                .withLabel(label + (identity.model().isEmpty() ? "" : " " + identity.model()));
        parameters.forEach(result::withProperty);
        properties.forEach(result::withProperty);
        thingDiscovered(result.withRepresentationProperty(serialNumber.isEmpty() ? place : Thing.PROPERTY_SERIAL_NUMBER)
                .build());
    }

    private void end(@Nullable AutoCloseable search) {
        if (search == null) {
            return;
        }
        close(search);
        if (searching.remove(search) && searching.isEmpty()) {
            stopScan();
        }
    }

    private void close(AutoCloseable search) {
        try {
            search.close();
        } catch (Exception e) {
            logger.debug("A search for NES meters did not end well", e);
        }
    }

    @Override
    protected void stopScan() {
        searching.forEach(this::close);
        searching.clear();
        super.stopScan();
    }

    @Override
    protected void deactivate() {
        stopScan();
        super.deactivate();
    }

    /** Waits for what an optical head says. */
    private final class MeterEar implements OpticalProbe.Listener {

        private final LineAddress line;
        private volatile @Nullable OpticalProbe probe;

        MeterEar(LineAddress line) {
            this.line = line;
        }

        @Override
        public void found(NesIdentity identity) {
            OpticalProbe asked = probe;
            if (asked != null && searching.contains(asked)) {
                String place = line.toString();
                tell(identity, NesIds.OPTICAL, "NES Meter (Optical Port)", NesIds.PORT, Map.of(NesIds.PORT, place));
                end(asked);
            }
        }

        @Override
        public void failed(String sentence) {
            logger.debug("No NES meter at {}: {}", line, sentence);
            end(probe);
        }
    }

    /** Waits for the first answer of a module. */
    private final class ModuleEar implements MepModule.Listener {

        private final String host;
        private final int port;
        private volatile @Nullable MepModule module;

        ModuleEar(String host, int port) {
            this.host = host;
            this.port = port;
        }

        @Override
        public void answer(MepAnswer answer, Moment at) {
            MepModule asked = module;
            if (asked != null && searching.contains(asked)) {
                tell(
                        answer.identity(),
                        NesIds.MEP,
                        "NES Meter (MEP Module)",
                        NesIds.HOST,
                        Map.of(NesIds.HOST, host, NesIds.PORT, port));
                end(asked);
            }
        }

        @Override
        public void trouble(String sentence) {
            logger.debug("No MEP module at {} yet: {}", host, sentence);
        }

        @Override
        public void stale(String sentence) {
            trouble(sentence);
        }
    }
}
