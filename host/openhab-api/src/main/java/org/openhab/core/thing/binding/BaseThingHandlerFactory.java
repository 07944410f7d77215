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

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.openhab.core.config.core.ConfigDescriptionRegistry;
import org.openhab.core.config.core.Configuration;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.thing.type.ThingType;
import org.openhab.core.thing.type.ThingTypeRegistry;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceObjects;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.ComponentContext;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the factories of bindings have in common: handlers with their services, and things made from their types. A class that
 * a handler names in {@link ThingHandler#getServices()} is taken from the service registry (a component of prototype scope
 * registered under its own class), or made by its public constructor; it is registered under the interfaces it implements.
 */
public abstract class BaseThingHandlerFactory implements ThingHandlerFactory {
    private final Logger logger = LoggerFactory.getLogger(BaseThingHandlerFactory.class);
    private final Map<ThingUID, List<Registered<?>>> services = new ConcurrentHashMap<>();

    protected BundleContext bundleContext;

    private ServiceTracker<ThingTypeRegistry, ThingTypeRegistry> thingTypes;
    private ServiceTracker<ConfigDescriptionRegistry, ConfigDescriptionRegistry> configDescriptions;

    /** Called by the service component runtime; call it first when overriding. */
    protected void activate(ComponentContext componentContext) {
        bundleContext = componentContext.getBundleContext();
        thingTypes = new ServiceTracker<>(bundleContext, ThingTypeRegistry.class, null);
        thingTypes.open();
        configDescriptions = new ServiceTracker<>(bundleContext, ConfigDescriptionRegistry.class, null);
        configDescriptions.open();
    }

    /** Called by the service component runtime. */
    protected void deactivate(ComponentContext componentContext) {
        thingTypes.close();
        configDescriptions.close();
        services.clear();
        bundleContext = null;
    }

    protected BundleContext getBundleContext() {
        if (bundleContext == null) {
            throw new IllegalStateException("The factory is not active: it has no bundle context.");
        }
        return bundleContext;
    }

    @Override
    public ThingHandler registerHandler(Thing thing) {
        ThingHandler handler = createHandler(thing);
        if (handler == null) {
            throw new IllegalStateException(
                    getClass().getSimpleName() + " has no handler for thing " + thing.getUID() + ".");
        }
        if (thing instanceof Bridge && !(handler instanceof BridgeHandler)) {
            throw new IllegalStateException("The handler of bridge " + thing.getUID() + " is not a BridgeHandler.");
        }
        for (Class<? extends ThingHandlerService> type : handler.getServices()) {
            register(thing.getUID(), handler, type);
        }
        return handler;
    }

    private <T extends ThingHandlerService> void register(ThingUID thing, ThingHandler handler, Class<T> type) {
        ServiceReference<T> reference = getBundleContext().getServiceReference(type);
        try {
            ServiceObjects<T> objects = reference == null ? null : bundleContext.getServiceObjects(reference);
            T service = objects == null ? type.getConstructor().newInstance() : objects.getService();
            Registered<T> registered = new Registered<>(service, objects);
            services.computeIfAbsent(thing, uid -> new ArrayList<>()).add(registered);
            registered.start(handler, interfaces(type));
        } catch (ReflectiveOperationException e) {
            logger.warn("Could not register service for class={}", type.getName(), e);
        }
    }

    /** What the class and its superclasses say they implement; not {@link ThingHandlerService}, which all are. */
    private static String[] interfaces(Class<?> type) {
        Set<String> names = new LinkedHashSet<>();
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            for (Class<?> implemented : c.getInterfaces()) {
                if (implemented != ThingHandlerService.class) {
                    names.add(implemented.getName());
                }
            }
        }
        return names.toArray(String[]::new);
    }

    /** A handler for the thing, or null. */
    protected abstract ThingHandler createHandler(Thing thing);

    @Override
    public void unregisterHandler(Thing thing) {
        ThingHandler handler = thing.getHandler();
        if (handler != null) {
            removeHandler(handler);
        }
        List<Registered<?>> registered = services.remove(thing.getUID());
        if (registered != null) {
            registered.forEach(Registered::stop);
        }
    }

    /** The handler is no longer used. */
    protected void removeHandler(ThingHandler thingHandler) {}

    @Override
    public void removeThing(ThingUID thingUID) {}

    /** The type of this UID, or null. */
    protected ThingType getThingTypeByUID(ThingTypeUID thingTypeUID) {
        ThingTypeRegistry registry = service(thingTypes);
        return registry == null ? null : registry.getThingType(thingTypeUID);
    }

    protected Thing createThing(ThingTypeUID thingTypeUID, Configuration configuration, ThingUID thingUID) {
        return createThing(thingTypeUID, configuration, thingUID, null);
    }

    @Override
    public Thing createThing(
            ThingTypeUID thingTypeUID, Configuration configuration, ThingUID thingUID, ThingUID bridgeUID) {
        ThingType type = getThingTypeByUID(thingTypeUID);
        if (type == null) {
            return null;
        }
        ThingUID uid = thingUID == null ? ThingFactory.generateRandomThingUID(thingTypeUID) : thingUID;
        return ThingFactory.createThing(type, uid, configuration, bridgeUID, getConfigDescriptionRegistry());
    }

    protected ConfigDescriptionRegistry getConfigDescriptionRegistry() {
        return service(configDescriptions);
    }

    private static <T> T service(ServiceTracker<T, T> tracker) {
        if (tracker == null) {
            throw new IllegalStateException(
                    "The factory is not active; an overriding activate has to call super.activate first.");
        }
        return tracker.getService();
    }

    private final class Registered<T extends ThingHandlerService> {
        private final T service;
        private final ServiceObjects<T> objects;
        private ServiceRegistration<?> registration;

        Registered(T service, ServiceObjects<T> objects) {
            this.service = service;
            this.objects = objects;
        }

        void start(ThingHandler handler, String[] names) {
            service.setThingHandler(handler);
            if (names.length > 0) {
                registration = getBundleContext().registerService(names, service, null);
            }
            service.initialize();
        }

        void stop() {
            service.dispose();
            if (registration != null) {
                registration.unregister();
            }
            if (objects != null) {
                objects.ungetService(service);
            }
        }
    }
}
