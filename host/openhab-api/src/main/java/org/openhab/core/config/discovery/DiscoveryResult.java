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
import java.util.Map;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.ThingUID;

/** A thing that was found. */
public interface DiscoveryResult {
    /** Time to live of a result that stays until it is removed. */
    long TTL_UNLIMITED = -1;

    ThingUID getThingUID();

    ThingTypeUID getThingTypeUID();

    String getBindingId();

    Map<String, Object> getProperties();

    /** Name of the property that tells one device from another, or null. */
    String getRepresentationProperty();

    DiscoveryResultFlag getFlag();

    String getLabel();

    /** The bridge it was found through, or null. */
    ThingUID getBridgeUID();

    Instant getCreationTime();

    /** Seconds the result stays valid. */
    long getTimeToLive();
}
