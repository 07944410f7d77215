/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.ekm.internal.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.meterkit.binding.ekm.internal.protocol.Answers;
import org.meterkit.binding.ekm.internal.protocol.EkmFrames;
import org.meterkit.binding.ekm.internal.protocol.EkmSetting;
import org.meterkit.binding.ekm.internal.protocol.EkmTable;
import org.meterkit.binding.ekm.internal.protocol.OmnimeterRequest;
import org.meterkit.transport.LineAddress;
import org.meterkit.transport.testing.InMemoryLines;
import org.meterkit.transport.testing.ScriptedPeer;

/** Settings, byte by byte: password, one write, end, read back. */
class SettingsTest {

    private static final String LINE = "/dev/ttyUSB0";
    private static final String METER = "000300001285";
    private static final String PASSWORD = "13572468";
    private static final byte[] A = OmnimeterRequest.V4A.to(METER);
    private static final byte[] B = OmnimeterRequest.V4B.to(METER);
    private static final byte[] YES = {EkmFrames.ACKNOWLEDGED};

    private final InMemoryLines lines = new InMemoryLines();
    private final ScriptedPeer peer = lines.peer(LINE);
    private final BusBench.Heard heard = new BusBench.Heard();
    private BusBench bench;

    @BeforeEach
    void open() throws Exception {
        // the first poll; the next one is in an hour
        peer.expect(A, Answers.v4a(METER)).expect(B, Answers.v4b(METER)).expect(EkmFrames.end());
        bench = new BusBench(lines.service(), LINE, Duration.ofHours(1), Duration.ofMillis(300), 0);
        bench.bus.add(METER, OmnimeterRequest.V4A, heard);
        heard.reading();
        bench.cycle();
        peer.verify();
    }

    @AfterEach
    void close() {
        bench.close();
        lines.close();
    }

    private String set(EkmSetting setting) throws Exception {
        return BusBench.sentence(bench.bus.set(METER, PASSWORD, setting));
    }

    private void expectWrite(byte[] write, byte[]... answer) {
        peer.expect(A, Answers.v4a(METER))
                .expect(EkmFrames.password(PASSWORD), YES)
                .expect(write, answer)
                .expect(EkmFrames.end());
    }

    private void expectReadBack(byte[] a, byte[] b) {
        peer.expect(A, a).expect(B, b);
    }

    @Test
    void aSettingIsWrittenOnceAndReadBack() throws Exception {
        EkmSetting setting = EkmSetting.ctRatio(200);
        expectWrite(setting.frame(), YES);
        expectReadBack(Answers.v4a(METER), Answers.v4b(METER, 168, "0200"));
        peer.expect(EkmFrames.end());
        assertEquals("CT ratio: 200 A.", set(setting));
        peer.verify();
        assertEquals(
                200,
                BusBench.next(heard.readings())
                        .number(org.meterkit.binding.ekm.internal.protocol.OmnimeterField.CT_RATIO)
                        .intValue());
    }

    @Test
    void aRelayIsConfirmedByWhatTheMeterSays() throws Exception {
        EkmSetting on = EkmSetting.relay(2, true, 10);
        // with echoes
        byte[] password = EkmFrames.password(PASSWORD);
        peer.expect(A, A, Answers.v4a(METER))
                .expect(password, password, YES)
                .expect(on.frame(), on.frame(), YES)
                .expect(EkmFrames.end(), EkmFrames.end());
        expectReadBack(Answers.v4a(METER, 229, "2"), Answers.v4b(METER));
        peer.expect(EkmFrames.end());
        assertEquals("Relay 2: on.", set(on));
        expectWrite(on.frame(), YES);
        expectReadBack(Answers.v4a(METER, 229, "1"), Answers.v4b(METER));
        peer.expect(EkmFrames.end());
        assertEquals("Refused: The meter confirmed the setting but does not hold it. Relay 2: off.", set(on));
        peer.verify();
    }

    @Test
    void everySettingHasItsReadBack() throws Exception {
        LocalDateTime now = LocalDateTime.of(2026, 11, 21, 6, 1, 2);
        check(EkmSetting.clock(() -> now), "Clock: 2026-11-21 06:01:02.", Answers.v4b(METER));
        check(EkmSetting.resetMaximumDemand(), "Maximum demand: 0.1 W.", Answers.v4b(METER, 147, "00000001"));
        check(EkmSetting.demandPeriod(60), "Demand period: 60 minutes.", Answers.v4b(METER, 155, "4"));
        check(EkmSetting.demandAutoReset(3), "Automatic demand reset: 3.", Answers.v4b(METER, 172, "3"));
        check(EkmSetting.resetResettableEnergy(), "Resettable energy: 0.00 kWh.", Answers.v4b(METER));
        check(EkmSetting.pulseRatio(3, 10), "Ratio of pulse input 3: 10.", Answers.v4b(METER, 164, "0010"));
        check(EkmSetting.pulseOutputRatio(800, 200), "Pulse output ratio: 800 1/kWh.", Answers.v4b(METER, 173, "0800"));
        assertEquals(
                "Refused: The meter confirmed the setting but does not hold it. Clock: 2026-11-21 06:01:02.",
                answered(EkmSetting.clock(() -> now.plusMinutes(2)), Answers.v4b(METER)));
    }

    private void check(EkmSetting setting, String sentence, byte[] b) throws Exception {
        assertEquals(sentence, answered(setting, b));
    }

    private String answered(EkmSetting setting, byte[] b) throws Exception {
        expectWrite(setting.frame(), YES);
        expectReadBack(Answers.v4a(METER), b);
        peer.expect(EkmFrames.end());
        String sentence = set(setting);
        peer.verify();
        return sentence;
    }

    @Test
    void calendarsAreReadBackFromTheirTable() throws Exception {
        EkmSetting schedule = EkmSetting.schedule(6, "07:00=1,22:00=2");
        expectWrite(schedule.frame(), YES);
        expectReadBack(Answers.v4a(METER), Answers.v4b(METER));
        peer.expect(A, Answers.v4a(METER))
                .expect(EkmTable.request("71", true), Answers.table("71", "0".repeat(48) + "070001220002"))
                .expect(EkmFrames.end());
        assertEquals("Schedule 6: 07:00=1,22:00=2.", set(schedule));
        EkmSetting holidays = EkmSetting.holidays("");
        expectWrite(holidays.frame(), YES);
        expectReadBack(Answers.v4a(METER), Answers.v4b(METER));
        peer.expect(A, Answers.v4a(METER))
                .expect(EkmTable.request("B0", true), Answers.table("B0", "0101"))
                .expect(EkmFrames.end());
        assertEquals("Refused: The meter confirmed the setting but does not hold it. Holidays: 01-01.", set(holidays));
        peer.verify();
    }

    @Test
    void aNewPasswordIsProvenByUsingIt() throws Exception {
        EkmSetting setting = EkmSetting.password("87654321");
        for (byte[] answer : List.of(YES, new byte[0])) {
            expectWrite(setting.frame(), YES);
            expectReadBack(Answers.v4a(METER), Answers.v4b(METER));
            peer.expect(A, Answers.v4a(METER))
                    .expect(EkmFrames.password("87654321"), answer)
                    .expect(EkmFrames.end());
        }
        assertEquals("Password: changed.", set(setting));
        assertEquals("Refused: The meter confirmed the setting but does not hold it.", set(setting));
        peer.verify();
    }

    @Test
    void afterARefusedPasswordNothingIsWritten() throws Exception {
        for (byte[] answer : List.of(new byte[0], new byte[] {0x15}, new byte[] {'x', 6})) {
            peer.expect(A, Answers.v4a(METER))
                    .expect(EkmFrames.password(PASSWORD), answer)
                    .expect(EkmFrames.end());
        }
        for (int i = 0; i < 3; i++) {
            assertEquals(
                    "Refused: The meter did not accept the password; nothing was set.", set(EkmSetting.ctRatio(100)));
        }
        peer.verify();
    }

    @Test
    void aMeterThatFallsSilentIsLetGoAndPollsGoOn() throws Exception {
        EkmSetting setting = EkmSetting.relay(1, true, 0);
        expectWrite(setting.frame());
        // silent at the read-back too
        peer.expect(A).expect(EkmFrames.end());
        CompletableFuture<String> first = bench.bus.set(METER, PASSWORD, setting);
        // the next conversation has its turn without waiting for the meter
        peer.expect(A, Answers.v4a(METER))
                .expect(EkmTable.request("11", true), Answers.table("11", ""))
                .expect(EkmTable.request("12", true), Answers.table("12", ""))
                .expect(EkmFrames.end());
        CompletableFuture<?> second = bench.bus.readMonths(METER);
        assertEquals("Refused: Meter " + METER + " does not answer.", BusBench.sentence(first));
        assertFalse(BusBench.sentence(second).startsWith("Refused"));
        peer.verify();
    }

    @Test
    void aConfirmationThatWasLostIsToldWithWhatTheMeterHolds() throws Exception {
        EkmSetting setting = EkmSetting.relay(1, true, 0);
        expectWrite(setting.frame());
        expectReadBack(Answers.v4a(METER, 229, "3"), Answers.v4b(METER));
        peer.expect(EkmFrames.end());
        assertEquals("Refused: The meter did not confirm the setting. Relay 1: on.", set(setting));
        peer.verify();
    }

    @Test
    void aLineLostInTheMiddleEndsTheSettingAtOnce() throws Exception {
        peer.expect(A, Answers.v4a(METER)).expect(EkmFrames.password(PASSWORD));
        CompletableFuture<String> result = bench.bus.set(METER, PASSWORD, EkmSetting.ctRatio(100));
        peer.verify();
        peer.hangUp();
        String sentence = BusBench.sentence(result);
        assertTrue(sentence.startsWith("Refused: ") && sentence.contains("lost"), sentence);
        assertFalse(sentence.contains(PASSWORD));
    }

    @Test
    void whatCannotBeSetInAnOldMeterIsSaidBeforeAnythingIsWritten() throws Exception {
        String old = "000000010015";
        byte[] request = OmnimeterRequest.V3.to(old);
        peer.expect(request, Answers.v3(old)).expect(EkmFrames.end());
        bench.add(old).reading();
        bench.cycle();
        peer.expect(request, Answers.v3(old)).expect(EkmFrames.end());
        assertEquals(
                "Refused: A v.3 meter has no relay 1 that can be set.",
                BusBench.sentence(bench.bus.set(old, PASSWORD, EkmSetting.relay(1, true, 0))));
        assertEquals(
                "Refused: Expected a password of eight digits.",
                BusBench.sentence(bench.bus.set(old, "123", EkmSetting.ctRatio(100))));
        peer.verify();
    }

    @Test
    void noPasswordIsSeenByThoseWhoReadAlong() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        var tap = lines.service()
                .tap(
                        LineAddress.parse(LINE),
                        each -> seen.add(HexFormat.of().formatHex(each.data()) + " " + each.note()));
        EkmSetting setting = EkmSetting.password("87654321");
        byte[] password = EkmFrames.password(PASSWORD);
        peer.expect(A, Answers.v4a(METER))
                .expect(password, password, YES)
                .expect(setting.frame(), setting.frame(), YES)
                .expect(EkmFrames.end());
        expectReadBack(Answers.v4a(METER), Answers.v4b(METER));
        byte[] proof = EkmFrames.password("87654321");
        peer.expect(A, Answers.v4a(METER)).expect(proof, proof, YES).expect(EkmFrames.end());
        assertEquals("Password: changed.", set(setting));
        tap.close();
        String all = String.join("\n", seen);
        assertTrue(all.contains(HexFormat.of().formatHex(A)));
        for (String secret : List.of(PASSWORD, "87654321")) {
            assertFalse(all.contains(HexFormat.of().formatHex(secret.getBytes(StandardCharsets.US_ASCII))));
        }
        assertEquals("password", setting.toString());
    }
}
