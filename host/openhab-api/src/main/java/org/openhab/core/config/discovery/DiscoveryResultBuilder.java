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

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.ThingUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds a {@link DiscoveryResult}. */
public class DiscoveryResultBuilder {
    private final Logger logger = LoggerFactory.getLogger(DiscoveryResultBuilder.class);
    private final ThingUID thingUID;
    private final Map<String, Object> properties = new LinkedHashMap<>();
    private ThingTypeUID thingTypeUID;
    private String representationProperty;
    private ThingUID bridgeUID;
    private String label = "";
    private long timeToLive = DiscoveryResult.TTL_UNLIMITED;

    private DiscoveryResultBuilder(ThingUID thingUID) {
        this.thingUID = thingUID;
    }

    public static DiscoveryResultBuilder create(ThingUID thingUID) {
        return new DiscoveryResultBuilder(thingUID);
    }

    /** Begins with everything another result says. */
    public static DiscoveryResultBuilder create(DiscoveryResult result) {
        return create(result.getThingUID())
                .withThingType(result.getThingTypeUID())
                .withProperties(result.getProperties())
                .withRepresentationProperty(result.getRepresentationProperty())
                .withBridge(result.getBridgeUID())
                .withLabel(result.getLabel())
                .withTTL(result.getTimeToLive());
    }

    /** Without a type it is the second segment of the thing's UID. */
    public DiscoveryResultBuilder withThingType(ThingTypeUID thingTypeUID) {
        this.thingTypeUID = thingTypeUID;
        return this;
    }

    public DiscoveryResultBuilder withProperties(Map<String, Object> properties) {
        this.properties.putAll(properties);
        return this;
    }

    public DiscoveryResultBuilder withProperty(String key, Object value) {
        properties.put(key, value);
        return this;
    }

    /** Name of the property, among those given, that tells one device from another. */
    public DiscoveryResultBuilder withRepresentationProperty(String representationProperty) {
        this.representationProperty = representationProperty;
        return this;
    }

    public DiscoveryResultBuilder withBridge(ThingUID bridgeUID) {
        this.bridgeUID = bridgeUID;
        return this;
    }

    public DiscoveryResultBuilder withLabel(String label) {
        this.label = label == null ? "" : label;
        return this;
    }

    /** Seconds until the result is no longer valid, at least one. */
    public DiscoveryResultBuilder withTTL(long ttl) {
        timeToLive = ttl;
        return this;
    }

    public DiscoveryResult build() {
        if (timeToLive < 1 && timeToLive != DiscoveryResult.TTL_UNLIMITED) {
            throw new IllegalArgumentException("The ttl must not be 0 or negative!");
        }
        if (representationProperty != null && !properties.containsKey(representationProperty)) {
            logger.warn(
                    "The representation property {} of discovered thing {} is not among its properties.",
                    representationProperty,
                    thingUID);
        }
        return new Result(
                thingUID,
                thingTypeUID,
                Collections.unmodifiableMap(new LinkedHashMap<>(properties)),
                representationProperty,
                bridgeUID,
                label,
                timeToLive,
                Instant.now());
    }

    private record Result(
            ThingUID thingUID,
            ThingTypeUID thingTypeUID,
            Map<String, Object> properties,
            String representationProperty,
            ThingUID bridgeUID,
            String label,
            long timeToLive,
            Instant creationTime)
            implements DiscoveryResult {

        @Override
        public ThingUID getThingUID() {
            return thingUID;
        }

        @Override
        public ThingTypeUID getThingTypeUID() {
            if (thingTypeUID != null) {
                return thingTypeUID;
            }
            String type = thingUID.getAsString().split(ThingUID.SEPARATOR)[1];
            if (type.isEmpty()) {
                throw new IllegalArgumentException("ThingTypeUID of thing '" + thingUID + "' is null.");
            }
            return new ThingTypeUID(thingUID.getBindingId(), type);
        }

        @Override
        public String getBindingId() {
            return thingUID.getBindingId();
        }

        @Override
        public Map<String, Object> getProperties() {
            return properties;
        }

        @Override
        public String getRepresentationProperty() {
            return representationProperty;
        }

        @Override
        public DiscoveryResultFlag getFlag() {
            return DiscoveryResultFlag.NEW;
        }

        @Override
        public String getLabel() {
            return label;
        }

        @Override
        public ThingUID getBridgeUID() {
            return bridgeUID;
        }

        @Override
        public Instant getCreationTime() {
            return creationTime;
        }

        @Override
        public long getTimeToLive() {
            return timeToLive;
        }

        /** Results for the same thing are equal. */
        @Override
        public boolean equals(Object obj) {
            return obj instanceof Result other && thingUID.equals(other.thingUID);
        }

        @Override
        public int hashCode() {
            return thingUID.hashCode();
        }

        /** Without the values of properties, which may be secrets. */
        @Override
        public String toString() {
            return "DiscoveryResult [thingUID=" + thingUID + ", label=" + label + ", properties=" + properties.keySet()
                    + "]";
        }
    }
}
