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

/** Hears the datagrams of a port. Calls come one at a time from the port's thread and must not block. */
public interface DatagramListener {

    /** The port is bound: for the first time, or again after a fault. */
    default void opened() {}

    /** A datagram arrived. */
    void received(Datagram datagram);

    /** The port could not be bound, or was lost. Reported once per outage and again when the kind of fault changes. */
    default void failed(LineFault fault) {}
}
