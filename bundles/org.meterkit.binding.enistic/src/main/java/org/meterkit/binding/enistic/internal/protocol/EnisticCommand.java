/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.enistic.internal.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * The command that switches a socket.
 *
 * @param controller the controller's serial number, 12 hex digits
 * @param digit 0 or 1; which of them switches on is what the vendor's page contradicts itself about
 * @param socket the socket's serial number, 16 hex digits
 */
public record EnisticCommand(String controller, int digit, String socket) {

    /** As sent: {@code <controller>,<digit>,<socket>;}. */
    public byte[] encode() {
        return (controller + ',' + digit + ',' + socket + ';').getBytes(US_ASCII);
    }
}
