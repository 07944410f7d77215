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
import java.util.concurrent.TimeUnit;
import org.meterkit.binding.ekm.internal.protocol.BadAnswerException;
import org.meterkit.binding.ekm.internal.protocol.OmnimeterField;
import org.meterkit.binding.ekm.internal.protocol.OmnimeterReading;
import org.meterkit.binding.ekm.internal.protocol.OmnimeterRequest;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** An answer of an Omnimeter v.4: checked alone, and with all of its numbers read. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class EkmDecodeBenchmark {

    private static final String ADDRESS = "000300001285";
    private static final String END = "!\r\n\3";

    private byte[] answer;

    @Setup
    public void encode() {
        String text = "\2\20\44\31" + ADDRESS + "00035670".repeat(11) + "1211".repeat(3) + "00060".repeat(3)
                + "0000600".repeat(4) + "L099".repeat(3) + "0000080".repeat(4) + "6005" + "00016422".repeat(3) + "0132"
                + "00" + "26112107060102" + "00" + END;
        byte[] signed = (text + "  ").getBytes(StandardCharsets.US_ASCII);
        int crc = 0xFFFF;
        for (int i = 1; i < text.length(); i++) {
            crc ^= signed[i];
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >> 1 : crc >> 1 ^ 0xA001;
            }
        }
        signed[text.length()] = (byte) (crc & 0x7F);
        signed[text.length() + 1] = (byte) (crc >> 8 & 0x7F);
        answer = signed;
    }

    @Benchmark
    public OmnimeterReading check() throws BadAnswerException {
        return OmnimeterReading.decode(answer, ADDRESS, OmnimeterRequest.V4A);
    }

    @Benchmark
    public void decode(Blackhole hole) throws BadAnswerException {
        OmnimeterReading reading = OmnimeterReading.decode(answer, ADDRESS, OmnimeterRequest.V4A);
        for (OmnimeterField field : OmnimeterField.values()) {
            for (int i = 1; i <= field.count(); i++) {
                hole.consume(reading.number(field, i));
            }
        }
        hole.consume(reading.meterTime());
    }
}
