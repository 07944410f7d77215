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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.meterkit.binding.p1.internal.protocol.P1Telegram.Checksum;
import org.meterkit.binding.p1.internal.protocol.TelegramAssembler.Loss;
import org.meterkit.binding.p1.internal.protocol.Telegrams.Found;

/** Finding telegrams in a stream: each rule answers a fault that users reported. */
class TelegramAssemblerTest {

    private static final String ONE = Telegrams.composed("1-0:1.8.1(000001.000*kWh)", "1-0:1.7.0(00.100*kW)");
    private static final String TWO = Telegrams.composed("1-0:1.8.1(000002.000*kWh)", "1-0:1.7.0(00.200*kW)");
    private static final Obis POWER = Obis.of("1-0:1.7.0");

    private static Found find(String stream) {
        return Telegrams.find(Telegrams.bytes(stream));
    }

    private static List<Long> watts(Found found) {
        return found.telegrams.stream()
                .map(telegram -> telegram.number(POWER).digits())
                .toList();
    }

    @Test
    void findsTelegramsHoweverTheStreamIsCut() {
        byte[] stream = Telegrams.bytes("5(0001)\r\n!12\r\n" + ONE + TWO + ONE);
        for (int piece = 1; piece <= stream.length; piece = piece < 70 ? piece + 1 : piece * 2) {
            Found found = new Found();
            for (int at = 0; at < stream.length; at += piece) {
                found.assembler.accept(Arrays.copyOfRange(stream, at, Math.min(at + piece, stream.length)));
            }
            assertEquals(List.of(100L, 200L, 100L), watts(found), "in pieces of " + piece);
            assertEquals(3, found.valid());
            assertEquals(List.of(), found.losses);
        }
    }

    @Test
    void acceptsAnyLineEnd() {
        for (String lineEnd : List.of("\r\n", "\n", "\r")) {
            Found found = find(ONE.replace("\r\n", lineEnd) + TWO.replace("\r\n", lineEnd));

            assertEquals(List.of(100L, 200L), watts(found));
            assertEquals(2, found.valid(), "the checksum is that of the lines as the meter sent them");
        }
    }

    @Test
    void aNewHeaderEndsATornTelegram() {
        Found found = find(ONE.substring(0, 40) + "\r\n" + TWO);

        assertEquals(List.of(200L), watts(found));
        assertEquals(List.of(Loss.TORN), found.losses);
    }

    @Test
    void aSlashWithinALineIsText() {
        Found found = find(Telegrams.composed("0-0:96.13.0(see http://example.org/x)", "1-0:1.7.0(00.300*kW)"));

        assertEquals(List.of(300L), watts(found));
        assertEquals(1, found.valid());
    }

    @Test
    void skipsWhatIsBeforeTheFirstHeader() {
        Found found = find("\0\0\u00ff12:00:01 received: " + ONE + "\0\u00ff\0" + TWO);

        assertEquals(List.of(100L, 200L), watts(found));
        assertEquals(2, found.valid());
        assertEquals(List.of(), found.losses);
    }

    @Test
    void theEndMayFollowTheLastValueDirectly() {
        String aidon = Telegrams.signed("/ADN9 6534\r\n0-0:1.0.0(190102030405W)\r\n1-0:1.7.0(00.400*kW)!");

        assertEquals(List.of(400L), watts(find(aidon)));
        assertEquals(1, find(aidon).valid());
    }

    @Test
    void theLineEndAfterTheChecksumMayBeMissing() {
        Found found = find(ONE.strip() + TWO.strip());

        assertEquals(List.of(100L, 200L), watts(found));
    }

    @Test
    void anObjectLineDamagedToBeginWithAnExclamationMarkIsNoEnd() {
        // one bit makes a 1 an exclamation mark
        String damaged = ONE.replace("\r\n1-0:1.8.1", "\r\n!-0:1.8.1");

        Found found = find(damaged + TWO);

        assertEquals(List.of(100L, 200L), watts(found));
        assertEquals(Checksum.WRONG, found.telegrams.get(0).checksum());
    }

    @Test
    void givesUpATelegramWithoutEnd() {
        Found found = find("/ENDLESS\r\n" + "1-0:1.8.1(000001.000*kWh)\r\n".repeat(2_000) + ONE);

        assertEquals(List.of(100L), watts(found));
        assertEquals(List.of(Loss.OVERSIZED), found.losses);
    }

    @Test
    void survivesAMegabyteWithoutLineEnd() {
        Found found = find("/" + "x".repeat(1 << 20) + "/".repeat(1 << 16) + "\r\n" + ONE);

        assertEquals(List.of(100L), watts(found));
        assertTrue(found.losses.contains(Loss.OVERSIZED));
    }

    @Test
    void aPauseWithinATelegramTearsIt() {
        Found found = find(ONE.substring(0, 40));
        found.assembler.interrupt();
        found.assembler.interrupt();
        found.assembler.accept(Telegrams.bytes(TWO));

        assertEquals(List.of(200L), watts(found));
        assertEquals(List.of(Loss.TORN), found.losses);
    }
}
