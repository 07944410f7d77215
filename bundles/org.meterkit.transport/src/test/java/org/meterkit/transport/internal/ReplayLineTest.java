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
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meterkit.transport.CaptureWriter;
import org.meterkit.transport.Lease;
import org.meterkit.transport.LineAddress;
import org.meterkit.transport.LineFault;
import org.meterkit.transport.LineListener;
import org.meterkit.transport.LineRequest;
import org.meterkit.transport.Moment;
import org.meterkit.transport.Priority;
import org.meterkit.transport.Registration;
import org.meterkit.transport.SerialSettings;
import org.meterkit.transport.testing.InMemoryLines;
import org.meterkit.transport.testing.LoopbackTransport;
import org.meterkit.transport.testing.ScriptedPeer;

/** Captures played back. */
class ReplayLineTest {

    private static final SerialSettings PLAIN = SerialSettings.parse("115200 8N1");

    private final Set<Thread> before = TransportThreads.all();
    private final LoopbackTransport transport = new LoopbackTransport();
    private final Heard heard = new Heard();

    @TempDir
    Path directory;

    @AfterEach
    void close() throws InterruptedException {
        transport.close();
        TransportThreads.awaitNoneBut(before);
    }

    private Lease replay(Path file, String query, LineListener listener) throws Exception {
        LineAddress address = LineAddress.parse("replay:" + file + query);
        return transport.lines().lease(new LineRequest(address, PLAIN, Duration.ZERO, "test"), listener);
    }

    @Test
    void whatWasCapturedIsHeardAgainAndThenTheLineEnds() throws Exception {
        Path file = directory.resolve("meter.mkcap");
        try (InMemoryLines lines = new InMemoryLines();
                CaptureWriter capture = new CaptureWriter(file, "/dev/ttyUSB0", PLAIN.toString())) {
            LineAddress address = LineAddress.parse("/dev/ttyUSB0");
            lines.service().tap(address, capture);
            ScriptedPeer peer = lines.peer("/dev/ttyUSB0").expect(Heard.bytes("?"), Heard.bytes("answer"));
            Heard original = new Heard();
            Lease lease =
                    lines.service().lease(new LineRequest(address, PLAIN, Duration.ZERO, "p1:meter:home"), original);
            original.opening();
            peer.send("/KFM5\r\n");
            original.bytes(7);
            lease.exchange(Priority.POLL, Duration.ofSeconds(20), wire -> {
                        wire.write(Heard.bytes("?"));
                        return wire.read(new byte[6], 0, 6, Duration.ofSeconds(20));
                    })
                    .get(20, SECONDS);
            peer.send("\0\u00ff!\r\n");
            original.bytes(5);
        }
        Lease lease = replay(file, "?speed=0", heard);
        heard.opening();
        assertEquals("/KFM5\r\nanswer\0\u00ff!\r\n", heard.text(18));
        assertEquals(
                "The capture " + file + " has ended.",
                heard.fault(LineFault.Kind.LOST).sentence());
        assertFalse(lease.isOpen());
        Heard late = new Heard();
        Lease second = replay(file, "?speed=0", late);
        late.fault(LineFault.Kind.LOST);
        lease.close();
        second.close();
        heard.nothing();
        Heard anew = new Heard();
        replay(file, "?speed=0", anew);
        anew.opening();
        assertEquals("/KFM5\r\n", anew.text(7));
    }

    @Test
    void theOriginalTimingIsKeptOrScaled() throws Exception {
        // the first piece is played at once, however late it came
        String text = "3600.0 < 41\n3600.4 < 42\n3601.2 < 43\n";
        Path file = Files.writeString(directory.resolve("meter.mkcap"), text);
        assertTrue(duration(file, "") >= 1_200_000_000L);
        assertTrue(duration(file, "?speed=4") >= 300_000_000L);
    }

    /** Nanoseconds between the first and the third byte. */
    private long duration(Path file, String query) throws Exception {
        BlockingQueue<Moment> moments = new LinkedBlockingQueue<>();
        replay(file, query, new LineListener() {
            @Override
            public void received(byte[] data, Moment at) {
                moments.add(at);
            }
        });
        Moment first = moments.poll(20, SECONDS);
        moments.poll(20, SECONDS);
        return moments.poll(20, SECONDS).since(first).toNanos();
    }

    @Test
    void withoutPausesYearsPassAtOnce() throws Exception {
        Path file = Files.writeString(directory.resolve("meter.mkcap"), "0 < 41\n99999999 < 42\n");
        replay(file, "?speed=0", heard);
        heard.opening();
        assertEquals("AB", heard.text(2));
    }

    @Test
    void closingDoesNotWaitForTheNextPiece() throws Exception {
        Path file = Files.writeString(directory.resolve("meter.mkcap"), "0 < 41\n999999 < 42\n");
        Lease lease = replay(file, "", heard);
        heard.opening();
        assertEquals("A", heard.text(1));
        lease.close();
        TransportThreads.awaitNoneBut(before);
    }

    @Test
    void aFileThatIsMissingIsPlayedOnceItIsThere() throws Exception {
        Path file = directory.resolve("meter.mkcap");
        replay(file, "", heard);
        assertEquals(
                "Capture file " + file + " does not exist.",
                heard.fault(LineFault.Kind.NO_SUCH_PORT).sentence());
        Path written = Files.writeString(directory.resolve("other"), "0 < 41\n");
        Files.move(written, file);
        heard.opening();
        assertEquals("A", heard.text(1));
    }

    @Test
    void aFileThatIsNoCaptureIsSaidSo() throws Exception {
        Path file = Files.writeString(directory.resolve("meter.mkcap"), "0 < 41\n1 < 4\n");
        replay(file, "?speed=0", heard);
        heard.opening();
        assertEquals("A", heard.text(1));
        assertEquals(
                "Capture file " + file + " cannot be played: Line 2: the bytes must be pairs of hexadecimal digits.",
                heard.fault(LineFault.Kind.FAILED).sentence());
    }

    @Test
    void whatIsWrittenToAReplayIsTaken() throws Exception {
        Path file = Files.writeString(directory.resolve("meter.mkcap"), "0 < 41\n999999 < 42\n");
        Lease lease = replay(file, "", heard);
        String done = lease.exchange(Priority.COMMAND, Duration.ofSeconds(20), wire -> {
                    wire.write(new byte[100]);
                    return "written";
                })
                .get(20, SECONDS);
        assertEquals("written", done);
    }

    @Test
    void aTapOfAReplaySeesIt() throws Exception {
        Path file = Files.writeString(directory.resolve("meter.mkcap"), "0 < 41\n");
        BlockingQueue<String> notes = new LinkedBlockingQueue<>();
        LineAddress address = LineAddress.parse("replay:" + file);
        try (Registration tap = transport.lines().tap(address, each -> notes.add(each.direction() + each.note()))) {
            replay(file, "", heard);
            assertEquals("EVENTopened", notes.poll(20, SECONDS));
            assertEquals("IN", notes.poll(20, SECONDS));
            assertEquals("EVENTThe capture " + file + " has ended.", notes.poll(20, SECONDS));
        }
    }
}
