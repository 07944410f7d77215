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
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.DataInputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PseudoTerminalTest {

    @TempDir
    Path folder;

    @BeforeEach
    void onLinux() {
        assumeTrue(PseudoTerminal.isSupported(), "Pseudo-terminals are made on Linux only.");
    }

    @Test
    void everyByteValueTravelsUnchangedInBothDirections() throws Exception {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        try (PseudoTerminal terminal = PseudoTerminal.open();
                InputStream port = new FileInputStream(terminal.path().toFile());
                OutputStream toDevice = new FileOutputStream(terminal.path().toFile())) {
            terminal.output().write(all);
            assertArrayEquals(all, read(port, all.length));
            toDevice.write(all);
            assertArrayEquals(all, read(terminal.input(), all.length));
        }
    }

    @Test
    void aMebibyteWaitsForItsReader() throws Exception {
        byte[] sent = new byte[1 << 20];
        new Random(1).nextBytes(sent);
        try (PseudoTerminal terminal = PseudoTerminal.open();
                InputStream port = new FileInputStream(terminal.path().toFile())) {
            CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> write(terminal, sent));
            assertArrayEquals(sent, read(port, sent.length));
            writer.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void closingEndsReadersOnBothSides() throws Exception {
        PseudoTerminal terminal = PseudoTerminal.open();
        try (InputStream port = new FileInputStream(terminal.path().toFile())) {
            CompletableFuture<Integer> device = CompletableFuture.supplyAsync(() -> read(terminal.input()));
            CompletableFuture<Integer> reader = CompletableFuture.supplyAsync(() -> read(port));
            terminal.close();
            terminal.close();
            assertEquals(-1, device.get(20, TimeUnit.SECONDS));
            assertEquals(-1, reader.get(20, TimeUnit.SECONDS));
            assertThrows(IOException.class, () -> terminal.output().write(1));
            assertThrows(IOException.class, terminal::unread);
            assertEquals(-1, terminal.input().read());
        }
    }

    @Test
    void closingEndsABlockedWriter() throws Exception {
        PseudoTerminal terminal = PseudoTerminal.open();
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> write(terminal, new byte[1 << 20]));
        // Some of it has arrived: the writer is under way, and it cannot finish, since nobody reads.
        try (InputStream port = new FileInputStream(terminal.path().toFile())) {
            assertEquals(0, port.read());
        }
        terminal.close();
        assertThrows(Exception.class, () -> writer.get(20, TimeUnit.SECONDS));
        assertTrue(writer.isCompletedExceptionally());
    }

    @Test
    void thePortStaysUsableBetweenTwoReaders() throws Exception {
        try (PseudoTerminal terminal = PseudoTerminal.open()) {
            CompletableFuture<Integer> device = CompletableFuture.supplyAsync(() -> read(terminal.input()));
            for (int i = 1; i <= 3; i++) {
                try (InputStream port = new FileInputStream(terminal.path().toFile())) {
                    terminal.output().write(i);
                    assertEquals(i, port.read());
                }
            }
            try (OutputStream port = new FileOutputStream(terminal.path().toFile())) {
                port.write(42);
            }
            assertEquals(42, device.get(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void unreadBytesAreCounted() throws Exception {
        try (PseudoTerminal terminal = PseudoTerminal.open();
                InputStream port = new FileInputStream(terminal.path().toFile())) {
            assertEquals(0, terminal.unread());
            terminal.transmit(new byte[] {1, 2, 3, 4});
            assertEquals(1, port.read());
            assertEquals(3, terminal.unread());
            assertArrayEquals(new byte[] {2, 3, 4}, read(port, 3));
        }
    }

    @Test
    void whatIsTransmittedAndNotReadIsLost() throws Exception {
        byte[] line = "0123456789abcdef".repeat(64).getBytes(StandardCharsets.US_ASCII);
        try (PseudoTerminal terminal = PseudoTerminal.open()) {
            for (int i = 0; i < 2_000; i++) {
                terminal.transmit(line);
            }
            CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> write(terminal, new byte[] {'!'}));
            int old = 0;
            try (InputStream port = new FileInputStream(terminal.path().toFile())) {
                while (port.read() != '!') {
                    old++;
                }
            }
            writer.get(20, TimeUnit.SECONDS);
            assertTrue(old < 200 * line.length, old + " of " + 2_000 * line.length + " bytes were kept");
        }
    }

    @Test
    void aLinkLeadsToTheDeviceThatIsPluggedIn() throws Exception {
        Path link = folder.resolve("usb-meter");
        PseudoTerminal first = PseudoTerminal.open(link);
        try (InputStream port = new FileInputStream(link.toFile())) {
            first.output().write(1);
            assertEquals(1, port.read());
            first.close();
            assertEquals(-1, port.read());
            assertFalse(Files.exists(link, LinkOption.NOFOLLOW_LINKS));

            try (PseudoTerminal second = PseudoTerminal.open(link);
                    InputStream again = new FileInputStream(link.toFile())) {
                assertEquals(second.path(), Files.readSymbolicLink(link));
                second.output().write(2);
                assertEquals(2, again.read());
                assertEquals(-1, port.read(), "who still has the old device open must not hear the new one");
            }
        }
    }

    @Test
    void closingLeavesALinkThatLeadsElsewhere() throws Exception {
        Path link = folder.resolve("usb-meter");
        try (PseudoTerminal first = PseudoTerminal.open(link);
                PseudoTerminal second = PseudoTerminal.open(link)) {
            first.close();
            assertEquals(second.path(), Files.readSymbolicLink(link));
        }
    }

    @Test
    void aFileInThePlaceOfTheLinkIsKept() throws Exception {
        Path file = Files.writeString(folder.resolve("precious"), "data");
        IOException e = assertThrows(IOException.class, () -> PseudoTerminal.open(file));
        assertEquals(file + " exists and is not a symbolic link.", e.getMessage());
        assertEquals("data", Files.readString(file));
    }

    private static void write(PseudoTerminal terminal, byte[] bytes) {
        try {
            terminal.output().write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] read(InputStream stream, int count) throws IOException {
        byte[] bytes = new byte[count];
        new DataInputStream(stream).readFully(bytes);
        return bytes;
    }

    /** The next byte; the end and the error that some systems report after a hang-up count alike. */
    private static int read(InputStream stream) {
        try {
            return stream.read();
        } catch (IOException e) {
            return -1;
        }
    }
}
