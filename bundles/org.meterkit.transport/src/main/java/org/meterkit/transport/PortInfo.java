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

/**
 * A serial port of this machine.
 *
 * @param address what to lease: {@code /dev/serial/by-id/...} where there is one, else the device's path
 * @param device the device's own path, {@code /dev/ttyUSB0}
 * @param description what the operating system says of it; empty when nothing
 * @param holder who leases it here; empty when nobody does
 */
public record PortInfo(String address, String device, String description, String holder) {}
