/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.itests.simulators;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;

/**
 * A meter that composes P1 telegrams. From one telegram to the next its counters grow by what its power amounts to over the
 * time that its clock says has passed; over a step back of the clock they stand still. A {@link P1Feed} sends the
 * telegrams.
 *
 * <p>Safe for use by several threads.
 */
public final class P1Simulator {

    /** The standards give times as the legal time of the country; that of the Netherlands and Belgium is the same. */
    private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyMMddHHmmss");

    /** Since when a meter with wandering power has been counting. */
    private static final Instant INSTALLED = Instant.parse("2026-01-01T00:00:00Z");

    private static final int[] NOMINAL_DECIVOLTS = {2301, 2298, 2312};
    private static final Duration DEMAND_PERIOD = Duration.ofMinutes(15);

    /** Counters run in watt-milliseconds, and in litres an hour times milliseconds. */
    private static final long MILLIS_PER_HOUR = 3_600_000;

    private final P1Version version;
    private final Clock clock;
    private final int phases;
    private final boolean gasMeter;
    private final String equipmentId;
    private final String gasId;
    private final List<String> furtherObjects;

    private Instant time;
    private int power;

    /** Power in each second of an hour, the same in every hour; null when it is steady. */
    private int[] profile;

    private final long[] imported = new long[2];
    private final long[] exported = new long[2];

    private int gasFlow = 600;
    private long gasPassed;
    private Instant gasTime;
    private long gas;

    private Instant quarter;
    private long quarterEnergy;
    private Peak monthPeak;
    private final List<Peak> pastPeaks = new ArrayList<>();

    /** A quarter-hour demand and the end of its quarter. */
    private record Peak(Instant end, long watts) {

        /** First day of the month that the quarter belongs to. */
        LocalDate month() {
            return date(end.minusSeconds(1)).withDayOfMonth(1);
        }
    }

    private P1Simulator(Builder builder) {
        version = builder.version;
        clock = builder.clock;
        phases = builder.phases;
        gasMeter = builder.gasMeter;
        equipmentId = builder.equipmentId;
        gasId = builder.gasId;
        furtherObjects = List.copyOf(builder.furtherObjects);
        power = builder.power;
        setEnergy(1, 687_138, 12_000);
        setEnergy(2, 523_849, 34_000);
        setTime(clock.instant());
        setGas(435_247);
        if (builder.wander != null) {
            profile = profile(builder.wander);
            countSinceInstalled();
        }
        monthPeak = new Peak(quarter, 2_589);
        for (int month = 0; month < builder.pastMonths; month++) {
            LocalDate then = monthPeak.month().minusMonths(month).minusDays(8);
            pastPeaks.add(new Peak(then.atTime(19, 30).atZone(ZONE).toInstant(), 3_695 + 100L * month));
        }
    }

    /** A DSMR 5 meter with three phases and a gas meter that takes steady 428 W. */
    public static Builder builder() {
        return new Builder();
    }

    public P1Version version() {
        return version;
    }

    /** The text of the meter's number; telegrams carry it in hexadecimal. */
    public String equipmentId() {
        return equipmentId;
    }

    /** The text of the gas meter's number; telegrams carry it in hexadecimal. */
    public String gasId() {
        return gasId;
    }

    /** From now on takes steady {@code watts}, or feeds in if that is negative. */
    public synchronized void setPower(int watts) {
        profile = null;
        power = watts;
    }

    /** Sets the counters of a tariff (1 or 2) to these watt-hours. */
    public synchronized void setEnergy(int tariff, long importWh, long exportWh) {
        imported[tariff - 1] = importWh * MILLIS_PER_HOUR;
        exported[tariff - 1] = exportWh * MILLIS_PER_HOUR;
    }

    /** Sets the gas meter to this number of litres, as if it had been read just now. */
    public synchronized void setGas(long litres) {
        gasPassed = litres * MILLIS_PER_HOUR;
        gas = litres;
        gasTime = floor(time, version.gasInterval());
    }

    /** Lets this many litres of gas flow in an hour. */
    public synchronized void setGasFlow(int litresPerHour) {
        gasFlow = litresPerHour;
    }

    /** Composes the telegram of this moment, from {@code /} to the line end after {@code !}. */
    public byte[] telegram() {
        return telegram(clock.instant());
    }

    /** Composes the telegram of the moment {@code at}, whatever the clock says. */
    public synchronized byte[] telegram(Instant at) {
        advance(at.truncatedTo(ChronoUnit.SECONDS));
        StringBuilder text = new StringBuilder(1500);
        text.append(version.header()).append("\r\n\r\n");
        switch (version) {
            case DSMR2 -> dsmr2(text);
            case DSMR4, DSMR5 -> dsmr4(text);
            case BELGIUM -> belgium(text);
        }
        for (String object : furtherObjects) {
            line(text, "%s", object);
        }
        text.append('!');
        if (version != P1Version.DSMR2) {
            text.append(String.format("%04X", Crc16.of(bytes(text))));
        }
        return bytes(text.append("\r\n"));
    }

    /** What the last telegram said; before the first, what it would have said when the meter was made. */
    public synchronized P1Values values() {
        List<Integer> phaseVoltage = new ArrayList<>();
        for (int i = 0; i < phases; i++) {
            phaseVoltage.add(decivolts(i));
        }
        return new P1Values(
                time,
                tariff(time),
                imported[0] / MILLIS_PER_HOUR,
                imported[1] / MILLIS_PER_HOUR,
                exported[0] / MILLIS_PER_HOUR,
                exported[1] / MILLIS_PER_HOUR,
                power,
                phasePower(),
                phaseVoltage,
                gasTime,
                gas);
    }

    private void setTime(Instant now) {
        time = now.truncatedTo(ChronoUnit.SECONDS);
        quarter = floor(time, DEMAND_PERIOD);
    }

    private void advance(Instant now) {
        if (profile == null) {
            count(tariff(time), power, Math.max(0, Duration.between(time, now).toMillis()));
        } else {
            for (Instant second = time; second.isBefore(now); second = second.plusSeconds(1)) {
                count(tariff(second), power(second), 1_000);
            }
            power = power(now);
        }
        gasPassed += gasFlow * Math.max(0, Duration.between(time, now).toMillis());
        if (floor(now, DEMAND_PERIOD).isAfter(quarter)) {
            Peak finished = new Peak(quarter.plus(DEMAND_PERIOD), quarterEnergy / DEMAND_PERIOD.toMillis());
            if (!finished.month().equals(monthPeak.month())) {
                pastPeaks.add(0, monthPeak);
                monthPeak = finished;
            } else if (finished.watts() > monthPeak.watts()) {
                monthPeak = finished;
            }
            quarterEnergy = 0;
        }
        setTime(now);
        if (floor(now, version.gasInterval()).isAfter(gasTime)) {
            readGas();
        }
    }

    private void readGas() {
        gasTime = floor(time, version.gasInterval());
        gas = (gasPassed - gasFlow * Duration.between(gasTime, time).toMillis()) / MILLIS_PER_HOUR;
    }

    private void count(int tariff, int watts, long millis) {
        if (watts >= 0) {
            imported[tariff - 1] += watts * millis;
            quarterEnergy += watts * millis;
        } else {
            exported[tariff - 1] -= watts * millis;
        }
    }

    /** A household that takes some hundred watts to some kilowatts, and a roof that the sun shines on now and then. */
    private static int[] profile(Random random) {
        int[] watts = new int[3_600];
        double load = 600;
        for (int i = 0; i < watts.length; i++) {
            load = Math.max(150, Math.min(4_000, load + 60 * random.nextGaussian()));
            watts[i] = (int) Math.round(load - Math.max(0, 2_500 * Math.sin(2 * Math.PI * i / 600)));
        }
        return watts;
    }

    private int power(Instant second) {
        return profile[(int) Math.floorMod(second.getEpochSecond(), (long) profile.length)];
    }

    /** Makes the counters a function of the time, so that a meter that is started again goes on where it would be now. */
    private void countSinceInstalled() {
        power = power(time);
        if (time.isBefore(INSTALLED)) {
            return;
        }
        long hourlyImport = 0;
        long hourlyExport = 0;
        for (int watts : profile) {
            hourlyImport += Math.max(0, watts) * 1_000L;
            hourlyExport += Math.max(0, -watts) * 1_000L;
        }
        // No tariff changes within an hour.
        Instant thisHour = floor(time, Duration.ofHours(1));
        for (Instant hour = INSTALLED; hour.isBefore(thisHour); hour = hour.plusSeconds(3_600)) {
            imported[tariff(hour) - 1] += hourlyImport;
            exported[tariff(hour) - 1] += hourlyExport;
        }
        for (Instant second = thisHour; second.isBefore(time); second = second.plusSeconds(1)) {
            count(tariff(second), power(second), 1_000);
        }
        quarterEnergy = 0;
        for (Instant second = quarter; second.isBefore(time); second = second.plusSeconds(1)) {
            quarterEnergy += Math.max(0, power(second)) * 1_000L;
        }
        gasPassed += gasFlow * Duration.between(INSTALLED, time).toMillis();
        readGas();
    }

    private int tariff(Instant at) {
        ZonedDateTime local = at.atZone(ZONE);
        boolean night = local.getHour() < 7
                || local.getHour() >= 23
                || local.getDayOfWeek() == DayOfWeek.SATURDAY
                || local.getDayOfWeek() == DayOfWeek.SUNDAY;
        return night == (version == P1Version.BELGIUM) ? 2 : 1;
    }

    private List<Integer> phasePower() {
        if (phases == 1) {
            return List.of(power);
        }
        int first = power / 2;
        int second = power * 3 / 10;
        return List.of(first, second, power - first - second);
    }

    private static Instant floor(Instant instant, Duration step) {
        long seconds = step.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(instant.getEpochSecond(), seconds) * seconds);
    }

    private static LocalDate date(Instant instant) {
        return instant.atZone(ZONE).toLocalDate();
    }

    private void dsmr2(StringBuilder text) {
        line(text, "0-0:96.1.1(%s)", hexadecimal(equipmentId));
        counters(text, "%05d.%03d");
        line(text, "0-0:96.14.0(%04d)", tariff(time));
        line(text, "1-0:1.7.0(%s*kW)", tensOfWatts(power));
        line(text, "1-0:2.7.0(%s*kW)", tensOfWatts(-power));
        line(text, "0-0:17.0.0(999*A)");
        line(text, "0-0:96.3.10(1)");
        line(text, "0-0:96.13.1()");
        line(text, "0-0:96.13.0()");
        if (gasMeter) {
            line(text, "0-1:24.1.0(03)");
            line(text, "0-1:96.1.0(%s)", hexadecimal(gasId));
            line(text, "0-1:24.3.0(%s)(00)(60)(1)(0-1:24.2.1)(m3)", TIME.format(gasTime.atZone(ZONE)));
            line(text, "(%s)", thousandths("%05d.%03d", gas));
            line(text, "0-1:24.4.0(1)");
        }
    }

    private void dsmr4(StringBuilder text) {
        boolean five = version == P1Version.DSMR5;
        line(text, "1-3:0.2.8(%s)", five ? "50" : "42");
        line(text, "0-0:1.0.0(%s)", timestamp(time));
        line(text, "0-0:96.1.1(%s)", hexadecimal(equipmentId));
        counters(text, "%06d.%03d");
        line(text, "0-0:96.14.0(%04d)", tariff(time));
        totalPower(text);
        line(text, "0-0:96.7.21(00004)");
        line(text, "0-0:96.7.9(00002)");
        // The worked example of the 4.0 standard: failures of 240 s and 301 s that ended at these times.
        line(text, "1-0:99.97.0(2)(0-0:96.7.19)(101208152415W)(0000000240*s)(101208151004W)(0000000301*s)");
        for (int i = 0; i < phases; i++) {
            line(text, "1-0:%d2.32.0(%05d)", 3 + 2 * i, 2 - i);
        }
        for (int i = 0; i < phases; i++) {
            line(text, "1-0:%d2.36.0(%05d)", 3 + 2 * i, i);
        }
        if (!five) {
            line(text, "0-0:96.13.1()");
        }
        line(text, "0-0:96.13.0()");
        if (five) {
            voltages(text);
        }
        for (int i = 0; i < phases; i++) {
            line(text, "1-0:%d1.7.0(%03d*A)", 3 + 2 * i, Math.round(milliamperes(i) / 1000.0));
        }
        phasePowers(text);
        gas(text, "96.1.0", "24.2.1", false);
    }

    private void belgium(StringBuilder text) {
        line(text, "0-0:96.1.4(50217)");
        line(text, "0-0:96.1.1(%s)", hexadecimal(equipmentId));
        line(text, "0-0:1.0.0(%s)", timestamp(time));
        counters(text, "%06d.%03d");
        line(text, "0-0:96.14.0(%04d)", tariff(time));
        line(text, "1-0:1.4.0(%s*kW)", kilowatts(quarterEnergy / DEMAND_PERIOD.toMillis()));
        line(text, "1-0:1.6.0(%s)(%s*kW)", timestamp(monthPeak.end()), kilowatts(monthPeak.watts()));
        StringBuilder history = new StringBuilder();
        List<Peak> shown = pastPeaks.subList(0, Math.min(13, pastPeaks.size()));
        for (Peak peak : shown) {
            Instant monthEnd = peak.month().plusMonths(1).atStartOfDay(ZONE).toInstant();
            history.append(String.format(
                    "(%s)(%s)(%s*kW)", timestamp(monthEnd), timestamp(peak.end()), kilowatts(peak.watts())));
        }
        line(text, "0-0:98.1.0(%d)(1-0:1.6.0)(1-0:1.6.0)%s", shown.size(), history);
        totalPower(text);
        phasePowers(text);
        voltages(text);
        for (int i = 0; i < phases; i++) {
            line(text, "1-0:%d1.7.0(%03d.%02d*A)", 3 + 2 * i, milliamperes(i) / 1000, milliamperes(i) % 1000 / 10);
        }
        line(text, "0-0:96.3.10(1)");
        line(text, "0-0:17.0.0(999.9*kW)");
        line(text, "1-0:31.4.0(999*A)");
        line(text, "0-0:96.13.0()");
        gas(text, "96.1.1", "24.2.3", true);
    }

    private void counters(StringBuilder text, String format) {
        for (int i = 0; i < 2; i++) {
            line(text, "1-0:1.8.%d(%s*kWh)", i + 1, thousandths(format, imported[i] / MILLIS_PER_HOUR));
        }
        for (int i = 0; i < 2; i++) {
            line(text, "1-0:2.8.%d(%s*kWh)", i + 1, thousandths(format, exported[i] / MILLIS_PER_HOUR));
        }
    }

    private void totalPower(StringBuilder text) {
        line(text, "1-0:1.7.0(%s*kW)", kilowatts(power));
        line(text, "1-0:2.7.0(%s*kW)", kilowatts(-power));
    }

    private void phasePowers(StringBuilder text) {
        List<Integer> watts = phasePower();
        for (int i = 0; i < phases; i++) {
            line(text, "1-0:%d1.7.0(%s*kW)", 2 + 2 * i, kilowatts(watts.get(i)));
        }
        for (int i = 0; i < phases; i++) {
            line(text, "1-0:%d2.7.0(%s*kW)", 2 + 2 * i, kilowatts(-watts.get(i)));
        }
    }

    private void voltages(StringBuilder text) {
        for (int i = 0; i < phases; i++) {
            line(text, "1-0:%d2.7.0(%03d.%d*V)", 3 + 2 * i, decivolts(i) / 10, decivolts(i) % 10);
        }
    }

    private void gas(StringBuilder text, String idCode, String readingCode, boolean valve) {
        if (gasMeter) {
            line(text, "0-1:24.1.0(003)");
            line(text, "0-1:%s(%s)", idCode, hexadecimal(gasId));
            if (valve) {
                line(text, "0-1:24.4.0(1)");
            }
            line(text, "0-1:%s(%s)(%s*m3)", readingCode, timestamp(gasTime), thousandths("%05d.%03d", gas));
        }
    }

    /** The cable takes a tenth of a volt per 100 W; steady power means steady voltage. */
    private int decivolts(int phase) {
        return NOMINAL_DECIVOLTS[phase] - (profile == null ? 0 : phasePower().get(phase) / 100);
    }

    /** Meters show the amount of the current, without direction. */
    private int milliamperes(int phase) {
        return Math.abs(phasePower().get(phase)) * 10_000 / decivolts(phase);
    }

    private static String timestamp(Instant instant) {
        boolean summer = ZONE.getRules().isDaylightSavings(instant);
        return TIME.format(instant.atZone(ZONE)) + (summer ? 'S' : 'W');
    }

    private static String kilowatts(long watts) {
        return thousandths("%02d.%03d", Math.max(0, watts));
    }

    private static String tensOfWatts(int watts) {
        int tens = Math.max(0, (watts + 5) / 10);
        return String.format(Locale.ROOT, "%04d.%02d", tens / 100, tens % 100);
    }

    private static String thousandths(String format, long value) {
        return String.format(Locale.ROOT, format, value / 1000, value % 1000);
    }

    private static String hexadecimal(String text) {
        StringBuilder digits = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.US_ASCII)) {
            digits.append(String.format("%02X", b));
        }
        return digits.toString();
    }

    private static void line(StringBuilder text, String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments)).append("\r\n");
    }

    private static byte[] bytes(CharSequence text) {
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Settings of a simulated meter. Not for use by several threads. */
    public static final class Builder {

        private final List<String> furtherObjects = new ArrayList<>();
        private P1Version version = P1Version.DSMR5;
        private Clock clock = Clock.systemUTC();
        private Random wander;
        private int power = 428;
        private int phases = 3;
        private int pastMonths = 1;
        private boolean gasMeter = true;
        private String equipmentId = "E0012007520112345";
        private String gasId = "G0025003407512345";

        private Builder() {}

        public Builder version(P1Version version) {
            this.version = Objects.requireNonNull(version, "version");
            return this;
        }

        /** The meter's clock; its zone does not matter. */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /** Power in watts, negative to feed in. */
        public Builder power(int watts) {
            this.power = watts;
            return this;
        }

        /**
         * Makes power and voltages wander through the hour, now and then so far that power is fed in. The same seed and time always give the same
         * power and counters, so that a meter that is started again looks as if it had never stopped.
         */
        public Builder wander(long seed) {
            this.wander = new Random(seed);
            return this;
        }

        public Builder singlePhase() {
            this.phases = 1;
            return this;
        }

        /** How many months before this one the meter knows the demand of; it sends the last 13. Belgium. */
        public Builder pastMonths(int months) {
            this.pastMonths = months;
            return this;
        }

        public Builder withoutGas() {
            this.gasMeter = false;
            return this;
        }

        /** The meter's number, ASCII. */
        public Builder equipmentId(String text) {
            this.equipmentId = Objects.requireNonNull(text, "text");
            return this;
        }

        /** The gas meter's number, ASCII. */
        public Builder gasId(String text) {
            this.gasId = Objects.requireNonNull(text, "text");
            return this;
        }

        /** Adds an object line at the end of every telegram, such as {@code 0-2:24.1.0(007)}; ISO 8859-1, no line end. */
        public Builder object(String line) {
            furtherObjects.add(Objects.requireNonNull(line, "line"));
            return this;
        }

        public P1Simulator build() {
            return new P1Simulator(this);
        }
    }
}
