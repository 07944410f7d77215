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

import java.util.Collection;
import org.openhab.core.thing.ThingTypeUID;

/** Finds things; registered as a service. */
public interface DiscoveryService {
    /** Configuration parameter that switches background discovery. */
    String CONFIG_PROPERTY_BACKGROUND_DISCOVERY = "background";

    Collection<ThingTypeUID> getSupportedThingTypes();

    boolean isScanInputSupported();

    /** Label of the text a scan can be told, or null. */
    String getScanInputLabel();

    /** Description of the text a scan can be told, or null. */
    String getScanInputDescription();

    /** Seconds a scan takes at most; 0 when the service itself ends it. */
    int getScanTimeout();

    boolean isBackgroundDiscoveryEnabled();

    /** Starts a scan, ending one that runs. The listener may be null. */
    void startScan(ScanListener listener);

    /** Starts a scan with a text the user typed. */
    void startScan(String input, ScanListener listener);

    void abortScan();

    /** Adds a listener and tells it all that was found so far. */
    void addDiscoveryListener(DiscoveryListener listener);

    void removeDiscoveryListener(DiscoveryListener listener);
}
