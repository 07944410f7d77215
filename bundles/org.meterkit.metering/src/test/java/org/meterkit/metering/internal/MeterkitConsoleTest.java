/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.metering.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meterkit.metering.ChannelTable;
import org.meterkit.metering.GuardSettings;
import org.meterkit.metering.MeterPublisher;
import org.meterkit.metering.MeterThingHandler;
import org.meterkit.metering.MeterkitCommand;
import org.meterkit.metering.testing.HandlerBench;
import org.meterkit.transport.Datagram;
import org.meterkit.transport.DatagramLease;
import org.meterkit.transport.DatagramListener;
import org.meterkit.transport.LineAddress;
import org.meterkit.transport.LineFault;
import org.meterkit.transport.LineHeldException;
import org.meterkit.transport.LineListener;
import org.meterkit.transport.LineRequest;
import org.meterkit.transport.Moment;
import org.meterkit.transport.SerialSettings;
import org.meterkit.transport.testing.InMemoryLines;
import org.meterkit.transport.testing.LoopbackTransport;
import org.openhab.core.io.console.Console;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingRegistry;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.type.ThingType;

class MeterkitConsoleTest {

    private static final String LINE = "/dev/ttyUSB0";

    private final InMemoryLines lines = new InMemoryLines();
    private final LoopbackTransport transport = new LoopbackTransport();
    private final HandlerBench bench = new HandlerBench();
    private final List<Thing> things = new ArrayList<>();
    private final MeterkitConsole meterkit = new MeterkitConsole(lines.service(), transport.datagrams(), registry());
    private final Printed printed = new Printed();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        bench.close();
        lines.close();
        transport.close();
    }

    /** A registry with our things; nothing but looking one up is asked of it. */
    private ThingRegistry registry() {
        return (ThingRegistry) Proxy.newProxyInstance(
                ThingRegistry.class.getClassLoader(),
                new Class<?>[] {ThingRegistry.class},
                (proxy, method, arguments) -> things.stream()
                        .filter(thing ->
                                method.getName().equals("get") && thing.getUID().equals(arguments[0]))
                        .findFirst()
                        .map(bench::thing)
                        .orElse(null));
    }

    private List<String> run(String... words) {
        meterkit.execute(words, printed);
        List<String> all = new ArrayList<>();
        printed.lines.drainTo(all);
        return all;
    }

    /** Runs on a thread of its own until interrupted, as Ctrl-C does. */
    private Thread start(String... words) {
        Thread thread = new Thread(() -> meterkit.execute(words, printed), "meterkit-test-console");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void interrupt(Thread thread) throws InterruptedException {
        thread.interrupt();
        thread.join(20_000);
        assertFalse(thread.isAlive());
    }

    private void lease() throws LineHeldException {
        lines.peer(LINE);
        CompletableFuture<Boolean> opened = new CompletableFuture<>();
        lines.service()
                .lease(
                        new LineRequest(
                                LineAddress.parse(LINE),
                                SerialSettings.parse("9600-7E1"),
                                Duration.ZERO,
                                "p1:meter:home"),
                        new LineListener() {
                            @Override
                            public void opened() {
                                opened.complete(true);
                            }

                            @Override
                            public void failed(LineFault fault) {
                                opened.complete(false);
                            }
                        });
        assertTrue(opened.orTimeout(20, TimeUnit.SECONDS).join());
    }

    @Test
    void printsItsUsageWhenAskedForNothingOrForWhatThereIsNot() {
        List<String> usage = run();
        assertEquals(4, usage.size());
        assertTrue(usage.get(0).startsWith("Usage: meterkit lines - "), usage::toString);
        assertTrue(usage.get(1).startsWith("Usage: meterkit tap <line|udp:port> [file] [seconds] - "), usage::toString);
        List<String> unknown = run("frobnicate");
        assertEquals("There is no command 'frobnicate'.", unknown.get(0));
        assertEquals(usage, unknown.subList(1, unknown.size()));
    }

    @Test
    void runsTheCommandsOfBindings() throws ReflectiveOperationException {
        MeterkitCommand obis = new MeterkitCommand() {
            @Override
            public String name() {
                return "obis";
            }

            @Override
            public String arguments() {
                return "<thing>";
            }

            @Override
            public String description() {
                return "lists what a meter sends";
            }

            @Override
            public void execute(List<String> arguments, Console console) {
                console.println("obis of " + arguments);
            }
        };
        // as the component runtime injects it
        Field others = MeterkitConsole.class.getDeclaredField("others");
        others.setAccessible(true);
        others.set(meterkit, List.of(obis));
        assertEquals(List.of("obis of [p1:meter:home]"), run("obis", "p1:meter:home"));
        assertTrue(meterkit.getUsages().contains("meterkit obis <thing> - lists what a meter sends"));
    }

    @Test
    void listsLinesAndPorts() throws Exception {
        assertEquals(List.of("No line is in use."), run("lines"));
        lease();
        CompletableFuture<Datagram> received = new CompletableFuture<>();
        try (DatagramLease port = listen(received)) {
            List<String> all = run("lines");
            assertEquals(LINE + " 9600 7E1 open, held by p1:meter:home", all.get(0));
            assertTrue(
                    all.get(1).startsWith("    received 0 bytes in 0 pieces, last never; sent 0 bytes;"),
                    all::toString);
            assertEquals("udp:" + port.port() + " open, held by enistic:controller:1", all.get(2));
        }
    }

    @Test
    void saysWhyALineIsClosed() throws Exception {
        CompletableFuture<LineFault> failed = new CompletableFuture<>();
        lines.service()
                .lease(
                        new LineRequest(
                                LineAddress.parse("/dev/nowhere"),
                                SerialSettings.parse("9600-8N1"),
                                Duration.ZERO,
                                "p1:meter:home"),
                        new LineListener() {
                            @Override
                            public void failed(LineFault fault) {
                                failed.complete(fault);
                            }
                        });
        failed.orTimeout(20, TimeUnit.SECONDS).join();
        List<String> all = run("lines");
        assertEquals("/dev/nowhere 9600 8N1 closed, held by p1:meter:home", all.get(0));
        assertEquals("    Port /dev/nowhere does not exist.", all.get(2));
    }

    private DatagramLease listen(CompletableFuture<Datagram> received) {
        CompletableFuture<Boolean> bound = new CompletableFuture<>();
        DatagramLease lease = transport.datagrams().listen(0, "enistic:controller:1", new DatagramListener() {
            @Override
            public void opened() {
                bound.complete(true);
            }

            @Override
            public void received(Datagram datagram) {
                received.complete(datagram);
            }
        });
        assertTrue(bound.orTimeout(20, TimeUnit.SECONDS).join());
        return lease;
    }

    @Test
    void printsTheTrafficOfALineUntilInterrupted() throws Exception {
        lease();
        Thread tap = start("tap", LINE, "600");
        printed.await(line -> line.equals("The traffic of " + LINE + " for 600 s:"));
        lines.peer(LINE).send("/ISk5\r\n");
        String line = printed.await(text -> text.contains(" < "));
        assertTrue(line.endsWith("Z < 2f 49 53 6b 35 0d 0a  /ISk5.."), line);
        interrupt(tap);
    }

    @Test
    void printsTheTrafficOfAPort() throws Exception {
        CompletableFuture<Datagram> received = new CompletableFuture<>();
        try (DatagramLease port = listen(received);
                DatagramLease sender = listen(new CompletableFuture<>())) {
            Thread tap = start("tap", "udp:" + port.port());
            printed.await(line -> line.equals("The traffic of udp:" + port.port() + " for 30 s:"));
            sender.send(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port.port()),
                    "AB".getBytes(StandardCharsets.US_ASCII));
            String line = printed.await(text -> text.contains(" < "));
            assertTrue(line.endsWith(" < @127.0.0.1:" + sender.port() + " 41 42  AB"), line);
            interrupt(tap);
        }
    }

    @Test
    void endsByItself() throws Exception {
        lease();
        assertEquals(List.of("The traffic of " + LINE + " for 1 s:", "That was all."), run("tap", LINE, "1"));
    }

    @Test
    void writesTheTrafficToAFileAndPrintsThat() throws Exception {
        lease();
        Path file = folder.resolve("home.mkcap");
        Thread tap = start("tap", LINE, file.toString(), "600");
        printed.await(line -> line.equals("The traffic of " + LINE + " goes to " + file + " for 600 s."));
        lines.peer(LINE).send("/ISk5\r\n");
        bench.await("the capture", () -> Optional.of(content(file)).filter(text -> text.contains("2f 49 53 6b 35")));
        interrupt(tap);

        List<String> all = run("replay", file.toString());
        assertEquals(LINE + " 9600 7E1", all.get(0));
        assertTrue(all.get(all.size() - 1).endsWith(" < 2f 49 53 6b 35 0d 0a  /ISk5.."), all::toString);
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void doesNotShowSecretsOfACapture() throws Exception {
        Path file = Files.writeString(
                folder.resolve("secret.mkcap"), "# Meterkit capture 1\n0.000001 ! opened\n0.5 > ** ** **\n");
        assertEquals(
                List.of("1970-01-01T00:00:00.000001Z ! opened", "1970-01-01T00:00:00.500Z > secret 3 bytes"),
                run("replay", file.toString()));
    }

    @Test
    void printsAThingsLastReading() {
        ChannelTable<String> table = ChannelTable.<String>builder()
                .value("power", text -> new QuantityType<>(text))
                .counter(
                        "energy-import",
                        text -> text.equals("2 W") ? new QuantityType<>("9e9 kWh") : new QuantityType<>("7 kWh"))
                .build();
        ThingType type = bench.type(new ThingTypeUID("test", "meter"), table.channels());
        Thing thing = bench.thing(type, "home", Map.of());
        things.add(thing);
        MeterThingHandler handler = new MeterThingHandler(thing, type, bench.memories()) {
            @Override
            protected void open() {
                startPublisher(
                        new MeterPublisher.Settings(
                                Duration.ofMinutes(1), Duration.ZERO, GuardSettings.DEFAULT, silence -> "Silence."),
                        table);
            }

            @Override
            protected void close() {}
        };
        assertEquals(
                "It is not read by Meterkit.", run("read", "test:meter:home").get(1));
        bench.start(handler);
        handler.publisher().orElseThrow().publish(table, "1 W", Moment.now());
        handler.publisher().orElseThrow().publish(table, "2 W", Moment.now());
        List<String> all = run("read", "test:meter:home");
        assertEquals("test:meter:home is ONLINE", all.get(0));
        assertEquals("power = 2 W\nenergy-import = 7 kWh", all.get(1));
        assertEquals("1 impossible counter values were held back.", all.get(2));
        handler.dispose();
        assertEquals("It reads nothing now.", run("read", "test:meter:home").get(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tap | A line or UDP port is expected, then perhaps a file and seconds.",
                "tap a b c d | A line or UDP port is expected, then perhaps a file and seconds.",
                "tap udp:99999 | '99999' is not a UDP port from 1 to 65535.",
                "tap udp:x 5 | 'x' is not a UDP port from 1 to 65535.",
                "tap /dev/ttyUSB0 0 | '0' is not a number of seconds from 1 to 86400.",
                "tap /dev/ttyUSB0 f 10s | '10s' is not a number of seconds from 1 to 86400.",
                "tap /dev/ttyUSB0 99999999999999 | '99999999999999' is not a number of seconds from 1 to 86400.",
                "tap tcp://host | 'tcp://host' lacks a host or a port between 1 and 65535. Expected tcp://host:port.",
                "tap /dev/ttyUSB0 /no/such/folder/f | The file '/no/such/folder/f' cannot be written: /no/such/folder/f",
                "read | One thing is expected, by its UID.",
                "read meter | 'meter' is not the UID of a thing, such as p1:meter:home.",
                "read p1:meter:home | There is no thing 'p1:meter:home'.",
                "replay | One capture file is expected.",
                "replay /no/such/file | There is no file '/no/such/file'."
            })
    void answersWrongInputWithASentence(String words, String sentence) {
        List<String> all = run(words.split(" "));
        assertEquals(sentence, all.get(0));
        assertTrue(all.get(1).startsWith("Usage: meterkit " + words.split(" ")[0] + " "), all::toString);
        assertEquals(2, all.size());
    }

    @Test
    void saysWhatIsWrongWithACapture() throws Exception {
        Path file = Files.writeString(folder.resolve("broken.mkcap"), "0.5 < 41\n0.6 < 4x\n");
        List<String> all = run("replay", file.toString());
        assertTrue(all.get(0).endsWith(" < 41  A"), all::toString);
        assertEquals(
                "The capture '" + file + "' cannot be read: Line 2: the bytes must be pairs of hexadecimal digits.",
                all.get(1));
    }

    private static final class Printed implements Console {

        final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

        String await(Predicate<String> wanted) throws InterruptedException {
            String line;
            do {
                line = lines.poll(20, TimeUnit.SECONDS);
                assertNotNull(line, "nothing printed in time");
            } while (!wanted.test(line));
            return line;
        }

        @Override
        public void print(@Nullable String text) {
            lines.add(String.valueOf(text));
        }

        @Override
        public void println(@Nullable String text) {
            lines.add(String.valueOf(text));
        }

        @Override
        public void printUsage(@Nullable String text) {
            lines.add("Usage: " + text);
        }
    }
}
