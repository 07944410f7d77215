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
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.meterkit.binding.ekm.internal.protocol.BadAnswerException.Reason;

class OmnimeterReadingTest {

    private static final String ADDRESS = "000300001285";

    private static OmnimeterReading v4a(Object... offsetsAndTexts) throws BadAnswerException {
        return OmnimeterReading.decode(Answers.v4a(ADDRESS, offsetsAndTexts), ADDRESS, OmnimeterRequest.V4A);
    }

    private static BadAnswerException refused(byte[] answer, String address, OmnimeterRequest request) {
        return assertThrows(BadAnswerException.class, () -> OmnimeterReading.decode(answer, address, request));
    }

    @Test
    void everyWayAnAnswerCanBeWrongHasItsReason() throws Exception {
        byte[] good = Answers.v4a(ADDRESS);
        assertEquals(
                Reason.LENGTH,
                refused(Arrays.copyOf(good, 254), ADDRESS, OmnimeterRequest.V4A).reason());
        assertEquals(
                Reason.LENGTH,
                refused(Arrays.copyOf(good, 256), ADDRESS, OmnimeterRequest.V4A).reason());
        assertEquals(
                Reason.LENGTH,
                refused(new byte[0], ADDRESS, OmnimeterRequest.V4A).reason());
        byte[] tail = good.clone();
        tail[250] = '\n';
        assertEquals(Reason.TAIL, refused(tail, ADDRESS, OmnimeterRequest.V4A).reason());
        byte[] damaged = good.clone();
        damaged[20] ^= 1;
        assertEquals(
                Reason.CHECKSUM, refused(damaged, ADDRESS, OmnimeterRequest.V4A).reason());
        assertEquals(
                Reason.ADDRESS,
                refused(good, "000300001286", OmnimeterRequest.V4A).reason());
        assertEquals(Reason.TYPE, refused(good, ADDRESS, OmnimeterRequest.V4B).reason());
        assertEquals(
                Reason.TYPE,
                refused(Answers.v4b(ADDRESS), ADDRESS, OmnimeterRequest.V4A).reason());
        assertEquals(
                Reason.TYPE,
                refused(Answers.v3(ADDRESS), ADDRESS, OmnimeterRequest.V4B).reason());
        byte[] letters = Answers.v4a(ADDRESS, 4, "00030000X285");
        assertEquals(
                Reason.ADDRESS,
                refused(letters, OmnimeterReading.ANY_ADDRESS, OmnimeterRequest.V4A)
                        .reason());
        assertEquals(
                ADDRESS,
                OmnimeterReading.decode(good, OmnimeterReading.ANY_ADDRESS, OmnimeterRequest.V4A)
                        .address());
    }

    @Test
    void theModelDecidesAboutTheLayoutIfItIsKnown() throws Exception {
        byte[] v3 = Answers.v3(ADDRESS, 16, "00012345");
        assertEquals(
                OmnimeterRequest.V3,
                OmnimeterReading.decode(v3, ADDRESS, OmnimeterRequest.V4A).layout());
        byte[] v4 = Answers.v4a(ADDRESS);
        assertEquals(
                OmnimeterRequest.V4A,
                OmnimeterReading.decode(v4, ADDRESS, OmnimeterRequest.V3).layout());
        OmnimeterReading unknown = v4a(2, "\u007f", 3, "\u0045");
        assertEquals(OmnimeterRequest.V4A, unknown.layout());
        assertEquals("107F", unknown.model());
        assertEquals("45", unknown.firmware());
    }

    @Test
    void energyInForwardDirectionIsTheDifference() throws Exception {
        OmnimeterReading reading = v4a(16, "00035670", 32, "00026748", 40, "00000038", 64, "00000038");
        assertEquals(new BigDecimal("89.22"), reading.imported(OmnimeterField.ENERGY, 1));
        assertEquals(new BigDecimal("0.00"), reading.imported(OmnimeterField.ENERGY_LINE, 1));
        assertNull(reading.imported(OmnimeterField.ENERGY_TARIFF, 1));
        assertEquals(10, OmnimeterReading.forward(30, 20));
        assertEquals(0, OmnimeterReading.forward(29, 30));
        assertTrue(OmnimeterReading.forward(20, 30) < 0);
        assertEquals(11, OmnimeterReading.forward(5, 99_999_994));
        assertTrue(OmnimeterReading.forward(-1, 0) < 0);
    }

    @Test
    void decimalsAreTheMeters() throws Exception {
        assertEquals(new BigDecimal("123"), v4a(16, "00000123", 230, "0").number(OmnimeterField.ENERGY));
        assertEquals(new BigDecimal("12.3"), v4a(16, "00000123", 230, "1").number(OmnimeterField.ENERGY));
        assertEquals(new BigDecimal("1.23"), v4a(16, "00000123", 230, "2").number(OmnimeterField.ENERGY));
        assertNull(v4a(16, "00000123", 230, "x").number(OmnimeterField.ENERGY));
    }

    @Test
    void powerHasTheSignOfItsDirection() throws Exception {
        OmnimeterReading reading = v4a(131, "000010000002000000300", 152, "0000601", 228, "6");
        assertEquals(new BigDecimal("-100"), reading.power(1));
        assertEquals(new BigDecimal("200"), reading.power(2));
        assertEquals(new BigDecimal("-300"), reading.power(3));
        assertEquals(new BigDecimal("-200"), reading.power());
        OmnimeterReading undirected = v4a(131, "000010000002000000300", 152, "0000601", 228, "0");
        assertEquals(new BigDecimal("100"), undirected.power(1));
        assertEquals(new BigDecimal("601"), undirected.power());
    }

    @Test
    void smallCodesAreTakenApart() throws Exception {
        for (int code = 0; code < 8; code++) {
            OmnimeterReading reading = v4a(227, "" + code);
            for (int input = 1; input <= 3; input++) {
                assertEquals((code >> 3 - input & 1) == 0, reading.isInputOpen(input), code + " " + input);
            }
        }
        assertNull(v4a(227, "8").isInputOpen(1));
        Boolean[][] relays = {{null, null}, {false, false}, {false, true}, {true, false}, {true, true}, {null, null}};
        for (int code = 0; code < relays.length; code++) {
            OmnimeterReading reading = v4a(229, "" + code);
            assertEquals(relays[code][0], reading.isRelayOn(1));
            assertEquals(relays[code][1], reading.isRelayOn(2));
        }
        OmnimeterReading factors = v4a(159, "L099C050 100");
        assertEquals(new BigDecimal("0.99"), factors.powerFactor(1));
        assertEquals(new BigDecimal("-0.50"), factors.powerFactor(2));
        assertEquals(new BigDecimal("1.00"), factors.powerFactor(3));
        assertNull(v4a(159, "X099").powerFactor(1));
        Integer[] periods = {null, 15, 30, 60, 60, null};
        for (int code = 0; code < periods.length; code++) {
            byte[] b = Answers.v4b(ADDRESS, 155, "" + code);
            OmnimeterReading second = OmnimeterReading.decode(b, ADDRESS, OmnimeterRequest.V4B);
            assertEquals(periods[code], v4a().with(second).demandPeriod());
        }
    }

    @Test
    void aClockThatCannotBeIsNone() throws Exception {
        assertEquals(LocalDateTime.of(2026, 11, 21, 6, 1, 2), v4a().meterTime());
        assertNull(v4a(233, "00000000000000").meterTime());
        assertNull(v4a(233, "26023001000000").meterTime());
        assertNull(v4a(233, "2602280100000x").meterTime());
    }
}
