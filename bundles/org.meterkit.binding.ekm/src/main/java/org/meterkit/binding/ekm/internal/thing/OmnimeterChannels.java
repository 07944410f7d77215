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
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import javax.measure.Quantity;
import javax.measure.Unit;
import javax.measure.quantity.Energy;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.binding.ekm.internal.protocol.OmnimeterField;
import org.meterkit.binding.ekm.internal.protocol.OmnimeterReading;
import org.meterkit.metering.ChannelTable;
import org.meterkit.metering.Quantities;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.library.types.OnOffType;
import org.openhab.core.library.types.OpenClosedType;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.library.unit.Units;
import org.openhab.core.thing.Thing;
import org.openhab.core.types.State;

/**
 * Which part of a reading goes to which channel.
 *
 * @param reading what the meter told
 * @param phases a bit for each phase that was alive in this or an earlier reading, that of L1 lowest
 * @param pulses the pulse inputs, which have taken the reading
 * @param zone where the meter is; its clock shows standard time all the year, since it knows no other
 */
record OmnimeterChannels(OmnimeterReading reading, int phases, List<PulseInput> pulses, ZoneId zone) {

    static final int LINES = 3;
    static final int INPUTS = 3;

    private static final int TARIFFS = 4;
    private static final int RELAYS = 2;

    static final ChannelTable<OmnimeterChannels> TABLE = table();

    private static ChannelTable<OmnimeterChannels> table() {
        ChannelTable.Builder<OmnimeterChannels> table = ChannelTable.<OmnimeterChannels>builder()
                .value("power", in(Units.WATT, OmnimeterReading::power))
                .counter("energy-import", imported(OmnimeterField.ENERGY, 1))
                .counter("energy-export", number(Units.KILOWATT_HOUR, OmnimeterField.REVERSE, 1))
                .counter("energy-total", number(Units.KILOWATT_HOUR, OmnimeterField.ENERGY, 1))
                .optionalValue("maximum-demand", number(Units.WATT, OmnimeterField.MAXIMUM_DEMAND, 1))
                .optionalValue("demand-period", in(Units.MINUTE, reading -> {
                    Integer minutes = reading.demandPeriod();
                    return minutes == null ? null : BigDecimal.valueOf(minutes);
                }))
                .value("meter-time", OmnimeterChannels::meterTime)
                // these two are set to zero by people, which a guard of counters would doubt
                .optionalValue("energy-resettable", number(Units.KILOWATT_HOUR, OmnimeterField.ENERGY_RESETTABLE, 1))
                .optionalValue(
                        "energy-export-resettable", number(Units.KILOWATT_HOUR, OmnimeterField.REVERSE_RESETTABLE, 1))
                .optionalCounter("reactive-energy", number(Units.KILOVAR_HOUR, OmnimeterField.REACTIVE_ENERGY, 1))
                .optionalValue("reactive-power", number(Units.VAR, OmnimeterField.REACTIVE_POWER, 1))
                .optionalValue("frequency", number(Units.HERTZ, OmnimeterField.FREQUENCY, 1));
        for (int tariff = 1; tariff <= TARIFFS; tariff++) {
            table.optionalCounter("energy-import-t" + tariff, imported(OmnimeterField.ENERGY_TARIFF, tariff))
                    .optionalCounter(
                            "energy-export-t" + tariff,
                            number(Units.KILOWATT_HOUR, OmnimeterField.REVERSE_TARIFF, tariff));
        }
        for (int n = 1; n <= LINES; n++) {
            int line = n;
            table.optionalValue("power-l" + line, alive(line, in(Units.WATT, reading -> reading.power(line))))
                    .optionalValue("voltage-l" + line, alive(line, number(Units.VOLT, OmnimeterField.VOLTAGE, line)))
                    .optionalValue("current-l" + line, alive(line, number(Units.AMPERE, OmnimeterField.CURRENT, line)))
                    .optionalValue(
                            "power-factor-l" + line, alive(line, in(Units.ONE, reading -> reading.powerFactor(line))))
                    .optionalValue(
                            "reactive-power-l" + line,
                            alive(line, number(Units.VAR, OmnimeterField.REACTIVE_POWER_LINE, line)))
                    .optionalCounter("energy-import-l" + line, alive(line, imported(OmnimeterField.ENERGY_LINE, line)))
                    .optionalCounter(
                            "energy-export-l" + line,
                            alive(line, number(Units.KILOWATT_HOUR, OmnimeterField.REVERSE_LINE, line)));
        }
        for (int n = 1; n <= INPUTS; n++) {
            int input = n;
            table.optionalCounter(
                            "pulse-" + input,
                            sample -> sample.pulses().get(input - 1).total())
                    .optionalValue(
                            "pulse-rate-" + input,
                            sample -> sample.pulses().get(input - 1).rate())
                    .optionalValue("input-" + input, sample -> {
                        Boolean open = sample.reading().isInputOpen(input);
                        return open == null ? null : open ? OpenClosedType.OPEN : OpenClosedType.CLOSED;
                    });
        }
        for (int n = 1; n <= RELAYS; n++) {
            int relay = n;
            table.optionalValue("relay-" + relay, sample -> {
                Boolean on = sample.reading().isRelayOn(relay);
                return on == null ? null : OnOffType.from(on);
            });
        }
        return table.build();
    }

    private static <Q extends Quantity<Q>> Function<OmnimeterChannels, @Nullable QuantityType<Q>> in(
            Unit<Q> unit, Function<OmnimeterReading, @Nullable BigDecimal> value) {
        return sample -> Quantities.of(value.apply(sample.reading()), unit);
    }

    private static <Q extends Quantity<Q>> Function<OmnimeterChannels, @Nullable QuantityType<Q>> number(
            Unit<Q> unit, OmnimeterField field, int index) {
        return in(unit, reading -> reading.number(field, index));
    }

    private static Function<OmnimeterChannels, @Nullable QuantityType<Energy>> imported(
            OmnimeterField field, int index) {
        return in(Units.KILOWATT_HOUR, reading -> reading.imported(field, index));
    }

    private static <Q extends Quantity<Q>> Function<OmnimeterChannels, @Nullable QuantityType<Q>> alive(
            int line, Function<OmnimeterChannels, @Nullable QuantityType<Q>> value) {
        return sample -> sample.isAlive(line) ? value.apply(sample) : null;
    }

    /** Channels of what this kind of meter does not have. A phase that is dead now may come alive, so its channels are not among them. */
    List<String> lacking() {
        return TABLE.fields().stream()
                .filter(field -> field.optional()
                        && !isOfDeadPhase(field.channel())
                        && field.value().apply(this) == null)
                .map(ChannelTable.Field::channel)
                .toList();
    }

    private boolean isOfDeadPhase(String channel) {
        return IntStream.rangeClosed(1, LINES).anyMatch(line -> channel.endsWith("-l" + line) && !isAlive(line));
    }

    private boolean isAlive(int line) {
        return (phases >> line - 1 & 1) != 0;
    }

    private @Nullable State meterTime() {
        LocalDateTime time = reading.meterTime();
        return time == null
                ? null
                : new DateTimeType(time.toInstant(zone.getRules().getStandardOffset(Instant.now())));
    }

    /** A bit for each phase that has volts, amperes or watts, that of L1 lowest. */
    static int alive(OmnimeterReading reading) {
        int phases = 0;
        for (int line = 1; line <= LINES; line++) {
            for (OmnimeterField field :
                    List.of(OmnimeterField.VOLTAGE, OmnimeterField.CURRENT, OmnimeterField.POWER_LINE)) {
                BigDecimal number = reading.number(field, line);
                if (number != null && number.signum() != 0) {
                    phases |= 1 << line - 1;
                }
            }
        }
        return phases;
    }

    /** What does not change. */
    Map<String, String> properties() {
        Map<String, String> properties = new TreeMap<>();
        properties.put(Thing.PROPERTY_SERIAL_NUMBER, reading.address());
        properties.put(Thing.PROPERTY_MODEL_ID, model(reading));
        properties.put(Thing.PROPERTY_FIRMWARE_VERSION, reading.firmware());
        properties.put("energyDecimals", Integer.toString(reading.energyDecimals()));
        put(properties, "ctRatio", reading.number(OmnimeterField.CT_RATIO), " A");
        for (int input = 1; reading.layout().isV4() && input <= INPUTS; input++) {
            put(properties, "pulseRatio" + input, reading.number(OmnimeterField.PULSE_RATIO, input), "");
        }
        return properties;
    }

    private static void put(Map<String, String> properties, String name, @Nullable BigDecimal number, String unit) {
        if (number != null) {
            properties.put(name, number.toPlainString() + unit);
        }
    }

    /** The model as people and the meter call it, {@code v.4 (1024)}. */
    static String model(OmnimeterReading reading) {
        return (reading.layout().isV4() ? "v.4" : "v.3") + " (" + reading.model() + ")";
    }
}
