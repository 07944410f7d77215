/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.openhab.core.thing.type;

import java.util.Map;

/** A channel that things of a type have. Label, description and policy are null where the channel type's are meant. */
public class ChannelDefinition {
    private final String id;
    private final ChannelTypeUID channelTypeUID;
    private final String label;
    private final String description;
    private final Map<String, String> properties;
    private final AutoUpdatePolicy autoUpdatePolicy;

    ChannelDefinition(
            String id,
            ChannelTypeUID channelTypeUID,
            String label,
            String description,
            Map<String, String> properties,
            AutoUpdatePolicy autoUpdatePolicy) {
        if (id == null || id.isEmpty()) {
            throw new IllegalArgumentException("The ID must neither be null nor empty!");
        }
        this.id = id;
        this.channelTypeUID = channelTypeUID;
        this.label = label;
        this.description = description;
        this.properties = properties == null ? Map.of() : Map.copyOf(properties);
        this.autoUpdatePolicy = autoUpdatePolicy;
    }

    public String getId() {
        return id;
    }

    public ChannelTypeUID getChannelTypeUID() {
        return channelTypeUID;
    }

    public String getLabel() {
        return label;
    }

    public String getDescription() {
        return description;
    }

    public Map<String, String> getProperties() {
        return properties;
    }

    public AutoUpdatePolicy getAutoUpdatePolicy() {
        return autoUpdatePolicy;
    }

    @Override
    public String toString() {
        return "ChannelDefinition [id=" + id + ", type=" + channelTypeUID + "]";
    }
}
