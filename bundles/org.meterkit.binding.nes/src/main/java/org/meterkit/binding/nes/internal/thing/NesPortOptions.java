/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.nes.internal.thing;

import java.net.URI;
import org.meterkit.metering.PortOptionProvider;
import org.meterkit.transport.LineService;
import org.openhab.core.config.core.ConfigOptionProvider;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The ports of this machine as options of an optical meter's {@code port}. */
@Component(service = ConfigOptionProvider.class)
public final class NesPortOptions extends PortOptionProvider {

    @Activate
    public NesPortOptions(@Reference LineService lines) {
        super(lines, URI.create("thing-type:nes:optical"), NesIds.PORT);
    }
}
