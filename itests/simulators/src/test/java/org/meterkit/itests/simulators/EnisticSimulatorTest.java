/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.itests.simulators;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.meterkit.itests.simulators.EnisticSimulator.Builder;
import org.meterkit.itests.simulators.EnisticSimulator.Command;
import org.meterkit.itests.simulators.EnisticSimulator.Form;
import org.meterkit.itests.simulators.EnisticSimulator.Response;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EnisticSimulatorTest {

    private static final String SOCKET = "0021ED0000041319";
    private static final String METER = "0021ED0000050001";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private DatagramSocket listener;

    @BeforeEach
    void listen() throws IOException {
        listener = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        listener.setSoTimeout((int) PATIENCE.toMillis());
    }

    @AfterEach
    void stopListening() {
        listener.close();
    }

    private Builder controller() {
        return EnisticSimulator.builder()
                .target((InetSocketAddress) listener.getLocalSocketAddress())
                .commandPort(0)
                .socket(SOCKET, 94.031992, true);
    }

    private DatagramPacket receivePacket() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        listener.receive(packet);
        return packet;
    }

    private String receive() throws IOException {
        DatagramPacket packet = receivePacket();
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1);
    }

    /** Sends a command and answers how the controller took it. */
    private Command command(EnisticSimulator controller, String text) throws Exception {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        listener.send(new DatagramPacket(bytes, bytes.length, controller.commandAddress()));
        return controller.takeCommand(PATIENCE);
    }

    @Test
    void aReadingIsTheDocumentedLine() throws Exception {
        try (EnisticSimulator controller = controller().start()) {
            controller.sendReading(SOCKET);
            assertEquals("0004A3BB5B04:Reading:0021ED0000041319:94031.992:1:1\r", receive());
            controller.setOn(SOCKET, false);
            controller.sendReading(SOCKET);
            assertEquals("0004A3BB5B04:Reading:0021ED0000041319:0.000:1:0\r", receive());
            controller.setOn(SOCKET, true);
            controller.setPower(SOCKET, 1, 12.5);
            controller.sendReading(SOCKET);
            DatagramPacket packet = receivePacket();
            assertEquals(controller.eventSource(), packet.getSocketAddress());
            assertEquals(
                    "0004A3BB5B04:Reading:0021ED0000041319:12500.000:1:1\r",
                    new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1));
        }
    }

    @Test
    void aMeterSendsEachOfItsChannels() throws Exception {
        try (EnisticSimulator controller =
                controller().serial("4a3bb5b04a0").meter(METER, 1, 2.5, -3).start()) {
            controller.sendReading(METER);
            assertEquals("4A3BB5B04A0:Reading:0021ED0000050001:1000.000:1:0\r", receive());
            assertEquals("4A3BB5B04A0:Reading:0021ED0000050001:2500.000:2:0\r", receive());
            assertEquals("4A3BB5B04A0:Reading:0021ED0000050001:-3000.000:3:0\r", receive());
        }
    }

    @Test
    void theOtherFormOfReadings() throws Exception {
        Clock clock = Clock.fixed(Instant.parse("2026-09-29T10:11:12Z"), ZoneOffset.UTC);
        try (EnisticSimulator controller =
                controller().form(Form.D1).clock(clock).start()) {
            controller.sendReadings();
            assertEquals("29/09/2026/10/11/12,D1,0021ED0000041319,0,94032,0,1\r", receive());
        }
    }

    @Test
    void announcements() throws Exception {
        Clock clock = Clock.fixed(Instant.parse("2000-01-01T00:00:05Z"), ZoneOffset.UTC);
        try (EnisticSimulator controller = controller().clock(clock).start()) {
            controller.announce();
            assertEquals("0004A3BB5B04:Core:Serial=0004A3BB5B04\r", receive());
            assertEquals("0004A3BB5B04:Status:Model=SEC16\r", receive());
            assertEquals("0004A3BB5B04:Status:TimeNow=01/01/2000/00/00/05\r", receive());
        }
    }

    @Test
    void anythingCanBeSent() throws Exception {
        try (EnisticSimulator controller = controller().start()) {
            controller.send(new byte[0]);
            assertEquals("", receive());
            controller.send("\u0000\u00FFgarbage");
            assertEquals("\u0000\u00FFgarbage", receive());
        }
    }

    @Test
    void aCommandIsObeyedReportedAndRecorded() throws Exception {
        try (EnisticSimulator controller = controller().start()) {
            Command off = command(controller, "0004A3BB5B04,0,0021ED0000041319;");
            assertEquals(
                    new Command(
                            "0004A3BB5B04,0,0021ED0000041319;",
                            (InetSocketAddress) listener.getLocalSocketAddress(),
                            true),
                    off);
            assertEquals("0004A3BB5B04:Reading:0021ED0000041319:0.000:1:0\r", receive());
            assertFalse(controller.isOn(SOCKET));

            Command on = command(controller, "ffffffffffff,1,0021ed0000041319;\n");
            assertTrue(on.obeyed());
            assertEquals("0004A3BB5B04:Reading:0021ED0000041319:94031.992:1:1\r", receive());
            assertTrue(controller.isOn(SOCKET));
            assertEquals(List.of(off, on), controller.commands());
        }
    }

    @Test
    void aControllerWithAShortSerialObeysThePaddedOne() throws Exception {
        try (EnisticSimulator controller = controller().serial("004A3BB5B04").start()) {
            assertTrue(command(controller, "0004A3BB5B04,0,0021ED0000041319;").obeyed());
        }
    }

    @Test
    void whatIsNotForItIsRecordedOnly() throws Exception {
        try (EnisticSimulator controller = controller().meter(METER, 1, 2).start()) {
            for (String text : List.of(
                    "0004A3BB5B05,0,0021ED0000041319;",
                    "0004A3BB5B04,0,0021ED0000041318;",
                    "0004A3BB5B04,0,0021ED0000050001;",
                    "0004A3BB5B04,2,0021ED0000041319;",
                    "0004A3BB5B04,0,0021ED0000041319",
                    "004A3BB5B04,0,0021ED0000041319;",
                    "garbage",
                    "")) {
                Command command = command(controller, text);
                assertEquals(text, command.text());
                assertFalse(command.obeyed(), text);
            }
            assertTrue(controller.isOn(SOCKET));
            assertEquals(8, controller.commands().size());
        }
    }

    @Test
    void anInvertedControllerTakesZeroForOn() throws Exception {
        try (EnisticSimulator controller = controller().inverted().start()) {
            command(controller, "0004A3BB5B04,1,0021ED0000041319;");
            assertEquals("0004A3BB5B04:Reading:0021ED0000041319:0.000:1:0\r", receive());
            command(controller, "0004A3BB5B04,0,0021ED0000041319;");
            assertEquals("0004A3BB5B04:Reading:0021ED0000041319:94031.992:1:1\r", receive());
        }
    }

    @Test
    void commandsAreLostReportedLaterOrIgnored() throws Exception {
        try (EnisticSimulator controller = controller().start()) {
            controller.loseCommands(2);
            assertFalse(command(controller, "0004A3BB5B04,0,0021ED0000041319;").obeyed());
            assertFalse(command(controller, "0004A3BB5B04,0,0021ED0000041319;").obeyed());
            assertTrue(controller.isOn(SOCKET));

            controller.setResponse(Response.REPORTS_LATER);
            assertTrue(command(controller, "0004A3BB5B04,0,0021ED0000041319;").obeyed());
            controller.send("nothing was sent before this");
            assertEquals("nothing was sent before this", receive());
            controller.sendReadings();
            assertEquals("0004A3BB5B04:Reading:0021ED0000041319:0.000:1:0\r", receive());

            controller.setResponse(Response.IGNORES);
            assertFalse(command(controller, "0004A3BB5B04,1,0021ED0000041319;").obeyed());
            assertFalse(controller.isOn(SOCKET));
        }
    }

    @Test
    void withAnIntervalItTalksUnaskedAndItsPowerWanders() throws Exception {
        try (EnisticSimulator controller =
                controller().wander(7).interval(Duration.ofMillis(20)).start()) {
            assertEquals("0004A3BB5B04:Core:Serial=0004A3BB5B04\r", receive());
            Set<String> readings = new HashSet<>();
            while (readings.size() < 5) {
                String line = receive();
                if (line.contains(":Reading:")) {
                    readings.add(line);
                    double milliwatts = Double.parseDouble(line.split(":")[3]);
                    assertTrue(milliwatts > 65_000 && milliwatts < 123_000, line);
                }
            }
        }
    }

    @Test
    void theSameSeedWandersTheSameWay() throws Exception {
        List<List<String>> runs = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            try (EnisticSimulator controller = controller().wander(7).start()) {
                List<String> lines = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    controller.sendReadings();
                    lines.add(receive());
                }
                runs.add(lines);
            }
        }
        assertEquals(runs.get(0), runs.get(1));
        assertEquals(3, new HashSet<>(runs.get(0)).size());
    }

    @Test
    void theDemoHasTwoSocketsAndASixteenChannelMeter() throws Exception {
        try (EnisticSimulator controller = EnisticSimulator.demo()
                .target((InetSocketAddress) listener.getLocalSocketAddress())
                .commandPort(0)
                .start()) {
            Set<String> channels = new HashSet<>();
            while (channels.size() < 18) {
                String[] fields = receive().split(":");
                if (fields[1].equals("Reading")) {
                    channels.add(fields[2] + ":" + fields[4]);
                }
            }
            assertTrue(channels.contains("0021ED0000041319:1"));
            assertTrue(channels.contains("0021ED0000041320:1"));
            assertTrue(channels.contains("0021ED0000050001:16"));
        }
    }

    @Test
    void closingFreesThePort() throws Exception {
        EnisticSimulator first = controller().start();
        int port = first.commandAddress().getPort();
        IOException e = assertThrows(
                IOException.class, () -> controller().commandPort(port).start());
        assertTrue(e.getMessage().startsWith("Port " + port + " (UDP) at 127.0.0.1 cannot be used: "), e.getMessage());
        first.close();
        first.close();
        controller().commandPort(port).start().close();
    }

    @Test
    void nonsenseIsRefusedInWords() {
        assertMessage(
                "The serial number of a controller has 10 to 12 hexadecimal digits, unlike \"4A3BB5B04\".",
                () -> controller().serial("4A3BB5B04"));
        assertMessage(
                "The interval must be longer than nothing.", () -> controller().interval(Duration.ZERO));
        assertMessage("The serial number 0021ED0000041319 is there twice.", () -> controller()
                .socket(SOCKET, 1, true));
        assertMessage(
                "The serial number of a socket has 14 to 16 hexadecimal digits, unlike \"lamp\".",
                () -> controller().socket("lamp", 1, true));
        assertMessage(
                "A meter has 1 to 16 channels, not 17.", () -> controller().meter(METER, new double[17]));
    }

    private static void assertMessage(String message, Executable code) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, code).getMessage());
    }
}
