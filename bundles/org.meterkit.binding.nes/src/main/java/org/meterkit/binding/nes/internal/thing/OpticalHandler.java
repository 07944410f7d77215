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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.binding.nes.internal.device.OpticalMeter;
import org.meterkit.binding.nes.internal.protocol.NesIdentity;
import org.meterkit.binding.nes.internal.protocol.NesKey;
import org.meterkit.binding.nes.internal.protocol.NesReading;
import org.meterkit.metering.MeterMemories;
import org.meterkit.metering.Parameters;
import org.meterkit.metering.ThingPort;
import org.meterkit.transport.LineHeldException;
import org.meterkit.transport.LineService;
import org.meterkit.transport.Moment;
import org.openhab.core.i18n.TimeZoneProvider;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.type.ThingType;

/** A meter at whose optical port there is a head. */
final class OpticalHandler extends NesHandler {

    private static final int USER_ID = 1;
    private static final int LAST_USER_ID = 65_535;
    private static final int NAME_LENGTH = 10;
    private static final int POLL_INTERVAL = 5;
    private static final int SESSION_LIMIT = 540;
    private static final int SHORTEST_SESSION = 60;
    /** The meter ends it at 600 s. */
    private static final int LONGEST_SESSION = 590;

    private static final int IDLE_SECONDS = 480;
    /** A line that others hold is asked for again after this time. */
    private static final Duration RETRY = Duration.ofSeconds(30);

    private final LineService lines;
    private final TimeZoneProvider zones;
    private volatile @Nullable OpticalMeter optical;
    /** Outlives the handler's lives: a key that was refused is not tried again because something else was changed. */
    private volatile @Nullable Refusal refusal;

    private record Refusal(NesKey key, String sentence, Moment at) {}

    OpticalHandler(
            Thing thing, @Nullable ThingType type, MeterMemories memories, LineService lines, TimeZoneProvider zones) {
        super(thing, type, memories);
        this.lines = lines;
        this.zones = zones;
    }

    @Override
    Runnable prepare(Parameters parameters, NesMeter meter) {
        ThingPort port = port();
        NesKey key = NesKey.of(parameters.text(NesIds.KEY));
        OpticalMeter.Setup setup = new OpticalMeter.Setup(
                parameters.line(NesIds.PORT),
                getThing().getUID().toString(),
                key,
                parameters.integer("userId", USER_ID, 0, LAST_USER_ID),
                userName(parameters.text("userName")),
                parameters.seconds(NesIds.POLL_INTERVAL, POLL_INTERVAL, 1),
                Duration.ofSeconds(
                        parameters.integer("sessionLimit", SESSION_LIMIT, SHORTEST_SESSION, LONGEST_SESSION)),
                idleStart(parameters.text("idleStart")),
                parameters.seconds("idleSeconds", IDLE_SECONDS, 1));
        OpticalMeter made = new OpticalMeter(
                lines, scheduler, setup, () -> LocalTime.now(zones.getTimeZone()), new OpticalMeter.Listener() {
                    @Override
                    public void reading(NesIdentity identity, NesReading reading, Moment at) {
                        refusal = null;
                        meter.reading(identity, Map.of(), reading, at);
                    }

                    @Override
                    public void trouble(String sentence) {
                        meter.trouble(sentence);
                    }

                    @Override
                    public void lost(String sentence) {
                        meter.lost(sentence);
                    }

                    @Override
                    public void refused(String sentence) {
                        refusal = new Refusal(key, sentence, Moment.now());
                        port.status(ThingStatus.OFFLINE, ThingStatusDetail.CONFIGURATION_ERROR, sentence);
                    }
                });
        optical = made;
        return () -> {
            Duration pause = pause(key);
            Refusal known = refusal;
            if (known != null && !pause.isZero()) {
                port.status(ThingStatus.OFFLINE, ThingStatusDetail.CONFIGURATION_ERROR, known.sentence());
            }
            connect(made, pause, port);
        };
    }

    private static String userName(String text) {
        if (text.length() > NAME_LENGTH
                || !StandardCharsets.US_ASCII.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException("The parameter userName must have up to 10 characters of ASCII.");
        }
        return text;
    }

    private static @Nullable LocalTime idleStart(String text) {
        try {
            return text.isEmpty() ? null : LocalTime.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "The parameter idleStart must be a time of day such as 02:10, not '" + text + "'.", e);
        }
    }

    private Duration pause(NesKey key) {
        Refusal known = refusal;
        Duration rest = known == null || !known.key().equals(key)
                ? Duration.ZERO
                : OpticalMeter.KEY_PAUSE.minus(Moment.now().since(known.at()));
        return rest.isNegative() ? Duration.ZERO : rest;
    }

    private void connect(OpticalMeter meter, Duration pause, ThingPort port) {
        try {
            meter.open(pause);
        } catch (LineHeldException e) {
            port.status(ThingStatus.OFFLINE, ThingStatusDetail.CONFIGURATION_ERROR, e.getMessage());
            scheduler.schedule(() -> reconnect(meter, port), RETRY.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private void reconnect(OpticalMeter meter, ThingPort port) {
        if (meter == optical) {
            port.status(ThingStatus.UNKNOWN, ThingStatusDetail.NONE, null);
            connect(meter, Duration.ZERO, port);
        }
    }

    @Override
    protected void close() {
        OpticalMeter ending = optical;
        if (ending != null) {
            optical = null;
            ending.close();
        }
    }
}
