/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.enistic.internal.thing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.meterkit.binding.enistic.internal.thing.EnisticBench.METER;
import static org.meterkit.binding.enistic.internal.thing.EnisticBench.SERIAL;
import static org.meterkit.binding.enistic.internal.thing.EnisticBench.SOCKET;
import static org.meterkit.binding.enistic.internal.thing.EnisticBench.controllerWithDevices;

import java.math.BigDecimal;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meterkit.binding.enistic.internal.protocol.EnisticReading;
import org.meterkit.itests.simulators.EnisticSimulator;
import org.meterkit.itests.simulators.EnisticSimulator.Response;
import org.meterkit.transport.Moment;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.library.types.OnOffType;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.ThingStatusInfo;
import org.openhab.core.thing.binding.builder.ThingBuilder;
import org.openhab.core.types.RefreshType;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;

class EnisticThingsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private @Nullable EnisticBench bench;

    @AfterEach
    void close() {
        EnisticBench last = bench;
        if (last != null) {
            last.close();
        }
    }

    private EnisticBench bench(EnisticSimulator.Builder builder) throws Exception {
        EnisticBench fresh = new EnisticBench(builder);
        bench = fresh;
        return fresh;
    }

    private static void tell(EnisticSocketHandler handler, OnOffType command) {
        handler.handleCommand(new ChannelUID(handler.getThing().getUID(), "switch"), command);
    }

    private static EnisticReading reading(int channel) {
        return new EnisticReading(SERIAL, METER, BigDecimal.TEN, EnisticReading.Form.COLON, channel, 0, "");
    }

    @Test
    void readingsBecomeStates() throws Exception {
        EnisticBench bench = bench(controllerWithDevices());
        Bridge controller = bench.controller(Map.of("serialNumber", "00-04-a3:bb 5b04"));
        bench.listen(controller);
        Thing socket = bench.socket(controller, "21ed0000041319");
        bench.startSocket(socket);
        assertEquals(ThingStatus.UNKNOWN, controller.getStatus());
        assertEquals(ThingStatus.UNKNOWN, socket.getStatus());
        bench.simulator.announce();
        bench.openhab.awaitStatus(controller, ThingStatus.ONLINE);
        bench.openhab.awaitState(controller, "last-reading", UnDefType.UNDEF);
        bench.simulator.sendReadings();
        bench.openhab.awaitStatus(socket, ThingStatus.ONLINE);
        bench.openhab.awaitState(socket, "switch", OnOffType.OFF);
        bench.openhab.awaitState(socket, "power", new QuantityType<>("0 W"));
        bench.openhab.awaitState(socket, "energy", new QuantityType<>("0 kWh"));
        assertInstanceOf(DateTimeType.class, bench.openhab.awaitState(socket, "last-reading"));
        // The meter has no thing and counts all the same.
        bench.openhab.awaitState(controller, "readings", new DecimalType(4));
        bench.simulator.setOn(SOCKET, true);
        bench.simulator.sendReading(SOCKET);
        bench.openhab.awaitState(socket, "switch", OnOffType.ON);
        bench.openhab.awaitState(socket, "power", new QuantityType<>("94.5 W"));
        assertEquals(
                Map.of("serialNumber", SERIAL, "modelId", "SEC16", "address", "127.0.0.1"), controller.getProperties());
        assertEquals(Map.of("serialNumber", SOCKET), socket.getProperties());
    }

    @Test
    void refreshShowsTheLastStateAgain() throws Exception {
        EnisticBench bench = bench(controllerWithDevices());
        Bridge controller = bench.controller(Map.of());
        bench.listen(controller);
        Thing socket = bench.socket(controller, SOCKET);
        EnisticSocketHandler handler = bench.startSocket(socket);
        ChannelUID power = new ChannelUID(socket.getUID(), "power");
        handler.handleCommand(power, RefreshType.REFRESH);
        bench.simulator.sendReading(SOCKET);
        bench.openhab.awaitStatus(socket, ThingStatus.ONLINE);
        handler.handleCommand(power, RefreshType.REFRESH);
        State zero = new QuantityType<>("0 W");
        assertEquals(List.of(zero, zero), bench.openhab.states(socket, "power"));
    }

    @Test
    void aSwitchShowsTheSocketAndNotTheWish() throws Exception {
        EnisticBench bench = bench(controllerWithDevices().response(Response.REPORTS_LATER));
        Bridge controller = bench.controller(Map.of("confirmTimeout", BigDecimal.valueOf(60)));
        bench.listen(controller);
        Thing socket = bench.socket(controller, SOCKET);
        EnisticSocketHandler handler = bench.startSocket(socket);
        bench.simulator.sendReading(SOCKET);
        bench.openhab.awaitState(socket, "switch", OnOffType.OFF);
        tell(handler, OnOffType.ON);
        assertTrue(bench.simulator.takeCommand(PATIENCE).obeyed());
        bench.simulator.sendReading(METER);
        bench.openhab.awaitState(controller, "readings", new DecimalType(4));
        bench.openhab.awaitState(socket, "switch", OnOffType.OFF);
        bench.simulator.sendReading(SOCKET);
        bench.openhab.awaitState(socket, "switch", OnOffType.ON);
        assertEquals(List.of(OnOffType.OFF, OnOffType.ON), bench.openhab.states(socket, "switch"));
    }

    @Test
    void aLostCommandIsSentOnceMore() throws Exception {
        EnisticBench bench = bench(controllerWithDevices());
        Bridge controller = bench.controller(Map.of());
        bench.listen(controller);
        Thing socket = bench.socket(controller, SOCKET);
        EnisticSocketHandler handler = bench.startSocket(socket);
        bench.simulator.sendReading(SOCKET);
        bench.openhab.awaitState(socket, "switch", OnOffType.OFF);
        bench.simulator.loseCommands(1);
        tell(handler, OnOffType.ON);
        bench.openhab.awaitState(socket, "switch", OnOffType.ON);
        assertEquals(2, bench.simulator.commands().size());
    }

    @Test
    void anIgnoredCommandEndsWithTheTrueState() throws Exception {
        EnisticBench bench =
                bench(controllerWithDevices().response(Response.IGNORES).interval(Duration.ofMillis(200)));
        Bridge controller = bench.controller(Map.of());
        bench.listen(controller);
        Thing socket = bench.socket(controller, SOCKET);
        EnisticSocketHandler handler = bench.startSocket(socket);
        bench.openhab.awaitState(socket, "switch", OnOffType.OFF);
        tell(handler, OnOffType.ON);
        bench.openhab.await("the true state again", () -> Optional.of(bench.openhab.states(socket, "switch"))
                .filter(List.of(OnOffType.OFF, OnOffType.OFF)::equals));
        assertEquals(2, bench.simulator.commands().size());
        assertEquals(ThingStatus.ONLINE, socket.getStatus());
    }

    @Test
    void anInvertedControllerIsLearnedForGood() throws Exception {
        EnisticBench bench = bench(controllerWithDevices().inverted());
        Bridge controller = bench.controller(Map.of("switchCode", "auto", "confirmTimeout", BigDecimal.valueOf(60)));
        EnisticControllerHandler controllerHandler = bench.listen(controller);
        Thing socket = bench.socket(controller, SOCKET);
        EnisticSocketHandler handler = bench.startSocket(socket);
        bench.simulator.setOn(SOCKET, true);
        bench.simulator.sendReading(SOCKET);
        bench.openhab.awaitState(socket, "switch", OnOffType.ON);
        tell(handler, OnOffType.ON);
        bench.openhab.await("the learned digit", () -> Optional.ofNullable(
                        controller.getProperties().get("switchCode"))
                .filter("0"::equals));
        bench.openhab.awaitState(socket, "switch", OnOffType.ON);
        assertEquals(
                List.of(OnOffType.ON, OnOffType.OFF, OnOffType.ON),
                bench.openhab.states(socket, "switch"),
                "it flickers");

        bench.openhab.stop(handler);
        bench.openhab.stop(controllerHandler);
        bench.listen(controller);
        tell(bench.startSocket(socket), OnOffType.OFF);
        bench.openhab.awaitState(socket, "switch", OnOffType.OFF);
        assertEquals(
                List.of("1", "0", "1"),
                bench.simulator.commands().stream()
                        .map(command -> command.text().substring(13, 14))
                        .toList());
    }

    @Test
    void anotherControllersSocketIsLeftAlone() throws Exception {
        EnisticBench bench = bench(controllerWithDevices());
        Bridge controller = bench.controller(Map.of());
        bench.listen(controller);
        Thing socket = bench.socket(controller, SOCKET);
        bench.startSocket(socket);
        bench.simulator.send("0004A3BB5B05:Reading:" + SOCKET + ":5000.0:1:1\r");
        bench.simulator.send("0004A3BB5B05:Status:Model=Other\r");
        bench.simulator.sendReading(SOCKET);
        bench.openhab.awaitStatus(socket, ThingStatus.ONLINE);
        assertEquals(List.of(OnOffType.OFF), bench.openhab.states(socket, "switch"));
        assertEquals(List.of(new DecimalType(1)), bench.openhab.states(controller, "readings"));
        assertFalse(controller.getProperties().containsKey("modelId"));
    }

    @Test
    void aRestartInTheMiddleOfACommandForgetsIt() throws Exception {
        EnisticBench bench = bench(controllerWithDevices().response(Response.IGNORES));
        Bridge controller = bench.controller(Map.of());
        EnisticControllerHandler controllerHandler = bench.listen(controller);
        Thing socket = bench.socket(controller, SOCKET);
        EnisticSocketHandler handler = bench.startSocket(socket);
        bench.simulator.sendReading(SOCKET);
        bench.openhab.awaitState(socket, "switch", OnOffType.OFF);
        tell(handler, OnOffType.ON);
        bench.simulator.takeCommand(PATIENCE);
        bench.openhab.stop(handler);
        bench.openhab.stop(controllerHandler);
        bench.openhab.stop(handler);

        bench.simulator.setResponse(Response.REPORTS_AT_ONCE);
        bench.listen(controller);
        EnisticSocketHandler next = bench.startSocket(socket);
        bench.simulator.sendReading(SOCKET);
        bench.openhab.awaitStatus(socket, ThingStatus.ONLINE);
        assertEquals(OnOffType.OFF, bench.openhab.state(socket, "switch").orElseThrow());
        tell(next, OnOffType.ON);
        bench.openhab.awaitState(socket, "switch", OnOffType.ON);
        assertEquals(2, bench.simulator.commands().size());
    }

    @ParameterizedTest
    @CsvSource({
        "serialNumber, '', missing; expected: the 10 to 12 hexadecimal digits",
        "serialNumber, 0004A3BB5B0G, hexadecimal",
        "serialNumber, 00004A3BB5B04, hexadecimal",
        "host, 'http://controller/', a host name",
        "eventPort, 0, a UDP port",
        "eventPort, 65536, a UDP port",
        "commandPort, -1, a UDP port",
        "powerUnit, kW, mW or W",
        "switchCode, 2, '1, 0 or auto'",
        "confirmTimeout, 0, seconds",
        "offlineAfter, -5, seconds"
    })
    void wrongParametersAreNamed(String parameter, String value, String expected) throws Exception {
        EnisticBench bench = bench(controllerWithDevices());
        boolean number = value.matches("-?[0-9]+") && !parameter.equals("switchCode");
        Bridge controller = bench.controller(Map.of(parameter, number ? new BigDecimal(value) : value));
        bench.start(controller);
        String sentence = String.valueOf(bench.openhab
                .awaitOffline(controller, ThingStatusDetail.CONFIGURATION_ERROR, expected)
                .getDescription());
        assertTrue(sentence.startsWith("Parameter " + parameter + " is "), sentence);
        assertEquals(List.of(), bench.transport.datagrams().ports(), "nothing is opened");
        Thing socket = bench.socket(controller, SOCKET);
        bench.startSocket(socket);
        bench.openhab.awaitOffline(socket, ThingStatusDetail.BRIDGE_OFFLINE, sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0021ED000004131X", "0021ED00000413190", "21ED"})
    void aWrongSerialOfADeviceIsNamedAndStaysNamed(String serial) throws Exception {
        EnisticBench bench = bench(controllerWithDevices());
        Bridge controller = bench.controller(Map.of());
        bench.listen(controller);
        Thing socket = bench.socket(controller, serial);
        EnisticSocketHandler handler = bench.startSocket(socket);
        bench.openhab.awaitOffline(socket, ThingStatusDetail.CONFIGURATION_ERROR, "Parameter serialNumber is ");
        handler.bridgeStatusChanged(new ThingStatusInfo(ThingStatus.OFFLINE, ThingStatusDetail.NONE, null));
        handler.bridgeStatusChanged(new ThingStatusInfo(ThingStatus.ONLINE, ThingStatusDetail.NONE, null));
        tell(handler, OnOffType.ON);
        assertEquals(
                ThingStatusDetail.CONFIGURATION_ERROR, socket.getStatusInfo().getStatusDetail());
        assertEquals(List.of(), bench.simulator.commands());
    }

    @Test
    void aTakenPortIsToldAndTheThingsComeBack() throws Exception {
        EnisticBench bench = bench(controllerWithDevices());
        Bridge controller = bench.controller(Map.of());
        Thing socket = bench.socket(controller, SOCKET);
        try (DatagramSocket other = new DatagramSocket(null)) {
            other.setReuseAddress(false);
            other.bind(new InetSocketAddress(bench.eventPort));
            bench.start(controller);
            bench.openhab.awaitOffline(
                    controller, ThingStatusDetail.COMMUNICATION_ERROR, "UDP port " + bench.eventPort + " is in use");
            bench.startSocket(socket);
            bench.openhab.awaitOffline(
                    socket, ThingStatusDetail.BRIDGE_OFFLINE, "UDP port " + bench.eventPort + " is in use");
        }
        bench.openhab.awaitStatus(controller, ThingStatus.UNKNOWN);
        bench.simulator.sendReading(SOCKET);
        bench.openhab.awaitStatus(controller, ThingStatus.ONLINE);
        bench.openhab.awaitStatus(socket, ThingStatus.ONLINE);
    }

    @Test
    void silenceIsToldAndTheNextReadingEndsIt() throws Exception {
        EnisticBench bench = bench(controllerWithDevices());
        Bridge controller = bench.controller(Map.of("offlineAfter", BigDecimal.ONE));
        bench.listen(controller);
        Thing socket = bench.socket(controller, SOCKET);
        bench.startSocket(socket);
        bench.openhab.awaitOffline(
                controller, ThingStatusDetail.COMMUNICATION_ERROR, "Nothing was heard from controller " + SERIAL);
        bench.openhab.awaitOffline(
                socket, ThingStatusDetail.BRIDGE_OFFLINE, "Nothing was heard from controller " + SERIAL);
        bench.simulator.sendReading(SOCKET);
        bench.openhab.await("ONLINE, for a second", () -> bench.openhab.statuses(socket).stream()
                .filter(status -> status.getStatus() == ThingStatus.ONLINE)
                .findAny());
    }

    @Test
    void aSilentSocketOfALivingControllerIsOffline() throws Exception {
        EnisticBench bench = bench(EnisticSimulator.builder().meter(METER, 10).interval(Duration.ofMillis(200)));
        Bridge controller = bench.controller(Map.of("offlineAfter", BigDecimal.ONE));
        bench.listen(controller);
        Thing socket = bench.socket(controller, SOCKET);
        bench.startSocket(socket);
        bench.openhab.awaitOffline(
                socket, ThingStatusDetail.COMMUNICATION_ERROR, "No reading of 0021ED0000041319 came for 1 s.");
        bench.openhab.awaitStatus(controller, ThingStatus.ONLINE);
    }

    @Test
    void garbageChangesNothing() throws Exception {
        EnisticBench bench = bench(controllerWithDevices());
        Bridge controller = bench.controller(Map.of());
        bench.listen(controller);
        Thing socket = bench.socket(controller, SOCKET);
        bench.startSocket(socket);
        bench.simulator.sendReading(SOCKET);
        bench.openhab.awaitState(socket, "power", new QuantityType<>("0 W"));
        bench.simulator.send("");
        bench.simulator.send(new byte[4000]);
        bench.simulator.send(new byte[2048]);
        bench.simulator.send(SERIAL + ":Reading:" + SOCKET + ":94500.0:1");
        bench.simulator.send(SERIAL + ":Reading:" + SOCKET + ":nan:1:1\r");
        bench.simulator.send(SERIAL + ":Reading:" + SOCKET + ":1E99:1:1\r");
        bench.simulator.send(SERIAL + ":Reading:" + SOCKET + ":7000:2:1\r");
        bench.simulator.send(SERIAL + ":Reading:" + SOCKET + ":-94.5:1:0\r");
        bench.openhab.awaitState(socket, "power", new QuantityType<>("-0.0945 W"));
        assertEquals(
                List.of(new QuantityType<>("0 W"), new QuantityType<>("-0.0945 W")),
                bench.openhab.states(socket, "power"));
        assertEquals(List.of(OnOffType.OFF), bench.openhab.states(socket, "switch"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "99", "", "x"})
    void anUnknownStateIsUndefined(String state) throws Exception {
        EnisticBench bench = bench(controllerWithDevices());
        Bridge controller = bench.controller(Map.of());
        bench.listen(controller);
        Thing socket = bench.socket(controller, SOCKET);
        bench.startSocket(socket);
        bench.simulator.send(SERIAL + ":Reading:" + SOCKET + ":5000:1:" + state + "\r");
        bench.openhab.awaitState(socket, "switch", UnDefType.UNDEF);
        bench.openhab.awaitState(socket, "power", new QuantityType<>("5 W"));
    }

    @Test
    void wattsAreTakenAsWatts() throws Exception {
        EnisticBench bench = bench(controllerWithDevices());
        Bridge controller = bench.controller(Map.of("powerUnit", "W"));
        bench.listen(controller);
        Thing socket = bench.socket(controller, SOCKET);
        bench.startSocket(socket);
        bench.simulator.send(SERIAL + ":Reading:" + SOCKET + ":94.031992:1:1\r");
        bench.openhab.awaitState(socket, "power", new QuantityType<>("94.031992 W"));
        bench.simulator.send("29/09/2026/10/11/12,D1," + SOCKET + ",x,5000,x,1\r");
        bench.openhab.awaitState(socket, "power", new QuantityType<>("5 W"));
        bench.openhab.awaitState(socket, "switch", UnDefType.UNDEF);
    }

    @Test
    void aDeviceNeedsAController() throws Exception {
        EnisticBench bench = bench(controllerWithDevices());
        Bridge absent = bench.controller(Map.of());
        Thing socket = bench.socket(absent, SOCKET);
        Thing orphan = ThingBuilder.create(EnisticConstants.SOCKET, "orphan")
                .withConfiguration(socket.getConfiguration())
                .build();
        bench.startSocket(orphan);
        assertEquals(
                ThingStatusDetail.CONFIGURATION_ERROR, orphan.getStatusInfo().getStatusDetail());
        assertTrue(String.valueOf(orphan.getStatusInfo().getDescription()).contains("bridge"));
    }

    @Test
    void aMeterKeepsTheChannelsItHas() throws Exception {
        EnisticBench bench = bench(controllerWithDevices());
        Bridge controller = bench.controller(Map.of());
        bench.listen(controller);
        Thing meter = bench.meter(controller, METER);
        EnisticMeterHandler handler = bench.startMeter(meter);
        bench.openhab.awaitChannel(meter, "last-reading", true);
        bench.simulator.sendReading(METER);
        bench.openhab.awaitState(meter, "ch1#power", new QuantityType<>("10 W"));
        bench.openhab.awaitState(meter, "ch3#power", new QuantityType<>("30 W"));
        bench.openhab.awaitStatus(meter, ThingStatus.ONLINE);
        bench.openhab.awaitChannel(meter, "ch16#energy", true);

        handler.reading(reading(1), BigDecimal.TEN, Moment.now().plus(Duration.ofSeconds(11)));
        bench.openhab.awaitChannel(meter, "ch16#energy", false);
        assertEquals(
                List.of(
                        "ch1#power",
                        "ch1#energy",
                        "ch2#power",
                        "ch2#energy",
                        "ch3#power",
                        "ch3#energy",
                        "last-reading"),
                List.copyOf(bench.openhab.channels(meter)));

        handler.reading(reading(9), BigDecimal.ONE, Moment.now().plus(Duration.ofSeconds(12)));
        bench.openhab.awaitState(meter, "ch9#power", new QuantityType<>("1 W"));
        assertTrue(bench.openhab.channels(meter).contains("ch9#power"));
        int updates = bench.openhab.updates(meter);
        handler.reading(reading(0), BigDecimal.ONE, Moment.now().plus(Duration.ofSeconds(13)));
        handler.reading(reading(17), BigDecimal.ONE, Moment.now().plus(Duration.ofSeconds(13)));
        assertEquals(updates, bench.openhab.updates(meter));
    }

    @Test
    void aMeterThingFromAnEarlierRunIsNotChangedAgain() throws Exception {
        EnisticBench bench = bench(controllerWithDevices());
        Bridge controller = bench.controller(Map.of());
        bench.listen(controller);
        Thing meter = bench.meter(controller, METER);
        EnisticMeterHandler first = bench.startMeter(meter);
        bench.openhab.awaitChannel(meter, "last-reading", true);
        bench.openhab.stop(first);
        int updates = bench.openhab.updates(meter);
        bench.startMeter(bench.openhab.thing(meter));
        bench.simulator.sendReading(METER);
        bench.openhab.awaitState(meter, "ch3#power", new QuantityType<>("30 W"));
        assertEquals(updates, bench.openhab.updates(meter));
    }

    @Test
    void energyIsSummedUpKeptAndSetBack() throws Exception {
        EnisticBench bench = bench(controllerWithDevices());
        Bridge controller = bench.controller(Map.of());
        bench.start(controller);
        Thing socket = bench.socket(controller, SOCKET);
        EnisticSocketHandler handler = bench.startSocket(socket);
        EnisticReading reading = reading(1);
        Moment start = Moment.now();
        for (int minutes = 0; minutes <= 60; minutes += 4) {
            handler.reading(reading, BigDecimal.valueOf(500), start.plus(Duration.ofMinutes(minutes)));
        }
        bench.openhab.awaitState(socket, "energy", new QuantityType<>("0.5 kWh"));
        handler.reading(reading, BigDecimal.valueOf(500), start.plus(Duration.ofMinutes(120)));
        bench.openhab.awaitState(socket, "energy", new QuantityType<>("0.5 kWh"));

        bench.openhab.stop(handler);
        EnisticSocketHandler next = bench.startSocket(socket);
        next.reading(reading, BigDecimal.ZERO, start.plus(Duration.ofMinutes(180)));
        bench.openhab.awaitState(socket, "energy", new QuantityType<>("0.5 kWh"));

        EnisticSocketActions actions = new EnisticSocketActions();
        assertEquals("Refused: the socket is not at work.", actions.resetEnergy());
        actions.setThingHandler(next);
        assertEquals("The energy counts from 0 kWh again.", EnisticSocketActions.resetEnergy(actions));
        bench.openhab.awaitState(socket, "energy", new QuantityType<>("0 kWh"));
        bench.openhab.stop(next);
        assertEquals("Refused: the socket is not at work.", actions.resetEnergy());
    }

    @Test
    void anotherConfigurationIsUsedAtOnce() throws Exception {
        EnisticBench bench = bench(controllerWithDevices().interval(Duration.ofMillis(200)));
        Bridge controller = bench.controller(Map.of("serialNumber", "0004A3BB5BFF"));
        EnisticControllerHandler handler = bench.listen(controller);
        Thing socket = bench.socket(controller, SOCKET);
        bench.startSocket(socket);
        handler.handleConfigurationUpdate(Map.of("serialNumber", SERIAL, "offlineAfter", BigDecimal.valueOf(2)));
        bench.openhab.awaitStatus(controller, ThingStatus.ONLINE);
        bench.openhab.awaitStatus(socket, ThingStatus.ONLINE);
        bench.openhab.awaitState(socket, "switch", OnOffType.OFF);
        assertNotEquals(0, handler.heardDevices().size());
    }
}
