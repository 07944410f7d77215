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

/** What a {@link MepSimulator} does instead of answering as it should. */
public enum MepFault {
    NONE,
    /** Status 500 with a page of HTML. */
    SERVER_ERROR,
    /** Status 200 with a page of HTML, as another device at this address would send. */
    NOT_JSON,
    /** An array instead of an object. */
    ARRAY,
    /** The answer ends in the middle, as after a reset of the module. */
    CUT_OFF,
    /** Takes the request and says nothing until the client gives up. */
    SILENT,
    /** Sends the answer's first byte and then blanks, one a moment, for ever. */
    ENDLESS,
    /** Ten million bytes of an otherwise good answer. */
    HUGE,
    /** A hundred thousand arrays, one in the other. */
    DEEPLY_NESTED,
    /** Status 302 to a path of the module that {@link MepSimulator#strayRequests} counts. */
    REDIRECT
}
