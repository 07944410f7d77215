/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.p1.internal.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.jdt.annotation.Nullable;

/**
 * A meter that reports through the P1 meter: what a telegram says of one M-Bus channel.
 *
 * <p>The channel is an address only. When a gas meter is replaced, the new one often gets the next channel and the old one stays
 * behind with its last reading.
 *
 * @param channel 1 to 4; 0 for a meter of DSMR 2.2, which has no channel but a medium of its own in its codes
 * @param kind what it measures
 * @param equipmentId its number as text; empty when none was sent
 * @param time when the reading was taken, by the device's own time; null when that is not said or impossible
 * @param reading the register; null when there is none
 * @param valve its valve: 0 off, 1 on, 2 released; -1 when not sent
 */
public record MbusDevice(
        int channel,
        Kind kind,
        String equipmentId,
        @Nullable P1Time time,
        @Nullable P1Number reading,
        int valve) {

    /** What a device measures, from the device types of EN 13757-3. */
    public enum Kind {
        ELECTRICITY,
        GAS,
        HEAT,
        WATER,
        COOLING,
        /** Nothing was said, or something that is none of these. */
        UNKNOWN;

        /** What the codes of DSMR 2.2 begin with. */
        private static Kind ofMedium(int a) {
            return switch (a) {
                case 5 -> HEAT;
                case 6 -> COOLING;
                case 7 -> GAS;
                case 8 -> WATER;
                default -> UNKNOWN;
            };
        }

        /** What is most likely meant by a device that does not say it: gas was there before there were others. */
        private static Kind of(P1Unit unit) {
            return switch (unit) {
                case CUBIC_METRE -> GAS;
                case GIGAJOULE, MEGAJOULE -> HEAT;
                case KILOWATT_HOUR, WATT_HOUR -> ELECTRICITY;
                default -> UNKNOWN;
            };
        }

        private static Kind of(long type) {
            return switch ((int) type) {
                case 2 -> ELECTRICITY;
                case 3 -> GAS;
                // heat by the return, by the flow, heat and cooling in one
                case 4, 12, 13 -> HEAT;
                // warm, cold in general, hot, cold
                case 6, 7, 21, 22 -> WATER;
                case 10, 11 -> COOLING;
                default -> UNKNOWN;
            };
        }
    }

    private static final int LAST_CHANNEL = 4;

    /** Time, status, minutes, count, code and unit precede the value in a reading of DSMR 3, {@code 0-n:24.3.0}. */
    private static final int OLD_BLOCK_UNIT = 5;

    /** The devices of a telegram by channel, those without one at the end. */
    public static List<MbusDevice> list(P1Telegram telegram) {
        TreeMap<Integer, List<Integer>> channels = new TreeMap<>();
        TreeMap<Integer, List<Integer>> media = new TreeMap<>();
        for (int object = 0; object < telegram.size(); object++) {
            Obis code = telegram.code(object);
            if (code.a() == 0 && code.b() >= 1 && code.b() <= LAST_CHANNEL) {
                channels.computeIfAbsent(code.b(), any -> new ArrayList<>()).add(object);
            } else if (code.b() == 0 && Kind.ofMedium(code.a()) != Kind.UNKNOWN) {
                media.computeIfAbsent(code.a(), any -> new ArrayList<>()).add(object);
            }
        }
        return Stream.concat(
                        channels.entrySet().stream()
                                .map(channel -> device(telegram, channel.getKey(), channel.getValue())),
                        media.entrySet().stream()
                                .map(medium -> ofMedium(telegram, Kind.ofMedium(medium.getKey()), medium.getValue())))
                .filter(device -> device.kind != Kind.UNKNOWN || device.reading != null)
                .toList();
    }

    /**
     * A meter of DSMR 2.2: 0.0.0 is its number, 1.0.0 its register (of gas 23.2.0, else the last of the values of 23.1.0), 24.4.0 its
     * valve.
     */
    private static MbusDevice ofMedium(P1Telegram telegram, Kind kind, List<Integer> objects) {
        String id = "";
        P1Time time = null;
        P1Number reading = null;
        int valve = -1;
        boolean daily = false;
        for (int object : objects) {
            Obis code = telegram.code(object);
            List<String> values = telegram.values(object);
            P1Number number = telegram.number(object);
            switch (code.c() << 16 | code.d() << 8 | code.e()) {
                case 0 -> id = values.isEmpty() ? id : OctetString.text(values.get(0));
                case 24 << 16 | 4 << 8 -> valve = number == null ? valve : (int) number.digits();
                case 1 << 16, 23 << 16 | 1 << 8, 23 << 16 | 2 << 8 -> {
                    boolean isDaily = code.d() != 1;
                    if (daily && !isDaily) {
                        continue;
                    }
                    daily = isDaily;
                    // time and value come in either order
                    for (String value : values) {
                        P1Time at = P1Time.parse(value);
                        P1Number amount = at == null ? P1Number.parse(value) : null;
                        time = at == null ? time : at;
                        reading = amount == null ? reading : amount;
                    }
                }
                default -> {}
            }
        }
        return new MbusDevice(0, kind, id, time, reading, valve);
    }

    private static MbusDevice device(P1Telegram telegram, int channel, List<Integer> objects) {
        Kind kind = Kind.UNKNOWN;
        boolean typed = false;
        String id = "";
        P1Time time = null;
        P1Number reading = null;
        int valve = -1;
        for (int object : objects) {
            Obis code = telegram.code(object);
            List<String> values = telegram.values(object);
            P1Number number = telegram.number(object);
            switch (code.c() << 16 | code.d() << 8 | code.e()) {
                case 24 << 16 | 1 << 8 -> {
                    typed = true;
                    kind = number == null ? kind : Kind.of(number.digits());
                }
                // 96.1.1 in Belgium
                case 96 << 16 | 1 << 8, 96 << 16 | 1 << 8 | 1 ->
                    id = values.isEmpty() ? id : OctetString.text(values.get(0));
                case 24 << 16 | 4 << 8 -> valve = number == null ? valve : (int) number.digits();
                // 24.2.1 everywhere, 24.2.3 for Belgian gas that is not converted to standard temperature
                case 24 << 16 | 2 << 8, 24 << 16 | 2 << 8 | 1, 24 << 16 | 2 << 8 | 2, 24 << 16 | 2 << 8 | 3 -> {
                    if (values.size() > 1) {
                        time = P1Time.parse(values.get(0));
                        reading = number;
                    }
                }
                case 24 << 16 | 3 << 8, 24 << 16 | 3 << 8 | 1 -> {
                    if (values.size() > OLD_BLOCK_UNIT + 1) {
                        time = P1Time.parse(values.get(0));
                        reading = number == null
                                ? null
                                : new P1Number(
                                        number.digits(), number.decimals(), P1Unit.of(values.get(OLD_BLOCK_UNIT)));
                    }
                }
                default -> {}
            }
        }
        if (!typed && reading != null) {
            kind = Kind.of(reading.unit());
        }
        return new MbusDevice(channel, kind, id, time, reading, valve);
    }
}
