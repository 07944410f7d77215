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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.host.workbench.internal.thing.ThingJson;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;

/**
 * An item: what it is called, and its state. The state is {@code NULL} until something sets it, also after a restart.
 * Written by the event thread only.
 */
public final class Item {

    private final String name;
    private final ItemType type;
    private final @Nullable String label;
    private final @Nullable String category;
    private final List<String> tags;
    private final List<String> groupNames;
    private volatile Held held = new Held(UnDefType.NULL, Optional.empty(), Optional.empty(), Optional.empty());

    /** A state, the one before, and since when. */
    record Held(
            State state,
            Optional<State> lastState,
            Optional<Instant> lastStateUpdate,
            Optional<Instant> lastStateChange) {

        Held next(State state, Instant now) {
            boolean changed = !this.state.equals(state);
            return new Held(
                    state,
                    changed ? Optional.of(this.state) : lastState,
                    Optional.of(now),
                    changed ? Optional.of(now) : lastStateChange);
        }
    }

    private Item(
            String name,
            ItemType type,
            @Nullable String label,
            @Nullable String category,
            List<String> tags,
            List<String> groupNames) {
        this.name = name;
        this.type = type;
        this.label = label;
        this.category = category;
        this.tags = tags;
        this.groupNames = groupNames;
    }

    /** An item as a REST client describes it; empty when its type is unknown. */
    static Optional<Item> read(String name, JsonObject json) {
        String type = ThingJson.text(json, "type");
        return ItemType.of(type == null ? "" : type)
                .map(known -> new Item(
                        name,
                        known,
                        ThingJson.text(json, "label"),
                        ThingJson.text(json, "category"),
                        texts(json.get("tags")),
                        texts(json.get("groupNames"))));
    }

    private static List<String> texts(@Nullable JsonElement array) {
        List<String> texts = new ArrayList<>();
        if (array != null && array.isJsonArray()) {
            array.getAsJsonArray().forEach(text -> texts.add(text.getAsString()));
        }
        return List.copyOf(texts);
    }

    /** What an item is, without its state. */
    public JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("type", type.name());
        json.addProperty("name", name);
        ThingJson.add(json, "label", label);
        ThingJson.add(json, "category", category);
        json.add("tags", array(tags));
        json.add("groupNames", array(groupNames));
        return json;
    }

    private static JsonArray array(List<String> texts) {
        JsonArray array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }

    public String name() {
        return name;
    }

    ItemType type() {
        return type;
    }

    public State state() {
        return held.state();
    }

    public Optional<State> lastState() {
        return held.lastState();
    }

    public Optional<Instant> lastStateUpdate() {
        return held.lastStateUpdate();
    }

    public Optional<Instant> lastStateChange() {
        return held.lastStateChange();
    }

    Held held() {
        return held;
    }

    void hold(Held next) {
        held = next;
    }
}
