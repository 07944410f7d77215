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

/**
 * Tells a bridge which things it has. Only openHAB's core may do that: the bridge's class has public methods for it but
 * lies in a package that no other bundle can import.
 */
final class BridgeChildren {

    private BridgeChildren() {}

    static void add(Bridge bridge, Thing child) {
        call(bridge, "addThing", child);
    }

    static void remove(Bridge bridge, Thing child) {
        call(bridge, "removeThing", child);
    }

    private static void call(Bridge bridge, String method, Thing child) {
        try {
            bridge.getClass().getMethod(method, Thing.class).invoke(bridge, child);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Bridges of " + bridge.getClass() + " cannot be told their things", e);
        }
    }
}
