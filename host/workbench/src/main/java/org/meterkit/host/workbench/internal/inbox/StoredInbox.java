/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.host.workbench.internal.inbox;

import com.google.gson.JsonElement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.host.workbench.internal.event.Event;
import org.meterkit.host.workbench.internal.event.EventBus;
import org.meterkit.host.workbench.internal.thing.ConfigValidator;
import org.meterkit.host.workbench.internal.thing.ThingTracker;
import org.meterkit.host.workbench.internal.thing.Things;
import org.openhab.core.common.ThreadPoolManager;
import org.openhab.core.common.registry.RegistryChangeListener;
import org.openhab.core.config.core.ConfigDescriptionParameter;
import org.openhab.core.config.core.ConfigDescriptionRegistry;
import org.openhab.core.config.core.Configuration;
import org.openhab.core.config.discovery.DiscoveryListener;
import org.openhab.core.config.discovery.DiscoveryResult;
import org.openhab.core.config.discovery.DiscoveryResultFlag;
import org.openhab.core.config.discovery.DiscoveryService;
import org.openhab.core.config.discovery.inbox.Inbox;
import org.openhab.core.config.discovery.inbox.InboxListener;
import org.openhab.core.storage.Storage;
import org.openhab.core.storage.StorageService;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusInfo;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.thing.type.ThingType;
import org.openhab.core.thing.type.ThingTypeRegistry;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * The inbox, kept in a file. As openHAB's it takes nothing that is a thing already (what was found then corrects the
 * thing's configuration), and ignores what a thing represents under another UID.
 */
@Component(service = {Inbox.class, StoredInbox.class})
public final class StoredInbox implements Inbox, DiscoveryListener, RegistryChangeListener<Thing>, ThingTracker {

    private static final long EXPIRY_CHECK_SECONDS = 30;

    private final Map<ThingUID, InboxEntry> entries = new LinkedHashMap<>();
    private final List<InboxListener> listeners = new CopyOnWriteArrayList<>();
    private final Storage<JsonElement> storage;
    private final Things things;
    private final ThingTypeRegistry thingTypes;
    private final ConfigValidator validator;
    private final EventBus events;
    private final ScheduledFuture<?> expiry;

    @Activate
    public StoredInbox(
            @Reference StorageService storages,
            @Reference Things things,
            @Reference ThingTypeRegistry thingTypes,
            @Reference ConfigDescriptionRegistry descriptions,
            @Reference EventBus events) {
        this.storage = storages.getStorage("inbox", StoredInbox.class.getClassLoader());
        this.things = things;
        this.thingTypes = thingTypes;
        this.validator = new ConfigValidator(descriptions);
        this.events = events;
        for (JsonElement stored : storage.getValues()) {
            InboxEntry entry = InboxEntry.read(stored.getAsJsonObject());
            entries.put(entry.thing(), entry);
        }
        things.addRegistryChangeListener(this);
        things.addTracker(this);
        expiry = ThreadPoolManager.getScheduledPool("discovery")
                .scheduleWithFixedDelay(
                        () -> removeExpired(Instant.now()),
                        EXPIRY_CHECK_SECONDS,
                        EXPIRY_CHECK_SECONDS,
                        TimeUnit.SECONDS);
    }

    @Deactivate
    public void close() {
        expiry.cancel(false);
        things.removeTracker(this);
        things.removeRegistryChangeListener(this);
    }

    // discovery

    @Override
    public void thingDiscovered(DiscoveryService source, DiscoveryResult result) {
        add(result);
    }

    @Override
    public void thingRemoved(DiscoveryService source, ThingUID thingUID) {
        remove(thingUID);
    }

    @Override
    public Collection<ThingUID> removeOlderResults(
            DiscoveryService source,
            Instant timestamp,
            @Nullable Collection<ThingTypeUID> types,
            @Nullable ThingUID bridge) {
        List<ThingUID> old = stream()
                .filter(result -> types != null && types.contains(result.getThingTypeUID()))
                .filter(result -> result.getCreationTime().isBefore(timestamp))
                .filter(result -> bridge == null || bridge.equals(result.getBridgeUID()))
                .map(DiscoveryResult::getThingUID)
                .toList();
        old.forEach(this::remove);
        return old;
    }

    void removeExpired(Instant now) {
        List<InboxEntry> expired;
        synchronized (entries) {
            expired = entries.values().stream()
                    .filter(entry -> entry.isExpired(now))
                    .toList();
        }
        expired.forEach(entry -> remove(entry.thing()));
    }

    // inbox

    @Override
    public CompletableFuture<Boolean> add(@Nullable DiscoveryResult result) {
        return CompletableFuture.completedFuture(result != null && take(result));
    }

    private boolean take(DiscoveryResult result) {
        if (thingTypes.getThingType(result.getThingTypeUID()) == null) {
            return false;
        }
        Thing thing = things.get(result.getThingUID());
        if (thing != null) {
            correct(thing, result);
            return false;
        }
        InboxEntry entry;
        boolean known;
        synchronized (entries) {
            InboxEntry before = entries.get(result.getThingUID());
            known = before != null;
            entry = InboxEntry.of(result, before == null ? flagFor(result) : before.flag());
            entries.put(entry.thing(), entry);
        }
        store(entry);
        if (known) {
            tell("updated", "InboxUpdatedEvent", entry, InboxListener::thingUpdated);
        } else {
            tell("added", "InboxAddedEvent", entry, InboxListener::thingAdded);
        }
        return true;
    }

    /** A device that is a thing under another UID need not be offered. */
    private DiscoveryResultFlag flagFor(DiscoveryResult result) {
        String representation = InboxEntry.of(result, DiscoveryResultFlag.NEW).representation();
        boolean present = representation != null
                && things.stream()
                        .filter(thing -> thing.getThingTypeUID().equals(result.getThingTypeUID()))
                        .anyMatch(thing -> Optional.of(representation).equals(representation(thing)));
        return present ? DiscoveryResultFlag.IGNORED : DiscoveryResultFlag.NEW;
    }

    /** What was found of a thing, say its address, goes into the parameters it has a value for. */
    private void correct(Thing thing, DiscoveryResult result) {
        Configuration configuration = thing.getConfiguration();
        boolean corrected = false;
        for (Map.Entry<String, Object> found : normalized(result).entrySet()) {
            Object now = configuration.get(found.getKey());
            if (now != null && !now.equals(found.getValue())) {
                configuration.put(found.getKey(), found.getValue());
                corrected = true;
            }
        }
        if (corrected) {
            things.update(thing);
        }
    }

    private Map<String, Object> normalized(DiscoveryResult result) {
        ThingType type = thingTypes.getThingType(result.getThingTypeUID());
        return validator.normalize(
                new LinkedHashMap<>(result.getProperties()), type == null ? null : type.getConfigDescriptionURI());
    }

    private Set<String> parameters(ThingTypeUID typeUid) {
        ThingType type = thingTypes.getThingType(typeUid);
        return validator
                .description(type == null ? null : type.getConfigDescriptionURI())
                .map(description -> description.getParameters().stream()
                        .map(ConfigDescriptionParameter::getName)
                        .collect(Collectors.toSet()))
                .orElse(Set.of());
    }

    @Override
    public @Nullable Thing approve(ThingUID thingUID, @Nullable String label, @Nullable String newThingId) {
        InboxEntry entry;
        synchronized (entries) {
            entry = entries.get(thingUID);
        }
        if (entry == null) {
            throw new IllegalArgumentException("No Thing with UID " + thingUID + " in inbox");
        }
        ThingUID uid = newThingId == null ? thingUID : renamed(thingUID, newThingId);
        Set<String> parameters = parameters(entry.type());
        Configuration configuration = new Configuration();
        Map<String, String> properties = new LinkedHashMap<>();
        normalized(entry).forEach((name, value) -> {
            if (parameters.contains(name)) {
                configuration.put(name, value);
            } else {
                properties.put(name, String.valueOf(value));
            }
        });
        Thing thing = things.createThingOfType(
                entry.type(),
                uid,
                entry.bridge(),
                label == null || label.isEmpty() ? entry.label() : label,
                configuration);
        if (thing == null) {
            return null;
        }
        properties.forEach(thing::setProperty);
        if (things.get(uid) != null) {
            things.forceRemove(uid);
        }
        things.add(thing);
        return thing;
    }

    private static ThingUID renamed(ThingUID uid, String newId) {
        if (newId.contains(ThingUID.SEPARATOR)) {
            throw new IllegalArgumentException("New Thing ID " + newId + " must not contain multiple segments");
        }
        String text = uid.getAsString();
        return new ThingUID(text.substring(0, text.lastIndexOf(ThingUID.SEPARATOR) + 1) + newId);
    }

    @Override
    public boolean remove(@Nullable ThingUID thingUID) {
        InboxEntry removed;
        List<ThingUID> dependants = List.of();
        synchronized (entries) {
            removed = entries.remove(thingUID);
            if (removed != null && things.get(removed.thing()) == null) {
                dependants = resultsFor(removed.thing());
            }
        }
        if (removed == null) {
            return false;
        }
        storage.remove(removed.thing().getAsString());
        tell("removed", "InboxRemovedEvent", removed, InboxListener::thingRemoved);
        dependants.forEach(this::remove);
        return true;
    }

    private List<ThingUID> resultsFor(ThingUID bridge) {
        List<ThingUID> results = new ArrayList<>();
        synchronized (entries) {
            entries.values().stream()
                    .filter(entry -> bridge.equals(entry.bridge()))
                    .map(InboxEntry::thing)
                    .forEach(results::add);
        }
        return results;
    }

    @Override
    public List<DiscoveryResult> getAll() {
        synchronized (entries) {
            return List.copyOf(entries.values());
        }
    }

    @Override
    public Stream<DiscoveryResult> stream() {
        return getAll().stream();
    }

    @Override
    public void setFlag(ThingUID thingUID, @Nullable DiscoveryResultFlag flag) {
        InboxEntry flagged;
        synchronized (entries) {
            InboxEntry entry = entries.get(thingUID);
            if (entry == null) {
                return;
            }
            flagged = InboxEntry.of(entry, flag == null ? DiscoveryResultFlag.NEW : flag);
            entries.put(thingUID, flagged);
        }
        store(flagged);
        tell("updated", "InboxUpdatedEvent", flagged, InboxListener::thingUpdated);
    }

    @Override
    public void addInboxListener(@Nullable InboxListener listener) {
        if (listener != null) {
            listeners.add(listener);
        }
    }

    @Override
    public void removeInboxListener(@Nullable InboxListener listener) {
        listeners.remove(listener);
    }

    private void store(InboxEntry entry) {
        storage.put(entry.thing().getAsString(), entry.stored());
    }

    private void tell(String what, String type, InboxEntry entry, Telling telling) {
        listeners.forEach(listener -> telling.tell(listener, this, entry));
        events.post(new Event("openhab/inbox/" + entry.thing() + "/" + what, type, InboxJson.of(entry)));
    }

    /** One of the methods of a listener. */
    @FunctionalInterface
    private interface Telling {
        void tell(InboxListener listener, Inbox source, DiscoveryResult result);
    }

    // things

    @Override
    public void added(Thing thing) {
        remove(thing.getUID());
    }

    @Override
    public void updated(Thing old, Thing thing) {}

    @Override
    public void removed(Thing thing) {
        if (thing instanceof Bridge) {
            resultsFor(thing.getUID()).forEach(this::remove);
        }
        matching(thing, DiscoveryResultFlag.IGNORED, (uid, inbox) -> inbox.remove(uid));
    }

    @Override
    public void statusChanged(Thing thing, ThingStatusInfo status) {
        if (status.getStatus() == ThingStatus.ONLINE) {
            matching(thing, DiscoveryResultFlag.NEW, (uid, inbox) -> inbox.setFlag(uid, DiscoveryResultFlag.IGNORED));
        }
    }

    /** Does something with the one result that is the same device as a thing. */
    private void matching(Thing thing, DiscoveryResultFlag flag, BiConsumer<ThingUID, StoredInbox> action) {
        Optional<String> representation = representation(thing);
        if (representation.isEmpty()) {
            return;
        }
        List<InboxEntry> found;
        synchronized (entries) {
            found = entries.values().stream()
                    .filter(entry -> entry.type().equals(thing.getThingTypeUID()))
                    .filter(entry -> Objects.equals(entry.representation(), representation.get()))
                    .filter(entry -> entry.flag() == flag)
                    .toList();
        }
        if (found.size() == 1) {
            action.accept(found.get(0).thing(), this);
        }
    }

    /** What makes a thing recognisable: the property, or else the parameter, that its type names. */
    private Optional<String> representation(Thing thing) {
        ThingType type = thingTypes.getThingType(thing.getThingTypeUID());
        String name = type == null ? null : type.getRepresentationProperty();
        if (name == null) {
            return Optional.empty();
        }
        String property = thing.getProperties().get(name);
        Object value = property == null ? thing.getConfiguration().get(name) : property;
        return Optional.ofNullable(value).map(String::valueOf);
    }
}
