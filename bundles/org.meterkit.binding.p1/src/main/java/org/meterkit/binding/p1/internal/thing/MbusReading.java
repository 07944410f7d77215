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

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import javax.measure.Unit;
import javax.measure.quantity.Energy;
import javax.measure.quantity.Power;
import javax.measure.quantity.Volume;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.binding.p1.internal.protocol.MbusDevice;
import org.meterkit.metering.ChannelTable;
import org.openhab.core.library.dimension.VolumetricFlowRate;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.library.unit.MetricPrefix;
import org.openhab.core.library.unit.SIUnits;
import org.openhab.core.library.unit.Units;
import org.openhab.core.types.State;

/**
 * A reading of an M-Bus device.
 *
 * @param device what the telegram said
 * @param time when the device was read, if its clock can be right
 * @param before an earlier reading, from which the flow is derived; null when there is none
 */
record MbusReading(
        MbusDevice device, @Nullable Instant time, @Nullable MbusReading before) {

    private static final Unit<Power> KILOWATT = MetricPrefix.KILO(Units.WATT);
    private static final BigDecimal SECONDS_PER_HOUR = BigDecimal.valueOf(3600);
    private static final int FLOW_DECIMALS = 6;

    /** Gas and water. */
    static final ChannelTable<MbusReading> VOLUME = withCommon(ChannelTable.<MbusReading>builder()
            .counter("volume", MbusReading::volume)
            .value("flow", reading -> {
                BigDecimal flow = reading.volume() == null ? null : reading.perHour();
                return flow == null ? null : new QuantityType<VolumetricFlowRate>(flow, Units.CUBICMETRE_PER_HOUR);
            }));

    /** Heat, cooling and electricity, whose flow is a power. */
    static final ChannelTable<MbusReading> ENERGY = withCommon(ChannelTable.<MbusReading>builder()
            .counter("energy", MbusReading::energy)
            .value("flow", reading -> {
                BigDecimal flow = reading.energy() == null ? null : reading.perHour();
                return flow == null ? null : new QuantityType<>(flow, KILOWATT);
            }));

    private static ChannelTable<MbusReading> withCommon(ChannelTable.Builder<MbusReading> table) {
        return table.value("meter-time", MbusReading::meterTime)
                .optionalValue("valve-position", MbusReading::valvePosition)
                .build();
    }

    private @Nullable QuantityType<Volume> volume() {
        return P1Quantities.of(device.reading(), SIUnits.CUBIC_METRE);
    }

    /** Only an electricity meter could be meant when there is no unit. */
    private @Nullable QuantityType<Energy> energy() {
        return P1Quantities.of(device.reading(), Units.KILOWATT_HOUR);
    }

    private @Nullable State meterTime() {
        Instant read = time;
        return read == null ? null : new DateTimeType(read);
    }

    private @Nullable State valvePosition() {
        return device.valve() < 0 ? null : new DecimalType(device.valve());
    }

    /** This reading with another before it. */
    MbusReading after(@Nullable MbusReading earlier) {
        return new MbusReading(device, time, earlier);
    }

    /** Whether the register is below that of an earlier reading. */
    boolean isBelow(MbusReading earlier) {
        BigDecimal now = amount();
        BigDecimal then = earlier.amount();
        return now != null && then != null && now.compareTo(then) < 0;
    }

    /** The register in m³ or kWh. */
    private @Nullable BigDecimal amount() {
        QuantityType<Volume> volume = volume();
        QuantityType<?> quantity = volume == null ? energy() : volume;
        QuantityType<?> converted =
                quantity == null ? null : quantity.toUnit(volume == null ? Units.KILOWATT_HOUR : SIUnits.CUBIC_METRE);
        return converted == null ? null : converted.toBigDecimal();
    }

    /** The mean from the reading before to this one, by the device's own times. */
    private @Nullable BigDecimal perHour() {
        MbusReading earlier = before;
        Instant end = time;
        if (earlier == null || end == null) {
            return null;
        }
        Instant begin = earlier.time;
        BigDecimal from = earlier.amount();
        BigDecimal to = amount();
        if (begin == null || from == null || to == null || !begin.isBefore(end) || from.compareTo(to) > 0) {
            return null;
        }
        return to.subtract(from)
                .multiply(SECONDS_PER_HOUR)
                .divide(
                        BigDecimal.valueOf(Duration.between(begin, end).toSeconds()),
                        FLOW_DECIMALS,
                        RoundingMode.HALF_UP)
                .stripTrailingZeros();
    }
}
