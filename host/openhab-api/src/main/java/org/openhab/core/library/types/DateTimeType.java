/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.openhab.core.library.types;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.regex.Pattern;
import org.openhab.core.types.Command;
import org.openhab.core.types.PrimitiveType;
import org.openhab.core.types.State;

/** A moment. Printed in the time zone of the system unless another is given. Immutable. */
public class DateTimeType implements PrimitiveType, State, Command, Comparable<DateTimeType> {
    public static final String DATE_PATTERN = "yyyy-MM-dd'T'HH:mm:ss";
    public static final String DATE_PATTERN_WITH_TZ = "yyyy-MM-dd'T'HH:mm:ssz";
    public static final String DATE_PATTERN_WITH_TZ_AND_MS = "yyyy-MM-dd'T'HH:mm:ss.SSSZ";
    public static final String DATE_PATTERN_WITH_TZ_AND_MS_GENERAL = "yyyy-MM-dd'T'HH:mm:ss.SSSz";
    public static final String DATE_PATTERN_WITH_TZ_AND_MS_ISO = "yyyy-MM-dd'T'HH:mm:ss.SSSX";
    public static final String DATE_PATTERN_JSON_COMPAT = "MMM d, yyyy, h:mm:ss aaa";

    /** Everything from "2026-05-04T13:14" to "2026-05-04T13:14:15.123456789+0200", also with a zone's name. */
    private static final DateTimeFormatter PARSER = new DateTimeFormatterBuilder()
            .appendPattern("yyyy-MM-dd['T'][' ']HH:mm[:ss]")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendPattern("[XXX][XX][X]['['VV']'][z]")
            .toFormatter(Locale.ENGLISH);

    private static final Pattern TIME_ONLY = Pattern.compile("\\d{2}:.*");
    private static final Pattern DATE_ONLY = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})((?:[^T :].*)?)");
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(?:\\.\\d*)?(?:[eE][+-]?\\d+)?");

    /** A number below this counts as seconds since 1970, others as milliseconds. */
    private static final long FIRST_MILLISECONDS = 100_000_000_000L;

    private final Instant instant;

    /** Now. */
    public DateTimeType() {
        this(Instant.now());
    }

    public DateTimeType(Instant instant) {
        this.instant = instant;
    }

    /** The moment alone is kept, not the zone. */
    public DateTimeType(ZonedDateTime zoned) {
        this(zoned.toInstant());
    }

    /**
     * Reads ISO-8601 date and time, only a date, only a time (on 1 January 1970) or a number of seconds or milliseconds
     * since 1970; without a zone it is the system's. Throws {@link IllegalArgumentException} for other text.
     */
    public DateTimeType(String zonedValue) {
        this(parse(zonedValue));
    }

    public ZonedDateTime getZonedDateTime(ZoneId zoneId) {
        return instant.atZone(zoneId);
    }

    public Instant getInstant() {
        return instant;
    }

    public static DateTimeType valueOf(String value) {
        return new DateTimeType(value);
    }

    /** Prints as {@link java.util.Formatter} does; null stands for {@link #DATE_PATTERN}. */
    @Override
    public String format(String pattern) {
        return format(pattern, ZoneId.systemDefault());
    }

    public String format(String pattern, ZoneId zoneId) {
        ZonedDateTime zoned = instant.atZone(zoneId);
        return pattern == null
                ? DateTimeFormatter.ofPattern(DATE_PATTERN).format(zoned)
                : String.format(pattern, zoned);
    }

    public String format(Locale locale, String pattern) {
        return String.format(locale, pattern, instant.atZone(ZoneId.systemDefault()));
    }

    @Override
    public String toString() {
        return toFullString();
    }

    @Override
    public String toFullString() {
        return toFullString(ZoneId.systemDefault());
    }

    /** Such as {@code 2026-05-04T13:14:15.000+0200}, with six or nine digits of a second where they are needed. */
    public String toFullString(ZoneId zoneId) {
        int nanos = instant.getNano();
        String fraction = nanos % 1_000_000 == 0 ? "SSS" : nanos % 1_000 == 0 ? "SSSSSS" : "SSSSSSSSS";
        return instant.atZone(zoneId).format(DateTimeFormatter.ofPattern(DATE_PATTERN + "." + fraction + "Z"));
    }

    @Override
    public int hashCode() {
        return instant.hashCode();
    }

    @Override
    public boolean equals(Object obj) {
        return obj instanceof DateTimeType other && instant.equals(other.instant);
    }

    @Override
    public int compareTo(DateTimeType other) {
        return instant.compareTo(other.instant);
    }

    private static Instant parse(String text) {
        if (NUMBER.matcher(text).matches()) {
            long number = Double.valueOf(text).longValue();
            return Math.abs(number) < FIRST_MILLISECONDS ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
        }
        String complete = text;
        if (TIME_ONLY.matcher(text).matches()) {
            complete = "1970-01-01T" + text;
        } else {
            var date = DATE_ONLY.matcher(text);
            if (date.matches()) {
                complete = date.group(1) + "T00:00:00" + date.group(2);
            }
        }
        try {
            TemporalAccessor parsed = PARSER.parseBest(complete, ZonedDateTime::from, LocalDateTime::from);
            return parsed instanceof ZonedDateTime zoned
                    ? zoned.toInstant()
                    : ((LocalDateTime) parsed).atZone(ZoneId.systemDefault()).toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(text + " is not in a valid format.", e);
        }
    }
}
