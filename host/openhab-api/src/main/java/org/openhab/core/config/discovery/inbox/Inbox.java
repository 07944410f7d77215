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

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.openhab.core.config.discovery.DiscoveryResult;
import org.openhab.core.config.discovery.DiscoveryResultFlag;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingUID;

/** Discovered things that wait for the user. */
public interface Inbox {
    /** Adds or updates; false when the thing is there already. */
    CompletableFuture<Boolean> add(DiscoveryResult result);

    boolean remove(ThingUID thingUID);

    List<DiscoveryResult> getAll();

    Stream<DiscoveryResult> stream();

    void setFlag(ThingUID thingUID, DiscoveryResultFlag flag);

    void addInboxListener(InboxListener listener);

    void removeInboxListener(InboxListener listener);

    /** Makes a thing of it, with the label unless null and the new id as last segment of its UID unless null. */
    Thing approve(ThingUID thingUID, String label, String newThingId);
}
