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

/** A channel group that things of a type have. Label and description are null where the group type's are meant. */
public class ChannelGroupDefinition {
    private final String id;
    private final ChannelGroupTypeUID typeUID;
    private final String label;
    private final String description;

    public ChannelGroupDefinition(String id, ChannelGroupTypeUID typeUID, String label, String description)
            throws IllegalArgumentException {
        if (id == null || id.isEmpty()) {
            throw new IllegalArgumentException("The ID must neither be null nor empty!");
        }
        this.id = id;
        this.typeUID = typeUID;
        this.label = label;
        this.description = description;
    }

    public ChannelGroupDefinition(String id, ChannelGroupTypeUID typeUID) throws IllegalArgumentException {
        this(id, typeUID, null, null);
    }

    public String getId() {
        return id;
    }

    public ChannelGroupTypeUID getTypeUID() {
        return typeUID;
    }

    public String getLabel() {
        return label;
    }

    public String getDescription() {
        return description;
    }

    @Override
    public String toString() {
        return "ChannelGroupDefinition [id=" + id + ", typeUID=" + typeUID + "]";
    }
}
