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

import org.meterkit.binding.ekm.internal.protocol.OmnimeterReading;
import org.meterkit.transport.Moment;

/** Hears of one meter. Calls come one at a time from the line's exchange thread and must not block. */
public interface MeterListener {

    /** All that the meter told in one poll or after a setting. */
    void reading(OmnimeterReading reading, Moment at);

    /** The meter could not be read this time; the sentence says why. It is asked again, ever less often. */
    void failed(String sentence);
}
