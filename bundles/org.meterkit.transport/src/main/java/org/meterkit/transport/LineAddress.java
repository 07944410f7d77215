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

import java.nio.file.Path;

/**
 * Where a line is: the text a user types once. Equal addresses are the same line.
 *
 * <ul>
 *   <li>{@code /dev/ttyUSB0}, {@code /dev/serial/by-id/...}, {@code COM3}: a serial port or a pseudo-terminal
 *   <li>{@code tcp://host:port}: a raw TCP connection (ser2net raw, network bridges)
 *   <li>{@code rfc2217://host:port}: a serial port behind a telnet server that takes its settings (RFC 2217: ser2net telnet, esp-link,
 *       serial device servers). Listeners, exchanges, taps and captures see the port's bytes only, nothing of telnet; what arrives
 *       before the port is set up is dropped. A server that is raw, refuses RFC 2217 or sets the port otherwise than it was asked is
 *       {@link LineFault.Kind#UNSUPPORTED}, and tried again; a raw one has been sent three bytes by then
 *   <li>{@code replay:/path/file.mkcap} or {@code replay:/path/file.mkcap?speed=10}: a capture played back, the first piece at once;
 *       {@code speed=0} is as fast as possible. At the end the line is {@link LineFault.Kind#LOST}, and plays again only when all
 *       leases were closed and it is leased anew
 * </ul>
 */
public sealed interface LineAddress {

    /** A serial port by the path the user gave; links are followed anew at each opening. */
    record Serial(String path) implements LineAddress {
        @Override
        public String toString() {
            return path;
        }
    }

    /** A raw TCP peer. */
    record Tcp(String host, int port) implements LineAddress {
        @Override
        public String toString() {
            return "tcp://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        }
    }

    /** A serial port behind an RFC 2217 server. */
    record Rfc2217(String host, int port) implements LineAddress {
        @Override
        public String toString() {
            return "rfc2217://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        }
    }

    /**
     * A capture file played back as if it came from a line.
     *
     * @param speed factor on the original timing; 1 is as recorded, 0 without pauses
     */
    record Replay(Path file, double speed) implements LineAddress {
        @Override
        public String toString() {
            return "replay:" + file + (speed == 1 ? "" : "?speed=" + speed);
        }
    }

    /** Whether serial settings mean something on this kind of line, so that all leases of one must agree on them. */
    default boolean hasSettings() {
        return this instanceof Serial || this instanceof Rfc2217;
    }

    /**
     * Reads an address as typed by a user.
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong and what was expected
     */
    static LineAddress parse(String text) {
        return LineAddressParser.parse(text);
    }
}
