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
 * One piece of raw traffic, or one event of the line.
 *
 * @param at when
 * @param direction which way, or an event
 * @param peer the other end where it varies, {@code 192.168.1.9:53004}; empty on lines
 * @param data the bytes; empty for events; zeros of the same number for secrets
 * @param note the event's text, or {@code secret}; else empty
 */
public record WireRecord(Moment at, Direction direction, String peer, byte[] data, String note) {

    /** Which way a piece of traffic went. */
    public enum Direction {
        IN,
        OUT,
        /** Opened, lost, reopened. */
        EVENT
    }
}
