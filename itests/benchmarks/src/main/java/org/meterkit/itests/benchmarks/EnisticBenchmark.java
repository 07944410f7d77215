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
import org.meterkit.binding.enistic.internal.protocol.EnisticDecoder;
import org.meterkit.binding.enistic.internal.protocol.EnisticEvent;
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
import org.openjdk.jmh.infra.Blackhole;

/** A datagram with one reading, decoded; {@code readBytes} only looks at each byte of it, the least that any decoder does. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class EnisticBenchmark {

    @Param({
        "0004A3BB5B04:Reading:0021ED0000041319:94031.992:1:1\r",
        "29/09/2026/10/11/12,D1,0021ED0000041319,0,94032,0,1\r"
    })
    private String reading;

    private byte[] datagram;

    @Setup
    public void encode() {
        datagram = reading.getBytes(StandardCharsets.US_ASCII);
    }

    @Benchmark
    public void decode(Blackhole hole) {
        EnisticDecoder.decode(datagram, (EnisticEvent event) -> hole.consume(event));
    }

    @Benchmark
    public int readBytes() {
        int sum = 0;
        for (byte octet : datagram) {
            sum = 31 * sum + octet;
        }
        return sum;
    }
}
