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

/** Builds a {@link ChannelDefinition}. */
public class ChannelDefinitionBuilder {
    private final String id;
    private final ChannelTypeUID channelTypeUID;
    private Map<String, String> properties;
    private String label;
    private String description;
    private AutoUpdatePolicy autoUpdatePolicy;

    public ChannelDefinitionBuilder(String id, ChannelTypeUID channelTypeUID) {
        this.id = id;
        this.channelTypeUID = channelTypeUID;
    }

    /** Begins with everything another definition says. */
    public ChannelDefinitionBuilder(ChannelDefinition channelDefinition) {
        this(channelDefinition.getId(), channelDefinition.getChannelTypeUID());
        properties = channelDefinition.getProperties();
        label = channelDefinition.getLabel();
        description = channelDefinition.getDescription();
        autoUpdatePolicy = channelDefinition.getAutoUpdatePolicy();
    }

    public ChannelDefinitionBuilder withProperties(Map<String, String> properties) {
        this.properties = properties;
        return this;
    }

    public ChannelDefinitionBuilder withLabel(String label) {
        this.label = label;
        return this;
    }

    public ChannelDefinitionBuilder withDescription(String description) {
        this.description = description;
        return this;
    }

    public ChannelDefinitionBuilder withAutoUpdatePolicy(AutoUpdatePolicy autoUpdatePolicy) {
        this.autoUpdatePolicy = autoUpdatePolicy;
        return this;
    }

    public ChannelDefinition build() {
        return new ChannelDefinition(id, channelTypeUID, label, description, properties, autoUpdatePolicy);
    }
}
