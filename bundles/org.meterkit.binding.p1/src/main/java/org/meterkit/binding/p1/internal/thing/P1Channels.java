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
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.measure.Quantity;
import javax.measure.Unit;
import javax.measure.quantity.Dimensionless;
import javax.measure.quantity.ElectricCurrent;
import javax.measure.quantity.Energy;
import javax.measure.quantity.Power;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.binding.p1.internal.protocol.MonthlyDemand;
import org.meterkit.binding.p1.internal.protocol.Obis;
import org.meterkit.binding.p1.internal.protocol.OctetString;
import org.meterkit.binding.p1.internal.protocol.P1Number;
import org.meterkit.binding.p1.internal.protocol.P1Time;
import org.meterkit.binding.p1.internal.protocol.P1Unit;
import org.meterkit.metering.ChannelTable;
import org.meterkit.metering.Quantities;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.library.types.StringType;
import org.openhab.core.library.unit.MetricPrefix;
import org.openhab.core.library.unit.Units;
import org.openhab.core.types.State;

/**
 * Which object of a telegram becomes which channel of a {@code p1:meter}. A channel is there when the object is: nothing is bound to
 * a version of the standard or to a country, since meters send objects of other versions than they claim.
 *
 * <p>Codes are those of the companion standards of all countries, see the tables of {@code docs/p1.md}.
 */
final class P1Channels {

    private static final Unit<Power> KILOWATT = MetricPrefix.KILO(Units.WATT);
    private static final Unit<Power> KILOVOLT_AMPERE = MetricPrefix.KILO(Units.VOLT_AMPERE);
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);
    private static final int TARIFFS = 4;

    /** Walloon meters count the same energy a second time in the registers 3 to 5, by other hours. */
    private static final int SECOND_SPLIT = 5;

    private static final int DAY_AND_NIGHT = 2;
    private static final int RELAYS = 4;

    /** Messages have the codes 96.13.0 and, in Luxembourg, 96.13.2 to 96.13.5. */
    private static final int LAST_MESSAGE = 5;

    private static final int PHASES = 3;

    /** The quantity of a phase is that of the sum plus twenty for each: 1.7.0, 21.7.0, 41.7.0, 61.7.0. */
    private static final int PHASE_STEP = 20;

    private static final int IMPORT = 1;
    private static final int EXPORT = 2;
    private static final int REACTIVE_IMPORT = 3;
    private static final int REACTIVE_EXPORT = 4;
    private static final int CURRENT = 11;
    private static final int VOLTAGE = 12;
    private static final int POWER_FACTOR = 13;
    private static final int APPARENT = 9;
    private static final int APPARENT_EXPORT = 10;

    /** Plus or minus, reactive inductive or capacitive: the four quadrants have the numbers 5 to 8. */
    private static final int QUADRANT = 4;

    private static final int QUADRANTS = 4;

    /** Signed sum of all phases, which a few meters send instead of two directions. */
    private static final Obis NET_POWER = Obis.of("1-0:16.7.0");

    private static final Obis DEMAND_OF_MONTH = Obis.of("1-0:1.6.0");
    private static final Obis THRESHOLD = Obis.of("0-0:17.0.0");
    private static final Obis BREAKER = Obis.of("0-0:96.3.10");
    private static final Obis BREAKER_DSMR2 = Obis.of("0-0:24.4.0");

    static final ChannelTable<P1Reading> TABLE = table();

    private P1Channels() {}

    private static ChannelTable<P1Reading> table() {
        ChannelTable.Builder<P1Reading> table = ChannelTable.<P1Reading>builder()
                .optionalValue("power", P1Channels::netPower)
                .optionalValue("power-import", power(IMPORT, 0))
                .optionalValue("power-export", power(EXPORT, 0))
                .optionalCounter("energy-import", energy(IMPORT, Units.KILOWATT_HOUR))
                .optionalCounter("energy-export", energy(EXPORT, Units.KILOWATT_HOUR));
        for (int tariff = 1; tariff <= SECOND_SPLIT; tariff++) {
            table.optionalCounter("energy-import-t" + tariff, quantity(register(IMPORT, tariff), Units.KILOWATT_HOUR))
                    .optionalCounter(
                            "energy-export-t" + tariff, quantity(register(EXPORT, tariff), Units.KILOWATT_HOUR));
        }
        for (int tariff = 1; tariff <= TARIFFS; tariff++) {
            table.optionalCounter(
                            "reactive-energy-import-t" + tariff,
                            quantity(register(REACTIVE_IMPORT, tariff), Units.KILOVAR_HOUR))
                    .optionalCounter(
                            "reactive-energy-export-t" + tariff,
                            quantity(register(REACTIVE_EXPORT, tariff), Units.KILOVAR_HOUR));
        }
        for (int quadrant = 1; quadrant <= QUADRANTS; quadrant++) {
            table.optionalCounter(
                            "reactive-energy-q" + quadrant,
                            quantity(register(QUADRANT + quadrant, 0), Units.KILOVAR_HOUR))
                    .optionalValue(
                            "reactive-power-q" + quadrant,
                            quantity(instantaneous(QUADRANT + quadrant, 0), Units.KILOVAR));
        }
        for (int relay = 1; relay <= RELAYS; relay++) {
            table.optionalValue("relay-" + relay, number("0-" + relay + ":96.3.10"));
        }
        for (int message = 2; message <= LAST_MESSAGE; message++) {
            table.optionalValue("message-" + message, message("0-0:96.13." + message));
        }
        table.optionalValue("tariff", number("0-0:96.14.0"));
        for (int phase = 1; phase <= PHASES; phase++) {
            String suffix = "-l" + phase;
            int number = phase;
            table.optionalValue("power-import" + suffix, power(IMPORT, phase))
                    .optionalValue("power-export" + suffix, power(EXPORT, phase))
                    .optionalValue("power" + suffix, reading -> netPower(reading, number))
                    .optionalValue("voltage" + suffix, quantity(instantaneous(VOLTAGE, phase), Units.VOLT))
                    .optionalValue("current" + suffix, reading -> current(reading, number))
                    .optionalValue(
                            "reactive-power-import" + suffix,
                            quantity(instantaneous(REACTIVE_IMPORT, phase), Units.KILOVAR))
                    .optionalValue(
                            "reactive-power-export" + suffix,
                            quantity(instantaneous(REACTIVE_EXPORT, phase), Units.KILOVAR))
                    .optionalValue(
                            "power-factor" + suffix,
                            reading -> powerFactor(reading, instantaneous(POWER_FACTOR, number)))
                    .optionalValue("apparent-power" + suffix, quantity(instantaneous(APPARENT, phase), KILOVOLT_AMPERE))
                    .optionalValue(
                            "apparent-power-export" + suffix,
                            quantity(instantaneous(APPARENT_EXPORT, phase), KILOVOLT_AMPERE))
                    .optionalValue("voltage-average" + suffix, quantity(voltage(phase, 24), Units.VOLT))
                    .optionalValue("voltage-sag-duration" + suffix, quantity(voltage(phase, 33), Units.SECOND))
                    .optionalValue("voltage-sag-level" + suffix, quantity(voltage(phase, 34), Units.VOLT))
                    .optionalValue("voltage-swell-duration" + suffix, quantity(voltage(phase, 37), Units.SECOND))
                    .optionalValue("voltage-swell-level" + suffix, quantity(voltage(phase, 38), Units.VOLT))
                    .optionalValue("fuse-threshold" + suffix, fuse(phase, 0))
                    .optionalValue("voltage-sags" + suffix, number("1-0:" + (PHASE_STEP * phase + VOLTAGE) + ".32.0"))
                    .optionalValue(
                            "voltage-swells" + suffix, number("1-0:" + (PHASE_STEP * phase + VOLTAGE) + ".36.0"));
        }
        return table.optionalValue("reactive-power-import", quantity(instantaneous(REACTIVE_IMPORT, 0), Units.KILOVAR))
                .optionalValue("reactive-power-export", quantity(instantaneous(REACTIVE_EXPORT, 0), Units.KILOVAR))
                .optionalCounter("reactive-energy-import", energy(REACTIVE_IMPORT, Units.KILOVAR_HOUR))
                .optionalCounter("reactive-energy-export", energy(REACTIVE_EXPORT, Units.KILOVAR_HOUR))
                .optionalValue("apparent-power", quantity(Obis.of("1-0:9.7.0"), KILOVOLT_AMPERE))
                .optionalValue("apparent-power-export", quantity(Obis.of("1-0:10.7.0"), KILOVOLT_AMPERE))
                .optionalValue("power-absolute", quantity(Obis.of("1-0:15.7.0"), KILOWATT))
                .optionalValue("power-average", quantity(Obis.of("1-0:16.24.0"), KILOWATT))
                .optionalValue("power-import-average", quantity(Obis.of("1-0:1.24.0"), KILOWATT))
                .optionalValue("power-absolute-average", quantity(Obis.of("1-0:15.24.0"), KILOWATT))
                .optionalValue("average-demand-export", quantity(Obis.of("1-0:2.4.0"), KILOWATT))
                .optionalValue("average-demand-reactive-import", quantity(Obis.of("1-0:3.4.0"), Units.KILOVAR))
                .optionalValue("average-demand-reactive-export", quantity(Obis.of("1-0:4.4.0"), Units.KILOVAR))
                .optionalValue("average-demand-apparent-import", quantity(Obis.of("1-0:9.4.0"), KILOVOLT_AMPERE))
                .optionalValue("average-demand-apparent-export", quantity(Obis.of("1-0:10.4.0"), KILOVOLT_AMPERE))
                .optionalValue("last-demand-import", quantity(Obis.of("1-0:1.5.0"), KILOWATT))
                .optionalValue("last-demand-export", quantity(Obis.of("1-0:2.5.0"), KILOWATT))
                .optionalValue("last-demand-reactive-import", quantity(Obis.of("1-0:3.5.0"), Units.KILOVAR))
                .optionalValue("last-demand-reactive-export", quantity(Obis.of("1-0:4.5.0"), Units.KILOVAR))
                .optionalValue("last-demand-apparent-import", quantity(Obis.of("1-0:9.5.0"), KILOVOLT_AMPERE))
                .optionalValue("last-demand-apparent-export", quantity(Obis.of("1-0:10.5.0"), KILOVOLT_AMPERE))
                .optionalCounter("energy-absolute", quantity(Obis.of("1-0:15.8.0"), Units.KILOWATT_HOUR))
                .optionalValue("voltage", quantity(instantaneous(VOLTAGE, 0), Units.VOLT))
                .optionalValue("current", quantity(instantaneous(CURRENT, 0), Units.AMPERE))
                .optionalValue("current-neutral", quantity(Obis.of("1-0:91.7.0"), Units.AMPERE))
                .optionalValue("current-total", quantity(Obis.of("1-0:90.7.0"), Units.AMPERE))
                .optionalValue("power-factor", reading -> powerFactor(reading, instantaneous(POWER_FACTOR, 0)))
                .optionalValue("fuse-threshold-export", fuse(1, 1))
                .optionalValue("frequency", quantity(Obis.of("1-0:14.7.0"), Units.HERTZ))
                .optionalValue("power-failures", number("0-0:96.7.21"))
                .optionalValue("long-power-failures", number("0-0:96.7.9"))
                .optionalValue("power-failure-log", when("1-0:99.97.0", P1Json::failures))
                .optionalValue("switch-position", P1Channels::switchPosition)
                .optionalValue("actual-threshold", P1Channels::threshold)
                .optionalValue("actual-threshold-current", P1Channels::thresholdCurrent)
                .optionalValue("message", message("0-0:96.13.0"))
                .optionalValue("message-code", message("0-0:96.13.1"))
                .optionalValue("average-demand", quantity(Obis.of("1-0:1.4.0"), KILOWATT))
                .optionalValue("maximum-demand-month", P1Channels::demandOfMonth)
                .optionalValue("maximum-demand-month-time", time(DEMAND_OF_MONTH))
                .optionalValue("maximum-demand-history", P1Channels::demandHistory)
                .optionalValue("predicted-demand", CapacityTariff::predictedDemand)
                .optionalValue("demand-headroom", CapacityTariff::headroom)
                .optionalValue("mean-demand", CapacityTariff::meanDemand)
                .optionalValue("meter-time", time(Obis.of("0-0:1.0.0")))
                .value(
                        "telegrams",
                        reading -> new DecimalType(reading.counters().telegrams()))
                .value(
                        "corrupt-telegrams",
                        reading -> new DecimalType(reading.counters().allCorrupt()))
                .build();
    }

    // ---- forms of fields ------------------------------------------------------------------------------------------

    private static Obis instantaneous(int quantity, int phase) {
        return Obis.of("1-0:" + (PHASE_STEP * phase + quantity) + ".7.0");
    }

    private static Obis voltage(int phase, int processing) {
        return Obis.of("1-0:" + (PHASE_STEP * phase + VOLTAGE) + "." + processing + ".0");
    }

    private static Obis register(int quantity, int tariff) {
        return Obis.of("1-0:" + quantity + ".8." + tariff);
    }

    private static <Q extends Quantity<Q>> Function<P1Reading, @Nullable QuantityType<Q>> quantity(
            Obis code, Unit<Q> usual) {
        return reading -> reading.quantity(code, usual);
    }

    private static Function<P1Reading, @Nullable QuantityType<Power>> power(int direction, int phase) {
        return quantity(instantaneous(direction, phase), KILOWATT);
    }

    private static Function<P1Reading, @Nullable State> number(String code) {
        Obis obis = Obis.of(code);
        return reading -> {
            P1Number number = reading.telegram().number(obis);
            return number == null ? null : new DecimalType(number.value());
        };
    }

    private static Function<P1Reading, @Nullable State> when(String code, Function<P1Reading, State> value) {
        Obis obis = Obis.of(code);
        return reading -> reading.telegram().has(obis) ? value.apply(reading) : null;
    }

    private static Function<P1Reading, @Nullable State> message(String code) {
        Obis obis = Obis.of(code);
        return when(code, reading -> {
            String sent = reading.telegram().text(obis);
            return new StringType(sent == null ? "" : OctetString.text(sent));
        });
    }

    private static Function<P1Reading, @Nullable State> time(Obis code) {
        return reading -> {
            Instant instant = reading.instant(reading.telegram().time(code));
            return instant == null ? null : new DateTimeType(instant);
        };
    }

    // ---- fields with a rule ---------------------------------------------------------------------------------------

    private static @Nullable QuantityType<Power> netPower(P1Reading reading, int phase) {
        return Quantities.net(
                reading.quantity(instantaneous(IMPORT, phase), KILOWATT),
                reading.quantity(instantaneous(EXPORT, phase), KILOWATT));
    }

    /** Sent without direction; that of the phase's power, where the meter tells it. */
    private static @Nullable QuantityType<ElectricCurrent> current(P1Reading reading, int phase) {
        QuantityType<ElectricCurrent> current = reading.quantity(instantaneous(CURRENT, phase), Units.AMPERE);
        QuantityType<Power> power = netPower(reading, phase);
        return current != null
                        && power != null
                        && current.toBigDecimal().signum() > 0
                        && power.toBigDecimal().signum() < 0
                ? current.negate()
                : current;
    }

    /** Positive when taken from the grid: the meter's own sums, else the sum of its phases. */
    private static @Nullable QuantityType<Power> netPower(P1Reading reading) {
        QuantityType<Power> net = netPower(reading, 0);
        if (net == null) {
            net = reading.quantity(NET_POWER, KILOWATT);
        }
        return net != null
                ? net
                : Quantities.sum(netPower(reading, 1), netPower(reading, 2), netPower(reading, PHASES));
    }

    /** The total register, else the sum of the tariffs. */
    private static Function<P1Reading, @Nullable QuantityType<Energy>> energy(int direction, Unit<Energy> usual) {
        Obis total = register(direction, 0);
        Obis secondSplit = register(direction, SECOND_SPLIT);
        List<Obis> tariffs = Stream.iterate(1, tariff -> tariff + 1)
                .limit(TARIFFS)
                .map(tariff -> register(direction, tariff))
                .toList();
        return reading -> {
            QuantityType<Energy> sum = reading.quantity(total, usual);
            if (sum == null) {
                int counted = reading.telegram().has(secondSplit) ? DAY_AND_NIGHT : TARIFFS;
                for (Obis tariff : tariffs.subList(0, counted)) {
                    sum = Quantities.sum(sum, reading.quantity(tariff, usual));
                }
            }
            return sum;
        };
    }

    /** Lithuanian meters send {@code 01000} for 1.000; what is no power factor at all (Hungary) is none. */
    private static @Nullable QuantityType<Dimensionless> powerFactor(P1Reading reading, Obis code) {
        P1Number number = reading.telegram().number(code);
        if (number == null) {
            return null;
        }
        BigDecimal factor = number.value();
        if (number.decimals() == 0 && factor.abs().compareTo(BigDecimal.ONE) > 0) {
            factor = factor.divide(THOUSAND);
        }
        return factor.abs().compareTo(BigDecimal.ONE) > 0 ? null : new QuantityType<>(factor, Units.ONE);
    }

    private static @Nullable State switchPosition(P1Reading reading) {
        P1Number position = reading.telegram().number(BREAKER);
        if (position == null) {
            position = reading.telegram().number(BREAKER_DSMR2);
        }
        return position == null ? null : new DecimalType(position.value());
    }

    /** Polish meters leave out the unit, and mean watts. */
    private static @Nullable State threshold(P1Reading reading) {
        P1Number number = reading.telegram().number(THRESHOLD);
        boolean watts = number != null && number.value().compareTo(THOUSAND) > 0;
        return P1Quantities.of(number, watts ? Units.WATT : KILOWATT);
    }

    /** Before DSMR 4 the threshold is a current. */
    private static @Nullable State thresholdCurrent(P1Reading reading) {
        P1Number number = reading.telegram().number(THRESHOLD);
        return number == null || number.unit() == P1Unit.NONE ? null : P1Quantities.of(number, Units.AMPERE);
    }

    /** The current at which the meter supervises a phase; Luxembourg sends that of the other direction behind it. */
    private static Function<P1Reading, @Nullable State> fuse(int phase, int index) {
        Obis code = Obis.of("1-0:" + (PHASE_STEP * phase + CURRENT) + ".4.0");
        return reading -> {
            String[] values = String.join(",", reading.telegram().values(code)).split(",");
            return index < values.length ? P1Quantities.of(P1Number.parse(values[index]), Units.AMPERE) : null;
        };
    }

    private static @Nullable State demandHistory(P1Reading reading) {
        return MonthlyDemand.isHistory(reading.telegram()) ? P1Json.demands(reading) : null;
    }

    /** The value beside the time; which of them comes first varies. */
    static @Nullable QuantityType<Power> demandOfMonth(P1Reading reading) {
        for (String value : reading.telegram().values(DEMAND_OF_MONTH)) {
            if (P1Time.parse(value) == null) {
                return P1Quantities.of(P1Number.parse(value), KILOWATT);
            }
        }
        return null;
    }
}
