/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.p1.internal.thing;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.meterkit.binding.p1.internal.device.P1Line;
import org.meterkit.binding.p1.internal.protocol.P1Cipher;
import org.meterkit.binding.p1.internal.protocol.P1Telegram;
import org.meterkit.binding.p1.internal.protocol.Telegrams;
import org.meterkit.itests.simulators.P1Encryptor;
import org.meterkit.transport.LineAddress;
import org.meterkit.transport.LineHeldException;
import org.meterkit.transport.Moment;
import org.meterkit.transport.SerialSettings;

/**
 * Framing, parsing, decryption and the values of all channels, guided by what code the bytes reach. The build runs it for some
 * seconds each time.
 */
class ReceptionFuzz {

    private static final String KEY = "000102030405060708090a0b0c0d0e0f";
    private static final byte[] DATA = HexFormat.of().parseHex("3000112233445566778899AABBCCDDEEFF");

    private static final ScheduledExecutorService SCHEDULER = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "fuzz");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * The first byte tells what becomes of the others: sent as they are, as the body of a telegram with its checksum, or that
     * encrypted; and in how many pieces.
     */
    @FuzzTest(maxDuration = "4s")
    void whateverComesIsHarmless(byte[] input) throws LineHeldException {
        if (input.length < 2) {
            return;
        }
        byte[] sent = sent(input);
        DirectLine line = new DirectLine();
        P1Line.Setup setup =
                P1Line.Setup.fixed(LineAddress.parse("/dev/ttyP1"), SerialSettings.parse("115200-8N1"), "fuzz");
        P1Cipher cipher = P1Cipher.of(HexFormat.of().parseHex(KEY), DATA);
        try (P1Line listening = new P1Line(line, SCHEDULER, setup, cipher, new P1Line.Listener() {
            private boolean vouched;

            @Override
            public void telegram(P1Telegram telegram, Moment at) {
                CorpusTest.seen(telegram);
                boolean valid = telegram.checksum() == P1Telegram.Checksum.VALID;
                if (valid ? !HostileInputTest.verifies(telegram.raw()) : vouched && (input[0] & 0xFF) % 3 != 2) {
                    throw new AssertionError("believed: " + telegram.raw());
                }
                vouched |= valid;
            }

            @Override
            public void trouble(String sentence) {}
        })) {
            listening.open();
            int piece = 1 + (input[0] & 0xFF) / 3 * 8;
            for (int from = 0; from < sent.length; from += piece) {
                line.now = line.now.plus(Duration.ofMillis(1));
                line.send(Arrays.copyOfRange(sent, from, Math.min(sent.length, from + piece)));
            }
            listening.diagnosis(Duration.ofSeconds(60));
            listening.counters();
        }
    }

    private static byte[] sent(byte[] input) {
        String text = new String(input, 1, input.length - 1, StandardCharsets.ISO_8859_1);
        return switch ((input[0] & 0xFF) % 3) {
            case 0 -> Telegrams.bytes(text);
            case 1 -> Telegrams.bytes(Telegrams.signed("/TST5\r\n\r\n" + text + "\r\n!"));
            default ->
                P1Encryptor.with(KEY).encrypt(Telegrams.bytes(Telegrams.signed("/TST5\r\n\r\n" + text + "\r\n!")));
        };
    }
}
