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

import java.io.IOException;

/**
 * A conversation with a device over a line: writes, reads, decides, returns a result.
 *
 * @param <T> the result's type
 */
@FunctionalInterface
public interface Exchange<T> {

    /**
     * Holds the conversation. Runs on the line's exchange thread and may block in {@link Wire} calls only.
     *
     * @throws IOException when the line is lost or the device does not answer as it should; the message is a sentence
     * @throws InterruptedException when the deadline passed or the lease was closed
     */
    T run(Wire wire) throws IOException, InterruptedException;
}
