/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.transport;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.BiFunction;

/** The grammar of {@link LineAddress#parse}. */
final class LineAddressParser {

    private static final String EXPECTED =
            "Expected a serial port such as /dev/ttyUSB0 or COM3, tcp://host:port, rfc2217://host:port, or"
                    + " replay:/path/file.mkcap.";

    private LineAddressParser() {}

    static LineAddress parse(String text) {
        String address = text.strip();
        if (address.isEmpty()) {
            throw new IllegalArgumentException("The line address is empty. " + EXPECTED);
        }
        String lower = address.toLowerCase(Locale.ROOT);
        if (lower.startsWith("replay:")) {
            return replay(address);
        }
        if (lower.startsWith("tcp:")) {
            return network(address, LineAddress.Tcp::new);
        }
        if (lower.startsWith("rfc2217:")) {
            return network(address, LineAddress.Rfc2217::new);
        }
        if (address.contains("://")) {
            throw new IllegalArgumentException("'" + address + "' is not a line address. " + EXPECTED);
        }
        return new LineAddress.Serial(address);
    }

    private static LineAddress network(String address, BiFunction<String, Integer, LineAddress> kind) {
        try {
            URI uri = new URI(address);
            String host = uri.getHost();
            if (host != null
                    && uri.getPort() >= 1
                    && uri.getPort() <= 65535
                    && uri.getPath().isEmpty()) {
                String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
                return kind.apply(bare.toLowerCase(Locale.ROOT), uri.getPort());
            }
        } catch (URISyntaxException e) {
            // answered below, together with the other ways to be wrong
        }
        String scheme = address.substring(0, address.indexOf(':'));
        throw new IllegalArgumentException(
                "'" + address + "' lacks a host or a port between 1 and 65535. Expected " + scheme + "://host:port.");
    }

    private static LineAddress replay(String address) {
        String rest = address.substring("replay:".length());
        double speed = 1;
        int query = rest.indexOf("?speed=");
        if (query >= 0) {
            String factor = rest.substring(query + "?speed=".length());
            try {
                speed = Double.parseDouble(factor);
            } catch (NumberFormatException e) {
                speed = -1;
            }
            if (!(speed >= 0 && speed <= 1_000_000)) {
                throw new IllegalArgumentException(
                        "The replay speed must be a number from 0 up, not '" + factor + "'.");
            }
            rest = rest.substring(0, query);
        }
        try {
            if (!rest.isBlank()) {
                return new LineAddress.Replay(Path.of(rest), speed);
            }
        } catch (InvalidPathException e) {
            // answered below
        }
        throw new IllegalArgumentException(
                "'" + address + "' names no capture file. Expected replay:/path/file.mkcap.");
    }
}
