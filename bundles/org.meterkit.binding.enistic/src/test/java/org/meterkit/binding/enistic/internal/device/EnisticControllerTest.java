/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.enistic.internal.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.meterkit.binding.enistic.internal.protocol.EnisticEvent.KeyValue;
import org.meterkit.binding.enistic.internal.protocol.EnisticReading;
import org.meterkit.itests.simulators.EnisticSimulator;
import org.meterkit.transport.LineFault;
import org.meterkit.transport.Moment;
import org.meterkit.transport.testing.LoopbackTransport;

/** A controller object and a simulated controller, over real UDP. */
class EnisticControllerTest {

    private static final String SERIAL = EnisticSimulator.DEFAULT_SERIAL;
    private static final String SOCKET = "0021ED0000041319";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);

    private final LoopbackTransport transport = new LoopbackTransport();
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final Heard heard = new Heard();
    private Duration confirm = PATIENCE;
    private int eventPort;
    private EnisticSimulator simulator;
    private EnisticController controller;

    /** What the listener was told, by kind. */
    private static final class Heard implements EnisticController.Listener {
        final BlockingQueue<String> opened = new LinkedBlockingQueue<>();
        final BlockingQueue<LineFault> failed = new LinkedBlockingQueue<>();
        final BlockingQueue<EnisticReading> readings = new LinkedBlockingQueue<>();
        final BlockingQueue<KeyValue> facts = new LinkedBlockingQueue<>();
        final BlockingQueue<String> addresses = new LinkedBlockingQueue<>();
        final BlockingQueue<Integer> learned = new LinkedBlockingQueue<>();
        final BlockingQueue<String> gaveUp = new LinkedBlockingQueue<>();

        @Override
        public void opened() {
            opened.add("opened");
        }

        @Override
        public void failed(LineFault fault) {
            failed.add(fault);
        }

        @Override
        public void reading(EnisticReading reading, Moment at) {
            readings.add(reading);
        }

        @Override
        public void said(KeyValue fact, Moment at) {
            facts.add(fact);
        }

        @Override
        public void moved(String address) {
            addresses.add(address);
        }

        @Override
        public void learned(int onDigit) {
            learned.add(onDigit);
        }

        @Override
        public void gaveUp(String socket, String sentence) {
            gaveUp.add(sentence);
        }
    }

    private static <T> T take(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertNotNull(next, "nothing came");
        return next;
    }

    @BeforeEach
    void findPort() throws IOException {
        try (DatagramSocket any = new DatagramSocket(new InetSocketAddress(0))) {
            eventPort = any.getLocalPort();
        }
    }

    @AfterEach
    void stop() {
        if (controller != null) {
            controller.close();
        }
        if (simulator != null) {
            simulator.close();
        }
        transport.close();
        scheduler.shutdownNow();
    }

    private EnisticSimulator.Builder builder() {
        return EnisticSimulator.builder()
                .target(new InetSocketAddress(InetAddress.getLoopbackAddress(), eventPort))
                .commandPort(0)
                .socket(SOCKET, 94.5, false);
    }

    private void start(EnisticSimulator.Builder builder, SwitchCode code, int learned) throws Exception {
        simulator = builder.start();
        open("", code, learned);
    }

    private void open(String host, SwitchCode code, int learned) throws Exception {
        controller = new EnisticController(
                transport.datagrams(),
                scheduler,
                new EnisticController.Settings(
                        SERIAL,
                        host,
                        "",
                        eventPort,
                        simulator.commandAddress().getPort(),
                        code,
                        learned,
                        confirm,
                        Duration.ofSeconds(5)),
                heard);
        controller.open("a test");
        take(heard.opened);
    }

    private void readState(int state) throws Exception {
        simulator.sendReading(SOCKET);
        assertEquals(state, take(heard.readings).state());
    }

    private EnisticSimulator.Command command() throws InterruptedException {
        return simulator.takeCommand(PATIENCE);
    }

    @Test
    void hearsItsReadingsAndWhatItSays() throws Exception {
        start(builder(), SwitchCode.ONE, -1);
        simulator.announce();
        assertEquals(KeyValue.SERIAL, take(heard.facts).name());
        assertEquals("SEC16", take(heard.facts).text());
        simulator.sendReading(SOCKET);
        EnisticReading reading = take(heard.readings);
        assertEquals(SOCKET, reading.meter());
        assertEquals("127.0.0.1", take(heard.addresses));
        assertTrue(heard.addresses.isEmpty(), "told once");
        List<HeardDevice> devices = controller.devices();
        assertEquals(1, devices.size());
        assertEquals(SOCKET, devices.get(0).serial());
        assertEquals(1, devices.get(0).highestChannel());
    }

    @Test
    void anotherControllersReadingsAreNotItsOwn() throws Exception {
        start(builder(), SwitchCode.ONE, -1);
        simulator.send("0004A3BB5B05:Reading:0021ED0000041320:1000.0:1:1\r");
        simulator.send("0004A3BB5B05:Status:Model=Other\r");
        simulator.sendReading(SOCKET);
        assertEquals(SOCKET, take(heard.readings).meter());
        assertTrue(heard.facts.isEmpty());
        assertEquals(1, controller.devices().size());
    }

    @Test
    void aRecordWithoutSerialBelongsToWhoWasHeardFromThere() throws Exception {
        start(builder(), SwitchCode.ONE, -1);
        String record = "29/09/2026/10/11/%02d,D1,0021ED0000041321,x,%d,x,1\r";
        simulator.send(String.format(record, 1, 1));
        simulator.send("0004A3BB5B05:Core:Serial=0004A3BB5B05\r");
        simulator.send(String.format(record, 2, 2));
        simulator.send(SERIAL + ":Core:Serial=" + SERIAL + "\r");
        simulator.send(String.format(record, 3, 3));
        assertEquals("3", take(heard.readings).power().toString());
    }

    @Test
    void aRepeatedRecordIsOneReading() throws Exception {
        start(builder(), SwitchCode.ONE, -1);
        simulator.send(SERIAL + ":Core:Serial=" + SERIAL + "\r");
        String record = "29/09/2026/10/11/12,D1,0021ED0000041321,x,%d,x,1\r";
        simulator.send(String.format(record, 1) + String.format(record, 1) + String.format(record, 2));
        assertEquals("1", take(heard.readings).power().toString());
        assertEquals("2", take(heard.readings).power().toString());
    }

    @Test
    void commandsGoToWhereEventsComeFrom() throws Exception {
        start(builder(), SwitchCode.ONE, -1);
        readState(0);
        controller.switchSocket(SOCKET, true);
        assertEquals("0004A3BB5B04,1,0021ED0000041319;", command().text());
        assertEquals(1, take(heard.readings).state());
        controller.switchSocket(SOCKET, false);
        assertEquals("0004A3BB5B04,0,0021ED0000041319;", command().text());
        assertEquals(0, take(heard.readings).state());
        assertEquals(2, simulator.commands().size());
        assertTrue(heard.gaveUp.isEmpty());
        assertTrue(heard.learned.isEmpty(), "nothing is learned with a fixed code");
    }

    @Test
    void commandsAreBroadcastWhileNothingIsKnown() throws Exception {
        start(builder().address(InetAddress.getByName("0.0.0.0")), SwitchCode.ONE, -1);
        controller.switchSocket(SOCKET, true);
        assertEquals("0004A3BB5B04,1,0021ED0000041319;", command().text());
        assertEquals(1, take(heard.readings).state());
    }

    @Test
    void theConfiguredHostWins() throws Exception {
        simulator = builder().address(InetAddress.getByName("127.0.0.2")).start();
        open("127.0.0.2", SwitchCode.ONE, -1);
        // Somebody with the controller's serial number at 127.0.0.1, where nobody takes commands.
        try (EnisticSimulator elsewhere = builder().start()) {
            elsewhere.sendReading(SOCKET);
            assertEquals(0, take(heard.readings).state());
            assertEquals("127.0.0.1", take(heard.addresses));
        }
        controller.switchSocket(SOCKET, true);
        assertTrue(command().obeyed());
    }

    @Test
    void aLostCommandIsSentOnceMore() throws Exception {
        confirm = SHORT;
        start(builder(), SwitchCode.ONE, -1);
        readState(0);
        simulator.loseCommands(1);
        controller.switchSocket(SOCKET, true);
        assertFalse(command().obeyed());
        EnisticSimulator.Command second = command();
        assertEquals("0004A3BB5B04,1,0021ED0000041319;", second.text());
        assertTrue(second.obeyed());
        assertEquals(1, take(heard.readings).state());
        assertTrue(heard.gaveUp.isEmpty());
    }

    @Test
    void anIgnoredCommandIsGivenUpAfterTheSecondOne() throws Exception {
        confirm = SHORT;
        start(
                builder().response(EnisticSimulator.Response.IGNORES).interval(Duration.ofMillis(50)),
                SwitchCode.ONE,
                -1);
        take(heard.readings);
        controller.switchSocket(SOCKET, true);
        String sentence = take(heard.gaveUp);
        assertEquals(
                "Socket 0021ED0000041319 does not switch on: it was told more than once, and its readings still say off.",
                sentence);
        assertEquals(2, simulator.commands().size());
    }

    @Test
    void aLaterReportConfirmsAsWell() throws Exception {
        start(builder().response(EnisticSimulator.Response.REPORTS_LATER), SwitchCode.ONE, -1);
        readState(0);
        controller.switchSocket(SOCKET, true);
        command();
        readState(1);
        controller.switchSocket(SOCKET, false);
        assertEquals("0004A3BB5B04,0,0021ED0000041319;", command().text(), "the first one needed no repetition");
    }

    @Test
    void anInvertedControllerIsFoundOutByTheWrongWay() throws Exception {
        start(builder().inverted(), SwitchCode.AUTO, -1);
        simulator.setOn(SOCKET, true);
        readState(1);
        controller.switchSocket(SOCKET, true);
        assertEquals("0004A3BB5B04,1,0021ED0000041319;", command().text());
        assertEquals(0, take(heard.readings).state(), "the wrong way");
        assertEquals("0004A3BB5B04,0,0021ED0000041319;", command().text());
        assertEquals(1, take(heard.readings).state());
        assertEquals(0, take(heard.learned));
        controller.switchSocket(SOCKET, false);
        assertEquals("0004A3BB5B04,1,0021ED0000041319;", command().text());
        assertEquals(0, take(heard.readings).state());
        assertTrue(heard.learned.isEmpty(), "learned once");
        assertTrue(heard.gaveUp.isEmpty());
    }

    @Test
    void anInvertedControllerIsFoundOutByTryingTheOtherDigit() throws Exception {
        confirm = SHORT;
        start(builder().inverted().interval(Duration.ofMillis(50)), SwitchCode.AUTO, -1);
        take(heard.readings);
        controller.switchSocket(SOCKET, true);
        assertEquals("0004A3BB5B04,1,0021ED0000041319;", command().text());
        assertEquals("0004A3BB5B04,1,0021ED0000041319;", command().text());
        assertEquals("0004A3BB5B04,0,0021ED0000041319;", command().text());
        assertEquals(0, take(heard.learned));
        assertTrue(simulator.isOn(SOCKET));
    }

    @Test
    void whatWasLearnedIsUsed() throws Exception {
        start(builder().inverted(), SwitchCode.AUTO, 0);
        readState(0);
        controller.switchSocket(SOCKET, true);
        assertEquals("0004A3BB5B04,0,0021ED0000041319;", command().text());
        assertEquals(1, take(heard.readings).state());
        assertTrue(heard.learned.isEmpty());
    }

    @Test
    void aNewCommandReplacesTheOpenOne() throws Exception {
        start(
                builder().response(EnisticSimulator.Response.REPORTS_LATER).interval(Duration.ofMillis(50)),
                SwitchCode.AUTO,
                -1);
        take(heard.readings);
        simulator.loseCommands(1);
        controller.switchSocket(SOCKET, true);
        controller.switchSocket(SOCKET, false);
        assertEquals("0004A3BB5B04,1,0021ED0000041319;", command().text());
        assertEquals("0004A3BB5B04,0,0021ED0000041319;", command().text());
        controller.switchSocket(SOCKET, true);
        assertEquals("0004A3BB5B04,1,0021ED0000041319;", command().text());
        for (int state = 0; state == 0; ) {
            state = take(heard.readings).state();
        }
        assertEquals(3, simulator.commands().size(), "replaced commands are not repeated");
        assertTrue(heard.gaveUp.isEmpty());
    }

    @Test
    void aCommandEndsWithTheController() throws Exception {
        start(builder().response(EnisticSimulator.Response.IGNORES), SwitchCode.ONE, -1);
        readState(0);
        controller.switchSocket(SOCKET, true);
        command();
        controller.close();
        controller.close();
        controller.switchSocket(SOCKET, true);
        heard.opened.clear();
        open("", SwitchCode.ONE, -1);
        simulator.setResponse(EnisticSimulator.Response.REPORTS_AT_ONCE);
        readState(0);
        controller.switchSocket(SOCKET, true);
        assertTrue(command().obeyed());
        assertEquals(2, simulator.commands().size());
        assertTrue(heard.gaveUp.isEmpty());
    }

    @Test
    void garbageDoesNoHarm() throws Exception {
        start(builder(), SwitchCode.ONE, -1);
        simulator.send("");
        simulator.send("\r\r\0\n");
        simulator.send("hello");
        simulator.send(new byte[3000]);
        simulator.send("x".repeat(2048));
        simulator.send(SERIAL + ":Reading:" + SOCKET + ":94500.0");
        simulator.send(SERIAL + ":Reading:" + SOCKET + ":nan:1:1\r");
        simulator.send(SERIAL + ":Reading:" + SOCKET + ":5:1:1\r\u00ff\u00fe" + SERIAL + ":Reading:");
        assertEquals("5", take(heard.readings).power().toString());
        simulator.setOn(SOCKET, true);
        simulator.sendReading(SOCKET);
        assertEquals("94500.000", take(heard.readings).power().toString());
    }

    @Test
    void anUnknownHostDoesNotKeepItFromHearing() throws Exception {
        simulator = builder().start();
        open("no-such-host.invalid", SwitchCode.ONE, -1);
        readState(0);
        controller.switchSocket(SOCKET, true);
        assertTrue(command().obeyed(), "sent to where events come from");
    }

    @Test
    void aTakenPortIsToldAndTakenWhenFree() throws Exception {
        confirm = SHORT;
        DatagramSocket other = new DatagramSocket(null);
        other.setReuseAddress(false);
        other.bind(new InetSocketAddress(eventPort));
        simulator = builder().start();
        controller = new EnisticController(
                transport.datagrams(),
                scheduler,
                new EnisticController.Settings(
                        SERIAL,
                        "",
                        "",
                        eventPort,
                        simulator.commandAddress().getPort(),
                        SwitchCode.ONE,
                        -1,
                        confirm,
                        Duration.ofSeconds(1)),
                heard);
        controller.open("a test");
        assertEquals(LineFault.Kind.BUSY, take(heard.failed).kind());
        controller.switchSocket(SOCKET, true);
        String sentence = take(heard.gaveUp);
        assertTrue(
                sentence.startsWith("Socket 0021ED0000041319 could not be told to switch: UDP port " + eventPort),
                sentence);
        other.close();
        take(heard.opened);
        readState(0);
    }
}
