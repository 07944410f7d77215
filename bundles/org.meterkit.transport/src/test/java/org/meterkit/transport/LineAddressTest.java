/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/dev/ttyUSB0",
                "/dev/serial/by-id/usb-FTDI_FT232R_A1-if00-port0",
                "COM3",
                "tcp://192.168.1.9:50000",
                "tcp://[fe80::1]:50000",
                "rfc2217://bridge:2217",
                "replay:/captures/meter.mkcap",
                "replay:/captures/meter.mkcap?speed=10.0",
                "replay:/captures/meter.mkcap?speed=0.0"
            })
    void anAddressIsWrittenAsItWasRead(String text) {
        assertEquals(text, LineAddress.parse(text).toString());
        assertEquals(LineAddress.parse(text), LineAddress.parse("  " + text + " "));
    }

    @Test
    void kindsAreRecognised() {
        assertInstanceOf(LineAddress.Serial.class, LineAddress.parse("/dev/ttyUSB0"));
        assertEquals(new LineAddress.Tcp("bridge", 50000), LineAddress.parse("TCP://Bridge:50000"));
        assertEquals(new LineAddress.Rfc2217("bridge", 2217), LineAddress.parse("rfc2217://bridge:2217"));
        assertEquals(
                new LineAddress.Replay(Path.of("/a b/meter.mkcap"), 1), LineAddress.parse("replay:/a b/meter.mkcap"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|The line address is empty. Expected a serial port such as /dev/ttyUSB0 or COM3, tcp://host:port,"
                        + " rfc2217://host:port, or replay:/path/file.mkcap.",
                "tcp://bridge|'tcp://bridge' lacks a host or a port between 1 and 65535. Expected tcp://host:port.",
                "tcp://:5|'tcp://:5' lacks a host or a port between 1 and 65535. Expected tcp://host:port.",
                "tcp://bridge:70000|'tcp://bridge:70000' lacks a host or a port between 1 and 65535. Expected"
                        + " tcp://host:port.",
                "tcp://bridge:5/x|'tcp://bridge:5/x' lacks a host or a port between 1 and 65535. Expected"
                        + " tcp://host:port.",
                "replay:|'replay:' names no capture file. Expected replay:/path/file.mkcap.",
                "replay:/x?speed=fast|The replay speed must be a number from 0 up, not 'fast'.",
                "replay:/x?speed=-1|The replay speed must be a number from 0 up, not '-1'.",
                "http://meter|'http://meter' is not a line address. Expected a serial port such as /dev/ttyUSB0 or COM3,"
                        + " tcp://host:port, rfc2217://host:port, or replay:/path/file.mkcap.",
                "rfc2217://bridge|'rfc2217://bridge' lacks a host or a port between 1 and 65535. Expected"
                        + " rfc2217://host:port.",
            })
    void whatIsWrongIsSaid(String text, String sentence) {
        assertEquals(
                sentence,
                assertThrows(IllegalArgumentException.class, () -> LineAddress.parse(text))
                        .getMessage());
    }
}
