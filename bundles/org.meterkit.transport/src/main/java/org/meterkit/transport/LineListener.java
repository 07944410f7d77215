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
 * Hears what happens on a leased line. Calls for one lease come one at a time, from a thread of the line, and must not block: while
 * a listener computes, the line is not read. Nothing is called after {@link Lease#close} has returned, except a call that had
 * begun before.
 */
public interface LineListener {

    /** The line is open: for the first time, or again after a fault. */
    default void opened() {}

    /**
     * Bytes arrived that no exchange was waiting for.
     *
     * @param data the bytes, at least one, the listener's to keep
     * @param at when they were read
     */
    default void received(byte[] data, Moment at) {}

    /** The line could not be opened, or was lost. Reported once per outage and again when the kind of fault changes. */
    default void failed(LineFault fault) {}
}
