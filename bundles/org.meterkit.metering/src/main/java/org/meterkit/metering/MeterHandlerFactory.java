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

import org.openhab.core.thing.ThingUID;
import org.openhab.core.thing.binding.BaseThingHandlerFactory;

/**
 * The base of a binding's handler factory: what a thing keeps over a restart goes with the thing, however it is removed, so that
 * another one with the same UID begins anew.
 */
public abstract class MeterHandlerFactory extends BaseThingHandlerFactory {

    /** What the handlers are made with. */
    protected final MeterMemories memories;

    protected MeterHandlerFactory(MeterMemories memories) {
        this.memories = memories;
    }

    /** Called after the handler's disposal, also when the removal is forced and no handler is asked. */
    @Override
    public void removeThing(ThingUID thingUID) {
        memories.of(thingUID).forget();
        super.removeThing(thingUID);
    }
}
