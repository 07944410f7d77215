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

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The host's part is played byte by byte, with commands of public sources. */
class EkmSimulatorTest {

    private static final String END = "01 42 30 03 75";
    private static final String PASSWORD = "01 50 31 02 28 30 30 30 30 30 30 30 30 29 03 32 44";
    private static final String SET_TIME =
            "01 57 31 02 30 30 36 30 28 31 32 30 37 30 37 30 37 31 35 30 32 31 34 29 03 4D 63";
    private static final String RELAY_1_ON = "01 57 31 02 30 30 38 31 28 31 30 30 30 30 29 03 31 61";
    private static final String MONTHS = "01 52 31 02 30 30 31 31 28 29 03 13 16";

    private final EkmMeter v3 = EkmMeter.v3("11766");
    private final EkmMeter v4 = EkmMeter.v4("300002570");
    private EkmSimulator line;
    private Socket host;

    @AfterEach
    void hangUp() throws IOException {
        if (host != null) {
            host.close();
        }
        if (line != null) {
            line.close();
        }
    }

    private void start(EkmSimulator.Builder builder) throws IOException {
        line = builder.startTcp();
        host = new Socket(InetAddress.getLoopbackAddress(), line.bridge().port());
        host.setSoTimeout(20_000);
    }

    private void send(String hex) throws IOException {
        host.getOutputStream().write(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    private byte[] ask(String request) throws IOException {
        host.getOutputStream().write((request + "!\r\n").getBytes(StandardCharsets.US_ASCII));
        return host.getInputStream().readNBytes(EkmMeter.ANSWER);
    }

    private static String text(byte[] answer, int offset, int length) {
        return new String(answer, offset, length, StandardCharsets.US_ASCII);
    }

    private void expectAck() throws IOException {
        assertEquals(6, host.getInputStream().read());
    }

    private void expectSilence() throws IOException {
        host.setSoTimeout(300);
        InputStream in = host.getInputStream();
        assertThrows(SocketTimeoutException.class, in::read);
        host.setSoTimeout(20_000);
    }

    private static void assertGood(byte[] answer) {
        assertArrayEquals(EkmSimulator.signed(answer.clone()), answer, "CRC");
        assertArrayEquals(new byte[] {0x21, 0x0D, 0x0A, 3}, Arrays.copyOfRange(answer, 249, 253));
    }

    @Test
    void answersWithTheFieldsWhereTheyBelong() throws Exception {
        start(EkmSimulator.with(v3, v4));
        v4.setLine(1, 230.1, 5.2, -1_180, "C098");
        byte[] a = ask("/?00030000257000");
        assertGood(a);
        assertEquals("000300002570", text(a, 4, 12));
        assertEquals("00045410", text(a, 16, 8));
        assertEquals("00012110", text(a, 32, 8));
        assertEquals("2301", text(a, 104, 4));
        assertEquals("0001180", text(a, 131, 7));
        assertEquals("C098", text(a, 159, 4));
        assertEquals("6001", text(a, 199, 4));
        assertEquals("0412", text(a, 227, 4));
        assertEquals("00", text(a, 247, 2));
        byte[] b = ask("/?00030000257001");
        assertGood(b);
        assertEquals("00045410", text(b, 16, 8));
        assertEquals("00012340", text(b, 147, 8));
        assertEquals("0200", text(b, 168, 4));
        assertEquals("01", text(b, 247, 2));
        byte[] old = ask("/?000000011766");
        assertGood(old);
        assertEquals("00045410", text(old, 16, 8));
        assertEquals("0200", text(old, 186, 4));
        host.getOutputStream().write("/?000000000001!\r\n".getBytes(StandardCharsets.US_ASCII));
        expectSilence();
    }

    @Test
    void settingsNeedASelectedMeterAndItsPassword() throws Exception {
        start(EkmSimulator.with(v4));
        send(PASSWORD);
        expectSilence();
        ask("/?00030000257000");
        send(RELAY_1_ON);
        expectSilence();
        send(PASSWORD);
        expectAck();
        send(RELAY_1_ON);
        expectAck();
        assertTrue(v4.isRelayOn(1));
        send(RELAY_1_ON);
        expectSilence();
        send(PASSWORD);
        expectAck();
        send(SET_TIME);
        expectAck();
        assertEquals(2012, v4.time().getYear());
        assertEquals("3", text(ask("/?00030000257000"), 229, 1));
        send(END);
        send(PASSWORD);
        expectSilence();
        assertEquals(1, line.ends());
        v4.setPassword("12345678");
        ask("/?00030000257000");
        send(PASSWORD);
        expectSilence();
    }

    @Test
    void tablesAreReadFromTheSelectedMeter() throws Exception {
        start(EkmSimulator.with(v4));
        ask("/?00030000257000");
        send(MONTHS);
        byte[] months = host.getInputStream().readNBytes(EkmMeter.ANSWER);
        assertArrayEquals(EkmSimulator.signed(months.clone()), months);
        assertEquals("0011(0000100000000600", text(months, 1, 21));
        assertEquals(")\3", text(months, 251, 2));
    }

    @Test
    void theWildcardSelectsOneMeterAndGarblesTwo() throws Exception {
        start(EkmSimulator.with(v3, v4, EkmMeter.v4("300000111")));
        assertEquals("000000011766", text(ask("/?999999999999"), 4, 12));
        byte[] both = ask("/?99999999999900");
        assertFalse(Arrays.equals(EkmSimulator.signed(both.clone()), both));
    }

    @Test
    void faultsAreAsTheirNamesSay() throws Exception {
        start(EkmSimulator.with(v4));
        line.fail(EkmFault.CORRUPT, 1);
        byte[] bad = ask("/?00030000257000");
        assertFalse(Arrays.equals(EkmSimulator.signed(bad.clone()), bad));
        line.fail(EkmFault.WRONG_METER, 1);
        byte[] other = ask("/?00030000257000");
        assertGood(other);
        assertNotEquals("000300002570", text(other, 4, 12));
        line.fail(EkmFault.WRONG_TYPE, 1);
        assertEquals("01", text(ask("/?00030000257000"), 247, 2));
        line.fail(EkmFault.DOUBLED, 1);
        assertArrayEquals(ask("/?00030000257000"), host.getInputStream().readNBytes(EkmMeter.ANSWER));
        line.fail(EkmFault.TRUNCATED, 1);
        host.getOutputStream().write("/?00030000257000!\r\n".getBytes(StandardCharsets.US_ASCII));
        host.getInputStream().readNBytes(100);
        expectSilence();
        line.damage(1);
        bad = ask("/?00030000257000");
        assertFalse(Arrays.equals(EkmSimulator.signed(bad.clone()), bad));
        line.damage(0);
        assertGood(ask("/?00030000257000"));
        line.silence(v4, true);
        host.getOutputStream().write("/?00030000257000!\r\n".getBytes(StandardCharsets.US_ASCII));
        expectSilence();
    }

    @Test
    void worksOnASerialPortWithEchoAndParity() throws Exception {
        assumeTrue(PseudoTerminal.isSupported(), "No pseudo-terminals here");
        try (PseudoTerminal terminal = PseudoTerminal.open();
                EkmSimulator serial = EkmSimulator.with(v3)
                        .echo()
                        .eightBits()
                        .paced(Duration.ofMillis(5))
                        .start(terminal);
                RandomAccessFile port = new RandomAccessFile(terminal.path().toFile(), "rw")) {
            byte[] request = "/?000000011766!\r\n".getBytes(StandardCharsets.US_ASCII);
            long begin = System.nanoTime();
            port.write(request);
            byte[] echoed = new byte[request.length];
            port.readFully(echoed);
            assertArrayEquals(request, echoed);
            byte[] answer = new byte[EkmMeter.ANSWER];
            port.readFully(answer);
            assertEquals((byte) 0x82, answer[0], "STX with its parity bit");
            assertTrue(System.nanoTime() - begin >= Duration.ofMillis(270).toNanos(), "9600 baud");
            assertEquals(1, serial.requests());
        }
    }
}
