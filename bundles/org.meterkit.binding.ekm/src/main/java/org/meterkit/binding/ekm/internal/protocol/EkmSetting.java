/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.ekm.internal.protocol;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.eclipse.jdt.annotation.Nullable;

/**
 * One thing that can be set in a meter: what is sent, and how to see afterwards that the meter holds it. All that make one throw
 * {@link IllegalArgumentException} with a sentence of what was expected. Its data may be a secret and are in no text.
 *
 * <p>Commands and allowed values are those of the vendor's published libraries. Address and baud rate are left out on purpose: a
 * mistake there loses the meter.
 */
public final class EkmSetting {

    /** What a meter shows and holds. */
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    /** How far a clock that was just set may be off, for the time until it is read again. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(60);

    private static final int HIGHEST_PULSE_RATIO = 9999;
    private static final int LONGEST_HOLD = 9999;

    private static final int[] UP_TO_400 = {1, 2, 4, 5, 8, 10, 16, 20, 25, 40, 50, 80, 100, 200, 400};
    private static final int[] TENTHS = {1, 2, 4, 5, 8, 10, 16, 20, 32, 40, 80, 160};

    /** Which pulses per kWh a meter takes, by its current transformers. */
    private static final Map<Integer, int[]> OUTPUT_RATIOS = Map.ofEntries(
            Map.entry(
                    100,
                    new int[] {1, 2, 4, 5, 8, 10, 16, 20, 25, 32, 40, 50, 64, 80, 100, 160, 200, 320, 400, 800, 1600}),
            Map.entry(200, new int[] {1, 2, 4, 5, 8, 10, 16, 20, 25, 32, 40, 50, 80, 100, 160, 200, 400, 800}),
            Map.entry(400, UP_TO_400),
            Map.entry(600, new int[] {1, 2, 4, 5, 8, 10, 16, 20, 25, 32, 40, 50, 80, 100, 160, 200, 400, 800}),
            Map.entry(800, new int[] {1, 2, 4, 5, 8, 10, 20, 25, 40, 50, 100, 200}),
            Map.entry(1000, TENTHS),
            Map.entry(1200, UP_TO_400),
            Map.entry(1500, new int[] {1, 2, 4, 5, 8, 10, 16, 20, 32, 40, 64, 80, 160, 320}),
            Map.entry(2000, new int[] {1, 2, 4, 5, 8, 10, 16, 20, 40, 80}),
            Map.entry(3000, TENTHS),
            Map.entry(4000, new int[] {1, 2, 4, 5, 8, 10, 20, 40}),
            Map.entry(5000, new int[] {1, 2, 4, 8, 16, 32}));

    private static final String PASSWORD = "password";

    private final String name;
    private final String command;
    private final Supplier<String> data;
    private final boolean v4Only;
    private final String table;
    private final BiFunction<OmnimeterReading, EkmTable, String> holding;
    private final Predicate<String> right;

    private EkmSetting(
            String name,
            String command,
            Supplier<String> data,
            boolean v4Only,
            String table,
            BiFunction<OmnimeterReading, EkmTable, String> holding,
            Predicate<String> right) {
        this.name = name;
        this.command = command;
        this.data = data;
        this.v4Only = v4Only;
        this.table = table;
        this.holding = holding;
        this.right = right;
    }

    /** A number that the meter's reading shows. */
    private static EkmSetting number(
            String name,
            String command,
            String data,
            boolean v4Only,
            OmnimeterField field,
            int index,
            @Nullable Integer wanted) {
        return new EkmSetting(
                name,
                command,
                () -> data,
                v4Only,
                "",
                (reading, table) ->
                        shown(reading.number(field, index)) + (field.unit().isEmpty() ? "" : " " + field.unit()),
                held -> wanted == null || held.equals(wanted + (field.unit().isEmpty() ? "" : " " + field.unit())));
    }

    private static String shown(@Nullable Object value) {
        return Objects.requireNonNullElse(value, "unknown").toString();
    }

    private static void check(boolean right, String expected, Object given) {
        if (!right) {
            throw new IllegalArgumentException("Expected " + expected + ", not '" + given + "'.");
        }
    }

    private static String list(int[] values) {
        return Arrays.toString(values).replaceAll("[\\[\\]]", "");
    }

    static String checkedPassword(String password) {
        if (!password.matches("[0-9]{8}")) {
            // without the text, which may be nearly right
            throw new IllegalArgumentException("Expected a password of eight digits.");
        }
        return password;
    }

    /**
     * The clock.
     *
     * @param time asked when the setting is sent and again when it is read back; without a time zone as the meter's
     */
    public static EkmSetting clock(Supplier<LocalDateTime> time) {
        LocalDateTime now = time.get();
        check(now.getYear() >= 2000 && now.getYear() <= 2099, "a year from 2000 to 2099", now.getYear());
        return new EkmSetting(
                "clock",
                "0060",
                () -> clockDigits(time.get()),
                false,
                "",
                (reading, table) -> {
                    LocalDateTime held = reading.meterTime();
                    return held == null ? "unknown" : held.format(CLOCK);
                },
                held -> !held.equals("unknown")
                        && Duration.between(LocalDateTime.parse(held, CLOCK), time.get())
                                        .abs()
                                        .compareTo(CLOCK_TOLERANCE)
                                <= 0);
    }

    private static String clockDigits(LocalDateTime time) {
        // The week begins on Sunday with 1.
        int day = time.getDayOfWeek().getValue() % 7 + 1;
        return time.format(DateTimeFormatter.ofPattern("yyMMdd", Locale.ROOT))
                + "0" + day
                + time.format(DateTimeFormatter.ofPattern("HHmmss", Locale.ROOT));
    }

    /** Begins a new maximum demand. */
    public static EkmSetting resetMaximumDemand() {
        return number("maximum demand", "0040", "000000", false, OmnimeterField.MAXIMUM_DEMAND, 1, null);
    }

    /** Over how many minutes demand is averaged: 15, 30 or 60. */
    public static EkmSetting demandPeriod(int minutes) {
        check(minutes == 15 || minutes == 30 || minutes == 60, "a demand period of 15, 30 or 60 minutes", minutes);
        String digit = minutes == 60 ? "3" : Integer.toString(minutes / 15);
        String wanted = minutes + " minutes";
        return new EkmSetting(
                "demand period",
                "0050",
                () -> digit,
                false,
                "",
                (reading, table) -> shown(reading.demandPeriod()) + " minutes",
                wanted::equals);
    }

    /** When the maximum demand begins anew by itself: 0 never, 1 monthly, 2 weekly, 3 daily, 4 hourly. */
    public static EkmSetting demandAutoReset(int mode) {
        check(mode >= 0 && mode <= 4, "a mode of 0 (never), 1 (monthly), 2 (weekly), 3 (daily) or 4 (hourly)", mode);
        return number("automatic demand reset", "00D5", "" + mode, true, OmnimeterField.DEMAND_RESET, 1, mode);
    }

    /** Sets the resettable energies to zero. */
    public static EkmSetting resetResettableEnergy() {
        return number("resettable energy", "00D3", "", true, OmnimeterField.ENERGY_RESETTABLE, 1, null);
    }

    /** The rating of the current transformers in A. */
    public static EkmSetting ctRatio(int amperes) {
        int[] ratings =
                OUTPUT_RATIOS.keySet().stream().mapToInt(i -> i).sorted().toArray();
        check(OUTPUT_RATIOS.containsKey(amperes), "a CT ratio of " + list(ratings) + " A", amperes);
        String data = String.format(Locale.ROOT, "%04d", amperes);
        return number("CT ratio", "00D0", data, false, OmnimeterField.CT_RATIO, 1, amperes);
    }

    /** Pulses per unit at an input. */
    public static EkmSetting pulseRatio(int input, int ratio) {
        check(input >= 1 && input <= 3, "a pulse input from 1 to 3", input);
        check(ratio >= 1 && ratio <= HIGHEST_PULSE_RATIO, "a pulse ratio from 1 to " + HIGHEST_PULSE_RATIO, ratio);
        String data = String.format(Locale.ROOT, "%04d", ratio);
        String name = "ratio of pulse input " + input;
        return number(name, "00A" + (input - 1), data, true, OmnimeterField.PULSE_RATIO, input, ratio);
    }

    /**
     * Pulses per kWh at the pulse output.
     *
     * @param ctRatio what the meter says of its current transformers, which decides about the ratios it takes
     */
    public static EkmSetting pulseOutputRatio(int ratio, int ctRatio) {
        int[] allowed = OUTPUT_RATIOS.get(ctRatio);
        check(allowed != null, "a meter with a known CT ratio", ctRatio);
        if (allowed != null) {
            check(
                    Arrays.binarySearch(allowed, ratio) >= 0,
                    "a pulse output ratio of " + list(allowed) + " (with " + ctRatio + " A transformers)",
                    ratio);
        }
        String data = String.format(Locale.ROOT, "%04d", ratio);
        return number("pulse output ratio", "00D4", data, true, OmnimeterField.PULSE_OUTPUT_RATIO, 1, ratio);
    }

    /**
     * Switches a relay.
     *
     * @param seconds after which it switches back; 0 for never
     */
    public static EkmSetting relay(int relay, boolean on, int seconds) {
        check(relay == 1 || relay == 2, "relay 1 or 2", relay);
        check(seconds >= 0 && seconds <= LONGEST_HOLD, "a hold time from 0 to " + LONGEST_HOLD + " seconds", seconds);
        String data = String.format(Locale.ROOT, "%d%04d", on ? 1 : 0, seconds);
        return new EkmSetting(
                "relay " + relay,
                "008" + relay,
                () -> data,
                true,
                "",
                (reading, table) -> {
                    Boolean held = reading.isRelayOn(relay);
                    return held == null ? "unknown" : held ? "on" : "off";
                },
                held -> held.equals(on ? "on" : "off"));
    }

    /** One of the eight tariff schedules, see {@link EkmCalendar#SCHEDULE}. */
    public static EkmSetting schedule(int number, String text) {
        check(number >= 1 && number <= 8, "a schedule from 1 to 8", number);
        int index = (number - 1) % 4 + 1;
        return calendar(
                "schedule " + number,
                "007" + (number - 1),
                EkmCalendar.SCHEDULE,
                text,
                number <= 4 ? EkmTable.SCHEDULES : EkmTable.MORE_SCHEDULES,
                table -> table.schedule(index));
    }

    /** From when on which schedule holds, see {@link EkmCalendar#SEASONS}. */
    public static EkmSetting seasons(String text) {
        return calendar("seasons", "0080", EkmCalendar.SEASONS, text, EkmTable.SCHEDULES, EkmTable::seasons);
    }

    /** Days with a schedule of their own, see {@link EkmCalendar#HOLIDAYS}. */
    public static EkmSetting holidays(String text) {
        return calendar("holidays", "00B0", EkmCalendar.HOLIDAYS, text, EkmTable.HOLIDAYS, EkmTable::holidays);
    }

    private static EkmSetting calendar(
            String name,
            String command,
            EkmCalendar calendar,
            String text,
            String table,
            java.util.function.Function<EkmTable, String> part) {
        String digits = calendar.digits(text);
        return new EkmSetting(
                name,
                command,
                () -> digits,
                false,
                table,
                (reading, held) -> part.apply(held),
                calendar.text(digits)::equals);
    }

    /** Which schedules, from 1 to 8, hold at weekends and on holidays. */
    public static EkmSetting specialSchedules(int weekend, int holiday) {
        check(weekend >= 1 && weekend <= 8, "a schedule from 1 to 8", weekend);
        check(holiday >= 1 && holiday <= 8, "a schedule from 1 to 8", holiday);
        return new EkmSetting(
                "schedules of weekends and holidays",
                "00C0",
                () -> "0" + weekend + "0" + holiday,
                false,
                EkmTable.HOLIDAYS,
                (reading, table) -> table.specialSchedules(),
                held -> held.equals(weekend + "," + holiday));
    }

    /** A new password, eight digits. */
    public static EkmSetting password(String password) {
        String data = checkedPassword(password);
        return new EkmSetting(PASSWORD, "0020", () -> data, false, "", (reading, table) -> "changed", held -> true);
    }

    /** What it is, in the middle of a sentence. */
    public String name() {
        return name;
    }

    /** Whether v.3 meters don't have it. */
    public boolean isV4Only() {
        return v4Only;
    }

    /** The table that shows it; empty when the reading does. */
    public String table() {
        return table;
    }

    /** What is sent to the meter that was asked last and was given its password. To be treated as a secret. */
    public byte[] frame() {
        return EkmFrames.command("W1\2" + command + "(" + data.get() + ")");
    }

    /** What the meter confirms only if it holds it, where nothing can be read; else null. To be treated as a secret. */
    public byte @Nullable [] proof() {
        return name.equals(PASSWORD) ? EkmFrames.password(data.get()) : null;
    }

    /**
     * What the meter holds.
     *
     * @param table the {@link #table()}; any when the reading shows it
     */
    public String held(OmnimeterReading reading, EkmTable table) {
        return holding.apply(reading, table);
    }

    /** Whether that is what was wanted. */
    public boolean isRight(String held) {
        return right.test(held);
    }

    @Override
    public String toString() {
        return name;
    }
}
