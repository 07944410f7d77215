/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.itests.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.meterkit.binding.p1.internal.protocol.Crc16;
import org.meterkit.binding.p1.internal.protocol.P1Decoder;
import org.meterkit.binding.p1.internal.protocol.P1Telegram;
import org.meterkit.itests.simulators.P1Simulator;
import org.meterkit.itests.simulators.P1Version;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A telegram decoded, including its CRC, against the time of the CRC alone over the same bytes. Run with {@code -prof gc} for what a
 * telegram allocates.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class P1Benchmark {

    /** What is decoded. */
    public enum Sample {
        /** Three phases and gas, 0.9 kB. */
        DSMR5,
        /** With capacity tariff and one month of it, 0.9 kB. */
        BELGIUM,
        /** With a history of 13 months and three further M-Bus devices and a message, 2.7 kB. */
        BELGIUM_LONG,
        /** DSMR 5 whose blank line behind the header got lost on the way, as some sources pass it on: the CRC is that of the original. */
        NO_BLANK_LINE
    }

    @Param
    private Sample sample;

    private final P1Decoder decoder = new P1Decoder();
    private byte[] telegram;
    private int end;

    @Setup
    public void compose() {
        byte[] sent = compose(sample);
        // the decoder is given what the assembler finds: up to the checksum, without the line end
        telegram = Arrays.copyOf(sent, sent.length - "\r\n".length());
        end = telegram.length;
        while (telegram[end - 1] != '!') {
            end--;
        }
        if (decoder.decode(telegram).checksum() != P1Telegram.Checksum.VALID) {
            throw new IllegalStateException("The telegram to be measured is not decoded.");
        }
    }

    private static byte[] compose(Sample sample) {
        P1Simulator.Builder builder = P1Simulator.builder();
        return switch (sample) {
            case DSMR5 -> builder.build().telegram();
            case BELGIUM -> builder.version(P1Version.BELGIUM).build().telegram();
            case BELGIUM_LONG -> belgiumLong(builder);
            case NO_BLANK_LINE -> withoutBlankLine(builder.build().telegram());
        };
    }

    private static byte[] belgiumLong(P1Simulator.Builder builder) {
        builder.version(P1Version.BELGIUM).pastMonths(13);
        for (int channel = 2; channel <= 4; channel++) {
            builder.object("0-" + channel + ":24.1.0(007)")
                    .object("0-" + channel + ":96.1.1(3853455430303030303431363031373138)")
                    .object("0-" + channel + ":24.4.0(1)")
                    .object("0-" + channel + ":24.2.1(200512134558S)(00112.384*m3)");
        }
        return builder.object("0-0:96.13.1(" + "4D".repeat(470) + ")").build().telegram();
    }

    private static byte[] withoutBlankLine(byte[] whole) {
        return new String(whole, StandardCharsets.ISO_8859_1)
                .replaceFirst("\r\n\r\n", "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    @Benchmark
    public P1Telegram decode() {
        return decoder.decode(telegram);
    }

    @Benchmark
    public int crcAlone() {
        return Crc16.of(telegram, 0, end);
    }
}
