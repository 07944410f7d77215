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
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class P1FeedTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration RHYTHM = Duration.ofMillis(20);

    @TempDir
    Path folder;

    private static byte[] read(InputStream stream, int count) throws IOException {
        byte[] bytes = new byte[count];
        new DataInputStream(stream).readFully(bytes);
        return bytes;
    }

    /** Reads to the end of the next telegram that begins after now. */
    private static void awaitTelegram(BufferedReader reader) throws IOException {
        String line = reader.readLine();
        while (!line.startsWith("/")) {
            line = reader.readLine();
        }
        while (!line.startsWith("!")) {
            line = reader.readLine();
        }
    }

    /** Reads to the end; the error that some systems report after a hang-up is one, too. */
    private static void awaitEnd(BufferedReader reader) {
        try {
            while (reader.readLine() != null) {
                // Half a telegram or so.
            }
        } catch (IOException e) {
            // The end.
        }
    }

    private static BufferedReader reader(InputStream stream) {
        return new BufferedReader(new InputStreamReader(stream, StandardCharsets.ISO_8859_1));
    }

    @Test
    void telegramsTravelOverASerialPort() throws Exception {
        assumeTrue(PseudoTerminal.isSupported(), "Pseudo-terminals are made on Linux only.");
        P1Simulator meter = P1Simulator.builder().build();
        try (PseudoTerminal terminal = PseudoTerminal.open();
                P1Feed feed = P1Feed.to(terminal, meter);
                InputStream port = new FileInputStream(terminal.path().toFile())) {
            byte[] sent = feed.send();
            assertArrayEquals(sent, read(port, sent.length));
            byte[] cut = feed.send(P1Fault.cut(50));
            assertEquals(50, cut.length);
            assertArrayEquals(cut, read(port, 50));
        }
    }

    @Test
    void theParityBitMakesEveryByteEven() throws Exception {
        assumeTrue(PseudoTerminal.isSupported(), "Pseudo-terminals are made on Linux only.");
        P1Simulator meter = P1Simulator.builder().version(P1Version.DSMR2).build();
        try (PseudoTerminal terminal = PseudoTerminal.open();
                P1Feed feed = P1Feed.to(terminal, meter).evenParity();
                InputStream port = new FileInputStream(terminal.path().toFile())) {
            byte[] sent = feed.send();
            byte[] seen = read(port, sent.length);
            for (int i = 0; i < seen.length; i++) {
                assertEquals(0, Integer.bitCount(seen[i] & 0xFF) % 2);
                assertEquals(sent[i], seen[i] & 0x7F);
            }
        }
    }

    @Test
    void theMeterIsPluggedOutAndInAgain() throws Exception {
        assumeTrue(PseudoTerminal.isSupported(), "Pseudo-terminals are made on Linux only.");
        P1Simulator meter = P1Simulator.builder().build();
        Path link = folder.resolve("p1");
        for (int i = 0; i < 2; i++) {
            try (PseudoTerminal terminal = PseudoTerminal.open(link);
                    P1Feed feed = P1Feed.to(terminal, meter).start(RHYTHM);
                    BufferedReader port = reader(new FileInputStream(link.toFile()))) {
                awaitTelegram(port);
                terminal.close();
                // What was under way, and then the end; the feed does not mind.
                awaitEnd(port);
            }
        }
    }

    @Test
    void telegramsTravelToEveryClient() throws Exception {
        P1Simulator meter = P1Simulator.builder().version(P1Version.BELGIUM).build();
        try (TcpServer server = TcpServer.open();
                P1Feed feed = P1Feed.to(server, meter);
                Socket first = new Socket(InetAddress.getLoopbackAddress(), server.port());
                Socket second = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            server.awaitClients(2, PATIENCE);
            byte[] sent = feed.send();
            assertArrayEquals(sent, read(first.getInputStream(), sent.length));
            assertArrayEquals(sent, read(second.getInputStream(), sent.length));
        }
    }

    @Test
    void aRhythmStartsAndFallsSilent() throws Exception {
        P1Simulator meter = P1Simulator.builder().build();
        try (TcpServer server = TcpServer.open();
                P1Feed feed = P1Feed.to(server, meter);
                Socket client = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            server.awaitClients(1, PATIENCE);
            feed.start(RHYTHM);
            BufferedReader reader = reader(client.getInputStream());
            awaitTelegram(reader);
            awaitTelegram(reader);
            feed.silence();
            feed.sendBytes("the last word\r\n".getBytes(StandardCharsets.ISO_8859_1));
            server.hangUp();
            String last = null;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                last = line;
            }
            assertEquals("the last word", last);
        }
    }
}
