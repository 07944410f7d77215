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

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Runs a simulated meter from the command line until it is interrupted. */
public final class SimulatorCli {

    private static final String USAGE = """
            Usage: enistic [--target HOST:PORT] [--command-port N]
                   p1 [--pty LINK | --tcp PORT] [--version 5|4|2|be]""";

    private SimulatorCli() {}

    /** Exits with 2 when the arguments make no sense, with 1 when the meter cannot be simulated here. */
    public static void main(String[] arguments) throws InterruptedException {
        try {
            AutoCloseable meter = start(List.of(arguments), System.out);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(meter), "meterkit-shutdown"));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.println(USAGE);
            System.exit(2);
        } catch (IOException | UnsupportedOperationException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
        new CountDownLatch(1).await();
    }

    /**
     * Starts the meter that the arguments describe, and prints where it is found.
     *
     * @throws IllegalArgumentException if the arguments make no sense
     * @throws IOException if a port or pseudo-terminal cannot be had
     */
    static AutoCloseable start(List<String> arguments, PrintStream out) throws IOException {
        Deque<String> rest = new ArrayDeque<>(arguments);
        if (rest.isEmpty()) {
            throw new IllegalArgumentException("Which meter: enistic or p1?");
        }
        String meter = rest.remove();
        return switch (meter) {
            case "enistic" -> enistic(rest, out);
            case "p1" -> p1(rest, out);
            default -> throw new IllegalArgumentException("There is no simulated meter \"" + meter + "\".");
        };
    }

    private static AutoCloseable enistic(Deque<String> arguments, PrintStream out) throws IOException {
        EnisticSimulator.Builder builder = EnisticSimulator.demo();
        InetSocketAddress target = new InetSocketAddress(InetAddress.getLoopbackAddress(), EnisticSimulator.EVENT_PORT);
        while (!arguments.isEmpty()) {
            String option = arguments.remove();
            switch (option) {
                case "--target" -> target = hostAndPort(value(option, arguments));
                case "--command-port" -> builder.commandPort(port(value(option, arguments)));
                default -> throw unknown(option);
            }
        }
        if (!target.getAddress().isLoopbackAddress()) {
            builder.address(new InetSocketAddress(0).getAddress());
        }
        EnisticSimulator controller = builder.target(target).start();
        out.printf(
                "Enistic controller %s sends to %s:%d (UDP) and takes commands on port %d.%n",
                controller.serial(),
                target.getAddress().getHostAddress(),
                target.getPort(),
                controller.commandAddress().getPort());
        return controller;
    }

    private static AutoCloseable p1(Deque<String> arguments, PrintStream out) throws IOException {
        P1Version version = P1Version.DSMR5;
        Path link = null;
        Integer tcpPort = null;
        while (!arguments.isEmpty()) {
            String option = arguments.remove();
            switch (option) {
                case "--version" -> version = version(value(option, arguments));
                case "--pty" -> link = Path.of(value(option, arguments));
                case "--tcp" -> tcpPort = port(value(option, arguments));
                default -> throw unknown(option);
            }
        }
        if (link != null && tcpPort != null) {
            throw new IllegalArgumentException("The meter is either on a pseudo-terminal or on TCP, not on both.");
        }
        P1Simulator meter = P1Simulator.builder().version(version).wander(1).build();
        AutoCloseable port;
        P1Feed feed;
        String address;
        if (tcpPort != null) {
            TcpServer server = TcpServer.open(tcpPort);
            port = server;
            feed = P1Feed.to(server, meter);
            address = "tcp://127.0.0.1:" + server.port();
        } else {
            PseudoTerminal terminal = link == null ? PseudoTerminal.open() : PseudoTerminal.open(link);
            port = terminal;
            feed = P1Feed.to(terminal, meter);
            if (version == P1Version.DSMR2) {
                feed.evenParity();
            }
            address = terminal + " at " + version.serialSettings();
        }
        feed.start();
        out.printf("P1 meter %s (%s) on %s%n", meter.equipmentId(), version.label(), address);
        return () -> {
            feed.close();
            port.close();
        };
    }

    private static P1Version version(String text) {
        return switch (text) {
            case "5" -> P1Version.DSMR5;
            case "4" -> P1Version.DSMR4;
            case "2" -> P1Version.DSMR2;
            case "be" -> P1Version.BELGIUM;
            default -> throw new IllegalArgumentException("The version is 5, 4, 2 or be, not \"" + text + "\".");
        };
    }

    private static InetSocketAddress hostAndPort(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("\"" + text + "\" is not of the form HOST:PORT.");
        }
        InetSocketAddress address = new InetSocketAddress(text.substring(0, colon), port(text.substring(colon + 1)));
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("There is no host " + address.getHostString() + ".");
        }
        return address;
    }

    private static int port(String text) {
        if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= 65535) {
            return Integer.parseInt(text);
        }
        throw new IllegalArgumentException("\"" + text + "\" is not a port (0 to 65535).");
    }

    private static String value(String option, Deque<String> arguments) {
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException("A value is missing after " + option + ".");
        }
        return arguments.remove();
    }

    private static IllegalArgumentException unknown(String option) {
        return new IllegalArgumentException("There is no option \"" + option + "\" for this meter.");
    }

    private static void close(AutoCloseable meter) {
        try {
            meter.close();
        } catch (Exception e) {
            System.err.println(e.getMessage());
        }
    }
}
