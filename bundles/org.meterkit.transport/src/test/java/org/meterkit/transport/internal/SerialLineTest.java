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

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meterkit.itests.simulators.PseudoTerminal;
import org.meterkit.transport.Lease;
import org.meterkit.transport.LineAddress;
import org.meterkit.transport.LineFault;
import org.meterkit.transport.LineRequest;
import org.meterkit.transport.LineStatus;
import org.meterkit.transport.PortInfo;
import org.meterkit.transport.Priority;
import org.meterkit.transport.SerialSettings;
import org.meterkit.transport.testing.LoopbackTransport;

/** Serial lines over real pseudo-terminals: jSerialComm and the kernel take part. */
class SerialLineTest {

    private static final SerialSettings PLAIN = SerialSettings.parse("115200 8N1");
    private static final Duration LONG = Duration.ofSeconds(Heard.PATIENCE_SECONDS);

    private final Set<Thread> before = TransportThreads.all();
    private final LoopbackTransport transport = new LoopbackTransport();
    private final Heard heard = new Heard();

    @TempDir
    Path directory;

    @BeforeEach
    void needsPseudoTerminals() {
        assumeTrue(PseudoTerminal.isSupported(), "Pseudo-terminals can be made on Linux only.");
    }

    @AfterEach
    void close() throws InterruptedException {
        transport.close();
        TransportThreads.awaitNoneBut(before);
    }

    private Lease lease(Path path, SerialSettings settings, Heard listener) throws Exception {
        LineAddress address = new LineAddress.Serial(path.toString());
        return transport.lines().lease(new LineRequest(address, settings, Duration.ZERO, "test"), listener);
    }

    @Test
    void bytesTravelBothWays() throws Exception {
        try (PseudoTerminal device = PseudoTerminal.open()) {
            Lease lease = lease(device.path(), PLAIN, heard);
            heard.opening();
            byte[] every = new byte[256];
            for (int i = 0; i < every.length; i++) {
                every[i] = (byte) i;
            }
            device.output().write(every);
            assertArrayEquals(every, heard.bytes(256));
            CompletableFuture<byte[]> answer = lease.exchange(Priority.POLL, LONG, wire -> {
                wire.write(every);
                byte[] buffer = new byte[3];
                assertEquals(3, wire.read(buffer, 0, 3, LONG));
                return buffer;
            });
            assertArrayEquals(every, device.input().readNBytes(256));
            device.output().write(new byte[] {1, 2, 3});
            assertArrayEquals(new byte[] {1, 2, 3}, answer.get(20, SECONDS));
        }
    }

    @Test
    void aPortThatDoesNotExistIsSaidSoAndOpenedOnceItDoes() throws Exception {
        Path link = directory.resolve("meter");
        lease(link, PLAIN, heard);
        LineFault fault = heard.fault(LineFault.Kind.NO_SUCH_PORT);
        assertEquals(
                "Port " + link + " does not exist. Is the adapter plugged in, and the name right?", fault.sentence());
        try (PseudoTerminal device = PseudoTerminal.open(link)) {
            heard.opening();
            device.output().write(Heard.bytes("hello"));
            assertEquals("hello", heard.text(5));
        }
    }

    @Test
    void anAdapterPulledOutAndPluggedInAgainIsFoundUnderItsLink() throws Exception {
        Path link = directory.resolve("meter");
        PseudoTerminal first = PseudoTerminal.open(link);
        lease(link, PLAIN, heard);
        heard.opening();
        // so that the same number is not given again
        try (PseudoTerminal between = PseudoTerminal.open()) {
            first.close();
            LineFault lost = heard.fault(LineFault.Kind.LOST);
            assertEquals("Port " + link + " was lost. Is the adapter still plugged in?", lost.sentence());
            heard.fault(LineFault.Kind.NO_SUCH_PORT);
            try (PseudoTerminal second = PseudoTerminal.open();
                    PseudoTerminal third = PseudoTerminal.open(link)) {
                assertNotEquals(first.path(), third.path());
                heard.opening();
                third.output().write(Heard.bytes("back"));
                assertEquals("back", heard.text(4));
                LineStatus status = transport.lines().lines().get(0);
                assertEquals(1, status.reopens());
                assertEquals(2, status.errors());
            }
        }
    }

    @Test
    void sevenDataBitsWithParityOpenEveryTimeThoughAPseudoTerminalKnowsEightOnly() throws Exception {
        SerialSettings ekm = SerialSettings.parse("9600 7E1");
        try (PseudoTerminal device = PseudoTerminal.open()) {
            for (int i = 0; i < 4; i++) {
                Heard fresh = new Heard();
                Lease lease = lease(device.path(), ekm, fresh);
                fresh.opening();
                // "12" with even parity in bit 7
                device.output().write(new byte[] {(byte) 0xB1, (byte) 0xB2});
                assertEquals("12", fresh.text(2));
                lease.close();
            }
        }
    }

    @Test
    void aPortHeldByAnotherProgramIsSaidSoAndOpenedOnceItIsFree() throws Exception {
        try (PseudoTerminal device = PseudoTerminal.open()) {
            LibC libc = Native.load("c", LibC.class);
            int other = libc.open(device.path().toString(), LibC.O_RDWR | LibC.O_NOCTTY);
            try {
                libc.flock(other, LibC.LOCK_EX);
                lease(device.path(), PLAIN, heard);
                LineFault fault = heard.fault(LineFault.Kind.BUSY);
                assertEquals("Port " + device.path() + " is in use by another program.", fault.sentence());
            } finally {
                libc.close(other);
            }
            heard.opening();
        }
    }

    /** What another program does to keep a port for itself. */
    interface LibC extends Library {
        int O_RDWR = 2;
        int O_NOCTTY = 0x100;
        int LOCK_EX = 2;

        int open(String path, int flags) throws LastErrorException;

        int flock(int descriptor, int operation) throws LastErrorException;

        int close(int descriptor) throws LastErrorException;
    }

    @Test
    void oneDeviceUnderTwoNamesIsOpenedOnce() throws Exception {
        Path link = directory.resolve("meter");
        try (PseudoTerminal device = PseudoTerminal.open(link)) {
            Lease first = lease(link, PLAIN, heard);
            heard.opening();
            Heard second = new Heard();
            lease(device.path(), PLAIN, second);
            LineFault fault = second.fault(LineFault.Kind.BUSY);
            assertEquals(
                    "Port " + device.path() + " is the same device as " + link + ", which is in use.",
                    fault.sentence());
            first.close();
            second.opening();
        }
    }

    @Test
    void whatIsNoSerialPortIsSaidSo() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "no port");
        lease(file, PLAIN, heard);
        assertEquals(
                file + " is not a serial port.",
                heard.fault(LineFault.Kind.NO_SUCH_PORT).sentence());
        Heard other = new Heard();
        lease(directory, PLAIN, other);
        assertEquals(
                directory + " is not a serial port.",
                other.fault(LineFault.Kind.NO_SUCH_PORT).sentence());
        Heard sink = new Heard();
        lease(Path.of("/dev/null"), PLAIN, sink);
        sink.fault(LineFault.Kind.NO_SUCH_PORT);
        assertEquals("no port", Files.readString(file));
    }

    @Test
    void aPortThatMayNotBeUsedIsSaidSo() throws Exception {
        Path file = Files.createFile(directory.resolve("file"), PosixFilePermissions.asFileAttribute(Set.of()));
        assumeFalse(Files.isReadable(file), "This user may read everything, so no port can be forbidden.");
        lease(file, PLAIN, heard);
        String sentence = heard.fault(LineFault.Kind.NO_PERMISSION).sentence();
        assertTrue(sentence.contains("may not be used by " + System.getProperty("user.name")), sentence);
    }

    @Test
    void aBigWriteArrivesWholeThoughItsReaderIsSlow() throws Exception {
        byte[] big = new byte[100_000];
        new Random(5).nextBytes(big);
        try (PseudoTerminal device = PseudoTerminal.open()) {
            Lease lease = lease(device.path(), PLAIN, heard);
            CompletableFuture<String> written = lease.exchange(Priority.POLL, LONG, wire -> {
                wire.write(big);
                return "written";
            });
            // small reads: the kernel's buffer of a few kilobytes is full again and again
            byte[] arrived = new byte[big.length];
            for (int i = 0; i < big.length; ) {
                int count = device.input().read(arrived, i, Math.min(100, big.length - i));
                assertTrue(count > 0);
                i += count;
            }
            assertArrayEquals(big, arrived);
            assertEquals("written", written.get(20, SECONDS));
        }
    }

    @Test
    void aWriteThatNobodyTakesEndsAtItsDeadlineAndTheLineRecovers() throws Exception {
        try (PseudoTerminal device = PseudoTerminal.open()) {
            Lease lease = lease(device.path(), PLAIN, heard);
            heard.opening();
            CompletableFuture<String> stuck = lease.exchange(Priority.POLL, Duration.ofMillis(300), wire -> {
                wire.write(new byte[100_000]);
                return "written";
            });
            LineFault fault = heard.fault(LineFault.Kind.LOST);
            assertEquals("Port " + device.path() + " takes no more data; it is opened anew.", fault.sentence());
            ExecutionException e = assertThrows(ExecutionException.class, () -> stuck.get(20, SECONDS));
            assertInstanceOf(IOException.class, e.getCause());
            heard.opening();
            assertEquals(
                    "next", lease.exchange(Priority.POLL, LONG, wire -> "next").get(20, SECONDS));
        }
    }

    @Test
    void closingWhileTheReaderBlocksIsImmediateAndThePortIsFreeAtOnce() throws Exception {
        try (PseudoTerminal device = PseudoTerminal.open()) {
            for (int i = 0; i < 30; i++) {
                Heard fresh = new Heard();
                Lease lease = lease(device.path(), i % 2 == 0 ? PLAIN : SerialSettings.parse("9600 8N1"), fresh);
                fresh.opening();
                lease.close();
            }
            assertEquals(0, transport.lines().lines().size());
            lease(device.path(), PLAIN, heard);
            heard.opening();
            device.output().write(Heard.bytes("x"));
            assertEquals("x", heard.text(1));
        }
    }

    @Test
    void anExchangeFailsWhenTheAdapterIsPulledOut() throws Exception {
        PseudoTerminal device = PseudoTerminal.open();
        Lease lease = lease(device.path(), PLAIN, heard);
        CompletableFuture<Integer> answer = lease.exchange(Priority.POLL, LONG, wire -> {
            wire.write(Heard.bytes("?"));
            return wire.read(new byte[1], 0, 1, LONG);
        });
        assertEquals('?', device.input().read());
        device.close();
        ExecutionException e = assertThrows(ExecutionException.class, () -> answer.get(20, SECONDS));
        assertEquals(
                "Port " + device.path() + " was lost. Is the adapter still plugged in?",
                e.getCause().getMessage());
        assertInstanceOf(IOException.class, e.getCause());
    }

    @Test
    void timeoutsOfAPortThatIsNotThereSayWhy() throws Exception {
        Path link = directory.resolve("meter");
        Lease lease = lease(link, PLAIN, heard);
        heard.fault(LineFault.Kind.NO_SUCH_PORT);
        CompletableFuture<Integer> answer =
                lease.exchange(Priority.POLL, Duration.ofMillis(100), wire -> wire.read(new byte[1], 0, 1, LONG));
        ExecutionException e = assertThrows(ExecutionException.class, () -> answer.get(20, SECONDS));
        assertInstanceOf(TimeoutException.class, e.getCause());
        assertTrue(e.getCause().getMessage().startsWith("Port " + link + " does not exist."));
    }

    @Test
    void portsCanBeListed() throws Exception {
        // whatever there is on this machine: the system is asked without harm
        for (PortInfo port : new SerialPorts().list()) {
            assertEquals("", port.holder());
            assertTrue(Path.of(port.device()).isAbsolute(), port.toString());
        }
    }

    @Test
    void aPortIsListedByItsStableName() throws Exception {
        try (PseudoTerminal one = PseudoTerminal.open(directory.resolve("usb-FTDI_A1"));
                PseudoTerminal other = PseudoTerminal.open(directory.resolve("usb-FTDI_B2"))) {
            Files.createSymbolicLink(directory.resolve("usb-FTDI_Z9"), one.path());
            assertEquals(
                    Map.of(
                            one.path().toString(),
                                    directory.resolve("usb-FTDI_A1").toString(),
                            other.path().toString(),
                                    directory.resolve("usb-FTDI_B2").toString()),
                    SerialPorts.stableNames(directory));
            assertEquals(Map.of(), SerialPorts.stableNames(directory.resolve("missing")));
        }
    }

    @Test
    void aPortWithoutSevenBitsSendsTheirParityAllTheSame() throws Exception {
        SerialSettings settings = SerialSettings.parse("9600 7E1");
        try (PseudoTerminal device = PseudoTerminal.open()) {
            LineAddress.Serial address = new LineAddress.Serial(device.path().toString());
            byte[] request = Heard.bytes("/?0001248\r\n\2\3");
            for (String pipes : new String[] {"/dev/pts/", "none", "/dev/pts/"}) {
                // a pseudo-terminal refuses 7E1 from the second opening on
                try (SerialConnection first = new SerialConnection(address, settings, new SerialPorts(), pipes)) {
                    first.open();
                }
                try (SerialConnection second = new SerialConnection(address, settings, new SerialPorts(), pipes)) {
                    second.open();
                    assertEquals(request.length, second.write(request, 0, request.length));
                    byte[] seen = device.input().readNBytes(request.length);
                    assertArrayEquals(pipes.equals("none") ? SevenBits.withParity(request, settings) : request, seen);
                }
            }
            // the bits of '1', '2' and STX as seen on the wire of a real meter, and of '0' and ETX
            assertArrayEquals(
                    new byte[] {(byte) 0xB1, (byte) 0xB2, (byte) 0x82, 0x30, 3},
                    SevenBits.withParity(Heard.bytes("12\0020\3"), settings));
            assertArrayEquals(
                    new byte[] {0x31, (byte) 0xB0},
                    SevenBits.withParity(Heard.bytes("10"), SerialSettings.parse("9600 7O1")));
            assertArrayEquals(
                    Heard.bytes("1"), SevenBits.withParity(Heard.bytes("1"), SerialSettings.parse("9600 8E1")));
        }
    }
}
