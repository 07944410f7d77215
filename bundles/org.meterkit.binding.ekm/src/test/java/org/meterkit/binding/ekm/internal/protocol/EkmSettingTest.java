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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class EkmSettingTest {

    private static void refused(String sentence, Executable action) {
        assertEquals(
                sentence, assertThrows(IllegalArgumentException.class, action).getMessage());
    }

    @Test
    void whatNoMeterTakesIsRefusedWithWhatWasExpected() {
        refused(
                "Expected a CT ratio of 100, 200, 400, 600, 800, 1000, 1200, 1500, 2000, 3000, 4000, 5000 A, not '150'.",
                () -> EkmSetting.ctRatio(150));
        refused(
                "Expected up to four times with a tariff from 1 to 4, like 07:00=1,22:00=2, not '25:00=1'.",
                () -> EkmSetting.schedule(1, "25:00=1"));
        for (String text : List.of(
                "",
                "07:60=1",
                "07:00=5",
                "07:00=0",
                "7:00=1",
                "07:00",
                "07:00=1,",
                "a",
                "00:00=1,01:00=1,02:00=1,03:00=1,04:00=1",
                "07:00=1;08:00=1",
                "07:00=11")) {
            assertThrows(IllegalArgumentException.class, () -> EkmSetting.schedule(8, text), text);
        }
        assertThrows(IllegalArgumentException.class, () -> EkmSetting.schedule(0, "07:00=1"));
        assertThrows(IllegalArgumentException.class, () -> EkmSetting.schedule(9, "07:00=1"));
        for (String text : List.of("", "13-01=1", "02-30=1", "00-01=1", "01-00=1", "01-01=9", "01-01", "01:01=1")) {
            assertThrows(IllegalArgumentException.class, () -> EkmSetting.seasons(text), text);
        }
        for (String text : List.of("13-01", "02-30", "01-01=1", "01-01,", ",".repeat(20))) {
            assertThrows(IllegalArgumentException.class, () -> EkmSetting.holidays(text), text);
        }
        refused("Expected a password of eight digits.", () -> EkmSetting.password("1234567"));
        refused("Expected a password of eight digits.", () -> EkmFrames.password("1234567a"));
        refused("Expected a demand period of 15, 30 or 60 minutes, not '20'.", () -> EkmSetting.demandPeriod(20));
        refused("Expected relay 1 or 2, not '3'.", () -> EkmSetting.relay(3, true, 0));
        refused("Expected a hold time from 0 to 9999 seconds, not '10000'.", () -> EkmSetting.relay(1, true, 10000));
        refused("Expected a hold time from 0 to 9999 seconds, not '-1'.", () -> EkmSetting.relay(1, true, -1));
        refused("Expected a pulse ratio from 1 to 9999, not '0'.", () -> EkmSetting.pulseRatio(1, 0));
        refused("Expected a pulse input from 1 to 3, not '4'.", () -> EkmSetting.pulseRatio(4, 1));
        refused("Expected a meter with a known CT ratio, not '0'.", () -> EkmSetting.pulseOutputRatio(1, 0));
        refused(
                "Expected a pulse output ratio of 1, 2, 4, 8, 16, 32 (with 5000 A transformers), not '5'.",
                () -> EkmSetting.pulseOutputRatio(5, 5000));
        refused(
                "Expected a mode of 0 (never), 1 (monthly), 2 (weekly), 3 (daily) or 4 (hourly), not '5'.",
                () -> EkmSetting.demandAutoReset(5));
        refused(
                "Expected a year from 2000 to 2099, not '1999'.",
                () -> EkmSetting.clock(() -> LocalDateTime.of(1999, 1, 1, 0, 0)));
        assertThrows(IllegalArgumentException.class, () -> EkmSetting.specialSchedules(0, 1));
        assertThrows(IllegalArgumentException.class, () -> EkmSetting.specialSchedules(1, 9));
    }

    @Test
    void theSundayIsTheFirstDay() {
        for (int day = 22; day <= 28; day++) {
            LocalDateTime time = LocalDateTime.of(2026, 11, day, 1, 2, 3);
            String frame = new String(EkmSetting.clock(() -> time).frame(), StandardCharsets.US_ASCII);
            assertTrue(frame.contains("(2611" + day + "0" + (day - 21) + "010203)"), frame);
        }
    }

    @Test
    void calendarsAreReadBackAsTheyWereWritten() throws Exception {
        for (String text : List.of("00:00=4", "07:00=1,22:00=2", "00:00=1,06:00=2,12:00=3,23:59=4")) {
            String digits = EkmCalendar.SCHEDULE.digits(text);
            assertEquals(48, digits.length());
            assertEquals(text, EkmCalendar.SCHEDULE.text(digits));
            EkmSetting setting = EkmSetting.schedule(6, text);
            EkmTable table =
                    EkmTable.decode(Answers.table(setting.table(), "0".repeat(48) + digits), EkmTable.MORE_SCHEDULES);
            String held = setting.held(
                    OmnimeterReading.decode(Answers.v3("000000000001"), "000000000001", OmnimeterRequest.V3), table);
            assertEquals(text, held);
            assertTrue(setting.isRight(held));
            assertFalse(setting.isRight("00:00=3"));
        }
        assertEquals("01-01=1,07-01=8", EkmCalendar.SEASONS.text(EkmCalendar.SEASONS.digits("01-01=1, 07-01=8")));
        assertEquals("02-29,12-25", EkmCalendar.HOLIDAYS.text(EkmCalendar.HOLIDAYS.digits("02-29,12-25")));
        assertEquals("", EkmCalendar.HOLIDAYS.text(EkmCalendar.HOLIDAYS.digits(" ")));
        assertEquals(80, EkmCalendar.HOLIDAYS.digits("").length());
    }

    @Test
    void addressesAndRangesAreRead() {
        assertEquals("000300001285", OmnimeterAddresses.parse(" 300001285 "));
        refused(
                "Expected the number on the meter's front, up to twelve digits, not 'x'.",
                () -> OmnimeterAddresses.parse("x"));
        refused(
                "Address 999999999999 stands for any meter and is none of its own.",
                () -> OmnimeterAddresses.parse("999999999999"));
        assertEquals(
                Set.of("000000000009", "000000000010", "000000000011", "000300000001"),
                OmnimeterAddresses.parseRanges(" 9 - 11, 300000001,10"));
        for (String text : List.of("", "5-1", "1-2-3", "1-", "-5", "a-b", "1-10000", "0-999999999998")) {
            assertThrows(IllegalArgumentException.class, () -> OmnimeterAddresses.parseRanges(text), text);
        }
        Set<String> likely = OmnimeterAddresses.likely(List.of(
                "000000000003", "000000500000", "000000600000", "000000700000", "000000800000", "000000900000"));
        assertEquals("000000000001", likely.iterator().next());
        assertTrue(likely.contains("000300002551"));
        // two minutes at eight a second
        assertTrue(likely.size() <= 960, likely.size() + " addresses");
    }
}
