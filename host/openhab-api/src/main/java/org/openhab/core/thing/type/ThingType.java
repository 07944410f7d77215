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

import java.util.List;
import java.util.Map;
import org.openhab.core.thing.ThingTypeUID;

/** What things of a type have in common. Immutable; what is not said is null or empty. */
public class ThingType extends AbstractDescriptionType {
    private final ThingTypeBuilder data;

    ThingType(ThingTypeBuilder data) {
        super(data.uid(), data.label, data.description, data.configDescriptionURI);
        this.data = data;
    }

    @Override
    public ThingTypeUID getUID() {
        return (ThingTypeUID) super.getUID();
    }

    public String getBindingId() {
        return getUID().getBindingId();
    }

    public List<String> getSupportedBridgeTypeUIDs() {
        return data.supportedBridgeTypeUIDs;
    }

    public List<ChannelDefinition> getChannelDefinitions() {
        return data.channelDefinitions;
    }

    public List<ChannelGroupDefinition> getChannelGroupDefinitions() {
        return data.channelGroupDefinitions;
    }

    public Map<String, String> getProperties() {
        return data.properties;
    }

    public String getCategory() {
        return data.category;
    }

    /** Whether users can choose it for a new thing. */
    public boolean isListed() {
        return data.listed;
    }

    public String getRepresentationProperty() {
        return data.representationProperty;
    }

    @Override
    public boolean equals(Object obj) {
        return obj != null && getClass() == obj.getClass() && getUID().equals(((ThingType) obj).getUID());
    }

    @Override
    public int hashCode() {
        return getUID().hashCode();
    }

    @Override
    public String toString() {
        return getUID().toString();
    }

    public List<String> getExtensibleChannelTypeIds() {
        return data.extensibleChannelTypeIds;
    }

    public String getSemanticEquipmentTag() {
        return data.semanticEquipmentTag;
    }
}
