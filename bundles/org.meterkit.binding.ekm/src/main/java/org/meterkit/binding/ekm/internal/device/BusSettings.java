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
import org.meterkit.transport.LineAddress;

/**
 * A line and how to talk on it.
 *
 * @param line where the meters are
 * @param baudRate of a serial line; 7E1 is given
 * @param pollInterval how often every meter is asked
 * @param responseTimeout how long a meter may take until its first byte
 * @param retries how often a failed request is repeated
 * @param holder who uses the line, for people
 */
public record BusSettings(
        LineAddress line, int baudRate, Duration pollInterval, Duration responseTimeout, int retries, String holder) {}
