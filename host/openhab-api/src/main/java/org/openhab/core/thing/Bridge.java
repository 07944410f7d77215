/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.openhab.core.thing;

import java.util.List;
import org.openhab.core.thing.binding.BridgeHandler;

/** A thing that others hang on. */
public interface Bridge extends Thing {
    /** The thing of this UID on the bridge, or null. */
    Thing getThing(ThingUID thingUID);

    List<Thing> getThings();

    @Override
    BridgeHandler getHandler();
}
