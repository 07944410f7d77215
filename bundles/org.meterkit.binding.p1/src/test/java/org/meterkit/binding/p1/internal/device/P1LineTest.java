/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.p1.internal.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.meterkit.binding.p1.internal.protocol.P1Cipher;
import org.meterkit.binding.p1.internal.protocol.P1Telegram;
import org.meterkit.binding.p1.internal.protocol.Telegrams;
import org.meterkit.itests.simulators.P1Fault;
import org.meterkit.itests.simulators.P1Simulator;
import org.meterkit.metering.testing.ManualScheduler;
import org.meterkit.transport.LineAddress;
import org.meterkit.transport.LineFault;
import org.meterkit.transport.LineHeldException;
import org.meterkit.transport.LineListener;
import org.meterkit.transport.LineRequest;
import org.meterkit.transport.Moment;
import org.meterkit.transport.SerialSettings;
import org.meterkit.transport.testing.InMemoryLines;
import org.meterkit.transport.testing.ScriptedPeer;

/** A line whose port is in memory and whose time passes only when told. */
class P1LineTest {

    private static final String PORT = "/dev/ttyP1";
    private static final LineAddress ADDRESS = LineAddress.parse(PORT);
    private static final Duration WINDOW = Duration.ofSeconds(12);
    private static final byte[] NOISE = Telegrams.bytes("\u0013\u0088noise\u0001".repeat(8));

    private final InMemoryLines lines = new InMemoryLines();
    private final ScriptedPeer peer = lines.peer(PORT);
    private final ManualScheduler time = new ManualScheduler();
    private final P1Simulator meter = P1Simulator.builder().build();

    private final BlockingQueue<P1Telegram> telegrams = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> found = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> trouble = new LinkedBlockingQueue<>();
    private final BlockingQueue<Boolean> opened = new LinkedBlockingQueue<>();
    private P1Line line = line(P1Line.Setup.search(ADDRESS, null, "test"));

    private P1Line line(P1Line.Setup setup) {
        return new P1Line(lines.service(), time, time::now, setup, P1Cipher.withoutKey(), new P1Line.Listener() {
            @Override
            public void telegram(P1Telegram telegram, Moment at) {
                telegrams.add(telegram);
            }

            @Override
            public void opened() {
                opened.add(true);
            }

            @Override
            public void found(SerialSettings settings) {
                found.add(settings.toString());
            }

            @Override
            public void trouble(String sentence) {
                trouble.add(sentence);
            }
        });
    }

    @AfterEach
    void close() {
        line.close();
        line.close();
        lines.close();
        assertEquals(0, time.pending(), "timers are left");
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(20, TimeUnit.SECONDS);
        assertNotNull(next, "nothing came in 20 s");
        return next;
    }

    /** Sends bytes and waits until the line has read them. */
    private void send(byte[] bytes) throws InterruptedException {
        BlockingQueue<Boolean> read = new LinkedBlockingQueue<>();
        try (var tap = lines.service().tap(ADDRESS, record -> read.add(true))) {
            peer.send(bytes);
            next(read);
        }
        // the next write is read after the listener is done with this one
        try (var tap = lines.service().tap(ADDRESS, record -> read.add(true))) {
            peer.send(new byte[] {'\r'});
            next(read);
        }
    }

    @Test
    void readsAMeterAndTellsItsSettings() throws Exception {
        line.open();
        line.open();
        peer.send(meter.telegram());

        assertEquals("MKT5\\2SIM-D5", next(telegrams).identification());
        assertEquals("115200 8N1", next(found));
        peer.send(meter.telegram());
        next(telegrams);
        assertTrue(found.isEmpty(), "told once");
        assertEquals(2, line.counters().telegrams());
        assertEquals(1, peer.openings());
    }

    @Test
    void triesOtherSettingsUntilTelegramsComeAndStaysThere() throws Exception {
        line.open();
        for (String settings : new String[] {"115200 8N1", "9600 7E1"}) {
            next(opened);
            assertEquals(settings, peer.settings().toString());
            send(NOISE);
            time.advance(WINDOW);
        }
        next(opened);
        assertEquals("9600 8N1", peer.settings().toString());
        peer.send(meter.telegram());
        next(telegrams);
        assertEquals("9600 8N1", next(found));

        for (int damaged = 0; damaged < 10; damaged++) {
            send(P1Fault.flip(8 * 200 + 1).apply(meter.telegram()));
            time.advance(WINDOW);
        }
        assertEquals(3, peer.openings());
        String sentence = line.diagnosis(Duration.ofSeconds(60));
        assertTrue(sentence.contains("damaged") && sentence.contains("10 with a wrong checksum"), sentence);
    }

    @Test
    void beginsWithWhatWasFoundBefore() throws Exception {
        line = line(P1Line.Setup.search(ADDRESS, SerialSettings.parse("9600-7E1"), "test"));
        line.open();
        next(opened);

        assertEquals("9600 7E1", peer.settings().toString());
    }

    @Test
    void aParityBitNeedsNoReopening() throws Exception {
        line.open();
        byte[] sent = meter.telegram();
        for (int i = 0; i < sent.length; i++) {
            sent[i] |= (byte) ((Integer.bitCount(sent[i]) & 1) << 7);
        }
        peer.send(sent);

        next(telegrams);
        assertEquals("115200 7E1", next(found));
        assertEquals(1, peer.openings());
    }

    @Test
    void saysThatNoByteComes() throws Exception {
        line.open();
        next(opened);
        time.advance(WINDOW);
        time.advance(WINDOW);

        String sentence = next(trouble);
        assertTrue(sentence.startsWith("No byte has come from " + PORT), sentence);
        assertTrue(sentence.contains("cable") && sentence.contains("request line"), sentence);
        assertEquals(1, peer.openings(), "it is not the settings");
    }

    @Test
    void saysThatBytesAreNoTelegrams() throws Exception {
        line.open();
        for (int candidate = 0; candidate < 4; candidate++) {
            next(opened);
            send(NOISE);
            time.advance(WINDOW);
        }

        String sentence = next(trouble);
        assertTrue(sentence.startsWith("Bytes have come from " + PORT), sentence);
        assertTrue(sentence.contains("9600 7E1"), sentence);
    }

    @Test
    void tellsEncryptedTelegramsAndOtherProtocols() throws Exception {
        line = line(P1Line.Setup.fixed(ADDRESS, SerialSettings.parse("115200-8N1"), "test"));
        line.open();
        next(opened);
        send(NOISE);
        time.advance(WINDOW);
        String fixed = next(trouble);
        assertTrue(fixed.contains("with 115200 8N1"), fixed);

        for (int frame = 0; frame < 3; frame++) {
            send(Telegrams.bytes("\u007e\u00a0\u0084\u00ce\u00ff\u0003\u0013\u0012"));
        }
        assertTrue(line.diagnosis(WINDOW).contains("HDLC"), line.diagnosis(WINDOW));
        peer.send(Telegrams.bytes("\u00db\u0008SAGgp\u0007\u0000\u0001\u0082\u0002\u00ba\u0030"));
        send(NOISE);
        assertTrue(line.diagnosis(WINDOW).startsWith("Encrypted telegrams"), line.diagnosis(WINDOW));
    }

    @Test
    void aLostLineIsToldAndComesBack() throws Exception {
        line.open();
        peer.send(meter.telegram());
        next(telegrams);
        opened.clear();

        peer.refuse(LineFault.Kind.NO_SUCH_PORT);
        peer.hangUp();
        String lost = next(trouble);
        assertTrue(lost.contains(PORT), lost);
        assertEquals("Line " + PORT + " refuses: NO_SUCH_PORT.", next(trouble));
        assertEquals("Line " + PORT + " refuses: NO_SUCH_PORT.", line.diagnosis(WINDOW));

        peer.accept();
        next(opened);
        String silent = line.diagnosis(Duration.ofSeconds(60));
        assertTrue(silent.startsWith("No byte has come from " + PORT + " for 60 s"), silent);
        peer.send(meter.telegram());
        next(telegrams);
    }

    @Test
    void aLineHeldWithOtherSettingsIsRefusedAndTriedAgain() throws Exception {
        LineRequest other =
                new LineRequest(ADDRESS, SerialSettings.parse("9600-7E1"), Duration.ZERO, "enistic:controller:other");
        var held = lines.service().lease(other, new LineListener() {});
        String sentence = assertThrows(LineHeldException.class, line::open).getMessage();
        assertTrue(sentence.contains("enistic:controller:other"), sentence);

        held.close();
        line.open();
        peer.send(meter.telegram());
        next(telegrams);
    }

    @Test
    void aLineTakenBetweenTwoSettingsIsTriedAgain() throws Exception {
        line.open();
        next(opened);
        LineRequest same = new LineRequest(ADDRESS, SerialSettings.parse("115200-8N1"), Duration.ZERO, "another");
        var held = lines.service().lease(same, new LineListener() {});
        send(NOISE);
        time.advance(WINDOW);
        String sentence = next(trouble);
        assertTrue(sentence.contains("another"), sentence);
        assertEquals(sentence, line.diagnosis(WINDOW));

        held.close();
        time.advance(Duration.ofSeconds(31));
        next(opened);
        assertEquals("9600 7E1", peer.settings().toString());
        peer.send(meter.telegram());
        next(telegrams);
    }

    @Test
    void afterClosingNothingIsHeard() throws Exception {
        line.open();
        next(opened);
        line.close();
        peer.awaitClosed();

        assertEquals(0, lines.service().lines().size());
        line.open();
        assertEquals(0, lines.service().lines().size());
    }
}
