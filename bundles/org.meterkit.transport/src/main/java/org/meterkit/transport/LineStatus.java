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

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A line or datagram port as it is now, with what it counted since its first lease.
 *
 * @param address the line's address; {@code udp:53005} for a datagram port
 * @param settings {@code 115200 8N1}; empty where serial settings mean nothing
 * @param holders who leases it
 * @param open whether it is open
 * @param fault why not, while it is not
 * @param bytesIn bytes received
 * @param bytesOut bytes sent
 * @param framesIn pieces received: reads of a line, datagrams of a port
 * @param errors faults
 * @param reopens successful openings after the first one
 * @param lastReceived when something was last received
 */
public record LineStatus(
        String address,
        String settings,
        List<String> holders,
        boolean open,
        Optional<LineFault> fault,
        long bytesIn,
        long bytesOut,
        long framesIn,
        long errors,
        long reopens,
        Optional<Instant> lastReceived) {}
