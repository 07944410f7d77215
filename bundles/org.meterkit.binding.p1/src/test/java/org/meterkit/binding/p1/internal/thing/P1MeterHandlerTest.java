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

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meterkit.binding.p1.internal.protocol.Telegrams;
import org.meterkit.itests.simulators.P1Fault;
import org.meterkit.itests.simulators.P1Simulator;
import org.meterkit.itests.simulators.P1Version;
import org.meterkit.transport.LineAddress;
import org.meterkit.transport.LineFault;
import org.meterkit.transport.LineListener;
import org.meterkit.transport.LineRequest;
import org.meterkit.transport.SerialSettings;
import org.meterkit.transport.testing.InMemoryLines;
import org.meterkit.transport.testing.ScriptedPeer;
import org.openhab.core.config.core.Configuration;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.library.types.StringType;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.Channel;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.binding.builder.BridgeBuilder;
import org.openhab.core.thing.binding.builder.ChannelBuilder;
import org.openhab.core.thing.type.ChannelTypeUID;
import org.openhab.core.types.UnDefType;

/** A meter as openHAB sees it, on a line in memory. */
class P1MeterHandlerTest {

    private static final String PORT = "/dev/ttyP1";

    private final InMemoryLines lines = new InMemoryLines();
    private final ScriptedPeer peer = lines.peer(PORT);
    private final P1Bench p1 = new P1Bench(lines.service());
    private final P1Simulator simulated = P1Simulator.builder().withoutGas().build();

    @AfterEach
    void close() {
        p1.close();
        assertTrue(lines.service().lines().isEmpty(), "a lease is left");
        lines.close();
    }

    @Test
    void readsATelegram() {
        simulated.setEnergy(1, 100_000, 1_000);
        simulated.setEnergy(2, 200_000, 2_000);
        Bridge meter = p1.start("port", PORT);
        p1.bench.awaitStatus(meter, ThingStatus.UNKNOWN);
        peer.send(simulated.telegram());

        p1.awaitOnline(meter);
        p1.awaitQuantity(meter, "power", "0.428 kW");
        p1.awaitQuantity(meter, "energy-import", "300 kWh");
        p1.awaitQuantity(meter, "energy-export-t2", "2 kWh");
        p1.awaitQuantity(meter, "voltage-l2", "229.8 V");
        p1.bench.awaitState(meter, "telegrams", new DecimalType(1));
        Map<String, String> properties = p1.bench.await(
                "properties", () -> Optional.of(p1.bench.thing(meter).getProperties())
                        .filter(now -> now.containsKey("serialSettings")));
        assertEquals(
                Map.of(
                        "vendor", "MKT",
                        "identification", "MKT5\\2SIM-D5",
                        "serialNumber", "E0012007520112345",
                        "dsmrVersion", "50",
                        "country", "NL",
                        "serialSettings", "115200-8N1"),
                properties);
    }

    @Test
    void removesTheChannelsThatTheMeterDoesNotHave() {
        P1Simulator single = P1Simulator.builder().singlePhase().withoutGas().build();
        Bridge meter = p1.start("port", PORT);
        peer.send(single.telegram());

        p1.awaitOnline(meter);
        Set<String> channels = p1.bench.channels(meter);
        assertTrue(
                channels.containsAll(Set.of("power", "power-l1", "energy-import-t2", "last-reading")),
                channels.toString());
        assertFalse(channels.contains("power-l2"), channels.toString());
        assertFalse(channels.contains("frequency"), channels.toString());
        assertFalse(channels.contains("energy-import-t3"), channels.toString());
        // the properties are told last, and change the thing, too
        awaitProperty(meter, "serialSettings", "115200-8N1");
        int updates = p1.bench.updates(meter);
        peer.send(single.telegram());
        p1.bench.awaitState(meter, "telegrams", new DecimalType(2));
        assertEquals(updates, p1.bench.updates(meter), "nothing is changed a second time");

        peer.send(simulated.telegram());
        p1.bench.awaitChannel(meter, "power-l2", true);
    }

    @Test
    void wrongTelegramsChangeNothing() {
        Bridge meter = p1.start("port", PORT);
        peer.send(simulated.telegram());
        p1.awaitQuantity(meter, "power", "0.428 kW");

        simulated.setPower(9_999);
        peer.send(P1Fault.flip(8 * 200 + 1).apply(simulated.telegram()));
        peer.send(P1Fault.cut(300).apply(simulated.telegram()));
        peer.send(P1Fault.withoutEnd().apply(simulated.telegram()));
        peer.send("no newline ".repeat(100_000));
        peer.send(Telegrams.bytes(Telegrams.DSMR2));
        simulated.setPower(501);
        peer.send(simulated.telegram());

        p1.awaitQuantity(meter, "power", "0.501 kW");
        assertEquals(2, p1.bench.states(meter, "power").size());
        p1.bench.awaitState(meter, "telegrams", new DecimalType(2));
        // a wrong checksum; one without an end, into which the one before and the noise have merged; no checksum
        p1.bench.awaitState(meter, "corrupt-telegrams", new DecimalType(3));
    }

    @Test
    void aRegisterThatJumpsIsNotBelieved() {
        simulated.setEnergy(1, 100_000, 0);
        simulated.setEnergy(2, 0, 0);
        Bridge meter = p1.start("port", PORT);
        peer.send(simulated.telegram());
        p1.awaitQuantity(meter, "energy-import-t1", "100 kWh");

        simulated.setEnergy(1, 0, 0);
        simulated.setPower(500);
        peer.send(simulated.telegram());
        p1.awaitQuantity(meter, "power", "0.5 kW");
        p1.awaitQuantity(meter, "energy-import-t1", "100 kWh");
        assertEquals(1, p1.bench.states(meter, "energy-import-t1").size());
    }

    @Test
    void anotherMeterBeginsAnew() {
        Bridge meter = p1.start("port", PORT);
        peer.send(simulated.telegram());
        p1.awaitOnline(meter);

        P1Simulator next =
                P1Simulator.builder().equipmentId("E0099").withoutGas().build();
        next.setEnergy(1, 5_000, 0);
        next.setEnergy(2, 0, 0);
        peer.send(next.telegram());
        p1.awaitQuantity(meter, "energy-import", "5 kWh");
        awaitProperty(meter, "serialNumber", "E0099");
    }

    @ParameterizedTest
    @CsvSource({
        "port, http://example, port",
        "port, '', port",
        "port, tcp://host, port",
        "serialSettings, 9600, serialSettings",
        "offlineAfter, soon, offlineAfter",
        "offlineAfter, 0, offlineAfter",
        "maxPower, -5, maxPower",
        "guardTimeout, 1.5, guardTimeout",
    })
    void aWrongParameterIsNamedAndNothingIsOpened(String name, String value, String named) {
        Bridge meter = name.equals("port") ? p1.start(name, value) : p1.start("port", PORT, name, value);

        String sentence = p1.awaitSentence(meter, ThingStatusDetail.CONFIGURATION_ERROR, "The parameter " + named);
        assertTrue(sentence.endsWith("."), sentence);
        assertTrue(lines.service().lines().isEmpty());
    }

    @Test
    void numbersMayBeTexts() {
        Bridge meter = p1.start("port", " " + PORT + " ", "offlineAfter", "30", "serialSettings", "AUTO");
        peer.send(simulated.telegram());
        p1.awaitOnline(meter);
    }

    @Test
    void aLostLineIsToldAndComesBack() {
        Bridge meter = p1.start("port", PORT);
        peer.send(simulated.telegram());
        p1.awaitOnline(meter);

        peer.refuse(LineFault.Kind.NO_SUCH_PORT);
        peer.hangUp();
        p1.awaitSentence(meter, ThingStatusDetail.COMMUNICATION_ERROR, "NO_SUCH_PORT");

        peer.accept();
        peer.send(simulated.telegram());
        p1.awaitOnline(meter);
    }

    @Test
    void silenceIsToldWithItsReason() {
        Bridge meter = p1.start("port", PORT, "offlineAfter", 1);
        String silent = p1.awaitSentence(meter, ThingStatusDetail.COMMUNICATION_ERROR, "No byte has come from " + PORT);
        assertTrue(silent.contains("request line"), silent);

        peer.send(simulated.telegram());
        p1.awaitOnline(meter);
        p1.awaitSentence(meter, ThingStatusDetail.COMMUNICATION_ERROR, "Check the cable and the meter.");
        peer.send(simulated.telegram());
        p1.awaitOnline(meter);
    }

    @Test
    void aPortHeldWithOtherSettingsNamesItsHolder() throws Exception {
        Bridge meter = p1.start("port", PORT, "serialSettings", "115200-8N1");
        peer.send(simulated.telegram());
        p1.awaitOnline(meter);

        Bridge other = p1.startOther("port", PORT, "serialSettings", "9600-7E1");

        p1.awaitSentence(other, ThingStatusDetail.CONFIGURATION_ERROR, "p1:meter:home");
        assertEquals(ThingStatus.ONLINE, p1.bench.thing(meter).getStatus());
    }

    @Test
    void twoThingsMayShareAPort() {
        Bridge meter = p1.start("port", PORT);
        Bridge other = p1.startOther("port", PORT);
        peer.awaitOpening(1);
        peer.send(simulated.telegram());

        p1.awaitOnline(meter);
        p1.awaitOnline(other);
    }

    @Test
    void settingsFoundBeforeAreTriedFirst() throws Exception {
        Bridge meter = p1.start("port", PORT);
        P1Simulator old = P1Simulator.builder().version(P1Version.DSMR2).build();
        byte[] sent = old.telegram();
        for (int i = 0; i < sent.length; i++) {
            sent[i] |= (byte) ((Integer.bitCount(sent[i]) & 1) << 7);
        }
        peer.send(sent);
        p1.awaitOnline(meter);
        awaitProperty(meter, "serialSettings", "115200-7E1");

        p1.bench.stop(p1.handler());
        peer.awaitClosed();
        p1.start((Bridge) p1.bench.thing(meter));
        peer.awaitOpening(2);
        assertEquals("115200 7E1", peer.settings().toString());
    }

    @Test
    void nothingIsLeftAfterDisposal() throws Exception {
        Bridge meter = p1.start("port", PORT);
        peer.send(simulated.telegram());
        p1.awaitOnline(meter);
        p1.bench.stop(p1.handler());
        peer.awaitClosed();

        // the line is free for others, with any settings
        LineRequest request =
                new LineRequest(LineAddress.parse(PORT), SerialSettings.parse("9600-8N1"), Duration.ZERO, "another");
        lines.service().lease(request, new LineListener() {}).close();
        p1.bench.stop(p1.handler());
    }

    @Test
    void objectsWithoutAChannelCanHaveOne() {
        Bridge meter = p1.start("port", PORT);
        peer.awaitOpening(1);
        Bridge extended = BridgeBuilder.create(meter)
                .withChannel(channel(meter, "phase-angle", "obis", "1-0:81.7.40"))
                .withChannel(channel(meter, "net-type", "obis-text", "1-0:94.32.1"))
                .withChannel(channel(meter, "absent", "obis", "1-0:99.99.9"))
                .build();
        p1.handler().thingUpdated(extended);
        P1Simulator meterWithMore = P1Simulator.builder()
                .withoutGas()
                .object("1-0:81.7.40(118.5*V)")
                .object("1-0:94.32.1(400)")
                .build();
        peer.awaitOpening(2);
        peer.send(meterWithMore.telegram());

        p1.bench.awaitState(extended, "phase-angle", new QuantityType<>("118.5 V"));
        p1.bench.awaitState(extended, "net-type", new StringType("400"));
        p1.bench.awaitState(extended, "absent", UnDefType.UNDEF);
    }

    @Test
    void aWrongCodeIsNamed() {
        Bridge meter = p1.start("port", PORT);
        Bridge extended = BridgeBuilder.create(meter)
                .withChannel(channel(meter, "mine", "obis", "power"))
                .build();
        p1.handler().thingUpdated(extended);

        p1.bench.await("a sentence", () -> p1.bench.statuses(meter).stream()
                .filter(info -> info.getStatusDetail() == ThingStatusDetail.CONFIGURATION_ERROR)
                .filter(info -> String.valueOf(info.getDescription()).contains("code of the channel mine"))
                .findFirst());
    }

    private void awaitProperty(Thing thing, String name, String value) {
        p1.bench.await(name, () -> Optional.ofNullable(
                        p1.bench.thing(thing).getProperties().get(name))
                .filter(value::equals));
    }

    private static Channel channel(Thing thing, String id, String type, String code) {
        return ChannelBuilder.create(new ChannelUID(thing.getUID(), id), "Number")
                .withType(new ChannelTypeUID("p1", type))
                .withConfiguration(new Configuration(Map.of("code", code)))
                .build();
    }
}
