/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.host.workbench.internal.thing;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.common.ThreadPoolManager;
import org.openhab.core.config.core.ConfigDescriptionRegistry;
import org.openhab.core.config.core.Configuration;
import org.openhab.core.config.core.validation.ConfigValidationException;
import org.openhab.core.config.core.validation.ConfigValidationMessage;
import org.openhab.core.storage.Storage;
import org.openhab.core.storage.StorageService;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.Channel;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.ThingStatusInfo;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.thing.binding.BridgeHandler;
import org.openhab.core.thing.binding.ThingHandler;
import org.openhab.core.thing.binding.ThingHandlerCallback;
import org.openhab.core.thing.binding.ThingHandlerFactory;
import org.openhab.core.thing.binding.builder.ThingStatusInfoBuilder;
import org.openhab.core.thing.type.AbstractDescriptionType;
import org.openhab.core.thing.type.ChannelGroupTypeRegistry;
import org.openhab.core.thing.type.ChannelTypeRegistry;
import org.openhab.core.thing.type.ThingType;
import org.openhab.core.thing.type.ThingTypeRegistry;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives things their handlers, and leads these through openHAB's life cycle: a bridge before its things, defaults and
 * validation before {@code initialize}, and back again when the thing, its bridge or the binding goes.
 */
@Component(immediate = true, service = ThingLifecycle.class)
public final class ThingLifecycle implements ThingTracker {

    private final Logger logger = LoggerFactory.getLogger(ThingLifecycle.class);
    private final Things things;
    private final ThingTypeRegistry thingTypes;
    private final HandlerCalls calls;
    private final ConfigValidator validator;
    private final ThingHandlerCallback callback;
    private final Storage<Boolean> disabled;
    private final Executor threads = ThreadPoolManager.getPool("thingManager");
    private final List<ThingHandlerFactory> factories = new CopyOnWriteArrayList<>();
    private final Map<ThingUID, Running> running = new ConcurrentHashMap<>();
    private final Map<ThingUID, Lock> locks = new ConcurrentHashMap<>();

    private record Running(ThingHandler handler, ThingHandlerFactory factory) {}

    @Activate
    public ThingLifecycle(
            @Reference Things things,
            @Reference ThingTypeRegistry thingTypes,
            @Reference ChannelTypeRegistry channelTypes,
            @Reference ChannelGroupTypeRegistry groupTypes,
            @Reference ConfigDescriptionRegistry descriptions,
            @Reference ChannelOutlet outlet,
            @Reference HandlerCalls calls,
            @Reference StorageService storages) {
        this.things = things;
        this.thingTypes = thingTypes;
        this.calls = calls;
        this.validator = new ConfigValidator(descriptions);
        this.disabled = storages.getStorage("disabled", ThingLifecycle.class.getClassLoader());
        this.callback = new HandlerCallback(this, things, thingTypes, channelTypes, groupTypes, validator, outlet);
        things.addTracker(this);
        things.getAll().forEach(this::start);
    }

    @Deactivate
    public void close() {
        things.removeTracker(this);
        things.getAll().stream().filter(thing -> thing.getBridgeUID() == null).forEach(this::stop);
        things.getAll().forEach(this::stop);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addThingHandlerFactory(ThingHandlerFactory factory) {
        factories.add(factory);
        things.stream()
                .filter(thing -> factory.supportsThingType(thing.getThingTypeUID()))
                .forEach(this::start);
    }

    public void removeThingHandlerFactory(ThingHandlerFactory factory) {
        factories.remove(factory);
        things.stream()
                .filter(thing -> {
                    Running run = running.get(thing.getUID());
                    return run != null && run.factory() == factory;
                })
                .forEach(this::stop);
    }

    // what others do to things

    @Override
    public void thingAdded(Thing thing) {
        things.setStatus(thing, thing.getStatusInfo());
        start(thing);
    }

    @Override
    public void thingUpdated(Thing old, Thing thing, boolean byHandler) {
        normalize(thing);
        if (byHandler) {
            return;
        }
        Running run = running.get(thing.getUID());
        if (run == null) {
            start(thing);
        } else if (isInitialized(thing)) {
            try {
                validate(thing);
                calls.await(
                        "Updating thing '" + thing.getUID() + "'",
                        () -> run.handler().thingUpdated(thing),
                        failure -> logger.error(
                                "The handler of thing '{}' failed to take its update", thing.getUID(), failure));
            } catch (ConfigValidationException e) {
                stop(thing);
                things.setStatus(thing, pending(e));
            }
        } else {
            stop(thing);
            start(thing);
        }
    }

    @Override
    public void thingRemoving(Thing thing) {
        things.setStatus(thing, status(ThingStatus.REMOVING, ThingStatusDetail.NONE));
        askToRemove(thing);
    }

    @Override
    public void thingRemoved(Thing thing) {
        Running run = running.get(thing.getUID());
        if (run != null) {
            stop(thing);
            run.factory().removeThing(thing.getUID());
        }
        disabled.remove(thing.getUID().getAsString());
        locks.remove(thing.getUID());
    }

    public boolean isEnabled(ThingUID uid) {
        return !disabled.containsKey(uid.getAsString());
    }

    /** Enables or disables a thing; a disabled bridge takes its things with it. */
    public void setEnabled(ThingUID uid, boolean enabled) {
        Thing thing = things.get(uid);
        if (thing == null || enabled == isEnabled(uid)) {
            return;
        }
        if (enabled) {
            disabled.remove(uid.getAsString());
            start(thing);
            return;
        }
        disabled.put(uid.getAsString(), true);
        if (running.containsKey(uid)) {
            stop(thing);
        } else {
            things.setStatus(thing, status(ThingStatus.UNINITIALIZED, ThingStatusDetail.DISABLED));
        }
        if (thing instanceof Bridge bridge) {
            bridge.getThings().stream()
                    .filter(child -> isEnabled(child.getUID()))
                    .forEach(child -> things.setStatus(
                            child, status(ThingStatus.UNINITIALIZED, ThingStatusDetail.BRIDGE_UNINITIALIZED)));
        }
    }

    // up

    /** Registers and initialises a thing's handler as far as that can be done now. */
    private void start(Thing thing) {
        if (!isEnabled(thing.getUID())) {
            things.setStatus(thing, status(ThingStatus.UNINITIALIZED, ThingStatusDetail.DISABLED));
            return;
        }
        ThingHandlerFactory factory = factories.stream()
                .filter(candidate -> candidate.supportsThingType(thing.getThingTypeUID()))
                .findFirst()
                .orElse(null);
        if (factory == null) {
            things.setStatus(thing, status(ThingStatus.UNINITIALIZED, ThingStatusDetail.HANDLER_MISSING_ERROR));
            return;
        }
        normalize(thing);
        register(thing, factory);
        initialize(thing);
    }

    private void register(Thing thing, ThingHandlerFactory factory) {
        locked(thing, () -> {
            if (running.containsKey(thing.getUID())) {
                return;
            }
            ThingUID bridgeUid = thing.getBridgeUID();
            if (bridgeUid != null && !(things.get(bridgeUid) instanceof Bridge bridge && isInitialized(bridge))) {
                things.setStatus(thing, status(ThingStatus.UNINITIALIZED, ThingStatusDetail.BRIDGE_UNINITIALIZED));
                return;
            }
            try {
                ThingHandler handler = factory.registerHandler(thing);
                handler.setCallback(callback);
                thing.setHandler(handler);
                running.put(thing.getUID(), new Running(handler, factory));
            } catch (RuntimeException e) {
                logger.error("No handler could be made for thing '{}'", thing.getUID(), e);
                Throwable cause = e.getCause() == null ? e : e.getCause();
                things.setStatus(
                        thing,
                        status(
                                ThingStatus.UNINITIALIZED,
                                ThingStatusDetail.HANDLER_REGISTERING_ERROR,
                                cause.getMessage()));
            }
        });
    }

    /** Initialises a registered handler unless that was done. */
    void initialize(Thing thing) {
        locked(thing, () -> {
            Running run = running.get(thing.getUID());
            if (run == null || isInitialized(thing) || thing.getStatus() == ThingStatus.INITIALIZING) {
                return;
            }
            validator.applyDefaults(thing.getConfiguration(), configUri(type(thing)));
            try {
                validate(thing);
            } catch (ConfigValidationException e) {
                things.setStatus(thing, pending(e));
                return;
            }
            if (thing.getStatus() != ThingStatus.REMOVING) {
                things.setStatus(thing, status(ThingStatus.INITIALIZING, ThingStatusDetail.NONE));
            }
            calls.await(
                    "Initializing handler for thing '" + thing.getUID() + "'", run.handler()::initialize, failure -> {
                        logger.error("Initializing the handler of thing '{}' failed", thing.getUID(), failure);
                        things.setStatus(
                                thing,
                                status(
                                        ThingStatus.UNINITIALIZED,
                                        ThingStatusDetail.HANDLER_INITIALIZING_ERROR,
                                        failure.getMessage()));
                    });
        });
    }

    private void validate(Thing thing) throws ConfigValidationException {
        ThingType type = type(thing);
        validator.validate(thing.getConfiguration().getProperties(), configUri(type));
        if (type != null
                && thing.getBridgeUID() == null
                && !type.getSupportedBridgeTypeUIDs().isEmpty()) {
            throw new ConfigValidationException(
                    null,
                    null,
                    List.of(new ConfigValidationMessage(
                            "bridge", "Configuring a bridge is mandatory.", "bridge_not_configured")));
        }
        for (Channel channel : thing.getChannels()) {
            validator.validate(
                    channel.getConfiguration().getProperties(), configUri(thingTypes.getChannelType(channel)));
        }
    }

    private void normalize(Thing thing) {
        Configuration configuration = thing.getConfiguration();
        validator.normalize(configuration, configUri(type(thing)));
        thing.getChannels()
                .forEach(channel ->
                        validator.normalize(channel.getConfiguration(), configUri(thingTypes.getChannelType(channel))));
    }

    // down

    /** Disposes and unregisters a thing's handler, those of a bridge's things first. */
    private void stop(Thing thing) {
        if (thing instanceof Bridge bridge) {
            bridge.getThings().forEach(this::stop);
        }
        locked(thing, () -> {
            Running run = running.get(thing.getUID());
            if (run == null) {
                return;
            }
            things.setStatus(thing, status(ThingStatus.UNINITIALIZED, ThingStatusDetail.NONE));
            calls.await(
                    "Disposing handler for thing '" + thing.getUID() + "'",
                    run.handler()::dispose,
                    failure -> logger.error("Disposing the handler of thing '{}' failed", thing.getUID(), failure));
            tellBridge(thing, bridgeHandler -> bridgeHandler.childHandlerDisposed(run.handler(), thing));
            run.factory().unregisterHandler(thing);
            run.handler().setCallback(null);
            thing.setHandler(null);
            running.remove(thing.getUID());
            ThingStatusDetail why =
                    isEnabled(thing.getUID()) ? ThingStatusDetail.HANDLER_MISSING_ERROR : ThingStatusDetail.DISABLED;
            things.setStatus(thing, status(ThingStatus.UNINITIALIZED, why));
        });
    }

    private void askToRemove(Thing thing) {
        ThingHandler handler = thing.getHandler();
        if (handler != null) {
            threads.execute(guarded("handling the removal of thing " + thing.getUID(), handler::handleRemoval));
        }
    }

    // what handlers report

    void statusReported(Thing thing, ThingStatusInfo status) {
        ThingStatusInfo old = thing.getStatusInfo();
        boolean removed = status.getStatus() == ThingStatus.REMOVED;
        if (!removed && !isInitialized(status)) {
            throw new IllegalArgumentException("Illegal status " + status.getStatus()
                    + ". Bindings only may set UNKNOWN, ONLINE, OFFLINE or REMOVED.");
        }
        boolean removing = old.getStatus() == ThingStatus.REMOVING;
        if (removed && !removing) {
            throw new IllegalArgumentException(
                    "Illegal status REMOVED. The thing was in state " + old.getStatus() + " and not in REMOVING");
        }
        if (removing && !removed) {
            if (status.getStatus() == ThingStatus.ONLINE) {
                askToRemove(thing);
            }
            return;
        }
        things.setStatus(thing, status);
        boolean begun = old.getStatus() == ThingStatus.INITIALIZING && isInitialized(status);
        if (thing instanceof Bridge bridge) {
            if (begun) {
                bridge.getThings()
                        .forEach(child ->
                                threads.execute(guarded("starting thing " + child.getUID(), () -> start(child))));
            } else if (!status.equals(old) && isInitialized(status)) {
                bridge.getThings().forEach(child -> tellChild(child, status));
            }
        }
        ThingHandler handler = thing.getHandler();
        if (begun && handler != null) {
            tellBridge(thing, bridgeHandler -> bridgeHandler.childHandlerInitialized(handler, thing));
        }
        if (removed) {
            threads.execute(guarded("removing thing " + thing.getUID(), () -> things.forceRemove(thing.getUID())));
        }
    }

    void migrate(Thing thing, ThingTypeUID typeUid, @Nullable Configuration configuration) {
        threads.execute(guarded("changing the type of thing " + thing.getUID(), () -> {
            Thing migrated = things.createThingOfType(
                    typeUid,
                    thing.getUID(),
                    thing.getBridgeUID(),
                    thing.getLabel(),
                    configuration == null ? new Configuration() : configuration);
            if (migrated == null) {
                throw new IllegalStateException("No thing type " + typeUid + " registered");
            }
            stop(thing);
            thing.getProperties().forEach((key, value) -> {
                if (!migrated.getProperties().containsKey(key)) {
                    migrated.setProperty(key, value);
                }
            });
            things.update(migrated, false);
        }));
    }

    private void tellChild(Thing child, ThingStatusInfo bridgeStatus) {
        threads.execute(guarded("telling thing " + child.getUID() + " of its bridge", () -> {
            ThingHandler handler = child.getHandler();
            if (handler != null && isInitialized(child)) {
                handler.bridgeStatusChanged(bridgeStatus);
            }
        }));
    }

    private void tellBridge(Thing child, Consumer<BridgeHandler> news) {
        ThingUID uid = child.getBridgeUID();
        if (uid != null && things.get(uid) instanceof Bridge bridge) {
            BridgeHandler handler = bridge.getHandler();
            if (handler != null) {
                threads.execute(guarded("telling bridge " + uid + " of " + child.getUID(), () -> news.accept(handler)));
            }
        }
    }

    private Runnable guarded(String doing, Runnable action) {
        return () -> {
            try {
                action.run();
            } catch (RuntimeException e) {
                logger.error("Failure while {}", doing, e);
            }
        };
    }

    private void locked(Thing thing, Runnable action) {
        Lock lock = locks.computeIfAbsent(thing.getUID(), uid -> new ReentrantLock());
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    @Nullable
    ThingType type(Thing thing) {
        return thingTypes.getThingType(thing.getThingTypeUID());
    }

    static @Nullable URI configUri(@Nullable AbstractDescriptionType type) {
        return type == null ? null : type.getConfigDescriptionURI();
    }

    /** Whether a handler has begun its work, which its having reported a status shows. */
    public static boolean isInitialized(Thing thing) {
        return isInitialized(thing.getStatusInfo());
    }

    private static boolean isInitialized(ThingStatusInfo status) {
        return switch (status.getStatus()) {
            case UNKNOWN, ONLINE, OFFLINE -> true;
            default -> false;
        };
    }

    private static ThingStatusInfo pending(ConfigValidationException why) {
        return status(
                ThingStatus.UNINITIALIZED,
                ThingStatusDetail.HANDLER_CONFIGURATION_PENDING,
                Objects.toString(why.getValidationMessages(null)));
    }

    private static ThingStatusInfo status(ThingStatus status, ThingStatusDetail detail) {
        return status(status, detail, null);
    }

    private static ThingStatusInfo status(ThingStatus status, ThingStatusDetail detail, @Nullable String description) {
        return ThingStatusInfoBuilder.create(status, detail)
                .withDescription(description)
                .build();
    }
}
