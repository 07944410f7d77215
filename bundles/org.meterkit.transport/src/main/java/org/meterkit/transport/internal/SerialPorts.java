/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.transport.internal;

import com.fazecast.jSerialComm.SerialPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.transport.LineFault;
import org.meterkit.transport.PortInfo;

/** The serial ports of this machine: what there is, and which are open here under which name. Thread-safe. */
final class SerialPorts {

    private static final Path STABLE_NAMES = Path.of("/dev/serial/by-id");

    // What jSerialComm's static initialiser accepts; on anything else it ends the whole process.
    private static final List<String> SYSTEMS =
            List.of("win", "mac", "sunos", "solaris", "freebsd", "openbsd", "nix", "nux");

    private final Map<String, String> inUse = new ConcurrentHashMap<>();

    /**
     * To be called before any use of jSerialComm.
     *
     * @throws FaultException where there are no serial ports for us
     */
    void prepare() throws FaultException {
        String system = System.getProperty("os.name", "");
        if (!supports(system)) {
            throw FaultException.lasting(
                    LineFault.Kind.UNSUPPORTED, "Serial ports are not supported on " + system + ".");
        }
        // Otherwise the native library fails to load for the third class loader in one run: when this family has been
        // reinstalled twice.
        if (System.getProperty("jSerialComm.library.randomizeNativeName") == null) {
            System.setProperty("jSerialComm.library.randomizeNativeName", "true");
        }
    }

    static boolean supports(String system) {
        String lower = system.toLowerCase(Locale.ROOT);
        return SYSTEMS.stream().anyMatch(lower::contains);
    }

    /**
     * Notes that a device is about to be opened.
     *
     * @param device from {@link #device}
     * @param name the address it is opened by
     * @return the address it is open by already; null when it was free and is now taken
     */
    @Nullable
    String take(String device, String name) {
        return inUse.putIfAbsent(device, name);
    }

    void giveBack(String device) {
        inUse.remove(device);
    }

    /** The device behind a path, links followed; the path itself where there is none. */
    static String device(String path) {
        try {
            return Path.of(path).toRealPath().toString();
        } catch (IOException | InvalidPathException e) {
            return path;
        }
    }

    List<PortInfo> list() {
        try {
            prepare();
        } catch (FaultException e) {
            return List.of();
        }
        Map<String, String> stable = stableNames(STABLE_NAMES);
        List<PortInfo> ports = new ArrayList<>();
        for (SerialPort port : SerialPort.getCommPorts()) {
            String device = port.getSystemPortPath();
            String name = device.startsWith("\\\\.\\") ? device.substring(4) : device;
            ports.add(new PortInfo(
                    stable.getOrDefault(device(name), name), name, description(port.getDescriptivePortName()), ""));
        }
        ports.sort(Comparator.comparing((PortInfo port) -> port.address().equals(port.device()))
                .thenComparing(PortInfo::address));
        return List.copyOf(ports);
    }

    private static String description(@Nullable String text) {
        return text == null || text.startsWith("User-Specified") ? "" : text;
    }

    /** The links in a directory by the devices they lead to; where several lead to one, the first by name. */
    static Map<String, String> stableNames(Path directory) {
        Map<String, String> names = new HashMap<>();
        try (Stream<Path> links = Files.list(directory)) {
            links.sorted().forEach(link -> names.putIfAbsent(device(link.toString()), link.toString()));
        } catch (IOException e) {
            // no such directory: no stable names
        }
        return names;
    }
}
