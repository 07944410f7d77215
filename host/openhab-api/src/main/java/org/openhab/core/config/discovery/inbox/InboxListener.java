/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.openhab.core.config.discovery.inbox;

import org.openhab.core.config.discovery.DiscoveryResult;

/** Hears what changes in the {@link Inbox}. */
public interface InboxListener {
    void thingAdded(Inbox source, DiscoveryResult result);

    void thingUpdated(Inbox source, DiscoveryResult result);

    void thingRemoved(Inbox source, DiscoveryResult result);
}
