/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.openhab.core.config.discovery;

import java.time.Instant;
import java.util.Collection;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.ThingUID;

/** Hears what a {@link DiscoveryService} finds. */
public interface DiscoveryListener {
    void thingDiscovered(DiscoveryService source, DiscoveryResult result);

    void thingRemoved(DiscoveryService source, ThingUID thingUID);

    /** Drops results of this service that are older; answers their UIDs, or null for none. */
    Collection<ThingUID> removeOlderResults(
            DiscoveryService source, Instant timestamp, Collection<ThingTypeUID> thingTypeUIDs, ThingUID bridgeUID);
}
