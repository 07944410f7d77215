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

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.host.workbench.internal.event.Event;
import org.meterkit.host.workbench.internal.event.EventBus;
import org.meterkit.host.workbench.internal.text.Texts;
import org.openhab.core.common.registry.RegistryChangeListener;
import org.openhab.core.config.core.Configuration;
import org.openhab.core.storage.Storage;
import org.openhab.core.storage.StorageService;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.Channel;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingRegistry;
import org.openhab.core.thing.ThingStatusInfo;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.thing.binding.ThingHandler;
import org.openhab.core.thing.binding.ThingHandlerFactory;
import org.openhab.core.thing.binding.builder.ThingStatusInfoBuilder;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The things there are, kept in a file. What their handlers do is the matter of {@link ThingLifecycle}. */
@Component(service = {ThingRegistry.class, Things.class})
public final class Things implements ThingRegistry {

    private final Map<String, Thing> things = new ConcurrentSkipListMap<>();
    private final List<RegistryChangeListener<Thing>> listeners = new CopyOnWriteArrayList<>();
    private final List<ThingTracker> trackers = new CopyOnWriteArrayList<>();
    private final List<ThingHandlerFactory> factories = new CopyOnWriteArrayList<>();
    private final Storage<JsonElement> storage;
    private final EventBus events;
    private final Texts texts;

    @Activate
    public Things(@Reference StorageService storages, @Reference EventBus events, @Reference Texts texts) {
        this.storage = storages.getStorage("things", Things.class.getClassLoader());
        this.events = events;
        this.texts = texts;
        for (JsonElement stored : storage.getValues()) {
            Thing thing = ThingJson.read(stored.getAsJsonObject());
            things.put(thing.getUID().getAsString(), thing);
        }
        things.values().forEach(this::enterBridge);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addThingHandlerFactory(ThingHandlerFactory factory) {
        factories.add(factory);
    }

    public void removeThingHandlerFactory(ThingHandlerFactory factory) {
        factories.remove(factory);
    }

    public void addTracker(ThingTracker tracker) {
        trackers.add(tracker);
    }

    public void removeTracker(ThingTracker tracker) {
        trackers.remove(tracker);
    }

    @Override
    public void addRegistryChangeListener(RegistryChangeListener<Thing> listener) {
        listeners.add(listener);
    }

    @Override
    public void removeRegistryChangeListener(RegistryChangeListener<Thing> listener) {
        listeners.remove(listener);
    }

    @Override
    public Collection<Thing> getAll() {
        return List.copyOf(things.values());
    }

    @Override
    public Stream<Thing> stream() {
        return getAll().stream();
    }

    @Override
    public @Nullable Thing get(ThingUID uid) {
        return things.get(uid.getAsString());
    }

    @Override
    public @Nullable Channel getChannel(ChannelUID channelUID) {
        Thing thing = get(channelUID.getThingUID());
        return thing == null ? null : thing.getChannel(channelUID);
    }

    @Override
    public Thing add(Thing thing) {
        if (things.putIfAbsent(thing.getUID().getAsString(), thing) != null) {
            throw new IllegalArgumentException("There is already a thing " + thing.getUID());
        }
        store(thing);
        enterBridge(thing);
        adopt(thing);
        listeners.forEach(listener -> listener.added(thing));
        events.post(new Event(topic(thing, "added"), "ThingAddedEvent", ThingJson.of(thing)));
        trackers.forEach(tracker -> tracker.thingAdded(thing));
        return thing;
    }

    @Override
    public @Nullable Thing update(Thing thing) {
        return update(thing, false);
    }

    /** Replaces a thing; what its handler is and how it fares goes over to the new one. */
    @Nullable
    Thing update(Thing thing, boolean byHandler) {
        Thing old = get(thing.getUID());
        if (old == null) {
            return null;
        }
        thing.setHandler(old.getHandler());
        thing.setStatusInfo(old.getStatusInfo());
        leaveBridge(old);
        things.put(thing.getUID().getAsString(), thing);
        store(thing);
        enterBridge(thing);
        adopt(thing);
        listeners.forEach(listener -> listener.updated(old, thing));
        trackers.forEach(tracker -> tracker.thingUpdated(old, thing, byHandler));
        JsonArray both = new JsonArray();
        both.add(ThingJson.of(thing));
        both.add(ThingJson.of(old));
        events.post(new Event(topic(thing, "updated"), "ThingUpdatedEvent", both));
        return old;
    }

    @Override
    public @Nullable Thing remove(ThingUID uid) {
        Thing thing = get(uid);
        if (thing != null) {
            trackers.forEach(tracker -> tracker.thingRemoving(thing));
        }
        return thing;
    }

    @Override
    public @Nullable Thing forceRemove(ThingUID uid) {
        Thing thing = things.remove(uid.getAsString());
        if (thing != null) {
            storage.remove(uid.getAsString());
            leaveBridge(thing);
            listeners.forEach(listener -> listener.removed(thing));
            trackers.forEach(tracker -> tracker.thingRemoved(thing));
            events.post(new Event(topic(thing, "removed"), "ThingRemovedEvent", ThingJson.of(thing)));
        }
        return thing;
    }

    @Override
    public void updateConfiguration(ThingUID uid, Map<String, Object> parameters) {
        Thing thing = get(uid);
        if (thing == null) {
            throw new IllegalArgumentException("Thing with UID " + uid + " does not exist.");
        }
        ThingHandler handler = thing.getHandler();
        if (handler == null) {
            throw new IllegalStateException("Thing with UID " + uid + " has no handler attached.");
        }
        handler.handleConfigurationUpdate(parameters);
    }

    @Override
    public @Nullable Thing createThingOfType(
            ThingTypeUID type,
            @Nullable ThingUID uid,
            @Nullable ThingUID bridge,
            @Nullable String label,
            Configuration configuration) {
        for (ThingHandlerFactory factory : factories) {
            Thing thing =
                    factory.supportsThingType(type) ? factory.createThing(type, configuration, uid, bridge) : null;
            if (thing != null) {
                if (label != null) {
                    thing.setLabel(label);
                }
                return thing;
            }
        }
        return null;
    }

    /** Sets how a thing fares and tells everyone. */
    void setStatus(Thing thing, ThingStatusInfo status) {
        ThingStatusInfo old = thing.getStatusInfo();
        thing.setStatusInfo(status);
        JsonObject now = ThingJson.of(localized(thing, status));
        events.post(new Event(topic(thing, "status"), "ThingStatusInfoEvent", now));
        if (!status.equals(old)) {
            JsonArray both = new JsonArray();
            both.add(now);
            both.add(ThingJson.of(localized(thing, old)));
            events.post(new Event(topic(thing, "statuschanged"), "ThingStatusInfoChangedEvent", both));
            trackers.forEach(tracker -> tracker.statusChanged(thing, status));
        }
    }

    /** A thing's status with its sentence in words, also where the handler gave the key of a text. */
    public ThingStatusInfo status(Thing thing) {
        return localized(thing, thing.getStatusInfo());
    }

    private ThingStatusInfo localized(Thing thing, ThingStatusInfo status) {
        String description = status.getDescription();
        ThingHandler handler = thing.getHandler();
        if (description == null || handler == null || !description.startsWith("@text/")) {
            return status;
        }
        return ThingStatusInfoBuilder.create(status.getStatus(), status.getStatusDetail())
                .withDescription(texts.resolve(FrameworkUtil.getBundle(handler.getClass()), description))
                .build();
    }

    private void store(Thing thing) {
        storage.put(thing.getUID().getAsString(), ThingJson.stored(thing));
    }

    private void enterBridge(Thing thing) {
        ThingUID bridge = thing.getBridgeUID();
        if (bridge != null && get(bridge) instanceof Bridge parent) {
            BridgeChildren.add(parent, thing);
        }
    }

    private void leaveBridge(Thing thing) {
        ThingUID bridge = thing.getBridgeUID();
        if (bridge != null && get(bridge) instanceof Bridge parent) {
            BridgeChildren.remove(parent, thing);
        }
    }

    private void adopt(Thing thing) {
        if (thing instanceof Bridge bridge) {
            stream()
                    .filter(child -> bridge.getUID().equals(child.getBridgeUID()))
                    .forEach(child -> BridgeChildren.add(bridge, child));
        }
    }

    private static String topic(Thing thing, String what) {
        return "openhab/things/" + thing.getUID() + "/" + what;
    }
}
