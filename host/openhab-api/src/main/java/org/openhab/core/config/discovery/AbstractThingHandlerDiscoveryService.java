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

import java.util.Map;
import java.util.Set;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.binding.ThingHandler;
import org.openhab.core.thing.binding.ThingHandlerService;

/** Discovery through a thing: lives as long as its handler; background discovery begins in {@link #initialize()}. */
public abstract class AbstractThingHandlerDiscoveryService<T extends ThingHandler> extends AbstractDiscoveryService
        implements ThingHandlerService {
    private final Class<T> handlerType;

    /** The handler whose devices are found; set before {@link #initialize()}. */
    protected T thingHandler;

    protected AbstractThingHandlerDiscoveryService(
            Class<T> thingClazz,
            Set<ThingTypeUID> supportedThingTypes,
            int timeout,
            boolean backgroundDiscoveryEnabledByDefault,
            String scanInputLabel,
            String scanInputDescription)
            throws IllegalArgumentException {
        super(supportedThingTypes, timeout, backgroundDiscoveryEnabledByDefault, scanInputLabel, scanInputDescription);
        this.handlerType = thingClazz;
    }

    protected AbstractThingHandlerDiscoveryService(
            Class<T> thingClazz,
            Set<ThingTypeUID> supportedThingTypes,
            int timeout,
            boolean backgroundDiscoveryEnabledByDefault)
            throws IllegalArgumentException {
        this(thingClazz, supportedThingTypes, timeout, backgroundDiscoveryEnabledByDefault, null, null);
    }

    protected AbstractThingHandlerDiscoveryService(
            Class<T> thingClazz, Set<ThingTypeUID> supportedThingTypes, int timeout) throws IllegalArgumentException {
        this(thingClazz, supportedThingTypes, timeout, true);
    }

    protected AbstractThingHandlerDiscoveryService(Class<T> thingClazz, int timeout) throws IllegalArgumentException {
        this(thingClazz, null, timeout);
    }

    @Override
    protected abstract void startScan();

    /** Throws {@link IllegalArgumentException} for a handler of another class. */
    @Override
    public void setThingHandler(ThingHandler handler) {
        if (!handlerType.isInstance(handler)) {
            throw new IllegalArgumentException(
                    "Expected class is " + handlerType + " but the parameter has class " + handler.getClass());
        }
        thingHandler = handlerType.cast(handler);
    }

    @Override
    public T getThingHandler() {
        return thingHandler;
    }

    /** Only reads the configuration: there is no handler yet. */
    @Override
    public void activate(Map<String, Object> config) {
        background = backgroundWanted(config);
    }

    @Override
    public void modified(Map<String, Object> config) {
        super.modified(config);
    }

    /** Nothing: background discovery ends in {@link #dispose()}. */
    @Override
    public void deactivate() {}

    @Override
    public void initialize() {
        if (background) {
            startBackgroundDiscovery();
        }
    }

    @Override
    public void dispose() {
        if (background) {
            stopBackgroundDiscovery();
        }
    }
}
