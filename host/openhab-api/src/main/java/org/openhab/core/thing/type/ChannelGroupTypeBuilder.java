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

/** Builds a {@link ChannelGroupType}. */
public class ChannelGroupTypeBuilder {
    private final ChannelGroupTypeUID uid;
    private final String label;
    private String description;
    private String category;
    private List<ChannelDefinition> channelDefinitions = List.of();

    private ChannelGroupTypeBuilder(ChannelGroupTypeUID uid, String label) {
        if (label == null || label.isBlank()) {
            throw new IllegalArgumentException("Label for a ChannelGroupType must not be empty.");
        }
        this.uid = uid;
        this.label = label;
    }

    public static ChannelGroupTypeBuilder instance(ChannelGroupTypeUID channelGroupTypeUID, String label) {
        return new ChannelGroupTypeBuilder(channelGroupTypeUID, label);
    }

    public ChannelGroupType build() {
        return new ChannelGroupType(uid, label, description, category, channelDefinitions);
    }

    public ChannelGroupTypeBuilder withDescription(String description) {
        this.description = description;
        return this;
    }

    public ChannelGroupTypeBuilder withCategory(String category) {
        this.category = category;
        return this;
    }

    public ChannelGroupTypeBuilder withChannelDefinitions(List<ChannelDefinition> channelDefinitions) {
        this.channelDefinitions = channelDefinitions;
        return this;
    }
}
