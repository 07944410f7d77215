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

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.measure.Quantity;
import javax.measure.Unit;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.binding.p1.internal.device.P1Counters;
import org.meterkit.binding.p1.internal.protocol.Obis;
import org.meterkit.binding.p1.internal.protocol.OctetString;
import org.meterkit.binding.p1.internal.protocol.P1Telegram;
import org.meterkit.binding.p1.internal.protocol.P1Time;
import org.openhab.core.library.types.QuantityType;

/**
 * A telegram with what else is needed to understand it.
 *
 * @param telegram what the meter sent
 * @param now when it arrived
 * @param zone where the meter hangs
 * @param counters how reception went up to it
 */
record P1Reading(P1Telegram telegram, Instant now, ZoneId zone, P1Counters counters) {

    /** Earlier than any P1 port; what clocks show that were never set. */
    private static final Instant FIRST = Instant.parse("2005-01-01T00:00:00Z");

    /** DSMR 3 and later, Iskra IE.x, DSMR 2.2, Swiss meters. */
    private static final List<Obis> EQUIPMENT_ID = Stream.of(
                    "0-0:96.1.1", "0-0:96.1.0", "0-0:42.0.0", "0-0:0.0.0", "1-0:0.0.0", "0-0:96.1.255")
            .map(Obis::of)
            .toList();

    private static final Obis VERSION_DSMR = Obis.of("1-3:0.2.8");
    private static final Obis VERSION_EMUCS = Obis.of("0-0:96.1.4");
    private static final Obis TARIFF = Obis.of("0-0:96.14.0");

    /** Totals and third tariffs, which Dutch meters do not have. */
    private static final List<Obis> NOT_DUTCH =
            Stream.of("1-0:1.8.0", "1-0:1.8.3").map(Obis::of).toList();

    static final String NETHERLANDS = "NL";
    private static final String BELGIUM = "BE";

    private static final List<Obis> EAN = List.of(Obis.of("0-0:96.1.2"));

    /** Belgium: 230 for three phases without neutral, 400 for three with. */
    private static final Obis GRID_TYPE = Obis.of("1-0:94.32.1");

    /** Manufacturers by their letters in the header, from the list of the FLAG association. */
    private static final Map<String, String> VENDORS = Map.of(
            "ADN", "Aidon",
            "EMH", "EMH metering",
            "ESY", "EasyMeter",
            "ISK", "Iskraemeco",
            "KAM", "Kamstrup",
            "KFM", "Kaifa",
            "KMP", "Kamstrup",
            "LGF", "Landis+Gyr",
            "SAG", "Sagemcom");

    private static final int FLAG = 3;

    <Q extends Quantity<Q>> @Nullable QuantityType<Q> quantity(Obis code, Unit<Q> usual) {
        return P1Quantities.of(telegram.number(code), usual);
    }

    /** The moment that a meter's time means; null when it is not given or its clock cannot have been set. */
    @Nullable
    Instant instant(@Nullable P1Time time) {
        return time == null ? null : plausible(time.instant(zone), now);
    }

    static @Nullable Instant plausible(Instant instant, Instant now) {
        return instant.isBefore(FIRST) || instant.isAfter(now.plus(Duration.ofDays(1))) ? null : instant;
    }

    /** The meter's own number; empty when it sends none. */
    String equipmentId() {
        return firstText(EQUIPMENT_ID);
    }

    private String firstText(List<Obis> codes) {
        return codes.stream()
                .map(telegram::text)
                .filter(sent -> sent != null)
                .map(OctetString::text)
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse("");
    }

    /** What is known of the meter, by property; only what it sends. */
    Map<String, String> properties() {
        Map<String, String> properties = new TreeMap<>();
        String identification = telegram.identification();
        if (identification.length() >= FLAG) {
            String flag = identification.substring(0, FLAG);
            properties.put("vendor", VENDORS.getOrDefault(flag.toUpperCase(java.util.Locale.ROOT), flag));
        }
        properties.put(P1Ids.IDENTIFICATION, identification);
        properties.put("serialNumber", equipmentId());
        properties.put(P1Ids.DSMR_VERSION, version());
        properties.put(P1Ids.EAN, firstText(EAN));
        properties.put(P1Ids.GRID_TYPE, Objects.requireNonNullElse(telegram.text(GRID_TYPE), ""));
        properties.put(P1Ids.COUNTRY, country());
        properties.values().removeIf(String::isEmpty);
        return properties;
    }

    /** As far as it shows: Dutch meters before DSMR 4 tell no version, but have two tariffs and nothing else. */
    private String country() {
        if (telegram.has(VERSION_EMUCS) || telegram.has(GRID_TYPE)) {
            return BELGIUM;
        }
        boolean dutch = telegram.has(VERSION_DSMR) || NOT_DUTCH.stream().noneMatch(telegram::has);
        return dutch && telegram.has(TARIFF) ? NETHERLANDS : "";
    }

    private String version() {
        for (Obis code : List.of(VERSION_DSMR, VERSION_EMUCS)) {
            String sent = telegram.text(code);
            if (sent != null) {
                // plain digits: "50" is not the character 5
                return sent.length() <= 5 ? sent : OctetString.text(sent);
            }
        }
        return "";
    }
}
