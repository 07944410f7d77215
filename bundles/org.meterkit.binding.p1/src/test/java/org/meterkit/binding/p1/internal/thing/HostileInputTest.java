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

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.meterkit.binding.p1.internal.protocol.P1Decoder;
import org.meterkit.binding.p1.internal.protocol.P1Telegram;
import org.meterkit.binding.p1.internal.protocol.P1Telegram.Checksum;
import org.meterkit.binding.p1.internal.protocol.Telegrams;

/** Bytes that no meter would send: nothing escapes, hangs, grows or is believed. */
class HostileInputTest {

    static final String BELGIAN = Telegrams.composed(
            "0-0:96.1.4(50221)",
            "0-0:96.1.1(3153414733313031303231363035)",
            "0-0:1.0.0(260212130500W)",
            "1-0:1.8.1(000000.034*kWh)",
            "1-0:1.4.0(02.351*kW)",
            "1-0:1.6.0(260209134558W)(02.589*kW)",
            "0-0:98.1.0(2)(1-0:1.6.0)(1-0:1.6.0)(260201000000W)(260123192538W)(03.695*kW)(260101000000W)(251205122139W)(05.980*kW)",
            "1-0:1.7.0(00.100*kW)",
            "1-0:99.97.0(1)(0-0:96.7.19)(101208152415W)(0000000240*s)",
            "1-1:31.4.0(65.0*A,-65.0*A)",
            "0-0:96.13.0(4D6F69)",
            "0-1:24.1.0(003)",
            "0-1:96.1.1(37464C4F32313139303333373333)",
            "0-1:24.2.3(260212130000W)(00112.384*m3)",
            "7-0:23.1.0(090212160000)(1*m3)(2*m3)");

    private static final List<String> TELEGRAMS =
            List.of(BELGIAN, Telegrams.crLf(Telegrams.DSMR2), Telegrams.crLf(Telegrams.E350));

    /** One thing that goes wrong at a place of the stream. */
    record Damage(int place, int kind, byte[] bytes) {

        byte[] applied(byte[] to) {
            int at = to.length == 0 ? 0 : place % to.length;
            int until = kind == 0 ? at : Math.min(to.length, at + Math.max(1, bytes.length));
            ByteArrayOutputStream damaged = new ByteArrayOutputStream();
            damaged.write(to, 0, at);
            if (kind != 1) {
                damaged.writeBytes(bytes);
            }
            if (kind == 3) {
                // what came before comes again
                damaged.write(to, 0, at);
            }
            damaged.write(to, until, to.length - until);
            return damaged.toByteArray();
        }
    }

    // ---- generators -----------------------------------------------------------------------------------------------

    static Arbitrary<List<Damage>> damages() {
        Arbitrary<byte[]> bytes = Arbitraries.oneOf(
                Arbitraries.bytes().array(byte[].class).ofMaxSize(6),
                Arbitraries.of(
                                "(",
                                ")",
                                "/",
                                "!",
                                "\r\n",
                                "\n",
                                "*",
                                ".",
                                "-",
                                ":",
                                "9",
                                "!0000",
                                "/X\r\n\r\n",
                                "0-1:24.2.1(")
                        .map(Telegrams::bytes));
        return Combinators.combine(
                        Arbitraries.integers().between(0, 4000),
                        Arbitraries.integers().between(0, 3),
                        bytes)
                .as(Damage::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(8);
    }

    @Provide
    Arbitrary<byte[]> damagedStreams() {
        return Combinators.combine(Arbitraries.of(TELEGRAMS).list().ofMinSize(1).ofMaxSize(3), damages())
                .as((telegrams, damages) -> {
                    byte[] stream = Telegrams.bytes(String.join("", telegrams));
                    for (Damage each : damages) {
                        stream = each.applied(stream);
                    }
                    return stream;
                });
    }

    @Provide
    Arbitrary<byte[]> anyLines() {
        return Arbitraries.strings()
                .withChars("0123456789-:.*()!/\r\nSWkhmAFV&, ")
                .ofMaxLength(600)
                .map(text -> Telegrams.bytes("/A\r\n\r\n" + text + "\r\n!\r\n"));
    }

    // ---- properties -----------------------------------------------------------------------------------------------

    @Property(tries = 3000)
    void damagedTelegramsAreHarmlessAndNotBelieved(@ForAll("damagedStreams") byte[] stream) {
        for (P1Telegram telegram : Telegrams.find(stream).telegrams) {
            CorpusTest.seen(telegram);
            telegram.objects().forEach(telegram::values);
            if (telegram.checksum() == Checksum.VALID) {
                assertTrue(verifies(telegram.raw()), telegram.raw());
            }
        }
    }

    @Property(tries = 2000)
    void anyLinesAreHarmless(@ForAll("anyLines") byte[] stream) {
        Telegrams.find(stream).telegrams.forEach(CorpusTest::seen);
        CorpusTest.seen(new P1Decoder().decode(stream));
    }

    @Property(tries = 1000)
    void anyBytesAreHarmless(@ForAll byte[] stream) {
        Telegrams.find(stream).telegrams.forEach(CorpusTest::seen);
        CorpusTest.seen(new P1Decoder().decode(stream.length == 0 ? new byte[] {'/'} : stream));
    }

    /** Whether the stated checksum is that of the text, as it is or with the line ends and the empty line it lost on the way. */
    static boolean verifies(String raw) {
        int mark = raw.lastIndexOf('!');
        int stated = Integer.parseInt(raw.substring(mark + 1).strip(), 16);
        String covered = raw.substring(0, mark + 1);
        String lines = covered.contains("\r") && covered.contains("\n")
                ? covered
                : covered.replace("\r", "\n").replace("\n", "\r\n");
        String emptyLine = lines.replaceFirst("[\r\n]", "\r\n$0");
        return List.of(covered, lines, emptyLine).stream()
                .anyMatch(text -> bitByBit(text.getBytes(StandardCharsets.ISO_8859_1)) == stated);
    }

    /** CRC-16/ARC once more, in the slow way. */
    private static int bitByBit(byte[] bytes) {
        int crc = 0;
        for (byte octet : bytes) {
            crc ^= octet & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >> 1 : crc >> 1 ^ 0xA001;
            }
        }
        return crc;
    }

    // ---- time and memory ------------------------------------------------------------------------------------------

    private static final int SMALL = 128 * 1024;
    private static final int LARGE = 1024 * 1024;

    /** Eight times the bytes may take eight times as long; three times that is room for a busy machine, not for a square. */
    private static final int MOST = 3 * LARGE / SMALL;

    @Example
    void timeGrowsWithTheBytesAndNotFaster() {
        for (String piece : List.of(
                "(",
                ")",
                "1-0:1.8.0(",
                "1-0:1.8.0(1)\r\n",
                "1-0:1.8.0(\r\nA\r\n",
                "1-0:1.8.0((((\r\n",
                "(1)",
                "(1)\r\n",
                "(\r\n",
                "A\r\n",
                "1",
                "/",
                "/\r\n",
                "!",
                "!\r\n",
                "!0",
                "\r\n",
                "0-0:98.1.0(1)(1-0:1.6.0)(1-0:1.6.0)(260201000000W)(260123192538W)(03.695*kW)",
                "\0")) {
            assertTimeoutPreemptively(Duration.ofMinutes(2), () -> {
                byte[] small = hostile(piece, SMALL);
                byte[] large = hostile(piece, LARGE);
                long shortTime = Math.max(fastest(small), 1_000_000);
                long longTime = fastest(large);
                assertTrue(
                        longTime <= MOST * shortTime,
                        "'" + piece.strip() + "': " + shortTime + " ns for " + SMALL + ", " + longTime + " ns for "
                                + LARGE);
            });
        }
    }

    private static byte[] hostile(String piece, int length) {
        return Telegrams.bytes(
                ("/A\r\n\r\n1-0:1.8.0(" + piece.repeat(length / piece.length() + 1)).substring(0, length));
    }

    /** Processor time of the fastest of a few runs through the assembler and, in one piece, through the decoder. */
    private static long fastest(byte[] bytes) {
        long best = Long.MAX_VALUE;
        for (int run = 0; run < 5; run++) {
            long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            Telegrams.find(bytes);
            new P1Decoder().decode(bytes.clone());
            best = Math.min(best, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before);
        }
        return best;
    }
}
