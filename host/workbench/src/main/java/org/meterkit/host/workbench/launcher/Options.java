/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.host.workbench.launcher;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * What the command line asks for.
 *
 * @param simulate whether simulated meters run beside the workbench
 * @param address where it listens
 * @param port TCP port, 0 for any free one
 * @param data folder that keeps things, items and links
 * @param things a JSON array of things to create where they are absent
 */
record Options(boolean simulate, InetAddress address, int port, Path data, Optional<Path> things) {

    private static final int DEFAULT_PORT = 8180;
    private static final int LAST_PORT = 65535;

    static Options parse(List<String> arguments) throws UsageException {
        boolean simulate = true;
        InetAddress address = InetAddress.getLoopbackAddress();
        int port = DEFAULT_PORT;
        Path data = Path.of("data");
        Optional<Path> things = Optional.empty();
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String option = rest.next();
            switch (option) {
                case "--no-simulate" -> simulate = false;
                case "--http" -> port = port(value(option, rest));
                case "--listen" -> address = address(value(option, rest));
                case "--data" -> data = Path.of(value(option, rest));
                case "--things" -> things = Optional.of(Path.of(value(option, rest)));
                default -> throw new UsageException("Unknown option '" + option + "'; try --help.");
            }
        }
        return new Options(simulate, address, port, data.toAbsolutePath().normalize(), things);
    }

    private static String value(String option, Iterator<String> rest) throws UsageException {
        if (!rest.hasNext()) {
            throw new UsageException("Option " + option + " needs a value; try --help.");
        }
        return rest.next();
    }

    private static int port(String text) throws UsageException {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= LAST_PORT) {
                return port;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new UsageException("Option --http expects a port from 0 to 65535, not '" + text + "'.");
    }

    private static InetAddress address(String text) throws UsageException {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new UsageException("Option --listen expects an address of this machine, not '" + text + "'.");
        }
    }
}
