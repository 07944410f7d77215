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
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.eclipse.jdt.annotation.Nullable;

/** Bytes that no meter would send: nothing escapes but a {@link BadAnswerException}, and no damaged answer is taken for good. */
class HostileAnswersTest {

    private static final String ADDRESS = "000300001285";
    private static final byte[] GOOD = Answers.v4a(ADDRESS, 16, "00035670", 131, "0000970");

    private static @Nullable OmnimeterReading decode(byte[] answer) {
        for (OmnimeterRequest request : OmnimeterRequest.values()) {
            try {
                OmnimeterReading reading = OmnimeterReading.decode(answer, ADDRESS, request);
                use(reading);
                use(reading.with(reading));
                return reading;
            } catch (BadAnswerException e) {
                assertTrue(e.getMessage().endsWith("."));
            }
        }
        return null;
    }

    private static void use(OmnimeterReading reading) {
        for (OmnimeterField field : OmnimeterField.values()) {
            for (int i = 1; i <= field.count(); i++) {
                reading.number(field, i);
                reading.imported(field, 1);
            }
        }
        for (int i = 1; i <= 3; i++) {
            reading.power(i);
            reading.powerFactor(i);
            reading.isInputOpen(i);
        }
        reading.power();
        reading.demandPeriod();
        reading.isRelayOn(1);
        reading.meterTime();
        reading.model();
    }

    @Property(tries = 3000)
    void anyBytesAreHarmless(@ForAll @Size(max = 300) byte[] bytes) {
        assertEquals(null, decode(bytes));
        byte[] framed = Arrays.copyOf(bytes, EkmFrames.ANSWER_LENGTH);
        framed[0] = EkmFrames.START;
        Answers.put(framed, 249, "!\r\n\3");
        decode(framed);
    }

    @Property(tries = 3000)
    void whateverFieldsHoldIsHarmless(@ForAll @Size(243) byte[] content) {
        byte[] answer = Answers.v4a(ADDRESS);
        for (int i = 0; i < 231; i++) {
            content[i] &= 0x7F;
        }
        System.arraycopy(content, 0, answer, 16, 231);
        int crc = EkmFrames.checksum(answer, 1, 253);
        answer[253] = (byte) (crc & 0x7F);
        answer[254] = (byte) (crc >> 8);
        assertTrue(decode(answer) != null);
    }

    @Example
    void noSingleChangedBitIsAccepted() {
        for (int at = 0; at < GOOD.length; at++) {
            for (int bit = 0; bit < 7; bit++) {
                byte[] answer = GOOD.clone();
                answer[at] ^= (byte) (1 << bit);
                assertEquals(null, decode(answer), at + " " + bit);
            }
        }
    }

    @Example
    void noAnswerThatLacksAByteIsAccepted() {
        for (int at = 1; at < GOOD.length; at++) {
            byte[] shorter = GOOD.clone();
            System.arraycopy(GOOD, at + 1, shorter, at, GOOD.length - at - 1);
            // with a zero, so that all from there on is the same
            shorter[GOOD.length - 1] = '0';
            assertEquals(null, decode(shorter), "without byte " + at);
        }
    }

    @Property(tries = 1000)
    void anyTextIsACalendarOrRefused(@ForAll String text) {
        for (EkmCalendar calendar : EkmCalendar.values()) {
            try {
                calendar.text(calendar.digits(text));
            } catch (IllegalArgumentException e) {
                assertTrue(e.getMessage().startsWith("Expected "));
            }
        }
        try {
            OmnimeterAddresses.parseRanges(text);
        } catch (IllegalArgumentException e) {
            assertTrue(e.getMessage().endsWith("."));
        }
    }

    @Property(tries = 2000)
    void anyTableIsHarmless(@ForAll @Size(245) byte[] content) throws BadAnswerException {
        StringBuilder digits = new StringBuilder();
        for (byte each : content) {
            digits.append((each & 0x7F) % 10);
        }
        EkmTable table = EkmTable.decode(Answers.table("70", digits.toString()), "70");
        for (int i = 1; i <= 4; i++) {
            table.schedule(i);
        }
        table.seasons();
        table.holidays();
        table.specialSchedules();
        for (int month = 0; month < EkmTable.MONTH_COUNT; month++) {
            assertEquals(5, table.imported(table, month, 2).size());
            assertEquals(5, table.energies(month, 2).size());
        }
    }
}
