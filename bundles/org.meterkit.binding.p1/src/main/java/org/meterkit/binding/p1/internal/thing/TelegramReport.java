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

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.binding.p1.internal.protocol.MbusDevice;
import org.meterkit.binding.p1.internal.protocol.Obis;
import org.meterkit.metering.ChannelTable;

/**
 * Tells where each object of a telegram goes. It is found by trying: an object goes where something changes when it is taken out of the
 * telegram. So this never says anything else than the tables do. Of M-Bus devices only those count that have been read.
 */
final class TelegramReport {

    static final String NO_CHANNEL = "no channel";

    private static final int LONGEST_VALUE = 72;

    private final P1Reading reading;
    private final List<ChannelTable<P1Reading>> tables;
    private final Set<Integer> read;
    private final Map<String, Object> whole;

    /**
     * Looks at a telegram.
     *
     * @param own channels that the user added
     */
    TelegramReport(P1Reading reading, ChannelTable<P1Reading> own) {
        this.reading = reading;
        tables = List.of(P1Channels.TABLE, own);
        read = MbusDevice.list(reading.telegram()).stream()
                .filter(device -> P1Ids.MBUS_TYPES.containsKey(device.kind()) && P1MbusHandler.isAlive(device, reading))
                .map(MbusDevice::channel)
                .collect(Collectors.toSet());
        whole = outcome(reading);
    }

    /** The codes of the telegram, each once. */
    Set<Obis> objects() {
        return new LinkedHashSet<>(reading.telegram().objects());
    }

    /** One line for each object: its code, its values and where it goes. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        objects().forEach(code -> lines.add(line(code)));
        return lines;
    }

    String line(Obis code) {
        return String.format(Locale.ROOT, "%-16s %s -> %s", code, value(code), destination(code));
    }

    private String value(Obis code) {
        StringBuilder text = new StringBuilder();
        reading.telegram()
                .values(code)
                .forEach(value -> text.append('(').append(value).append(')'));
        String all = printable(text.toString());
        return all.length() <= LONGEST_VALUE ? all : all.substring(0, LONGEST_VALUE) + "...";
    }

    /** The channels, properties and devices that an object goes to, or {@link #NO_CHANNEL}. */
    String destination(Obis code) {
        Set<String> changed = changed(whole, outcome(keeping(other -> !other.equals(code))));
        if (!changed.isEmpty()) {
            return String.join(", ", changed);
        }
        Set<String> alone = changed(outcome(keeping(code::equals)), outcome(keeping(other -> false)));
        return alone.isEmpty() ? NO_CHANNEL : String.join(", ", alone) + " (here from other objects)";
    }

    private P1Reading keeping(Predicate<Obis> wanted) {
        return new P1Reading(reading.telegram().keeping(wanted), reading.now(), reading.zone(), reading.counters());
    }

    private static Set<String> changed(Map<String, Object> one, Map<String, Object> other) {
        Set<String> names = new LinkedHashSet<>(new TreeMap<>(one).keySet());
        names.removeIf(name -> one.get(name).equals(other.get(name)));
        return names;
    }

    /** All that comes of a telegram, by the name of where it goes. */
    private Map<String, Object> outcome(P1Reading of) {
        Map<String, Object> outcome = new HashMap<>();
        for (ChannelTable<P1Reading> table : tables) {
            for (ChannelTable.Field<P1Reading> field : table.fields()) {
                put(outcome, field.channel(), field.value().apply(of));
            }
        }
        of.properties().forEach((name, value) -> put(outcome, "property " + name, value));
        MbusDevice.list(of.telegram()).stream()
                .filter(device -> read.contains(device.channel()))
                .forEach(device -> put(outcome, "M-Bus device " + device.channel(), device));
        return outcome;
    }

    private static void put(Map<String, Object> outcome, String name, @Nullable Object value) {
        if (value != null) {
            outcome.put(name, value);
        }
    }

    /** A device in words. */
    static String words(MbusDevice device) {
        return "channel " + device.channel() + ": " + device.kind().name().toLowerCase(Locale.ROOT)
                + (device.equipmentId().isEmpty() ? "" : " " + printable(device.equipmentId()))
                + (device.reading() == null ? ", no reading" : "");
    }

    /** A meter's text, fit for a console. */
    static String printable(String text) {
        StringBuilder printable = new StringBuilder();
        text.chars().forEach(octet -> printable.append(octet < ' ' || octet > '~' ? '?' : (char) octet));
        return printable.toString();
    }
}
