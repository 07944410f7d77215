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

import org.openhab.core.thing.ThingTypeUID;

/** Names of things and of what is used more than once. */
final class EkmIds {

    static final String BINDING = "ekm";

    static final ThingTypeUID BUS = new ThingTypeUID(BINDING, "bus");
    static final ThingTypeUID OMNIMETER = new ThingTypeUID(BINDING, "omnimeter");

    static final String PORT = "port";
    static final String ADDRESS = "address";
    static final String PASSWORD = "password";

    private EkmIds() {}
}
