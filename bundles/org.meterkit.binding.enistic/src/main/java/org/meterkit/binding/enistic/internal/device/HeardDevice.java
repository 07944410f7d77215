/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.enistic.internal.device;

import org.meterkit.transport.Moment;

/**
 * A socket or meter that has been heard through a controller.
 *
 * @param serial its serial number, 16 hex digits
 * @param first when it was heard first
 * @param highestChannel the highest channel of its readings so far; sockets have the first only
 */
public record HeardDevice(String serial, Moment first, int highestChannel) {}
