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

import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.meterkit.binding.nes.internal.protocol.C1218Frame;
import org.meterkit.binding.nes.internal.protocol.C1218Framer;
import org.meterkit.binding.nes.internal.protocol.NesLayout;
import org.meterkit.binding.nes.internal.protocol.NesReading;
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

/** What a poll of a NES meter brings: 60 bytes of present values and 8 bytes of registers, as tables alone and with their packets. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class NesDecodeBenchmark {

    /** Packets of the usual size. */
    private static final int PACKET = 64;

    private final NesLayout layout =
            new NesLayout(new byte[1], new byte[] {0, 0, 0, 11, 0, 0, 0, 4, 0, 15}, null, null, "3.10.21");
    private final C1218Framer framer = new C1218Framer();
    private byte[] present;
    private byte[] registers;
    private byte[] stream;

    @Setup
    public void encode() {
        HexFormat hex = HexFormat.of();
        present = hex.parseHex("960a0000000000000000000039020000f80c0000dc0c00009019000027700300ef6f030076700300"
                + "d403000041c30000d10a0000d5030000d6030000");
        byte[] energies = hex.parseHex("744005009f1d0000");
        registers = Arrays.copyOf(energies, layout.registersLength());
        stream = new byte[0];
        for (byte[] table : new byte[][] {present, energies}) {
            byte[] answer = new byte[table.length + 4];
            answer[2] = (byte) table.length;
            System.arraycopy(table, 0, answer, 3, table.length);
            for (byte each : table) {
                answer[answer.length - 1] -= each;
            }
            for (C1218Frame frame : C1218Frame.split(answer, PACKET, false)) {
                byte[] packet = frame.encode();
                int length = stream.length;
                stream = Arrays.copyOf(stream, length + packet.length);
                System.arraycopy(packet, 0, stream, length, packet.length);
            }
        }
    }

    @Benchmark
    public NesReading tables() {
        return layout.decode(present, registers, false, null);
    }

    @Benchmark
    public NesReading packetsAndTables(Blackhole hole) {
        framer.add(stream, stream.length);
        byte[] packet = framer.next(false);
        while (packet != null) {
            hole.consume(C1218Frame.decode(packet));
            packet = framer.next(false);
        }
        return layout.decode(present, registers, false, null);
    }
}
