/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.transport.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meterkit.transport.SerialSettings;

/** Commands as RFC 2217 numbers them: 1 to 5 for settings, 12 for purging, and 100 more (hexadecimal 64) in answers. */
class ComPortTest {

    private static final HexFormat HEX = HexFormat.of();

    private static List<String> requests(SerialSettings settings) {
        return ComPort.values(settings).entrySet().stream()
                .map(each -> HEX.formatHex(each.getKey().request(each.getValue())))
                .toList();
    }

    @Test
    void settingsAreAskedForOneByOne() {
        assertEquals(
                List.of("010001c200", "0208", "0301", "0401", "0501", "0508", "050b", "0c01", "0c02"),
                requests(SerialSettings.parse("115200 8N1")));
        SerialSettings dark = SerialSettings.parse("300 7E2");
        assertEquals(
                List.of("010000012c", "0207", "0303", "0402", "0501", "0509", "050c", "0c01", "0c02"),
                requests(new SerialSettings(300, 7, dark.parity(), 2, false, false)));
        assertEquals("0302", requests(SerialSettings.parse("300 7O1")).get(2));
    }

    @ParameterizedTest
    @CsvSource({
        "650001c200, BAUD_RATE, 115200 baud",
        "65ffffffff, BAUD_RATE, 4294967295 baud",
        "6607, DATA_SIZE, 7 data bits",
        "6701, PARITY, no parity",
        "6702, PARITY, odd parity",
        "6703, PARITY, even parity",
        "6704, PARITY, mark parity",
        "6705, PARITY, space parity",
        "67ff, PARITY, parity 255",
        "6801, STOP_SIZE, 1 stop bit",
        "6802, STOP_SIZE, 2 stop bits",
        "6803, STOP_SIZE, 1.5 stop bits",
        "6901, FLOW_CONTROL, no flow control",
        "6902, FLOW_CONTROL, XON/XOFF flow control",
        "6903, FLOW_CONTROL, hardware flow control",
        "6911, FLOW_CONTROL, flow control 17",
        "6908, DTR, DTR on",
        "6909, DTR, DTR off",
        "690b, RTS, RTS on",
        "690c, RTS, RTS off",
        "7001, PURGE_RECEIVED, no old bytes received",
        "7002, PURGE_SENT, no old bytes to be sent",
    })
    void answersAreToldApartAndPutInWords(String hex, ComPort what, String words) {
        byte[] answer = HEX.parseHex(hex);
        assertEquals(what, ComPort.answered(answer));
        assertEquals(words, what.words(ComPort.value(answer)));
    }

    // a short and a long rate, a break, a break's end, notifications, a signature, a request
    @ParameterizedTest
    @ValueSource(strings = {"65", "6501", "650000000000", "6608ff", "6905", "6906", "6a60", "6bb0", "64414243", "0208"})
    void theRestIsNoAnswer(String hex) {
        assertNull(ComPort.answered(HEX.parseHex(hex)));
    }
}
