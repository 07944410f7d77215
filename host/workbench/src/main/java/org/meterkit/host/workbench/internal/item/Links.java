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

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.meterkit.host.workbench.internal.event.Event;
import org.meterkit.host.workbench.internal.event.EventBus;
import org.openhab.core.storage.Storage;
import org.openhab.core.storage.StorageService;
import org.openhab.core.thing.ChannelUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The links there are, kept in a file. */
@Component(service = Links.class)
public final class Links {

    private final Map<String, Link> links = new ConcurrentSkipListMap<>();
    private final Storage<JsonElement> storage;
    private final EventBus events;

    @Activate
    public Links(@Reference StorageService storages, @Reference EventBus events) {
        this.storage = storages.getStorage("links", Links.class.getClassLoader());
        this.events = events;
        for (JsonElement stored : storage.getValues()) {
            JsonObject json = stored.getAsJsonObject();
            Link link = new Link(
                    json.get("itemName").getAsString(),
                    new ChannelUID(json.get("channelUID").getAsString()),
                    json.getAsJsonObject("configuration"));
            links.put(link.id(), link);
        }
    }

    public Collection<Link> all() {
        return List.copyOf(links.values());
    }

    public List<Link> of(ChannelUID channel) {
        return links.values().stream()
                .filter(link -> link.channelUID().equals(channel))
                .toList();
    }

    public List<Link> of(String item) {
        return links.values().stream()
                .filter(link -> link.itemName().equals(item))
                .toList();
    }

    void put(Link link) {
        if (links.put(link.id(), link) == null) {
            events.post(new Event(topic(link, "added"), "ItemChannelLinkAddedEvent", link.json()));
        }
        storage.put(link.id(), link.json());
    }

    boolean remove(String item, ChannelUID channel) {
        Link link = links.remove(new Link(item, channel, new JsonObject()).id());
        if (link == null) {
            return false;
        }
        storage.remove(link.id());
        events.post(new Event(topic(link, "removed"), "ItemChannelLinkRemovedEvent", link.json()));
        return true;
    }

    private static String topic(Link link, String what) {
        return "openhab/links/" + link.itemName() + "-" + link.channelUID() + "/" + what;
    }
}
