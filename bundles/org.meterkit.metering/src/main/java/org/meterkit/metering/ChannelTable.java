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

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.types.State;

/**
 * The one declaration of how a device's record becomes channels: which field goes to which channel, and how. Immutable.
 *
 * <p>A field function returns {@code null} for "the device did not send it". What that means depends on the field: a channel that
 * the device always has becomes {@code UNDEF}; an optional one is removed from the thing while it has never been seen, and
 * becomes {@code UNDEF} once it has.
 *
 * @param <R> the decoded record
 */
public final class ChannelTable<R> {

    /** How a field becomes a channel's state. */
    public enum Kind {
        /** As it is. */
        VALUE,
        /** A meter register that only grows: through the {@link CounterGuard}. */
        COUNTER,
        /** A power, summed up here to an energy in kWh by the {@link EnergyIntegrator}. */
        INTEGRAL
    }

    /**
     * One line of the table.
     *
     * @param channel channel id, {@code power} or {@code ch1#power}
     * @param kind how it becomes a state
     * @param optional whether devices without it exist
     * @param value the record's field; null when not sent
     */
    public record Field<R>(
            String channel, Kind kind, boolean optional, Function<? super R, ? extends @Nullable State> value) {}

    private final List<Field<R>> fields;

    private ChannelTable(List<Field<R>> fields) {
        this.fields = List.copyOf(fields);
    }

    public static <R> Builder<R> builder() {
        return new Builder<>();
    }

    /** The lines in the order of declaration. */
    public List<Field<R>> fields() {
        return fields;
    }

    /** All channel ids of the table. */
    public Set<String> channels() {
        Set<String> channels = new LinkedHashSet<>();
        fields.forEach(field -> channels.add(field.channel()));
        return channels;
    }

    /** The same table for a channel group: every id gets the prefix {@code group#} and every channel becomes optional. */
    public ChannelTable<R> inGroup(String group) {
        return new ChannelTable<>(fields.stream()
                .map(field -> new Field<R>(group + "#" + field.channel(), field.kind(), true, field.value()))
                .toList());
    }

    /**
     * Collects the lines of a table.
     *
     * @param <R> the decoded record
     */
    public static final class Builder<R> {

        private final List<Field<R>> fields = new ArrayList<>();

        private Builder() {}

        /** A value every such device has. */
        public Builder<R> value(String channel, Function<? super R, ? extends @Nullable State> value) {
            return add(channel, Kind.VALUE, false, value);
        }

        /** A value of optional hardware: a phase, a tariff, a feature. */
        public Builder<R> optionalValue(String channel, Function<? super R, ? extends @Nullable State> value) {
            return add(channel, Kind.VALUE, true, value);
        }

        /** A register (energy or volume) every such device has. */
        public Builder<R> counter(String channel, Function<? super R, ? extends @Nullable QuantityType<?>> value) {
            return add(channel, Kind.COUNTER, false, value);
        }

        /** A register of optional hardware. */
        public Builder<R> optionalCounter(
                String channel, Function<? super R, ? extends @Nullable QuantityType<?>> value) {
            return add(channel, Kind.COUNTER, true, value);
        }

        /** An energy that the device does not send: the integral of its power. */
        public Builder<R> integral(String channel, Function<? super R, ? extends @Nullable QuantityType<?>> power) {
            return add(channel, Kind.INTEGRAL, false, power);
        }

        private Builder<R> add(
                String channel, Kind kind, boolean optional, Function<? super R, ? extends @Nullable State> value) {
            fields.add(new Field<>(channel, kind, optional, value));
            return this;
        }

        /**
         * Ends the table.
         *
         * @throws IllegalStateException when a channel is named twice
         */
        public ChannelTable<R> build() {
            ChannelTable<R> table = new ChannelTable<>(fields);
            if (table.channels().size() != fields.size()) {
                throw new IllegalStateException("A channel is named twice in " + table.channels());
            }
            return table;
        }
    }
}
