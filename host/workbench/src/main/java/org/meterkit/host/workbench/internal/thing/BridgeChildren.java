/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.host.workbench.internal.thing;

import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.internal.BridgeImpl;

/** Tells a bridge which things it has, which only openHAB's core, and so this host, may do. */
final class BridgeChildren {

    private BridgeChildren() {}

    static void add(Bridge bridge, Thing child) {
        if (bridge instanceof BridgeImpl known) {
            known.addThing(child);
        }
    }

    static void remove(Bridge bridge, Thing child) {
        if (bridge instanceof BridgeImpl known) {
            known.removeThing(child);
        }
    }
}
