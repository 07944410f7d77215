/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.ekm.internal.device;

import java.time.Duration;
import org.meterkit.transport.LineFault;

/** Hears of a bus as a whole. Calls come one at a time from threads of the line or the scheduler and must not block. */
public interface BusListener {

    /** The line is open. */
    void opened();

    /** The line is not open any more, or could not be opened. */
    void failed(LineFault fault);

    /**
     * All meters that were due have been asked.
     *
     * @param time how long that took
     * @param damaged how many answers in all could not be used
     * @param timeouts how many requests in all were not answered
     */
    void cycle(Duration time, long damaged, long timeouts);
}
