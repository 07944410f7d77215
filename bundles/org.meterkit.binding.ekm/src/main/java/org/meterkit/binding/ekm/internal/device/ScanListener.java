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

/** Hears of a scan. Calls come one at a time, mostly from the line's exchange thread, and must not block. */
public interface ScanListener {

    /** A meter answered; told once of each. */
    void found(OmnimeterReading meter);

    /** How far it is, after the wildcards and every few seconds. */
    void progress(String sentence);

    /** The scan has ended, was stopped or failed; the last call. */
    void finished(String sentence);
}
