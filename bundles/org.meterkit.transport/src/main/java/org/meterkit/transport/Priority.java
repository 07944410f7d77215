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

/** Which queued exchange goes first. */
public enum Priority {
    /** A user waits for it. */
    COMMAND,
    /** The regular reading. */
    POLL,
    /** Looking for devices; fills the gaps. */
    SCAN
}
