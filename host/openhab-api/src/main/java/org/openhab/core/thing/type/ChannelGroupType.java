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

/** A set of channels that belong together. Immutable. */
public class ChannelGroupType extends AbstractDescriptionType {
    private final List<ChannelDefinition> channelDefinitions;
    private final String category;

    ChannelGroupType(
            ChannelGroupTypeUID uid,
            String label,
            String description,
            String category,
            List<ChannelDefinition> channelDefinitions) {
        super(uid, label, description, null);
        this.category = category;
        this.channelDefinitions = List.copyOf(channelDefinitions);
    }

    public List<ChannelDefinition> getChannelDefinitions() {
        return channelDefinitions;
    }

    /** Name of an icon, or null. */
    public String getCategory() {
        return category;
    }

    @Override
    public ChannelGroupTypeUID getUID() {
        return (ChannelGroupTypeUID) super.getUID();
    }

    @Override
    public String toString() {
        return getUID().toString();
    }
}
