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

/** A line is leased already with other settings. The message is a sentence that names the holder and its settings. */
public final class LineHeldException extends Exception {

    private static final long serialVersionUID = 1L;

    public LineHeldException(String sentence) {
        super(sentence);
    }
}
