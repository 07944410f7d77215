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
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The host's part is played byte by byte, with the frames of public sources. */
class NesSimulatorTest {

    private static final String IDENT = "EE 00 00 00 00 01 20 13 10";
    private static final String NEGOTIATE = "EE 00 20 00 00 05 61 00 40 02 06 24 E2";
    private static final String LOGON = "EE 00 00 00 00 0D 50 00 01 30 30 30 30 20 20 20 20 20 20 E7 60";
    private static final String SECURITY =
            "EE 00 20 00 00 15 51 30 31 32 33 34 35 36 37 38 39 61 62 63 64 65 66 67 68 69 6A E0 E2";
    private static final String READ_BT28 = "EE 00 00 00 00 08 3F 00 1C 00 00 00 00 28 94 D5";
    private static final String READ_BT23 = "EE 00 20 00 00 08 3F 00 17 00 00 00 00 08 03 F2";
    private static final String TERMINATE = "EE 00 00 00 00 01 21 9A 01";

    private final NesMeter meter = NesMeter.builder().build();
    private NesSimulator simulator;
    private Socket host;

    @AfterEach
    void hangUp() throws IOException {
        if (host != null) {
            host.close();
        }
        if (simulator != null) {
            simulator.close();
        }
    }

    private void start(NesSimulator.Builder builder) throws IOException {
        simulator = builder.startTcp();
        host = new Socket(InetAddress.getLoopbackAddress(), simulator.bridge().port());
        host.setSoTimeout(20_000);
    }

    private void send(String hex) throws IOException {
        OutputStream out = host.getOutputStream();
        out.write(bytes(hex));
        out.flush();
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private void expect(String hex) throws IOException {
        byte[] wanted = bytes(hex);
        assertArrayEquals(wanted, host.getInputStream().readNBytes(wanted.length), hex);
    }

    private void silence() throws IOException {
        host.setSoTimeout(300);
        InputStream in = host.getInputStream();
        assertThrows(SocketTimeoutException.class, in::read);
        host.setSoTimeout(20_000);
    }

    /** A request with its acknowledgement, an answer's data and its acknowledgement. */
    private byte[] ask(String hex) throws IOException {
        send(hex);
        expect("06");
        byte[] data = answer();
        send("06");
        return data;
    }

    private byte[] answer() throws IOException {
        InputStream in = host.getInputStream();
        byte[] header = in.readNBytes(6);
        assertEquals((byte) 0xEE, header[0]);
        byte[] data = in.readNBytes((header[4] & 0xFF) << 8 | header[5] & 0xFF);
        byte[] crc = in.readNBytes(2);
        byte[] whole = NesSimulator.frame(header[2], header[3], data);
        assertEquals(whole[whole.length - 2], crc[0]);
        assertEquals(whole[whole.length - 1], crc[1]);
        return data;
    }

    private void logOn() throws IOException {
        send(IDENT);
        expect("15");
        send(IDENT);
        expect("06 EE 00 00 00 00 05 00 00 02 00 00 A2 5A");
        send("06");
        assertArrayEquals(bytes("00 00 40 02 06"), ask(NEGOTIATE));
        assertArrayEquals(bytes("00"), ask(LOGON));
        assertArrayEquals(bytes("00"), ask(SECURITY));
    }

    @Test
    void answersTheRequestsOfTheSourcesWithThePublishedDumps() throws Exception {
        start(NesSimulator.of(meter));
        logOn();
        assertArrayEquals(
                bytes("00 00 28 96 0A 00 00 00 00 00 00 00 00 00 00 39 02 00 00 F8 0C 00 00 DC 0C 00 00 90 19 00 00"
                        + " 27 70 03 00 EF 6F 03 00 76 70 03 00 AC"),
                ask(READ_BT28));
        assertArrayEquals(bytes("00 00 08 74 40 05 00 9F 1D 00 00 8B"), ask(READ_BT23));
        assertEquals(
                List.of("20", "6100400206", "50000130303030202020202020", "51", "3f001c0000000028", "3f00170000000008"),
                simulator.requests());
        assertArrayEquals(bytes("00"), ask(TERMINATE));
        send(IDENT);
        expect("15");
    }

    @Test
    void aReadWithoutAKeyIsRefused() throws Exception {
        start(NesSimulator.of(meter));
        send(IDENT);
        expect("15");
        send(IDENT);
        expect("06 EE 00 00 00 00 05 00 00 02 00 00 A2 5A");
        send("06");
        assertArrayEquals(bytes("0A"), ask(READ_BT23));
        ask(NEGOTIATE);
        ask(LOGON);
        assertArrayEquals(bytes("03"), ask(READ_BT28));
        assertEquals(24 + 4, ask("EE 00 20 00 00 03 30 00 01 D6 6E").length);
    }

    @Test
    void wrongKeysLockTheMeter() throws Exception {
        start(NesSimulator.of(meter).key(new byte[20]).locksAfter(1));
        send(IDENT);
        expect("15");
        send(IDENT);
        expect("06 EE 00 00 00 00 05 00 00 02 00 00 A2 5A");
        send("06");
        ask(NEGOTIATE);
        ask(LOGON);
        assertArrayEquals(bytes("03"), ask(SECURITY));
        byte[] right = NesSimulator.frame(0, 0, bytes("51" + "00".repeat(20)));
        assertArrayEquals(bytes("03"), ask(HexFormat.of().formatHex(right)));
        assertEquals(2, simulator.refusals());
    }

    @Test
    void repeatsAPacketThatWasRefused() throws Exception {
        start(NesSimulator.of(meter).zeroAsAcknowledgement());
        send(IDENT);
        expect("15");
        send(IDENT);
        expect("00 EE 00 00 00 00 05 00 00 02 00 00 A2 5A");
        send("15");
        expect("EE 00 00 00 00 05 00 00 02 00 00 A2 5A");
    }

    @Test
    void splitsALongAnswer() throws Exception {
        start(NesSimulator.of(meter).largestPacket(32));
        logOnWith(32);
        send(READ_BT28);
        expect("06");
        byte[] first = answer();
        assertEquals(24, first.length);
        silence();
        send("06");
        byte[] second = answer();
        send("06");
        assertEquals(44, first.length + second.length);
    }

    private void logOnWith(int packet) throws IOException {
        send(IDENT);
        expect("15");
        send(IDENT);
        expect("06 EE 00 00 00 00 05 00 00 02 00 00 A2 5A");
        send("06");
        assertEquals(packet, ask(NEGOTIATE)[2]);
        ask(LOGON);
        ask(SECURITY);
    }

    @Test
    void aSessionThatLastsTooLongMakesTheMeterDeaf() throws Exception {
        start(NesSimulator.of(meter).sessionLimit(Duration.ZERO, Duration.ofMinutes(5)));
        send(IDENT);
        expect("15");
        send(IDENT);
        expect("06 EE 00 00 00 00 05 00 00 02 00 00 A2 5A");
        send("06");
        send(NEGOTIATE);
        silence();
        send(IDENT);
        silence();
    }

    @Test
    void faultsAreAsTheirNamesSay() throws Exception {
        start(NesSimulator.of(meter));
        logOn();
        simulator.fail(NesFault.NAK, 1);
        send(READ_BT28);
        expect("15");
        simulator.fail(NesFault.BUSY, 1);
        assertArrayEquals(bytes("06"), ask(READ_BT28));
        simulator.fail(NesFault.OTHER_LENGTH, 1);
        assertEquals(8 - 2 + 4, ask(READ_BT23).length);
        simulator.fail(NesFault.LOST_BYTE, 1);
        send(READ_BT28);
        expect("06");
        host.getInputStream().readNBytes(44 + 8 - 1);
        send("15");
        assertEquals(44, answer().length);
        send("06");
        simulator.fail(NesFault.SILENCE, 1);
        send(READ_BT23);
        silence();
        assertEquals(12, ask(READ_BT23).length);
    }

    @Test
    void tablesFollowTheMetersDimensions() {
        NesMeter other = NesMeter.builder()
                .demandResets()
                .presentDemands(2, true)
                .tiers(2)
                .reversed()
                .build();
        other.setTier(2, 0, 0x01020304);
        byte[] registers = other.table(NesMeter.BT23).orElseThrow();
        assertEquals(1 + 4 * 11 * 3, registers.length);
        assertEquals(0x04, registers[1 + 4 * 11 * 2]);
        assertEquals(2 * 7 + 4 * 41, other.table(NesMeter.BT28).orElseThrow().length);
        byte[] order = other.table(NesMeter.BT27).orElseThrow();
        assertEquals(8, order[order.length - 1]);
        byte[] dimensions = other.table(NesMeter.BT21).orElseThrow();
        assertEquals(0x44, dimensions[0]);
        assertEquals(2, dimensions[8]);
        assertEquals(41, dimensions[9]);
        assertTrue(other.table(0x0555).isEmpty());
    }

    @Test
    void worksOnASerialPort() throws Exception {
        assumeTrue(PseudoTerminal.isSupported(), "No pseudo-terminals here");
        try (PseudoTerminal terminal = PseudoTerminal.open();
                NesSimulator serial =
                        NesSimulator.of(meter).paced(Duration.ofMillis(5)).start(terminal);
                RandomAccessFile port = new RandomAccessFile(terminal.path().toFile(), "rw")) {
            port.write(bytes(IDENT));
            assertEquals(0x15, port.read());
            port.write(bytes(IDENT));
            assertEquals(0x06, port.read());
            assertEquals(0xEE, port.read());
            assertEquals(1, serial.sessions());
        }
    }
}
