/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.openhab.core.thing.binding;

/** A service that belongs to one handler: set, initialized and disposed with it. */
public interface ThingHandlerService {
    void setThingHandler(ThingHandler handler);

    ThingHandler getThingHandler();

    /** Called by the service component runtime, before there is a handler. */
    default void activate() {}

    /** Called by the service component runtime. */
    default void deactivate() {}

    /** Called when the handler has been set and the service is registered. */
    default void initialize() {}

    /** Called when the handler goes. */
    default void dispose() {}
}
