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

import java.nio.charset.StandardCharsets;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.binding.p1.internal.protocol.P1Telegram;
import org.meterkit.metering.Parameters;
import org.meterkit.transport.Broadcast;
import org.meterkit.transport.BroadcastService;

/** Passes a meter's telegrams on to other programs, if that is wished. Thread-safe. */
final class P1Sharing implements AutoCloseable {

    private static final String PORT = "rebroadcastPort";
    private static final String ADDRESS = "rebroadcastAddress";
    private static final String THIS_MACHINE = "127.0.0.1";
    private static final int LAST_PORT = 65_535;

    /**
     * Where other programs may read.
     *
     * @param address local address to listen at
     * @param port local TCP port, 0 for none
     */
    record Settings(String address, int port) {

        /**
         * Reads the parameters.
         *
         * @throws IllegalArgumentException when one is wrong; the message is a sentence that names it
         */
        static Settings of(Parameters parameters) {
            String address = parameters.text(ADDRESS);
            return new Settings(address.isEmpty() ? THIS_MACHINE : address, parameters.integer(PORT, 0, 0, LAST_PORT));
        }
    }

    private final Settings settings;
    private final @Nullable Broadcast broadcast;

    /** Opens the port, if there is to be one. */
    P1Sharing(Settings settings, BroadcastService broadcasts, String holder) {
        this.settings = settings;
        broadcast = settings.port() == 0 ? null : broadcasts.open(settings.address(), settings.port(), holder);
    }

    /** Passes on a telegram, as it was sent. */
    void share(P1Telegram telegram) {
        Broadcast to = broadcast;
        if (to != null) {
            String raw = telegram.raw();
            // the line end after the last line is no part of a telegram; it is as that after the first
            to.offer((raw + lineEnd(raw)).getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private static String lineEnd(String raw) {
        int lineFeed = raw.indexOf('\n');
        return lineFeed > 0 && raw.charAt(lineFeed - 1) != '\r' ? "\n" : "\r\n";
    }

    /** Who reads along, in a sentence. */
    String words() {
        Broadcast to = broadcast;
        if (to == null) {
            return "Telegrams are not passed on.";
        }
        return to.fault()
                .orElseGet(
                        () -> to.readers() + " other readers at " + settings.address() + ":" + settings.port() + ".");
    }

    @Override
    public void close() {
        Broadcast to = broadcast;
        if (to != null) {
            to.close();
        }
    }
}
