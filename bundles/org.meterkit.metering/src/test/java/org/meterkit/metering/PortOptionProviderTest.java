/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.metering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.net.URI;
import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.meterkit.transport.testing.InMemoryLines;
import org.openhab.core.config.core.ParameterOption;

class PortOptionProviderTest {

    private static final URI OURS = URI.create("thing-type:p1:meter");

    @Test
    void offersThePortsOfThisMachineForItsParameterOnly() {
        try (InMemoryLines lines = new InMemoryLines()) {
            lines.peer("/dev/serial/by-id/usb-FTDI-if00");
            PortOptionProvider provider = new PortOptionProvider(lines.service(), OURS, "port") {};

            Collection<ParameterOption> options = provider.getParameterOptions(OURS, "port", null, null);

            assertEquals(1, options.size());
            ParameterOption option = options.iterator().next();
            assertEquals("/dev/serial/by-id/usb-FTDI-if00", option.getValue());
            assertEquals("/dev/serial/by-id/usb-FTDI-if00 (In memory)", option.getLabel());
            assertNull(provider.getParameterOptions(OURS, "serialSettings", null, null));
            assertNull(provider.getParameterOptions(URI.create("thing-type:p1:gas"), "port", null, null));
        }
    }
}
