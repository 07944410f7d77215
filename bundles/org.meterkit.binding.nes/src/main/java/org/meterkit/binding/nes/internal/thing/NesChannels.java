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

import java.math.BigDecimal;
import java.time.Instant;
import java.util.function.Function;
import javax.measure.Quantity;
import javax.measure.Unit;
import javax.measure.quantity.Power;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.binding.nes.internal.protocol.NesReading;
import org.meterkit.binding.nes.internal.protocol.NesReading.Phase;
import org.meterkit.binding.nes.internal.protocol.NesReading.Tariff;
import org.meterkit.metering.ChannelTable;
import org.meterkit.metering.Quantities;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.library.unit.Units;

/** Which part of a reading goes to which channel, through the optical port and through a module alike. */
final class NesChannels {

    /** More tariffs than a house has. */
    private static final int TARIFFS = 4;

    static final ChannelTable<NesReading> TABLE = table();

    private NesChannels() {}

    private static ChannelTable<NesReading> table() {
        ChannelTable.Builder<NesReading> table = ChannelTable.<NesReading>builder()
                .value("power", r -> Quantities.net(watts(r.powerImport()), watts(r.powerExport())))
                .value("power-import", r -> watts(r.powerImport()))
                .value("power-export", r -> watts(r.powerExport()))
                .counter("energy-import", in(Units.KILOWATT_HOUR, NesReading::energyImport))
                .counter("energy-export", in(Units.KILOWATT_HOUR, NesReading::energyExport))
                .optionalValue("reactive-power-import", in(Units.VAR, NesReading::reactivePowerImport))
                .optionalValue("reactive-power-export", in(Units.VAR, NesReading::reactivePowerExport))
                .optionalCounter("reactive-energy-import", in(Units.KILOVAR_HOUR, NesReading::reactiveEnergyImport))
                .optionalCounter("reactive-energy-export", in(Units.KILOVAR_HOUR, NesReading::reactiveEnergyExport))
                .optionalValue("apparent-power", in(Units.VOLT_AMPERE, NesReading::apparentPower))
                .optionalValue("frequency", in(Units.HERTZ, NesReading::frequency))
                .optionalValue("power-outages", r -> {
                    BigDecimal outages = r.outages();
                    return outages == null ? null : new DecimalType(outages);
                })
                .optionalValue("power-outage-time", in(Units.SECOND, NesReading::outageSeconds))
                .optionalValue("meter-time", r -> {
                    Instant clock = r.clock();
                    return clock == null ? null : new DateTimeType(clock);
                });
        for (int n = 0; n < NesReading.PHASES; n++) {
            String suffix = "-l" + (n + 1);
            int phase = n;
            table.optionalValue("power" + suffix, ofPhase(phase, Units.WATT, Phase::power))
                    .optionalValue("voltage" + suffix, ofPhase(phase, Units.VOLT, Phase::voltage))
                    .optionalValue("current" + suffix, ofPhase(phase, Units.AMPERE, Phase::current))
                    .optionalValue("power-factor" + suffix, ofPhase(phase, Units.ONE, Phase::powerFactor));
        }
        for (int n = 0; n < TARIFFS; n++) {
            String suffix = "-t" + (n + 1);
            table.optionalCounter("energy-import" + suffix, ofTariff(n, Tariff::energyImport))
                    .optionalCounter("energy-export" + suffix, ofTariff(n, Tariff::energyExport));
        }
        return table.build();
    }

    private static @Nullable QuantityType<Power> watts(@Nullable BigDecimal number) {
        return Quantities.of(number, Units.WATT);
    }

    private static <Q extends Quantity<Q>> Function<NesReading, @Nullable QuantityType<Q>> in(
            Unit<Q> unit, Function<NesReading, @Nullable BigDecimal> value) {
        return reading -> Quantities.of(value.apply(reading), unit);
    }

    private static <Q extends Quantity<Q>> Function<NesReading, @Nullable QuantityType<Q>> ofPhase(
            int phase, Unit<Q> unit, Function<Phase, @Nullable BigDecimal> value) {
        return in(unit, reading -> value.apply(reading.phases().get(phase)));
    }

    private static Function<NesReading, @Nullable QuantityType<?>> ofTariff(
            int tariff, Function<Tariff, @Nullable BigDecimal> value) {
        return reading -> tariff < reading.tariffs().size()
                ? Quantities.of(value.apply(reading.tariffs().get(tariff)), Units.KILOWATT_HOUR)
                : null;
    }
}
