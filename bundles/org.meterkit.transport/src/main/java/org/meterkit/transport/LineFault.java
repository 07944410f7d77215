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

/**
 * Why a line or a datagram port does not work just now. The transport goes on trying; a fault is reported once per outage, and
 * again when its kind changes.
 *
 * @param kind what happened, for decisions
 * @param sentence what happened, for the user: one or two complete sentences that name the port or host and what to do
 */
public record LineFault(Kind kind, String sentence) {

    /** What happened. */
    public enum Kind {
        /** The serial port or capture file does not exist (now). */
        NO_SUCH_PORT,
        /** The process may not open the port. */
        NO_PERMISSION,
        /** Another program holds the port. */
        BUSY,
        /** The peer refuses connections. */
        REFUSED,
        /** The host is unknown or cannot be reached. */
        UNREACHABLE,
        /** An open line was lost: unplugged, hung up, reset, end of stream. */
        LOST,
        /** An open line delivered nothing for the lease's idle limit and was closed to be opened anew. */
        SILENT,
        /** This kind of line does not work on this platform, or the server of an RFC 2217 line does not do its part. */
        UNSUPPORTED,
        /** Anything else that the operating system reports. */
        FAILED
    }
}
