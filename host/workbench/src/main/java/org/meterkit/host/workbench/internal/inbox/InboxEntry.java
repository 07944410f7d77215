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

import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.host.workbench.internal.thing.ThingJson;
import org.openhab.core.config.discovery.DiscoveryResult;
import org.openhab.core.config.discovery.DiscoveryResultFlag;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.ThingUID;

/** A discovery result as it lies in the inbox: it can be stored and flagged. */
record InboxEntry(
        ThingUID thing,
        ThingTypeUID type,
        @Nullable ThingUID bridge,
        String label,
        Map<String, Object> properties,
        @Nullable String representationProperty,
        long timeToLive,
        Instant creationTime,
        DiscoveryResultFlag flag)
        implements DiscoveryResult {

    static InboxEntry of(DiscoveryResult result, DiscoveryResultFlag flag) {
        return new InboxEntry(
                result.getThingUID(),
                result.getThingTypeUID(),
                result.getBridgeUID(),
                result.getLabel(),
                new LinkedHashMap<>(result.getProperties()),
                result.getRepresentationProperty(),
                result.getTimeToLive(),
                result.getCreationTime(),
                flag);
    }

    static InboxEntry read(JsonObject json) {
        String bridge = ThingJson.text(json, "bridgeUID");
        return new InboxEntry(
                new ThingUID(json.get("thingUID").getAsString()),
                new ThingTypeUID(json.get("thingTypeUID").getAsString()),
                bridge == null ? null : new ThingUID(bridge),
                json.get("label").getAsString(),
                ThingJson.values(json.get("properties")),
                ThingJson.text(json, "representationProperty"),
                json.get("timeToLive").getAsLong(),
                Instant.parse(json.get("creationTime").getAsString()),
                DiscoveryResultFlag.valueOf(json.get("flag").getAsString()));
    }

    JsonObject stored() {
        JsonObject json = InboxJson.of(this);
        json.addProperty("timeToLive", timeToLive);
        json.addProperty("creationTime", creationTime.toString());
        return json;
    }

    boolean isExpired(Instant now) {
        return timeToLive != TTL_UNLIMITED
                && creationTime.plusSeconds(timeToLive).isBefore(now);
    }

    /** What makes the device recognisable, or null. */
    @Nullable
    String representation() {
        Object value = representationProperty == null ? null : properties.get(representationProperty);
        return value == null ? null : value.toString();
    }

    @Override
    public ThingUID getThingUID() {
        return thing;
    }

    @Override
    public ThingTypeUID getThingTypeUID() {
        return type;
    }

    @Override
    public String getBindingId() {
        return thing.getBindingId();
    }

    @Override
    public Map<String, Object> getProperties() {
        return properties;
    }

    @Override
    public @Nullable String getRepresentationProperty() {
        return representationProperty;
    }

    @Override
    public DiscoveryResultFlag getFlag() {
        return flag;
    }

    @Override
    public String getLabel() {
        return label;
    }

    @Override
    public @Nullable ThingUID getBridgeUID() {
        return bridge;
    }

    @Override
    public Instant getCreationTime() {
        return creationTime;
    }

    @Override
    public long getTimeToLive() {
        return timeToLive;
    }
}
