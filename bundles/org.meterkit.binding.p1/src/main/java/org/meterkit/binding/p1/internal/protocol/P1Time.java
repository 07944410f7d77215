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

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import org.eclipse.jdt.annotation.Nullable;

/**
 * A meter's time: the wall clock where it hangs, with a letter that says whether summer time is on.
 *
 * @param local what the clock shows
 * @param season what the letter says
 */
public record P1Time(LocalDateTime local, Season season) {

    /** The letter behind a time. */
    public enum Season {
        /** {@code S}: one hour is added to the country's time. */
        SUMMER,
        /** {@code W}: the country's time; some meters show it all year. */
        STANDARD,
        /** Not sent (before DSMR 4, MIE5T), or not one of these two (Holley). */
        UNSAID
    }

    static final int DIGITS = 12;

    /** COSEM date-time (DLMS Blue Book, 4.1.6.1): twelve octets, sent as hexadecimal by a few meters. */
    private static final int COSEM_DIGITS = 24;

    private static final int COSEM_DEVIATION_UNSAID = 0x8000;

    private static final int CENTRAL_EUROPE = 1;
    private static final int EASTERN_EUROPE = 2;

    /** Reads {@code YYMMDDhhmmssX}, the same without the letter, or a COSEM date-time; null when it is no possible time. */
    public static @Nullable P1Time parse(String value) {
        String text = value.strip();
        try {
            if (text.length() == DIGITS || text.length() == DIGITS + 1) {
                return new P1Time(
                        LocalDateTime.of(
                                2000 + two(text, 0),
                                two(text, 2),
                                two(text, 4),
                                two(text, 6),
                                two(text, 8),
                                two(text, 10)),
                        season(text.substring(DIGITS)));
            }
            return text.length() == COSEM_DIGITS ? cosem(text) : null;
        } catch (DateTimeException | NumberFormatException e) {
            return null;
        }
    }

    private static int two(String text, int at) {
        return 10 * digit(text, at) + digit(text, at + 1);
    }

    private static int digit(String text, int at) {
        int digit = text.charAt(at) - '0';
        if (digit < 0 || digit > 9) {
            throw new NumberFormatException();
        }
        return digit;
    }

    private static Season season(String letter) {
        return switch (letter.toUpperCase(Locale.ROOT)) {
            case "S" -> Season.SUMMER;
            case "W" -> Season.STANDARD;
            default -> Season.UNSAID;
        };
    }

    private static P1Time cosem(String text) {
        int deviation = Integer.parseInt(text, 18, 22, 16);
        // the last octet's top bit: summer time is on
        boolean summer = (Integer.parseInt(text, 22, 24, 16) & 0x80) != 0;
        LocalDateTime local = LocalDateTime.of(
                Integer.parseInt(text, 0, 4, 16),
                Integer.parseInt(text, 4, 6, 16),
                Integer.parseInt(text, 6, 8, 16),
                Integer.parseInt(text, 10, 12, 16),
                Integer.parseInt(text, 12, 14, 16),
                Integer.parseInt(text, 14, 16, 16));
        if (deviation == COSEM_DEVIATION_UNSAID) {
            return new P1Time(local, Season.UNSAID);
        }
        return new P1Time(local, summer ? Season.SUMMER : Season.STANDARD);
    }

    /**
     * The moment in time. Where the letter is sent it decides, not the zone's rules: there are meters that stay on standard time all
     * summer, and no hour is twice. The zone only tells how far east the meter is: two hours when that is its standard time (Finland,
     * Lithuania), else one, as in all other countries with a P1 port.
     *
     * @param zone where the meter hangs
     */
    public Instant instant(ZoneId zone) {
        if (season == Season.UNSAID) {
            return local.atZone(zone).toInstant();
        }
        Instant roughly = local.toInstant(ZoneOffset.ofHours(CENTRAL_EUROPE));
        ZoneOffset there = zone.getRules().getStandardOffset(roughly);
        int hours = there.equals(ZoneOffset.ofHours(EASTERN_EUROPE)) ? EASTERN_EUROPE : CENTRAL_EUROPE;
        Instant standard = local.toInstant(ZoneOffset.ofHours(hours));
        return season == Season.SUMMER ? standard.minus(Duration.ofHours(1)) : standard;
    }
}
