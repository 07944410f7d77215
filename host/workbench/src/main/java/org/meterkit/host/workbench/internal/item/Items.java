/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.host.workbench.internal.item;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;
import org.meterkit.host.workbench.internal.event.Event;
import org.meterkit.host.workbench.internal.event.EventBus;
import org.openhab.core.storage.Storage;
import org.openhab.core.storage.StorageService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The items there are, kept in a file; their states are not. */
@Component(service = Items.class)
public final class Items {

    /** openHAB's rule for names of items. */
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

    private final Map<String, Item> items = new ConcurrentSkipListMap<>();
    private final Storage<JsonElement> storage;
    private final EventBus events;

    @Activate
    public Items(@Reference StorageService storages, @Reference EventBus events) {
        this.storage = storages.getStorage("items", Items.class.getClassLoader());
        this.events = events;
        storage.getKeys().forEach(name -> Item.read(name, storage.get(name).getAsJsonObject())
                .ifPresent(item -> items.put(name, item)));
    }

    public Collection<Item> all() {
        return List.copyOf(items.values());
    }

    public Optional<Item> get(String name) {
        return Optional.ofNullable(items.get(name));
    }

    /** How putting an item went. */
    public enum Outcome {
        CREATED,
        CHANGED,
        REFUSED
    }

    /** Creates or changes an item; refused when its name or type is not one of openHAB's. */
    public Outcome put(String name, JsonObject description) {
        Optional<Item> described = Item.read(name, description);
        if (described.isEmpty() || !NAME.matcher(name).matches()) {
            return Outcome.REFUSED;
        }
        Item item = described.get();
        Item old = items.put(name, item);
        storage.put(name, item.json());
        if (old == null) {
            events.post(new Event(topic(name, "added"), "ItemAddedEvent", item.json()));
            return Outcome.CREATED;
        }
        if (old.type().equals(item.type())) {
            item.hold(old.held());
        }
        JsonArray both = new JsonArray();
        both.add(item.json());
        both.add(old.json());
        events.post(new Event(topic(name, "updated"), "ItemUpdatedEvent", both));
        return Outcome.CHANGED;
    }

    /** Removes an item; false when there is none of that name. */
    public boolean remove(String name) {
        Item item = items.remove(name);
        if (item == null) {
            return false;
        }
        storage.remove(name);
        events.post(new Event(topic(name, "removed"), "ItemRemovedEvent", item.json()));
        return true;
    }

    static String topic(String item, String what) {
        return "openhab/items/" + item + "/" + what;
    }
}
