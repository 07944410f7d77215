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
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * An EKM Omnimeter v.3 or v.4: what it measures and what it is set to, and its 255-byte answers. Energies count in steps of 10 to the
 * minus {@code decimals} kWh.
 *
 * <p>Safe for use by several threads.
 */
public final class EkmMeter {

    /** Length of every answer of more than one byte. */
    public static final int ANSWER = 255;

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyMMdd");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss");
    private static final int PHASES = 3;
    private static final int TARIFFS = 4;
    private static final int MONTHS = 6;

    private final boolean v4;
    private final String address;
    private final Clock clock;
    private final int decimals;

    private String password = "00000000";
    private Duration clockOffset = Duration.ZERO;
    private final long[] tariff = new long[TARIFFS];
    private final long[] reverseTariff = new long[TARIFFS];
    private final long[] line = new long[PHASES];
    private final long[] reverseLine = new long[PHASES];
    private long resettable;
    private long reverseResettable;
    private long reactive = 2_023;
    private final int[] decivolts = {1_211, 1_214, 0};
    private final int[] deciamperes = {60, 48, 0};
    private final int[] watts = {600, 528, 0};
    private final String[] factors = {"L099", "L097", "C000"};
    private final int[] vars = {80, 14, 0};
    private final int[] pulses = {22, 6_050, 16_422};
    private final int[] pulseRatios = {1, 1, 1};
    private char inputs = '0';
    private final boolean[] relays = new boolean[2];
    private final long[] relayUntil = new long[2];
    private long maximumDemand = 12_340;
    private char demandPeriod = '1';
    private char autoReset = '0';
    private int ctRatio = 200;
    private int pulseOutput = 800;
    private final String[] schedules = new String[8];
    private String seasons = "0".repeat(48);
    private String holidays = "0".repeat(80);
    private String specialSchedules = "0101";
    private String display = "0".repeat(80);

    /** What was set, by the command's four characters, for tests. */
    private final Map<String, Integer> writes = new LinkedHashMap<>();

    private final Map<String, long[]> months = new HashMap<>();

    private EkmMeter(boolean v4, String address, int decimals, Clock clock) {
        this.v4 = v4;
        this.address = String.format("%012d", Long.parseLong(address));
        this.decimals = decimals;
        this.clock = clock;
        Arrays.fill(schedules, "070001220002" + "0".repeat(36));
        setEnergy(45_410, 12_110);
        for (int month = 0; month < MONTHS; month++) {
            months.put("11-" + month, new long[] {1_000 - 100L * month, 600 - 60L * month, 400 - 40L * month, 0, 0});
            months.put("12-" + month, new long[] {10L * month, 10L * month, 0, 0, 0});
        }
    }

    /** A v.3 meter; its energies have one decimal. */
    public static EkmMeter v3(String address) {
        return new EkmMeter(false, address, 1, Clock.systemDefaultZone());
    }

    /** A v.4 meter whose energies have two decimals. */
    public static EkmMeter v4(String address) {
        return v4(address, 2);
    }

    /** A v.4 meter whose energies have 0 to 2 decimals. */
    public static EkmMeter v4(String address, int decimals) {
        return new EkmMeter(true, address, decimals, Clock.systemDefaultZone());
    }

    /** Twelve digits. */
    public String address() {
        return address;
    }

    boolean isV4() {
        return v4;
    }

    /** Sets the energies in steps: all of it in tariff 1 and on L1. */
    public synchronized void setEnergy(long total, long reverse) {
        Arrays.fill(tariff, 0);
        Arrays.fill(reverseTariff, 0);
        Arrays.fill(line, 0);
        Arrays.fill(reverseLine, 0);
        tariff[0] = total;
        reverseTariff[0] = reverse;
        line[0] = total;
        reverseLine[0] = reverse;
        resettable = total;
        reverseResettable = reverse;
    }

    /** Sets a line (1 to 3): watts are negative when fed in. */
    public synchronized void setLine(int n, double volts, double amperes, int power, String factor) {
        decivolts[n - 1] = (int) Math.round(volts * 10);
        deciamperes[n - 1] = (int) Math.round(amperes * 10);
        watts[n - 1] = power;
        factors[n - 1] = factor;
    }

    public synchronized void setPassword(String digits) {
        password = digits;
    }

    /** Sets pulse counter {@code n} (1 to 3). */
    public synchronized void setPulses(int n, int count) {
        pulses[n - 1] = count;
    }

    /** Sets the state of the three inputs, as the meter codes it. */
    public synchronized void setInputs(char code) {
        inputs = code;
    }

    public synchronized void setMaximumDemand(long deciwatts) {
        maximumDemand = deciwatts;
    }

    /** How far the meter's clock is ahead. */
    public synchronized void setClockOffset(Duration ahead) {
        clockOffset = ahead;
    }

    public synchronized LocalDateTime time() {
        return LocalDateTime.now(clock).plus(clockOffset);
    }

    public synchronized boolean isRelayOn(int n) {
        if (relayUntil[n - 1] != 0 && System.nanoTime() - relayUntil[n - 1] >= 0) {
            relays[n - 1] = !relays[n - 1];
            relayUntil[n - 1] = 0;
        }
        return relays[n - 1];
    }

    /** How often a command (four characters, such as 0081) was carried out. */
    public synchronized int writes(String command) {
        return writes.getOrDefault(command, 0);
    }

    synchronized boolean isPassword(String digits) {
        return password.equals(digits);
    }

    /** The answer to a general request: {@code 00} and {@code 01} for v.4, anything for v.3. */
    synchronized byte[] answer(String type) {
        StringBuilder text = new StringBuilder(ANSWER);
        text.append(address);
        if (!v4) {
            v3(text);
        } else if (type.equals("01")) {
            b(text);
        } else {
            a(text);
        }
        byte[] answer = new byte[ANSWER];
        answer[0] = 2;
        answer[1] = 0x10;
        answer[2] = (byte) (v4 ? 0x24 : 0x17);
        answer[3] = (byte) (v4 ? 0x19 : 0x13);
        fill(answer, 4, text);
        answer[249] = 0x21;
        answer[250] = 0x0D;
        answer[251] = 0x0A;
        answer[252] = 3;
        return EkmSimulator.signed(answer);
    }

    private static void fill(byte[] answer, int at, CharSequence text) {
        byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, answer, at, bytes.length);
    }

    private static void digits(StringBuilder text, int width, long... values) {
        for (long value : values) {
            text.append(String.format(Locale.ROOT, "%0" + width + "d", value));
        }
    }

    private static void digits(StringBuilder text, int width, int... values) {
        digits(text, width, Arrays.stream(values).asLongStream().toArray());
    }

    private static long sum(long[] values) {
        return Arrays.stream(values).sum();
    }

    private int[] magnitudes() {
        return Arrays.stream(watts).map(Math::abs).toArray();
    }

    private String now() {
        LocalDateTime now = time();
        int day = now.getDayOfWeek().getValue() % 7 + 1;
        return DATE.format(now) + String.format(Locale.ROOT, "%02d", day) + TIME.format(now);
    }

    private void v3(StringBuilder text) {
        digits(text, 8, sum(tariff));
        digits(text, 8, tariff);
        digits(text, 8, sum(reverseTariff));
        digits(text, 8, reverseTariff);
        digits(text, 4, decivolts);
        digits(text, 5, deciamperes);
        digits(text, 7, magnitudes());
        digits(text, 7, Arrays.stream(magnitudes()).sum());
        text.append(String.join("", factors));
        digits(text, 8, maximumDemand);
        text.append(demandPeriod).append(now());
        digits(text, 4, ctRatio);
        digits(text, 8, 0L, 0L, 0L);
        digits(text, 4, 0L, 0L, 0L);
        text.append("0".repeat(249 - 4 - text.length()));
    }

    private void a(StringBuilder text) {
        digits(text, 8, sum(tariff), reactive, sum(reverseTariff));
        digits(text, 8, line);
        digits(text, 8, reverseLine);
        digits(text, 8, resettable, reverseResettable);
        digits(text, 4, decivolts);
        digits(text, 5, deciamperes);
        digits(text, 7, magnitudes());
        digits(text, 7, Arrays.stream(magnitudes()).sum());
        text.append(String.join("", factors));
        digits(text, 7, vars);
        digits(text, 7, Arrays.stream(vars).sum());
        digits(text, 4, 6_001);
        digits(text, 8, pulses);
        text.append(inputs).append(directions());
        int outputs = 1 + (isRelayOn(1) ? 2 : 0) + (isRelayOn(2) ? 1 : 0);
        text.append(outputs).append(decimals).append("00").append(now()).append("00");
    }

    private char directions() {
        String code = "";
        for (int power : watts) {
            code += power < 0 ? 'R' : 'F';
        }
        return switch (code) {
            case "FFF" -> '1';
            case "FFR" -> '2';
            case "FRF" -> '3';
            case "RFF" -> '4';
            case "FRR" -> '5';
            case "RFR" -> '6';
            case "RRF" -> '7';
            default -> '8';
        };
    }

    private void b(StringBuilder text) {
        digits(text, 8, tariff);
        digits(text, 8, reverseTariff);
        digits(text, 4, decivolts);
        digits(text, 5, deciamperes);
        digits(text, 7, magnitudes());
        digits(text, 7, Arrays.stream(magnitudes()).sum());
        text.append(String.join("", factors));
        digits(text, 8, maximumDemand);
        text.append(demandPeriod);
        digits(text, 4, pulseRatios);
        digits(text, 4, ctRatio);
        text.append(autoReset);
        digits(text, 4, pulseOutput);
        text.append("0".repeat(53)).append("000").append(now()).append("01");
    }

    /** The answer to a read command, by its two characters; null for a table that the meter does not have. */
    synchronized byte[] table(String id) {
        StringBuilder text = new StringBuilder("00").append(id).append('(');
        switch (id) {
            case "11", "12" -> {
                for (int month = 0; month < MONTHS; month++) {
                    digits(text, 8, Objects.requireNonNull(months.get(id + "-" + month)));
                }
            }
            case "70", "71" -> {
                int first = id.equals("70") ? 0 : TARIFFS;
                for (int k = first; k < first + TARIFFS; k++) {
                    text.append(schedules[k]);
                }
                text.append(seasons, 0, 24);
            }
            case "B0" -> text.append(holidays).append(specialSchedules);
            default -> {
                return null;
            }
        }
        text.append("0".repeat(ANSWER - 5 - text.length())).append(")\3");
        byte[] answer = new byte[ANSWER];
        answer[0] = 2;
        fill(answer, 1, text);
        return EkmSimulator.signed(answer);
    }

    /** Carries out a setting; false when the meter does not know it or the data make no sense to it. */
    synchronized boolean write(String command, String data) {
        if (!data.matches("\\d*") || !set(command, data)) {
            return false;
        }
        writes.merge(command, 1, Integer::sum);
        return true;
    }

    private boolean set(String command, String data) {
        int expected =
                switch (command) {
                    case "0020" -> 8;
                    case "0040" -> 6;
                    case "0050" -> 1;
                    case "0060" -> 14;
                    case "0070", "0071", "0072", "0073", "0074", "0075", "0076", "0077", "0080" -> 48;
                    case "00B0" -> 80;
                    case "00C0", "00D0" -> 4;
                    case "0081", "0082" -> v4 ? 5 : -1;
                    case "00A0", "00A1", "00A2", "00D4" -> v4 ? 4 : -1;
                    case "00D2" -> v4 ? 80 : -1;
                    case "00D3" -> v4 ? 0 : -1;
                    case "00D5" -> v4 ? 1 : -1;
                    default -> -1;
                };
        if (data.length() != expected) {
            return false;
        }
        switch (command) {
            case "0020" -> password = data;
            case "0040" -> maximumDemand = 0;
            case "0050" -> demandPeriod = data.charAt(0);
            case "0060" -> {
                LocalDateTime set = LocalDateTime.of(
                        2000 + part(data, 0),
                        part(data, 1),
                        part(data, 2),
                        part(data, 4),
                        part(data, 5),
                        part(data, 6));
                if (part(data, 3) != set.getDayOfWeek().getValue() % 7 + 1) {
                    return false;
                }
                clockOffset = Duration.between(LocalDateTime.now(clock), set);
            }
            case "0080" -> seasons = data;
            case "0081", "0082" -> relay(command.charAt(3) - '1', data);
            case "00A0", "00A1", "00A2" -> pulseRatios[command.charAt(3) - '0'] = Integer.parseInt(data);
            case "00B0" -> holidays = data;
            case "00C0" -> specialSchedules = data;
            case "00D0" -> ctRatio = Integer.parseInt(data);
            case "00D2" -> display = data;
            case "00D3" -> {
                resettable = 0;
                reverseResettable = 0;
            }
            case "00D4" -> pulseOutput = Integer.parseInt(data);
            case "00D5" -> autoReset = data.charAt(0);
            default -> schedules[command.charAt(3) - '0'] = data;
        }
        return true;
    }

    private void relay(int n, String data) {
        int seconds = Integer.parseInt(data.substring(1));
        relays[n] = data.charAt(0) == '1';
        relayUntil[n] = seconds == 0
                ? 0
                : System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    }

    private static int part(String data, int n) {
        return Integer.parseInt(data.substring(2 * n, 2 * n + 2));
    }
}
