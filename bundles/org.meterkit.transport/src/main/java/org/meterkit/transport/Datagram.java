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

import java.net.InetSocketAddress;

/**
 * A received UDP datagram.
 *
 * @param source the sender's address and port
 * @param payload its bytes; shared by all listeners of the port: not to be changed
 * @param at when it was received
 */
public record Datagram(InetSocketAddress source, byte[] payload, Moment at) {}
