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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openhab.core.config.core.Configuration;
import org.openhab.core.config.discovery.AbstractThingHandlerDiscoveryService;
import org.openhab.core.config.discovery.DiscoveryService;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.binding.builder.BridgeBuilder;
import org.openhab.core.thing.binding.builder.ThingBuilder;
import org.openhab.core.thing.type.ChannelTypeRegistry;
import org.openhab.core.thing.type.ThingType;
import org.openhab.core.thing.type.ThingTypeBuilder;
import org.openhab.core.thing.type.ThingTypeRegistry;
import org.openhab.core.types.Command;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.PrototypeServiceFactory;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.launch.Framework;
import org.osgi.service.component.ComponentContext;

class BaseThingHandlerFactoryTest {
    private static final ThingTypeUID METER = new ThingTypeUID("p1", "meter");

    @TempDir
    Path folder;

    private Framework framework;
    private BundleContext context;
    private final Factory factory = new Factory();
    private final ComponentContext component = component();

    /** A handler with actions and a discovery service of its own. */
    static final class Handler extends BaseThingHandler {
        Handler(Thing thing) {
            super(thing);
        }

        @Override
        public void initialize() {}

        @Override
        public void handleCommand(ChannelUID channelUID, Command command) {}

        @Override
        public Collection<Class<? extends ThingHandlerService>> getServices() {
            return List.of(Actions.class, Discovery.class);
        }
    }

    public static class Actions implements ThingActions {
        final List<String> calls = new ArrayList<>();
        private ThingHandler handler;

        @Override
        public void setThingHandler(ThingHandler handler) {
            this.handler = handler;
            calls.add("set");
        }

        @Override
        public ThingHandler getThingHandler() {
            return handler;
        }

        @Override
        public void initialize() {
            calls.add("initialize");
        }

        @Override
        public void dispose() {
            calls.add("dispose");
        }
    }

    public static class Discovery extends AbstractThingHandlerDiscoveryService<Handler> {
        final List<String> calls = new ArrayList<>();

        public Discovery() {
            super(Handler.class, 0);
        }

        @Override
        protected void startScan() {}

        @Override
        protected void startBackgroundDiscovery() {
            calls.add("background on for " + thingHandler.getThing().getUID().getId());
        }

        @Override
        protected void stopBackgroundDiscovery() {
            calls.add("background off");
        }
    }

    private static final class Factory extends BaseThingHandlerFactory {
        @Override
        public boolean supportsThingType(ThingTypeUID thingTypeUID) {
            return METER.equals(thingTypeUID);
        }

        @Override
        protected ThingHandler createHandler(Thing thing) {
            return thing.getUID().getId().equals("none") ? null : new Handler(thing);
        }
    }

    private ComponentContext component() {
        return (ComponentContext) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ComponentContext.class}, (proxy, method, arguments) -> {
                    assertEquals("getBundleContext", method.getName());
                    return context;
                });
    }

    @BeforeEach
    void start() throws Exception {
        framework = new FrameworkFactory().newFramework(Map.of(Constants.FRAMEWORK_STORAGE, folder.toString()));
        framework.start();
        context = framework.getBundleContext();
        factory.activate(component);
    }

    @AfterEach
    void stop() throws Exception {
        factory.deactivate(component);
        framework.stop();
        framework.waitForStop(TimeUnit.SECONDS.toMillis(20));
    }

    private <T> T service(Class<T> type) {
        var reference = context.getServiceReference(type);
        return reference == null ? null : context.getService(reference);
    }

    @Test
    void theServicesOfAHandlerLiveWithIt() {
        Thing thing = ThingBuilder.create(METER, "home").build();
        ThingHandler handler = factory.registerHandler(thing);
        thing.setHandler(handler);

        Actions actions = (Actions) service(ThingActions.class);
        assertSame(handler, actions.getThingHandler());
        assertEquals(List.of("set", "initialize"), actions.calls);
        Discovery discovery = (Discovery) service(DiscoveryService.class);
        assertSame(handler, discovery.getThingHandler());
        assertEquals(List.of("background on for home"), discovery.calls);
        assertNull(service(ThingHandlerService.class), "only under what is specific");

        factory.unregisterHandler(thing);
        assertEquals(List.of("set", "initialize", "dispose"), actions.calls);
        assertEquals(List.of("background on for home", "background off"), discovery.calls);
        assertNull(service(ThingActions.class));
        assertNull(service(DiscoveryService.class));
    }

    @Test
    void everyHandlerGetsItsOwnServicesOfAPrototype() {
        List<Actions> given = new ArrayList<>();
        List<Actions> returned = new ArrayList<>();
        context.registerService(
                Actions.class,
                new PrototypeServiceFactory<Actions>() {
                    @Override
                    public Actions getService(Bundle bundle, ServiceRegistration<Actions> registration) {
                        given.add(new Actions());
                        return given.get(given.size() - 1);
                    }

                    @Override
                    public void ungetService(
                            Bundle bundle, ServiceRegistration<Actions> registration, Actions service) {
                        returned.add(service);
                    }
                },
                null);
        Thing one = ThingBuilder.create(METER, "one").build();
        Thing two = ThingBuilder.create(METER, "two").build();
        one.setHandler(factory.registerHandler(one));
        two.setHandler(factory.registerHandler(two));
        assertEquals(2, given.size());
        assertNotSame(given.get(0).getThingHandler(), given.get(1).getThingHandler());
        factory.unregisterHandler(one);
        assertEquals(List.of(given.get(0)), returned);
    }

    @Test
    void aThingWithoutAHandlerIsRefused() {
        Thing none = ThingBuilder.create(METER, "none").build();
        assertThrows(IllegalStateException.class, () -> factory.registerHandler(none));
        Thing bridge = BridgeBuilder.create(METER, "bridge").build();
        assertThrows(IllegalStateException.class, () -> factory.registerHandler(bridge), "no bridge handler");
        assertThrows(IllegalStateException.class, () -> new Factory().getBundleContext());
    }

    @Test
    void thingsAreMadeFromTheirType() {
        assertNull(factory.createThing(METER, new Configuration(), null, null));
        ThingType type = ThingTypeBuilder.instance(METER, "Meter")
                .withProperties(Map.of("vendor", "Acme"))
                .build();
        ThingTypeRegistry registry = new ThingTypeRegistry(new ChannelTypeRegistry()) {
            @Override
            public ThingType getThingType(ThingTypeUID thingTypeUID) {
                return METER.equals(thingTypeUID) ? type : null;
            }
        };
        context.registerService(ThingTypeRegistry.class, registry, null);
        Thing thing = factory.createThing(METER, new Configuration(Map.of("port", "COM1")), null, null);
        assertEquals("Meter", thing.getLabel());
        assertEquals(Map.of("vendor", "Acme"), thing.getProperties());
        assertEquals("COM1", thing.getConfiguration().get("port"));
        assertEquals(METER, thing.getThingTypeUID());
    }

    @Test
    void discoveryWithoutBackgroundWaitsForAScan() {
        Discovery discovery = new Discovery();
        discovery.setThingHandler(new Handler(ThingBuilder.create(METER, "home").build()));
        discovery.activate(Map.of("background", false));
        discovery.initialize();
        assertEquals(List.of(), discovery.calls);
        discovery.modified(Map.of("background", true));
        discovery.deactivate();
        assertEquals(List.of("background on for home"), discovery.calls);
        discovery.dispose();
        assertEquals(List.of("background on for home", "background off"), discovery.calls);
    }

    @Test
    void aDiscoveryServiceRefusesTheHandlerOfAnother() {
        ThingHandler other =
                new BaseThingHandler(ThingBuilder.create(METER, "x").build()) {
                    @Override
                    public void initialize() {}

                    @Override
                    public void handleCommand(ChannelUID channelUID, Command command) {}
                };
        assertThrows(IllegalArgumentException.class, () -> new Discovery().setThingHandler(other));
    }
}
