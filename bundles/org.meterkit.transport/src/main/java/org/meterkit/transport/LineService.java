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

import java.util.List;

/** Owns all lines of this process. Thread-safe; no call blocks on a port. */
public interface LineService {

    /**
     * Takes a share of a line, which then opens (and reopens after loss, with back-off and jitter) on a thread of its own.
     *
     * @return at once; whether the line could be opened is told to the listener
     * @throws LineHeldException when the line is leased with other serial settings
     */
    Lease lease(LineRequest request, LineListener listener) throws LineHeldException;

    /** The serial ports of this machine, stable names first. Asks the operating system; may take some milliseconds. */
    List<PortInfo> serialPorts();

    /** The lines that are leased now. */
    List<LineStatus> lines();

    /**
     * Lets {@code tap} see the traffic of a line, from now or from when it is leased, until the returned handle is closed.
     *
     * @return closes without an exception, idempotent
     */
    Registration tap(LineAddress address, WireTap tap);
}
