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
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.meterkit.binding.p1.internal.protocol.MbusDevice.Kind;
import org.meterkit.binding.p1.internal.protocol.Telegrams;
import org.meterkit.transport.LineFault;
import org.meterkit.transport.testing.InMemoryLines;
import org.meterkit.transport.testing.ScriptedPeer;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.types.UnDefType;

/** Meters behind a P1 meter. */
class P1MbusHandlerTest {

    private static final String PORT = "/dev/ttyP1";

    private final InMemoryLines lines = new InMemoryLines();
    private final ScriptedPeer peer = lines.peer(PORT);
    private final P1Bench p1 = new P1Bench(lines.service());
    private Bridge meter;
    private int count;

    @BeforeEach
    void startMeter() {
        meter = p1.start("port", PORT);
    }

    @AfterEach
    void close() {
        p1.close();
        lines.close();
    }

    /** Sends a telegram with these lines and waits until the meter has it. */
    private void send(String... objects) {
        count++;
        List<String> all = new ArrayList<>(Arrays.asList(objects));
        all.add("0-0:96.7.21(" + count + ")");
        peer.send(Telegrams.composed(all.toArray(String[]::new)));
        p1.bench.awaitState(meter, "power-failures", new DecimalType(count));
    }

    private static String[] gas(int channel, String id, String time, String volume) {
        return new String[] {
            "0-" + channel + ":24.1.0(003)",
            "0-" + channel + ":96.1.0(" + id + ")",
            "0-" + channel + ":24.2.1(" + time + ")(" + volume + "*m3)"
        };
    }

    private static String[] both(String[] one, String[] other) {
        List<String> all = new ArrayList<>(Arrays.asList(one));
        all.addAll(Arrays.asList(other));
        return all.toArray(String[]::new);
    }

    @Test
    void showsAReadingOnceWithItsOwnTime() {
        Thing gas = p1.startChild(Kind.GAS, "equipmentId", "g1");
        send(gas(1, "4731", "250701120000S", "00100.000"));

        p1.awaitOnline(gas);
        p1.awaitQuantity(gas, "volume", "100 m³");
        p1.bench.awaitState(gas, "meter-time", new DateTimeType(Instant.parse("2025-07-01T10:00:00Z")));
        p1.bench.awaitState(gas, "flow", UnDefType.UNDEF);
        assertFalse(p1.bench.channels(gas).contains("valve-position"));
        int readings = p1.bench.states(gas, "last-reading").size();
        send(gas(1, "4731", "250701120000S", "00100.000"));
        send(gas(1, "4731", "250701120000S", "00100.000"));
        assertEquals(readings, p1.bench.states(gas, "last-reading").size(), "a repetition is no reading");

        send(gas(1, "4731", "250701123000S", "00100.250"));
        p1.awaitQuantity(gas, "volume", "100.25 m³");
        p1.awaitQuantity(gas, "flow", "0.5 m³/h");
        send(gas(1, "4731", "250701124000S", "00100.250"));
        p1.awaitQuantity(gas, "flow", "0 m³/h");
    }

    @Test
    void aReadingOfZeroForOneTelegramIsNotBelieved() {
        Thing gas = p1.startChild(Kind.GAS, "channel", 1);
        send(gas(1, "4731", "250701120000S", "00100.000"));
        p1.awaitQuantity(gas, "volume", "100 m³");
        send(gas(1, "4731", "250701121000S", "00000.000"));
        send(gas(1, "4731", "250701122000S", "00100.500"));
        p1.awaitQuantity(gas, "volume", "100.5 m³");
        p1.awaitQuantity(gas, "flow", "1.5 m³/h");
        assertEquals(2, p1.bench.states(gas, "volume").stream().distinct().count());
        assertEquals(
                List.of("UNDEF", "1.5 m³/h"),
                p1.bench.states(gas, "flow").stream().map(Object::toString).toList());
    }

    @Test
    void theIdIsFollowedToAnotherChannel() {
        Thing gas = p1.startChild(Kind.GAS, "equipmentId", "G1", "channel", 2);
        send(gas(1, "4731", "250701120000S", "00100.000"));
        p1.awaitQuantity(gas, "volume", "100 m³");
        send(both(gas(1, "4732", "250701121000S", "00700.000"), gas(3, "4731", "250701121000S", "00100.100")));
        p1.awaitQuantity(gas, "volume", "100.1 m³");
    }

    @Test
    void withoutIdAndChannelTheOneReadLastIsTaken() {
        Thing gas = p1.startChild(Kind.GAS);
        String[] corpse = gas(1, "4731", "240101120000W", "00100.000");
        send(both(corpse, gas(2, "4732", "250701120000S", "00007.000")));
        p1.awaitQuantity(gas, "volume", "7 m³");
    }

    @Test
    void saysWhatTheTelegramsNameInstead() {
        Thing gas = p1.startChild(Kind.GAS, "equipmentId", "G2");
        send(gas(1, "4731", "250701120000S", "00100.000"));

        String sentence = p1.awaitSentence(gas, ThingStatusDetail.COMMUNICATION_ERROR, "equipment id G2");
        assertTrue(sentence.contains("channel 1 gas G1"), sentence);

        send(gas(1, "4732", "250701120000S", "00100.000"));
        p1.awaitOnline(gas);
    }

    @Test
    void aDeadChannelHasNoReading() {
        Thing gas = p1.startChild(Kind.GAS, "channel", 4);
        send("0-4:24.1.0(003)", "0-4:96.1.0()", "0-4:24.2.1(700101010000W)(00000000)");

        p1.awaitSentence(gas, ThingStatusDetail.COMMUNICATION_ERROR, "no reading of it");
        assertTrue(p1.bench.states(gas, "volume").isEmpty());
    }

    @Test
    void aWaterMeterIsNoGasMeter() {
        Thing gas = p1.startChild(Kind.GAS, "channel", 1);
        send("0-1:24.1.0(007)", "0-1:24.2.1(250701120000S)(00100.000*m3)");

        p1.awaitSentence(gas, ThingStatusDetail.COMMUNICATION_ERROR, "channel 1 water");
    }

    @Test
    void heatIsAnEnergyAndItsFlowAPower() {
        Thing heat = p1.startChild(Kind.HEAT, "channel", 1);
        send("0-1:24.1.0(012)", "0-1:24.2.1(250701120000W)(9.694*GJ)", "0-1:24.4.0(1)");
        p1.awaitQuantity(heat, "energy", "9.694 GJ");
        p1.bench.awaitState(heat, "valve-position", new DecimalType(1));
        send("0-1:24.1.0(012)", "0-1:24.2.1(250701130000W)(9.712*GJ)", "0-1:24.4.0(1)");
        p1.awaitQuantity(heat, "flow", "5 kW");
    }

    @Test
    void theOldBlockOfTwoLines() {
        Thing gas = p1.startChild(Kind.GAS, "channel", "1");
        count = 0;
        peer.send(Telegrams.crLf(Telegrams.DSMR2));
        p1.awaitQuantity(gas, "volume", "0.803 m³");
        p1.bench.awaitState(gas, "meter-time", new DateTimeType(Instant.parse("2012-08-02T08:00:00Z")));
        p1.bench.awaitState(gas, "valve-position", new DecimalType(2));
    }

    @Test
    void goesAndComesWithItsMeter() {
        Thing gas = p1.startChild(Kind.GAS, "channel", 1);
        send(gas(1, "4731", "250701120000S", "00100.000"));
        p1.awaitOnline(gas);

        peer.refuse(LineFault.Kind.NO_SUCH_PORT);
        peer.hangUp();
        p1.awaitSentence(gas, ThingStatusDetail.BRIDGE_OFFLINE, "was lost");

        peer.accept();
        // openHAB tells the meter's status on a thread of its own, maybe after the first telegram; but meters repeat
        // theirs
        p1.bench.await("the gas meter", () -> {
            peer.send(Telegrams.composed(gas(1, "4731", "250701120000S", "00100.000")));
            return Optional.of(p1.bench.thing(gas)).filter(now -> now.getStatus() == ThingStatus.ONLINE);
        });
    }

    @Test
    void aThingAddedLaterHasItsReadingAtOnce() {
        send(gas(1, "4731", "250701120000S", "00100.000"));
        Thing gas = p1.startChild(Kind.GAS);
        p1.awaitOnline(gas);
        p1.awaitQuantity(gas, "volume", "100 m³");
    }

    @Test
    void aWrongChannelIsNamed() {
        Thing gas = p1.startChild(Kind.GAS, "channel", 5);

        p1.awaitSentence(gas, ThingStatusDetail.CONFIGURATION_ERROR, "The parameter channel");
        assertEquals(ThingStatus.OFFLINE, p1.bench.thing(gas).getStatus());
    }
}
