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

import java.time.Duration;

/**
 * What a holder wants of a line.
 *
 * @param address which line
 * @param settings serial settings; all leases of one line must agree on them
 * @param idleLimit how long an open line may deliver nothing before it counts as dead and is opened anew (this is how half-open
 *     TCP connections are found); zero for never. With several leases the longest wins, and zero beats all
 * @param holder who asks, for status texts and the console: a Thing UID or a short name
 */
public record LineRequest(LineAddress address, SerialSettings settings, Duration idleLimit, String holder) {}
