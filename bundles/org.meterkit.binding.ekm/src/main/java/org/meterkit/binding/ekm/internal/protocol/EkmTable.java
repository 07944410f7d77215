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

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.meterkit.binding.ekm.internal.protocol.BadAnswerException.Reason;

/**
 * One of the blocks that a meter keeps beside its reading.
 *
 * @param number two hexadecimal digits that name it, as they are sent
 * @param digits its content
 */
public record EkmTable(String number, String digits) {

    /** Energy of the last six months in both directions. */
    public static final String MONTHS = "11";

    /** Energy of the last six months in reverse direction. */
    public static final String REVERSE_MONTHS = "12";

    /** Schedules 1 to 4 and the seasons. */
    public static final String SCHEDULES = "70";

    /** Schedules 5 to 8. */
    public static final String MORE_SCHEDULES = "71";

    /** Holidays, and which schedules hold on them and at weekends. */
    public static final String HOLIDAYS = "B0";

    /** How many months are kept. */
    public static final int MONTH_COUNT = 6;

    private static final int DATA_AT = 6;
    private static final int DATA_END = 251;
    private static final int SCHEDULE_DIGITS = 48;
    private static final int SEASONS_AT = 4 * SCHEDULE_DIGITS;
    private static final int WEEKEND_AT = 80;
    private static final int ENERGY_DIGITS = 8;
    private static final int ENERGIES_OF_MONTH = 5;

    /**
     * The bytes that ask the meter that was asked last for a table.
     *
     * @param brackets whether with the empty brackets that most readers send; some meters were read without
     */
    public static byte[] request(String number, boolean brackets) {
        return EkmFrames.command("R1\00200" + number + (brackets ? "()" : ""));
    }

    /**
     * Checks an answer and takes it apart.
     *
     * @throws BadAnswerException when it must not be used
     */
    public static EkmTable decode(byte[] answer, String number) throws BadAnswerException {
        byte[] frame = EkmFrames.checkedTable(answer);
        if (!new String(frame, 1, DATA_AT - 1, US_ASCII).equals("00" + number + "(")) {
            throw new BadAnswerException(Reason.TYPE, "The meter answered to another request.");
        }
        String digits = new String(frame, DATA_AT, DATA_END - DATA_AT, US_ASCII);
        if (!digits.matches("\\d+")) {
            throw new BadAnswerException(Reason.TYPE, "The meter answered with something else than numbers.");
        }
        return new EkmTable(number, digits);
    }

    /** A schedule of this table as people write it, 1 to 4 for the first to the fourth; see {@link EkmCalendar}. */
    public String schedule(int index) {
        return EkmCalendar.SCHEDULE.text(digits.substring((index - 1) * SCHEDULE_DIGITS));
    }

    /** The seasons as people write them. */
    public String seasons() {
        return EkmCalendar.SEASONS.text(digits.substring(SEASONS_AT));
    }

    /** The holidays as people write them. */
    public String holidays() {
        return EkmCalendar.HOLIDAYS.text(digits);
    }

    /** The numbers of the schedules for weekends and for holidays, separated by a comma. */
    public String specialSchedules() {
        return Integer.parseInt(digits.substring(WEEKEND_AT, WEEKEND_AT + 2)) + ","
                + Integer.parseInt(digits.substring(WEEKEND_AT + 2, WEEKEND_AT + 4));
    }

    /**
     * Energy in forward direction of a month, in all and by tariff; this is the table of both directions.
     *
     * @param reverse the table of the reverse direction
     * @param month 0 for the latest
     * @param decimals of the meter's energies
     * @return kWh; total, then tariff 1 to 4
     */
    public List<BigDecimal> imported(EkmTable reverse, int month, int decimals) {
        List<BigDecimal> energies = new ArrayList<>();
        for (int i = 0; i < ENERGIES_OF_MONTH; i++) {
            energies.add(BigDecimal.valueOf(raw(month, i) - reverse.raw(month, i), decimals));
        }
        return energies;
    }

    /** Energies of a month as they are in this table, total, then tariff 1 to 4. */
    public List<BigDecimal> energies(int month, int decimals) {
        List<BigDecimal> energies = new ArrayList<>();
        for (int i = 0; i < ENERGIES_OF_MONTH; i++) {
            energies.add(BigDecimal.valueOf(raw(month, i), decimals));
        }
        return energies;
    }

    private long raw(int month, int index) {
        int from = (month * ENERGIES_OF_MONTH + index) * ENERGY_DIGITS;
        return Long.parseLong(digits, from, from + ENERGY_DIGITS, 10);
    }
}
