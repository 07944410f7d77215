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
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.binding.ekm.internal.device.MeterListener;
import org.meterkit.binding.ekm.internal.device.OmnimeterBus;
import org.meterkit.binding.ekm.internal.protocol.EkmSetting;
import org.meterkit.binding.ekm.internal.protocol.OmnimeterField;
import org.meterkit.binding.ekm.internal.protocol.OmnimeterReading;
import org.meterkit.metering.MeterMemories;
import org.meterkit.metering.MeterPublisher;
import org.meterkit.metering.MeterThingHandler;
import org.meterkit.metering.Parameters;
import org.meterkit.metering.ThingPort;
import org.meterkit.transport.Moment;
import org.meterkit.transport.Registration;
import org.openhab.core.config.core.Configuration;
import org.openhab.core.i18n.TimeZoneProvider;
import org.openhab.core.library.types.OnOffType;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.Channel;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.binding.ThingHandlerService;
import org.openhab.core.thing.type.ThingType;
import org.openhab.core.types.Command;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A meter on a bus. */
public final class OmnimeterHandler extends MeterThingHandler {

    /** So many readings tell which phases and features a meter has. */
    private static final int SETTLING_READINGS = 10;

    private static final Duration CLOCK_CHECK = Duration.ofDays(1);

    /** Reading a clock that shows whole seconds, over a line with other traffic, is no better than a few seconds. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(10);

    /** A setting waits for polls and takes several exchanges, each with repetitions. */
    private static final Duration ANSWER = Duration.ofSeconds(90);

    private static final String REFUSED = "Refused: ";
    private static final String RELAY = "relay-";
    private static final int LONGEST_HOLD = 9999;

    private final Logger logger = LoggerFactory.getLogger(OmnimeterHandler.class);
    private final TimeZoneProvider zones;
    private volatile @Nullable Life life;

    OmnimeterHandler(Thing thing, @Nullable ThingType type, MeterMemories memories, TimeZoneProvider zones) {
        super(thing, type, memories);
        this.zones = zones;
    }

    @Override
    public List<Class<? extends ThingHandlerService>> getServices() {
        return List.of(OmnimeterActions.class);
    }

    @Override
    protected void open() {
        ThingPort port = port();
        OmnimeterConfig config;
        List<PulseInput> pulses;
        try {
            config = OmnimeterConfig.of(getConfig());
            pulses = IntStream.rangeClosed(1, OmnimeterChannels.INPUTS)
                    .mapToObj(input -> PulseInput.of(getThing().getChannel("pulse-" + input)))
                    .toList();
        } catch (IllegalArgumentException e) {
            port.status(ThingStatus.OFFLINE, ThingStatusDetail.CONFIGURATION_ERROR, e.getMessage());
            return;
        }
        Bridge bridge = getBridge();
        if (bridge == null || !(bridge.getHandler() instanceof EkmBusHandler bus)) {
            port.status(
                    ThingStatus.OFFLINE,
                    ThingStatusDetail.CONFIGURATION_ERROR,
                    "This thing needs a line of EKM meters (ekm:bus) as its bridge.");
            return;
        }
        Duration settling;
        try {
            settling = EkmBusHandler.settings(bridge).pollInterval().multipliedBy(SETTLING_READINGS);
        } catch (IllegalArgumentException e) {
            // the bridge says so
            port.status(ThingStatus.OFFLINE, ThingStatusDetail.BRIDGE_OFFLINE, null);
            return;
        }
        expectReading();
        Life begun = new Life(port, bus, config, pulses);
        begun.publisher = startPublisher(
                new MeterPublisher.Settings(config.offlineAfter(), settling, config.guard(), begun::silence),
                OmnimeterChannels.TABLE);
        life = begun;
        bus.add(this);
    }

    @Override
    protected void close() {
        Life ending = life;
        life = null;
        if (ending != null) {
            ending.leave();
            ending.home.remove(this);
        }
    }

    /** The bus of this and later conversations; called again when it was given another line. */
    void join(OmnimeterBus bus) {
        Life present = life;
        if (present != null) {
            present.join(bus);
        }
    }

    // ---- commands and actions ---------------------------------------------------------------------------------------

    @Override
    protected void command(ChannelUID uid, Command command) {
        Channel channel = getThing().getChannel(uid);
        if (channel == null || !uid.getId().startsWith(RELAY) || !(command instanceof OnOffType)) {
            super.command(uid, command);
            return;
        }
        int relay = Integer.parseInt(uid.getId().substring(RELAY.length()));
        Life present = life;
        if (present == null) {
            return;
        }
        CompletableFuture<String> answer;
        try {
            int seconds = new Parameters(channel.getConfiguration()).integer("holdTime", 0, 0, LONGEST_HOLD);
            answer = present.set(EkmSetting.relay(relay, command == OnOffType.ON, seconds));
        } catch (IllegalArgumentException e) {
            answer = CompletableFuture.failedFuture(e);
        }
        answer.whenComplete((sentence, failure) -> {
            if (failure != null) {
                logger.warn("{} was not switched {}: {}", uid, command, failure.getMessage());
                publisher().ifPresent(publisher -> publisher.refresh(uid));
            }
        });
    }

    /** Sets something and waits for the meter; answers with a sentence. */
    String set(Function<Life, EkmSetting> setting) {
        return answer(present -> present.set(setting.apply(present)));
    }

    /** The last six months, newest first, as JSON; or a sentence that begins with Refused. */
    String readMonths() {
        return answer(
                present -> present.bus().readMonths(present.config.address()).thenApply(OmnimeterJson::months));
    }

    /** Tariff schedules, seasons and holidays as JSON; or a sentence that begins with Refused. */
    String readCalendars() {
        return answer(
                present -> present.bus().readCalendars(present.config.address()).thenApply(OmnimeterJson::calendars));
    }

    /** Changes the password, and keeps the new one with the thing. */
    String changePassword(String old, String fresh) {
        String sentence =
                answer(present -> present.bus().set(present.config.address(), old, EkmSetting.password(fresh)));
        return sentence.startsWith(REFUSED) ? sentence : sentence + keep(fresh);
    }

    private String keep(String password) {
        try {
            Configuration configuration = editConfiguration();
            configuration.put(EkmIds.PASSWORD, password);
            updateConfiguration(configuration);
            return " The thing has it now; a file that the thing is written in needs it, too.";
        } catch (IllegalArgumentException | IllegalStateException e) {
            return " Give it to the thing, too, which could not keep it.";
        }
    }

    private String answer(Function<Life, CompletableFuture<String>> question) {
        Life present = life;
        if (present == null) {
            return REFUSED + "The meter is not at work.";
        }
        try {
            return question.apply(present).get(ANSWER.toSeconds(), TimeUnit.SECONDS);
        } catch (CancellationException e) {
            return REFUSED + "The line was closed meanwhile.";
        } catch (IllegalArgumentException | IllegalStateException e) {
            return REFUSED + e.getMessage();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            return REFUSED + (cause == null ? e.getMessage() : cause.getMessage());
        } catch (TimeoutException e) {
            return REFUSED + "The meter did not answer within " + ANSWER.toSeconds()
                    + " s; it may still be set. See what it shows.";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return REFUSED + "Nobody waited for the meter any more; it may still be set.";
        }
    }

    /** What the clock of a meter here shows at a moment: standard time all the year. */
    LocalDateTime localTime(Instant instant) {
        return LocalDateTime.ofInstant(instant, zones.getTimeZone().getRules().getStandardOffset(instant));
    }

    // ---- one life ---------------------------------------------------------------------------------------------------

    /** From one {@code open} to the next {@code close}. */
    final class Life implements MeterListener {

        private final ThingPort port;
        private final EkmBusHandler home;
        private final OmnimeterConfig config;
        private final List<PulseInput> pulses;
        private volatile @Nullable MeterPublisher publisher;
        private volatile String failure = "";
        private volatile @Nullable OmnimeterReading last;
        private volatile boolean left;
        /** Held while a reading goes to openHAB, so never taken where openHAB may wait for us; guards the two below. */
        private final Object order = new Object();

        private int phases;
        private @Nullable Moment clockChecked;
        // guarded by this; nothing of openHAB is called while it is held
        private @Nullable OmnimeterBus bus;
        private @Nullable Registration registration;

        Life(ThingPort port, EkmBusHandler home, OmnimeterConfig config, List<PulseInput> pulses) {
            this.port = port;
            this.home = home;
            this.config = config;
            this.pulses = pulses;
        }

        void join(OmnimeterBus joined) {
            try {
                move(joined);
            } catch (IllegalArgumentException e) {
                port.status(ThingStatus.OFFLINE, ThingStatusDetail.CONFIGURATION_ERROR, e.getMessage());
            }
        }

        private synchronized void move(OmnimeterBus joined) {
            if (!left && joined != bus) {
                leaveBus();
                registration = joined.add(config.address(), config.model(), this);
                bus = joined;
            }
        }

        synchronized void leave() {
            left = true;
            leaveBus();
        }

        private void leaveBus() {
            Registration present = registration;
            registration = null;
            bus = null;
            if (present != null) {
                present.close();
            }
        }

        private synchronized OmnimeterBus bus() {
            OmnimeterBus present = bus;
            if (present == null) {
                throw new IllegalStateException("The meter is on no line.");
            }
            return present;
        }

        CompletableFuture<String> set(EkmSetting setting) {
            try {
                return bus().set(config.address(), OmnimeterConfig.password(getConfig()), setting);
            } catch (IllegalStateException e) {
                return CompletableFuture.failedFuture(e);
            }
        }

        /** Rating of the current transformers in A; 0 when the meter has not told. */
        int ctRatio() {
            OmnimeterReading reading = last;
            BigDecimal ratio = reading == null ? null : reading.number(OmnimeterField.CT_RATIO);
            return ratio == null ? 0 : ratio.intValue();
        }

        String silence(Duration time) {
            return "Nothing usable has come from meter " + config.address() + " for " + time.toSeconds() + " s."
                    + (failure.isEmpty() ? "" : " " + failure);
        }

        @Override
        public void reading(OmnimeterReading reading, Moment at) {
            synchronized (order) {
                MeterPublisher to = publisher;
                if (to != null && !left) {
                    publish(to, reading, at);
                }
            }
        }

        private void publish(MeterPublisher to, OmnimeterReading reading, Moment at) {
            boolean first = last == null;
            last = reading;
            failure = "";
            phases |= OmnimeterChannels.alive(reading);
            for (int i = 0; i < pulses.size(); i++) {
                // no v.3 meter has pulse inputs, but its answer has places for them
                pulses.get(i).read(reading.layout().isV4() ? reading.number(OmnimeterField.PULSES, i + 1) : null, at);
            }
            OmnimeterChannels sample = new OmnimeterChannels(reading, phases, pulses, zones.getTimeZone());
            // with another meaning of pulses their counters begin anew
            to.device(reading.address() + " " + pulses);
            to.publish(OmnimeterChannels.TABLE, sample, at);
            if (first) {
                port.removeChannels(sample.lacking());
            }
            port.properties(sample.properties());
            if (config.syncClock()) {
                checkClock(reading, at);
            }
        }

        @Override
        public void failed(String sentence) {
            failure = sentence;
        }

        private void checkClock(OmnimeterReading reading, Moment at) {
            Moment checked = clockChecked;
            if (checked != null && at.since(checked).compareTo(CLOCK_CHECK) < 0) {
                return;
            }
            clockChecked = at;
            LocalDateTime shown = reading.meterTime();
            if (shown == null
                    || Duration.between(shown, localTime(at.instant())).abs().compareTo(CLOCK_TOLERANCE) > 0) {
                set(EkmSetting.clock(() -> localTime(Instant.now()))).whenComplete((sentence, trouble) -> {
                    if (trouble == null) {
                        logger.debug("{}: {}", port.thing().getUID(), sentence);
                    } else {
                        logger.warn(
                                "The clock of {} was not set: {}", port.thing().getUID(), trouble.getMessage());
                    }
                });
            }
        }
    }
}
