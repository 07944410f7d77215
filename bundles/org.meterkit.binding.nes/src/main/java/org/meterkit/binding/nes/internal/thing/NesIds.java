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

import org.openhab.core.thing.ThingTypeUID;

/** Names of things, parameters and properties. */
final class NesIds {

    static final String BINDING = "nes";

    static final ThingTypeUID OPTICAL = new ThingTypeUID(BINDING, "optical");
    static final ThingTypeUID MEP = new ThingTypeUID(BINDING, "mep");

    static final String PORT = "port";
    static final String HOST = "host";
    static final String PATH = "path";
    static final String KEY = "key";
    static final String POLL_INTERVAL = "pollInterval";

    static final String UTILITY_SERIAL_NUMBER = "utilitySerialNumber";
    static final String MODULE_VERSION = "moduleVersion";

    /** The name that the module's firmware gives itself by multicast DNS. */
    static final String MODULE = "esp32-mep.local";

    /** Port and path of the module's web service. */
    static final int WEB_PORT = 80;

    static final String WEB_PATH = "/getDashDataWS";

    private NesIds() {}
}
