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

import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatusInfo;

/** Follows what happens to things. Called on the thread that did it. */
public interface ThingTracker {

    default void thingAdded(Thing thing) {}

    /** @param byHandler whether the thing's own handler changed it, which need not be told then */
    default void thingUpdated(Thing old, Thing thing, boolean byHandler) {}

    /** Somebody wishes the thing away; its handler is asked before it goes. */
    default void thingRemoving(Thing thing) {}

    default void thingRemoved(Thing thing) {}

    default void statusChanged(Thing thing, ThingStatusInfo status) {}
}
