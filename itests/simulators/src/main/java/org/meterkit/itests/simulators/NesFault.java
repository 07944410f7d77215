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

/** What a {@link NesSimulator} does wrong with the next answers. */
public enum NesFault {
    /** Neither acknowledges nor answers. */
    SILENCE,
    /** Acknowledges and never answers. */
    NO_ANSWER,
    /** One byte in the middle of the answer is lost, as 83334-3I meters lose some. */
    LOST_BYTE,
    /** The start byte of the answer is lost. */
    ORPHAN,
    /** One bit of the answer is wrong. */
    WRONG_CRC,
    /** Asks for a repetition of a request that was good. */
    NAK,
    /** Sends the whole answer twice, as a meter does that missed the acknowledgement. */
    TWICE,
    /** Sends a few bytes of the MEP port's talk before the answer. */
    CHATTER,
    /** The answer announces 60,000 bytes. */
    OVERSIZED,
    /** The checksum over a table's data is wrong, the frame's own is right. */
    WRONG_TABLE_CHECKSUM,
    /** Answers with fewer bytes of a table than were asked for. */
    OTHER_LENGTH,
    /** Says that it is busy (code 06). */
    BUSY,
    /** Answers with a code that no standard knows. */
    UNKNOWN_CODE,
    /** Ends the session and says that the sequence of services was wrong (code 0A). */
    FORGOTTEN_SESSION
}
