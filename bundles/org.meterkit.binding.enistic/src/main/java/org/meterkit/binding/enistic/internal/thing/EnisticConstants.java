/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.enistic.internal.thing;

import java.util.Set;
import org.openhab.core.thing.ThingTypeUID;

/** Names that the OH-INF files, items and rules use. */
final class EnisticConstants {

    static final String BINDING_ID = "enistic";

    static final ThingTypeUID CONTROLLER = new ThingTypeUID(BINDING_ID, "controller");
    static final ThingTypeUID SOCKET = new ThingTypeUID(BINDING_ID, "socket");
    static final ThingTypeUID METER = new ThingTypeUID(BINDING_ID, "meter");
    static final Set<ThingTypeUID> DEVICES = Set.of(SOCKET, METER);
    static final Set<ThingTypeUID> ALL = Set.of(CONTROLLER, SOCKET, METER);

    static final String SWITCH = "switch";
    static final String POWER = "power";
    static final String ENERGY = "energy";
    static final String READINGS = "readings";

    /** Parameter, property and representation property alike. */
    static final String SERIAL_NUMBER = "serialNumber";

    static final String SWITCH_CODE = "switchCode";
    static final String ADDRESS = "address";

    /** The vendor's port for events. */
    static final int EVENT_PORT = 53005;

    /** The vendor's port for commands. */
    static final int COMMAND_PORT = 53004;

    private EnisticConstants() {}
}
