/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.ekm.internal.thing;

import java.net.URI;
import org.meterkit.metering.PortOptionProvider;
import org.meterkit.transport.LineService;
import org.openhab.core.config.core.ConfigOptionProvider;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The ports of this machine as options of a bus's {@code port}. */
@Component(service = ConfigOptionProvider.class)
public final class EkmPortOptions extends PortOptionProvider {

    @Activate
    public EkmPortOptions(@Reference LineService lines) {
        super(lines, URI.create("thing-type:ekm:bus"), EkmIds.PORT);
    }
}
