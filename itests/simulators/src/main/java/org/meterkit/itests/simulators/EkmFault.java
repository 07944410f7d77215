/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.itests.simulators;

/** What an {@link EkmSimulator} does wrong with the next answers of a reading or a table. */
public enum EkmFault {
    /** Does not answer; neither to a password or a setting. */
    SILENCE,
    /** One byte of the answer has a wrong bit. */
    CORRUPT,
    /** The answer ends after 100 bytes. */
    TRUNCATED,
    /** The answer comes twice. */
    DOUBLED,
    /** The answer comes after the host has given up waiting. */
    LATE,
    /** The answer is that of another meter, with a good CRC. */
    WRONG_METER,
    /** The answer is of the other type (A or B), with a good CRC. */
    WRONG_TYPE
}
