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

import java.util.Locale;
import org.meterkit.transport.LineFault.Kind;

/** What the error codes mean that jSerialComm passes on from the operating system: errno, or Windows' system error codes. */
final class SerialErrors {

    private static final boolean WINDOWS =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("win");

    private SerialErrors() {}

    static Kind kind(int code) {
        return WINDOWS ? windows(code) : posix(code);
    }

    static Kind posix(int code) {
        return switch (code) {
            // ENXIO, ENODEV, EIO (a terminal whose other end is gone), EISDIR, ENOTTY
            case 6, 19, 5, 21, 25 -> Kind.NO_SUCH_PORT;
            // EPERM, EACCES, EROFS
            case 1, 13, 30 -> Kind.NO_PERMISSION;
            // EAGAIN (flock of another process), EBUSY (TIOCEXCL); 2 is jSerialComm's own for a port open in this
            // process
            case 11, 16, 2 -> Kind.BUSY;
            default -> Kind.FAILED;
        };
    }

    static Kind windows(int code) {
        return switch (code) {
            // ERROR_FILE_NOT_FOUND, ERROR_PATH_NOT_FOUND, ERROR_GEN_FAILURE, ERROR_DEVICE_NOT_CONNECTED
            case 2, 3, 31, 1167 -> Kind.NO_SUCH_PORT;
            // ERROR_ACCESS_DENIED is what a second open gets, ERROR_SHARING_VIOLATION, ERROR_BUSY
            case 5, 32, 170 -> Kind.BUSY;
            default -> Kind.FAILED;
        };
    }

    /** The file is there and is no terminal: EISDIR, ENOTTY. */
    static boolean isNoTerminal(int code) {
        return !WINDOWS && (code == 21 || code == 25);
    }

    /** EINVAL. */
    static boolean isInvalidArgument(int code) {
        return !WINDOWS && code == 22;
    }
}
