/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.metering;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.measure.Unit;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.metering.ChannelTable.Field;
import org.meterkit.metering.ChannelTable.Kind;
import org.meterkit.transport.Moment;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.library.unit.SIUnits;
import org.openhab.core.library.unit.Units;
import org.openhab.core.thing.Channel;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.ThingStatusInfo;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way from decoded records to a thing's channels and its liveness. One per handler life (from {@code initialize} to
 * {@code dispose}). Thread-safe; after {@link #stop} nothing reaches openHAB any more.
 *
 * <ul>
 *   <li>A reading is published whole: a channel when its state changed, or when a minute has passed since it was published last.
 *   <li>{@code last-reading} is set with every reading to the moment it arrived, unless a table has a line for it;
 *       {@code rejected-readings}, on things with counters, to how many values the guard has held back.
 *   <li>A reading makes the thing ONLINE. No reading for {@code offlineAfter}: OFFLINE / COMMUNICATION_ERROR with a sentence.
 *   <li>Counters pass a {@link CounterGuard}, integrals an {@link EnergyIntegrator}; both survive a restart in the memory, under
 *       their channels' ids.
 *   <li>Optional channels that no reading had, {@code settling} after the first reading, are removed; they come back when seen.
 * </ul>
 */
public final class MeterPublisher {

    /** The channel every device thing has. */
    public static final String LAST_READING = "last-reading";

    /** The channel of every thing with counters: how many values the guard has held back since the handler's life began. */
    public static final String REJECTED_READINGS = "rejected-readings";

    /** Key of the device's id in the memory; no channel id has this form. */
    private static final String DEVICE = "@device";

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    /** Decimals of an integrated energy in kWh: a milliwatt-hour. */
    private static final int ENERGY_DECIMALS = 6;

    /**
     * How a publisher behaves.
     *
     * @param offlineAfter silence that makes the thing OFFLINE
     * @param settling how long after the first reading optional channels may appear before the unseen are removed; zero: with it
     * @param guard limits of counters
     * @param silence the sentence for the status when nothing was read for the given time
     */
    public record Settings(
            Duration offlineAfter, Duration settling, GuardSettings guard, Function<Duration, String> silence) {}

    /** What is known of one channel. */
    private static final class Slot {
        final boolean optional;
        final @Nullable EnergyIntegrator integrator;
        /** Made with the first value, since only that tells an energy from a volume. */
        @Nullable
        CounterGuard guard;
        /** What the memory had for the guard. */
        @Nullable
        String kept;

        boolean seen;

        @Nullable
        State last;

        @Nullable
        State believed;

        long publishedAt;

        Slot(boolean optional, @Nullable EnergyIntegrator integrator) {
            this.optional = optional;
            this.integrator = integrator;
        }
    }

    private record Update(String channel, State state) {}

    private final Logger logger = LoggerFactory.getLogger(MeterPublisher.class);

    private final ThingPort port;
    private final MeterMemory memory;
    private final Settings settings;
    private final LongSupplier nanoTime;

    /**
     * Keeps what goes to openHAB in order. Held while openHAB is called, so never taken where openHAB may wait for us: by {@link
     * #stop}.
     */
    private final ReentrantLock order = new ReentrantLock();

    /** Guards all below; never held while openHAB is called. */
    private final Object state = new Object();

    private final Map<String, Slot> slots = new LinkedHashMap<>();
    private @Nullable String device;
    private @Nullable Moment first;
    private @Nullable Moment saved;
    private boolean settled;
    private long heard;
    private boolean faulted;
    private long rejected;
    private @Nullable ScheduledFuture<?> watch;
    private volatile boolean stopped;

    /**
     * Does nothing yet but take up what the memory has.
     *
     * @param tables all tables whose records will be published
     */
    public MeterPublisher(ThingPort port, MeterMemory memory, Settings settings, List<ChannelTable<?>> tables) {
        this(port, memory, settings, tables, System::nanoTime);
    }

    /**
     * For tests.
     *
     * @param nanoTime the clock of the silence, the one the readings' moments are from
     */
    MeterPublisher(
            ThingPort port,
            MeterMemory memory,
            Settings settings,
            List<ChannelTable<?>> tables,
            LongSupplier nanoTime) {
        this.port = port;
        this.memory = memory;
        this.settings = settings;
        this.nanoTime = nanoTime;
        tables.forEach(table -> table.fields().forEach(field -> {
            EnergyIntegrator integrator =
                    field.kind() == Kind.INTEGRAL ? new EnergyIntegrator(settings.offlineAfter()) : null;
            Slot slot = new Slot(field.optional(), integrator);
            if (slots.put(field.channel(), slot) != null) {
                throw new IllegalArgumentException("Two tables have the channel " + field.channel());
            }
            if (field.kind() == Kind.VALUE) {
                return;
            }
            String kept = memory.read(field.channel()).orElse(null);
            slot.kept = kept;
            if (kept != null && integrator != null && !integrator.restore(kept)) {
                logger.debug("{}: {} begins at zero, since '{}' cannot be read", thing(), field.channel(), kept);
            }
        }));
        slots.putIfAbsent(LAST_READING, new Slot(false, null));
        if (tables.stream().flatMap(table -> table.fields().stream()).anyMatch(field -> field.kind() == Kind.COUNTER)) {
            slots.put(REJECTED_READINGS, new Slot(false, null));
        }
        device = memory.read(DEVICE).orElse(null);
    }

    /**
     * Begins: from now on the silence is timed. Leaves the status as it is. To be called again when a line is back after {@link
     * #offline}, so that silence on it is told.
     */
    public void start() {
        synchronized (state) {
            heard = nanoTime.getAsLong();
            faulted = false;
            watch(settings.offlineAfter().toNanos());
        }
    }

    private void watch(long nanos) {
        ScheduledFuture<?> before = watch;
        if (before != null) {
            before.cancel(false);
        }
        if (!stopped) {
            watch = port.scheduler().schedule(this::look, nanos, TimeUnit.NANOSECONDS);
        }
    }

    private void look() {
        order.lock();
        try {
            synchronized (state) {
                long longest = settings.offlineAfter().toNanos();
                long rest = longest - (nanoTime.getAsLong() - heard);
                // looks again even when OFFLINE: openHAB itself makes a thing UNKNOWN when its bridge comes back
                watch(rest > 0 ? rest : longest);
                if (rest > 0 || faulted || stopped) {
                    return;
                }
            }
            ThingStatusInfo now = port.thing().getStatusInfo();
            if (now.getStatus() != ThingStatus.OFFLINE
                    || now.getStatusDetail() == ThingStatusDetail.COMMUNICATION_ERROR) {
                port.status(
                        ThingStatus.OFFLINE,
                        ThingStatusDetail.COMMUNICATION_ERROR,
                        settings.silence().apply(settings.offlineAfter()));
            }
        } finally {
            order.unlock();
        }
    }

    /**
     * Publishes one reading.
     *
     * @param table one of those given at first
     * @param at when it arrived
     * @throws IllegalArgumentException when the table was not given at first, or integrates what is no power
     */
    public <R> void publish(ChannelTable<R> table, R reading, Moment at) {
        Map<String, @Nullable State> values = new LinkedHashMap<>();
        for (Field<R> field : table.fields()) {
            if (!slots.containsKey(field.channel())) {
                throw new IllegalArgumentException("No table was announced with the channel " + field.channel());
            }
            values.put(field.channel(), field.value().apply(reading));
        }
        order.lock();
        try {
            List<Update> updates = new ArrayList<>();
            List<String> appeared = new ArrayList<>();
            List<String> missing = new ArrayList<>();
            synchronized (state) {
                if (stopped) {
                    return;
                }
                heard = at.nanos();
                faulted = false;
                for (Field<R> field : table.fields()) {
                    take(field, values.get(field.channel()), at, updates, appeared);
                }
                if (!values.containsKey(LAST_READING)) {
                    State now = new DateTimeType(at.instant().truncatedTo(ChronoUnit.MILLIS));
                    update(LAST_READING, slots.get(LAST_READING), now, at, updates);
                }
                Slot rejections = slots.get(REJECTED_READINGS);
                if (rejections != null) {
                    update(REJECTED_READINGS, rejections, new DecimalType(rejected), at, updates);
                }
                settle(at, missing);
                save(at);
            }
            appeared.removeIf(channel -> port.thing().getChannel(channel) != null);
            if (!appeared.isEmpty()) {
                port.restoreChannels(appeared);
            }
            missing.removeIf(channel -> port.thing().getChannel(channel) == null);
            if (!missing.isEmpty()) {
                port.removeChannels(missing);
            }
            updates.forEach(this::send);
            if (!stopped) {
                port.status(ThingStatus.ONLINE, ThingStatusDetail.NONE, null);
            }
        } finally {
            order.unlock();
        }
    }

    private void send(Update update) {
        if (!stopped) {
            port.state(update.channel(), update.state());
        }
    }

    private void take(Field<?> field, @Nullable State value, Moment at, List<Update> updates, List<String> appeared) {
        Slot slot = slots.get(field.channel());
        if (value != null && !slot.seen) {
            slot.seen = true;
            if (slot.optional) {
                appeared.add(field.channel());
            }
        }
        if (!slot.optional || slot.seen) {
            State next =
                    switch (field.kind()) {
                        case VALUE -> value == null ? UnDefType.UNDEF : value;
                        case COUNTER -> counted(field.channel(), slot, value, at);
                        case INTEGRAL -> integrated(field.channel(), slot, value, at);
                    };
            update(field.channel(), slot, next, at, updates);
        }
    }

    private void update(String channel, Slot slot, State next, Moment at, List<Update> updates) {
        if (!isSame(next, slot.last) || at.nanos() - slot.publishedAt >= MINUTE) {
            slot.publishedAt = at.nanos();
            updates.add(new Update(channel, next));
        }
        slot.last = next;
    }

    /** As {@code equals}, which for quantities converts units first, and that for every channel of every reading. */
    private static boolean isSame(State next, @Nullable State last) {
        if (next instanceof QuantityType<?> a
                && last instanceof QuantityType<?> b
                && a.getUnit().equals(b.getUnit())) {
            return a.toBigDecimal().compareTo(b.toBigDecimal()) == 0;
        }
        return next.equals(last);
    }

    private State counted(String channel, Slot slot, @Nullable State value, Moment at) {
        if (!(value instanceof QuantityType<?> quantity)) {
            return UnDefType.UNDEF;
        }
        boolean energy = quantity.getUnit().isCompatible(Units.KILOWATT_HOUR);
        if (!energy && !quantity.getUnit().isCompatible(SIUnits.CUBIC_METRE)) {
            return quantity;
        }
        Unit<?> unit = energy ? Units.KILOWATT_HOUR : SIUnits.CUBIC_METRE;
        CounterGuard guard = slot.guard;
        if (guard == null) {
            guard = energy ? CounterGuard.ofEnergy(settings.guard()) : CounterGuard.ofVolume(settings.guard());
            String kept = slot.kept;
            if (kept != null && !guard.restore(kept)) {
                logger.debug("{}: {} has no old value, since '{}' cannot be read", thing(), channel, kept);
            }
            slot.guard = guard;
        }
        if (guard.accept(number(quantity, unit), at)) {
            slot.believed = quantity;
            return quantity;
        }
        rejected++;
        logger.debug("{}: {} cannot be {} after {}", thing(), channel, quantity, guard.value());
        State believed = slot.believed;
        return believed == null ? quantity(guard.value().orElseThrow(), unit, quantity.getUnit()) : believed;
    }

    private State integrated(String channel, Slot slot, @Nullable State value, Moment at) {
        EnergyIntegrator integrator = slot.integrator;
        if (integrator == null) {
            throw new IllegalArgumentException("The table of " + channel + " was announced with another kind");
        }
        if (value instanceof QuantityType<?> power) {
            integrator.add(number(power, Units.WATT), at);
        } else if (!slot.seen && integrator.total().signum() == 0) {
            return UnDefType.UNDEF;
        }
        return energy(integrator);
    }

    private static State energy(EnergyIntegrator integrator) {
        return new QuantityType<>(
                integrator.total().setScale(ENERGY_DECIMALS, RoundingMode.HALF_UP), Units.KILOWATT_HOUR);
    }

    private static BigDecimal number(QuantityType<?> quantity, Unit<?> unit) {
        QuantityType<?> converted = quantity.toUnit(unit);
        if (converted == null) {
            throw new IllegalArgumentException(quantity + " cannot be converted to " + unit);
        }
        return converted.toBigDecimal();
    }

    private static State quantity(BigDecimal value, Unit<?> from, Unit<?> to) {
        QuantityType<?> quantity = new QuantityType<>(value, from);
        QuantityType<?> converted = quantity.toUnit(to);
        return converted == null ? quantity : converted;
    }

    private void settle(Moment at, List<String> missing) {
        Moment begin = first;
        if (begin == null) {
            begin = at;
            first = at;
        }
        if (!settled && at.since(begin).compareTo(settings.settling()) >= 0) {
            settled = true;
            slots.forEach((channel, slot) -> {
                if (slot.optional && !slot.seen) {
                    missing.add(channel);
                }
            });
        }
    }

    private void save(Moment at) {
        Moment before = saved;
        if (before == null || at.nanos() - before.nanos() >= MINUTE) {
            saved = at;
            save();
        }
    }

    private void save() {
        slots.forEach((channel, slot) -> {
            CounterGuard guard = slot.guard;
            EnergyIntegrator integrator = slot.integrator;
            if (guard != null) {
                guard.save().ifPresent(text -> memory.write(channel, text));
            } else if (integrator != null && (slot.seen || integrator.total().signum() > 0)) {
                memory.write(channel, integrator.save());
            }
        });
    }

    /**
     * Says which device the readings come from, before each or once; when that changed, also while openHAB was off, counters
     * begin anew without doubt and optional channels are looked for again. An empty id says nothing.
     */
    public void device(String id) {
        synchronized (state) {
            if (stopped || id.isEmpty() || id.equals(device)) {
                return;
            }
            memory.write(DEVICE, id);
            if (device != null) {
                logger.debug("{}: the readings come from {} now, no longer from {}", thing(), id, device);
                slots.values().forEach(slot -> {
                    slot.seen = false;
                    slot.kept = null;
                    CounterGuard guard = slot.guard;
                    if (guard != null) {
                        guard.forget();
                    }
                });
                first = null;
                saved = null;
                settled = false;
            }
            device = id;
        }
    }

    /**
     * Makes the thing OFFLINE / COMMUNICATION_ERROR for a reason better known than silence (a lost line); the next reading brings
     * it back, and {@link #start} has silence told again. Repeating the same sentence does nothing.
     */
    public void offline(String sentence) {
        order.lock();
        try {
            synchronized (state) {
                if (stopped) {
                    return;
                }
                faulted = true;
            }
            port.status(ThingStatus.OFFLINE, ThingStatusDetail.COMMUNICATION_ERROR, sentence);
        } finally {
            order.unlock();
        }
    }

    /**
     * Follows the thing's bridge: OFFLINE / BRIDGE_OFFLINE with its sentence, and when it is back UNKNOWN until the next reading or
     * until silence is told.
     *
     * @param bridge asked while no reading is published, so that a reading that comes with the bridge's return is not undone
     */
    void follow(Supplier<ThingStatusInfo> bridge) {
        order.lock();
        try {
            ThingStatusInfo now = bridge.get();
            if (now.getStatus() == ThingStatus.OFFLINE) {
                port.status(ThingStatus.OFFLINE, ThingStatusDetail.BRIDGE_OFFLINE, now.getDescription());
            } else if (port.thing().getStatusInfo().getStatusDetail() == ThingStatusDetail.BRIDGE_OFFLINE) {
                port.status(ThingStatus.UNKNOWN, ThingStatusDetail.NONE, null);
                start();
            }
        } finally {
            order.unlock();
        }
    }

    /** Publishes a channel's last state again, for REFRESH; nothing while there is none. */
    public void refresh(ChannelUID channel) {
        order.lock();
        try {
            State last = last(channel.getId());
            if (last != null) {
                send(new Update(channel.getId(), last));
            }
        } finally {
            order.unlock();
        }
    }

    private @Nullable State last(String channel) {
        synchronized (state) {
            Slot slot = slots.get(channel);
            return slot == null ? null : slot.last;
        }
    }

    /**
     * Sets an integrated energy back to zero, publishes and keeps that.
     *
     * @throws IllegalArgumentException when the channel is not an integrated energy
     */
    public void resetIntegral(String channel) {
        order.lock();
        try {
            State zero;
            synchronized (state) {
                Slot slot = slots.get(channel);
                EnergyIntegrator integrator = slot == null ? null : slot.integrator;
                if (slot == null || integrator == null) {
                    throw new IllegalArgumentException("The channel " + channel + " is not an energy summed up here.");
                }
                if (stopped) {
                    return;
                }
                integrator.reset();
                zero = energy(integrator);
                slot.last = zero;
                memory.write(channel, integrator.save());
            }
            send(new Update(channel, zero));
        } finally {
            order.unlock();
        }
    }

    /** How many counter values the guard has held back. */
    public long rejected() {
        synchronized (state) {
            return rejected;
        }
    }

    /** The thing's channels with their last states as text, a line each, for the console. */
    public String describe() {
        return port.thing().getChannels().stream()
                .map(Channel::getUID)
                .map(ChannelUID::getId)
                .map(channel -> channel + " = " + text(last(channel)))
                .collect(Collectors.joining("\n"));
    }

    private static String text(@Nullable State state) {
        return state == null ? "(nothing yet)" : state.toString();
    }

    /** Ends: saves what must survive, cancels all. Idempotent, never waits for openHAB. */
    public void stop() {
        synchronized (state) {
            if (!stopped) {
                stopped = true;
                ScheduledFuture<?> pending = watch;
                if (pending != null) {
                    pending.cancel(false);
                }
                save();
            }
        }
    }

    private ThingUID thing() {
        return port.thing().getUID();
    }
}
