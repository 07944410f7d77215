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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.meterkit.binding.p1.internal.device.P1Counters;
import org.meterkit.binding.p1.internal.protocol.P1Decoder;
import org.meterkit.binding.p1.internal.protocol.P1Telegram;
import org.meterkit.binding.p1.internal.protocol.Telegrams;
import org.meterkit.itests.simulators.P1Encryptor;
import org.meterkit.itests.simulators.P1Simulator;
import org.meterkit.metering.ChannelTable;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.binding.ThingHandlerCallback;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole way from the bytes of a line to the states of channels. */
class ReceptionTest {

    private static final String KEY = "000102030405060708090a0b0c0d0e0f";
    private static final Object[] CONFIGURATION = {
        "port", "/dev/ttyP1", "serialSettings", "115200-8N1", "decryptionKey", KEY, "guardTimeout", 0
    };

    /** They count telegrams and the good ones, or tell when one came. */
    private static final Set<String> OF_RECEPTION = Set.of("telegrams", "corrupt-telegrams");

    private final Logger logger = LoggerFactory.getLogger(ReceptionTest.class);

    /** A stream of telegrams of one meter, some of them encrypted, that went wrong on its way. */
    record Stream(String telegram, byte[] sent, List<Integer> cuts) {

        List<byte[]> pieces() {
            List<byte[]> pieces = new ArrayList<>();
            int from = 0;
            for (int i = 0; from < sent.length; i++) {
                int to = Math.min(sent.length, from + cuts.get(i % cuts.size()));
                pieces.add(Arrays.copyOfRange(sent, from, to));
                from = to;
            }
            return pieces;
        }
    }

    @Provide
    Arbitrary<Stream> streams() {
        Arbitrary<String> telegrams = Arbitraries.of(
                HostileInputTest.BELGIAN,
                Telegrams.signed(Telegrams.crLf(Telegrams.E350)),
                new String(P1Simulator.builder().build().telegram(), StandardCharsets.ISO_8859_1));
        return Combinators.combine(
                        telegrams,
                        Arbitraries.of(true, false).list().ofMinSize(1).ofMaxSize(3),
                        HostileInputTest.damages(),
                        Arbitraries.integers()
                                .between(1, 3000)
                                .list()
                                .ofMinSize(1)
                                .ofMaxSize(5))
                .as((telegram, encrypted, damages, cuts) -> {
                    P1Encryptor encryption = P1Encryptor.with(KEY);
                    ByteArrayOutputStream all = new ByteArrayOutputStream();
                    encrypted.forEach(each -> all.writeBytes(
                            each ? encryption.encrypt(Telegrams.bytes(telegram)) : Telegrams.bytes(telegram)));
                    byte[] sent = all.toByteArray();
                    for (HostileInputTest.Damage damage : damages) {
                        sent = damage.applied(sent);
                    }
                    return new Stream(telegram, sent, cuts);
                });
    }

    /** What a channel may show: what the undamaged telegram says, and whatever in the stream has a right checksum. */
    private static void allow(
            Set<State> allowed, P1Telegram telegram, DirectLine line, ChannelTable.Field<P1Reading> of) {
        State state = of.value()
                .apply(new P1Reading(
                        telegram, line.now.instant(), ZoneId.of("Europe/Amsterdam"), new P1Counters(1, Map.of())));
        if (state != null) {
            allowed.add(state);
        }
    }

    private static List<P1Telegram> vouchedFor(Stream stream) {
        List<P1Telegram> telegrams = new ArrayList<>();
        telegrams.add(Telegrams.decode(stream.telegram()));
        byte[] sent = stream.sent();
        for (int from = 0; from < sent.length; from++) {
            for (int mark = from; sent[from] == '/' && mark < sent.length; mark++) {
                for (int digits = 1; sent[mark] == '!' && digits <= 4 && mark + digits < sent.length; digits++) {
                    P1Telegram telegram = new P1Decoder().decode(Arrays.copyOfRange(sent, from, mark + 1 + digits));
                    if (telegram.checksum() == P1Telegram.Checksum.VALID && HostileInputTest.verifies(telegram.raw())) {
                        telegrams.add(telegram);
                    }
                }
            }
        }
        return telegrams;
    }

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void aDamagedTelegramChangesNoChannel(@ForAll("streams") Stream stream) {
        DirectLine line = new DirectLine();
        try (P1Bench p1 = new P1Bench(line)) {
            Bridge meter = p1.start(CONFIGURATION);
            line.send(Telegrams.bytes(stream.telegram()));
            assertEquals(ThingStatus.ONLINE, p1.bench.thing(meter).getStatus());
            for (byte[] piece : stream.pieces()) {
                line.now = line.now.plus(Duration.ofMillis(10));
                line.send(piece);
            }
            List<P1Telegram> vouchedFor = vouchedFor(stream);
            for (ChannelTable.Field<P1Reading> field : P1Channels.TABLE.fields()) {
                if (!OF_RECEPTION.contains(field.channel())) {
                    Set<State> allowed = new HashSet<>(Set.of(UnDefType.UNDEF));
                    vouchedFor.forEach(telegram -> allow(allowed, telegram, line, field));
                    Set<State> shown = new HashSet<>(p1.bench.states(meter, field.channel()));
                    shown.removeAll(allowed);
                    assertEquals(Set.of(), shown, () -> field.channel() + " of " + stream);
                }
            }
            // whatever came, the next telegrams are read: one may be taken along by what is before it
            line.now = line.now.plus(Duration.ofSeconds(10));
            int before = p1.bench.states(meter, "telegrams").size();
            line.send(Telegrams.bytes(stream.telegram()));
            assertEquals(before + 1, p1.bench.states(meter, "telegrams").size());
        }
    }

    /** Half-open connections tell nothing: silence is all that shows them. A meter whose port is closed is silent, too. */
    @Example
    void aSilentConnectionIsGivenUpButNotASilentCable() {
        Map<String, Duration> limits = Map.of(
                "tcp://127.0.0.1:23", Duration.ofSeconds(30),
                "rfc2217://127.0.0.1:23", Duration.ofSeconds(30),
                "/dev/ttyP1", Duration.ZERO);
        limits.forEach((port, limit) -> {
            DirectLine line = new DirectLine();
            try (P1Bench p1 = new P1Bench(line)) {
                p1.start("port", port);
                assertEquals(limit, line.request.idleLimit(), port);
            }
        });
    }

    // ---- for years ------------------------------------------------------------------------------------------------

    /** Give more in {@code meterkit.soak} for figures. */
    private static final int SOAK = Integer.getInteger("meterkit.soak", 20_000);

    private static final int WARM = 5_000;
    private static final long GROWTH = 2L * 1024 * 1024;

    /** A tenth of one per cent of a core at a telegram a second; a busy machine takes more than a quiet one. */
    private static final long MOST_NANOS = 1_000_000;

    @Example
    void manyTelegramsLeaveNothingBehindAndTakeHardlyAnyTime() {
        DirectLine line = new DirectLine();
        try (P1Bench p1 = new P1Bench(line)) {
            p1.start(CONFIGURATION);
            AtomicLong states = new AtomicLong();
            p1.handler().setCallback(counting(states));
            long warm = 0;
            long time = 0;
            for (int i = 0; i < SOAK; i++) {
                if (i == WARM) {
                    warm = heapInUse();
                    time = 0;
                }
                byte[] sent = telegram(i);
                if (i % 7 == 6) {
                    sent[20 + i % 500] ^= 1;
                }
                line.now = line.now.plus(Duration.ofSeconds(1));
                long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                line.send(sent);
                time += ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
            }
            long grown = heapInUse() - warm;
            long each = time / (SOAK - WARM);

            logger.info("{} ns for a telegram, {} bytes more in use, {} states", each, grown, states);
            P1Counters counters = p1.handler().lastReading().counters();
            assertEquals(SOAK, counters.telegrams() + counters.allCorrupt());
            assertTrue(states.get() > 2L * SOAK, states + " states");
            assertTrue(grown < GROWTH, grown + " bytes more in use after " + SOAK + " telegrams");
            assertTrue(each < MOST_NANOS, each + " ns for a telegram");
        }
    }

    private static byte[] telegram(int second) {
        return Telegrams.bytes(Telegrams.signed(HostileInputTest.BELGIAN
                .replace("(00.100*kW)", String.format("(%06.3f*kW)", second % 1000 / 1000.0))
                .replace("(000000.034*kWh)", String.format("(%010.3f*kWh)", second / 10_000.0))));
    }

    /** Takes the place of openHAB, and keeps nothing. */
    private static ThingHandlerCallback counting(AtomicLong states) {
        return (ThingHandlerCallback) Proxy.newProxyInstance(
                ThingHandlerCallback.class.getClassLoader(),
                new Class<?>[] {ThingHandlerCallback.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("stateUpdated")) {
                        states.incrementAndGet();
                    }
                    return method.getReturnType() == boolean.class ? Boolean.TRUE : null;
                });
    }

    private static long heapInUse() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
