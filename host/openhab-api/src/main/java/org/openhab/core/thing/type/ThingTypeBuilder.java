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

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.openhab.core.semantics.SemanticTag;
import org.openhab.core.thing.ThingTypeUID;

/** Builds a {@link ThingType} or a {@link BridgeType}. */
public class ThingTypeBuilder {
    private final String bindingId;
    private final String thingTypeId;
    String label;
    String description;
    String category;
    boolean listed = true;
    String representationProperty;
    List<ChannelDefinition> channelDefinitions = List.of();
    List<ChannelGroupDefinition> channelGroupDefinitions = List.of();
    Map<String, String> properties = Map.of();
    URI configDescriptionURI;
    List<String> extensibleChannelTypeIds = List.of();
    List<String> supportedBridgeTypeUIDs = List.of();
    String semanticEquipmentTag;

    private ThingTypeBuilder(String bindingId, String thingTypeId, String label) {
        this.bindingId = bindingId;
        this.thingTypeId = thingTypeId;
        this.label = label;
    }

    private ThingTypeBuilder(ThingTypeBuilder from) {
        this(from.bindingId, from.thingTypeId, from.label);
        description = from.description;
        category = from.category;
        listed = from.listed;
        representationProperty = from.representationProperty;
        channelDefinitions = List.copyOf(from.channelDefinitions);
        channelGroupDefinitions = List.copyOf(from.channelGroupDefinitions);
        properties = Map.copyOf(from.properties);
        configDescriptionURI = from.configDescriptionURI;
        extensibleChannelTypeIds = List.copyOf(from.extensibleChannelTypeIds);
        supportedBridgeTypeUIDs = List.copyOf(from.supportedBridgeTypeUIDs);
        semanticEquipmentTag = from.semanticEquipmentTag;
    }

    public static ThingTypeBuilder instance(String bindingId, String thingTypeId, String label) {
        return new ThingTypeBuilder(bindingId, thingTypeId, label);
    }

    public static ThingTypeBuilder instance(ThingTypeUID thingTypeUID, String label) {
        return new ThingTypeBuilder(thingTypeUID.getBindingId(), thingTypeUID.getId(), label);
    }

    /** Begins with everything another type says. */
    public static ThingTypeBuilder instance(ThingType thingType) {
        return instance(thingType.getUID(), thingType.getLabel())
                .withDescription(thingType.getDescription())
                .withCategory(thingType.getCategory())
                .isListed(thingType.isListed())
                .withRepresentationProperty(thingType.getRepresentationProperty())
                .withChannelDefinitions(thingType.getChannelDefinitions())
                .withChannelGroupDefinitions(thingType.getChannelGroupDefinitions())
                .withProperties(thingType.getProperties())
                .withConfigDescriptionURI(thingType.getConfigDescriptionURI())
                .withExtensibleChannelTypeIds(thingType.getExtensibleChannelTypeIds())
                .withSupportedBridgeTypeUIDs(thingType.getSupportedBridgeTypeUIDs())
                .withSemanticEquipmentTag(thingType.getSemanticEquipmentTag());
    }

    ThingTypeUID uid() {
        return new ThingTypeUID(bindingId, thingTypeId);
    }

    public ThingType build() {
        return new ThingType(checked());
    }

    public BridgeType buildBridge() {
        return new BridgeType(checked());
    }

    private ThingTypeBuilder checked() {
        require(bindingId, "bindingId");
        require(thingTypeId, "thingTypeId");
        require(label, "label");
        return new ThingTypeBuilder(this);
    }

    private static void require(String value, String what) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("The " + what + " must neither be null nor empty.");
        }
    }

    public ThingTypeBuilder withLabel(String label) {
        this.label = label;
        return this;
    }

    public ThingTypeBuilder withDescription(String description) {
        this.description = description;
        return this;
    }

    public ThingTypeBuilder withCategory(String category) {
        this.category = category;
        return this;
    }

    public ThingTypeBuilder isListed(boolean listed) {
        this.listed = listed;
        return this;
    }

    public ThingTypeBuilder withRepresentationProperty(String representationProperty) {
        this.representationProperty = representationProperty;
        return this;
    }

    public ThingTypeBuilder withChannelDefinitions(List<ChannelDefinition> channelDefinitions) {
        this.channelDefinitions = channelDefinitions;
        return this;
    }

    public ThingTypeBuilder withChannelGroupDefinitions(List<ChannelGroupDefinition> channelGroupDefinitions) {
        this.channelGroupDefinitions = channelGroupDefinitions;
        return this;
    }

    public ThingTypeBuilder withProperties(Map<String, String> properties) {
        this.properties = properties;
        return this;
    }

    public ThingTypeBuilder withConfigDescriptionURI(URI configDescriptionURI) {
        this.configDescriptionURI = configDescriptionURI;
        return this;
    }

    public ThingTypeBuilder withExtensibleChannelTypeIds(List<String> extensibleChannelTypeIds) {
        this.extensibleChannelTypeIds = extensibleChannelTypeIds;
        return this;
    }

    public ThingTypeBuilder withSupportedBridgeTypeUIDs(List<String> supportedBridgeTypeUIDs) {
        this.supportedBridgeTypeUIDs = supportedBridgeTypeUIDs;
        return this;
    }

    public ThingTypeBuilder withSemanticEquipmentTag(String semanticEquipmentTag) {
        this.semanticEquipmentTag = semanticEquipmentTag;
        return this;
    }

    public ThingTypeBuilder withSemanticEquipmentTag(SemanticTag semanticEquipmentTag) {
        return withSemanticEquipmentTag(semanticEquipmentTag.getName());
    }
}
