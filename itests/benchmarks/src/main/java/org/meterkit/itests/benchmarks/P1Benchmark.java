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

    @Param({"DSMR5", "BELGIUM"})
    private P1Version version;

    private final P1Decoder decoder = new P1Decoder();
    private byte[] telegram;
    private int end;

    @Setup
    public void compose() {
        telegram = P1Simulator.builder().version(version).build().telegram();
        end = telegram.length;
        while (telegram[end - 1] != '!') {
            end--;
        }
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
