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
import java.net.URISyntaxException;
import java.util.Map;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.binding.nes.internal.device.MepModule;
import org.meterkit.binding.nes.internal.protocol.MepAnswer;
import org.meterkit.metering.MeterMemories;
import org.meterkit.metering.Parameters;
import org.meterkit.transport.Moment;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.type.ThingType;

/** A meter behind a MEP module. */
final class MepHandler extends NesHandler {

    private static final int POLL_INTERVAL = 10;
    private static final int LAST_PORT = 65_535;

    private volatile @Nullable MepModule module;

    MepHandler(Thing thing, @Nullable ThingType type, MeterMemories memories) {
        super(thing, type, memories);
    }

    @Override
    Runnable prepare(Parameters parameters, NesMeter meter) {
        String path = parameters.text(NesIds.PATH);
        URI address = address(
                parameters.text(NesIds.HOST),
                parameters.integer(NesIds.PORT, NesIds.WEB_PORT, 1, LAST_PORT),
                path.isEmpty() ? NesIds.WEB_PATH : path);
        MepModule made = new MepModule(
                address,
                parameters.seconds(NesIds.POLL_INTERVAL, POLL_INTERVAL, (int) MepModule.SHORTEST_INTERVAL.toSeconds()),
                MepModule.TIMEOUT,
                new MepModule.Listener() {
                    @Override
                    public void answer(MepAnswer answer, Moment at) {
                        meter.reading(
                                answer.identity(),
                                Map.of(NesIds.MODULE_VERSION, answer.moduleVersion()),
                                answer.reading(),
                                at);
                    }

                    @Override
                    public void trouble(String sentence) {
                        meter.trouble(sentence);
                    }

                    @Override
                    public void stale(String sentence) {
                        meter.lost(sentence);
                    }
                });
        module = made;
        return made::start;
    }

    /**
     * The address of a module's web service.
     *
     * @throws IllegalArgumentException when a part is wrong; the message is a sentence that names the parameter
     */
    static URI address(String host, int port, String path) {
        try {
            URI address = new URI("http", null, host, port, "/", null, null);
            if (host.isEmpty() || address.getHost() == null) {
                throw new IllegalArgumentException(
                        "The parameter host must be a name or an address, such as esp32-mep.local, not '" + host
                                + "'.");
            }
            if (!path.startsWith("/")) {
                throw new IllegalArgumentException("The parameter path must begin with /, not '" + path + "'.");
            }
            return address.resolve(new URI(null, null, path, null));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "The parameter host must be a name or an address, such as esp32-mep.local, not '" + host + "'.", e);
        }
    }

    @Override
    protected void close() {
        MepModule ending = module;
        if (ending != null) {
            module = null;
            ending.close();
        }
    }
}
