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
import java.util.Set;
import org.openhab.core.types.CommandDescription;
import org.openhab.core.types.EventDescription;
import org.openhab.core.types.StateDescription;

/** What channels of a type have in common. Immutable; what is not said is null. */
public class ChannelType extends AbstractDescriptionType {
    private final boolean advanced;
    private final String itemType;
    private final String unitHint;
    private final ChannelKind kind;
    private final Set<String> tags;
    private final String category;
    private final StateDescription state;
    private final CommandDescription commandDescription;
    private final EventDescription event;
    private final AutoUpdatePolicy autoUpdatePolicy;

    protected ChannelType(
            ChannelTypeUID uid,
            boolean advanced,
            String itemType,
            String unitHint,
            ChannelKind kind,
            String label,
            String description,
            String category,
            Set<String> tags,
            StateDescription state,
            CommandDescription commandDescription,
            EventDescription event,
            URI configDescriptionURI,
            AutoUpdatePolicy autoUpdatePolicy)
            throws IllegalArgumentException {
        super(uid, label, description, configDescriptionURI);
        if (kind == ChannelKind.STATE && (itemType == null || itemType.isBlank())) {
            throw new IllegalArgumentException("If the kind is 'state', the item type must be set!");
        }
        if (kind == ChannelKind.TRIGGER && itemType != null) {
            throw new IllegalArgumentException("If the kind is 'trigger', the item type must not be set!");
        }
        this.advanced = advanced;
        this.itemType = itemType;
        this.unitHint = unitHint;
        this.kind = kind;
        this.tags = tags == null ? Set.of() : Set.copyOf(tags);
        this.category = category;
        this.state = state;
        this.commandDescription = commandDescription;
        this.event = event;
        this.autoUpdatePolicy = autoUpdatePolicy;
    }

    @Override
    public ChannelTypeUID getUID() {
        return (ChannelTypeUID) super.getUID();
    }

    public String getItemType() {
        return itemType;
    }

    public ChannelKind getKind() {
        return kind;
    }

    public Set<String> getTags() {
        return tags;
    }

    @Override
    public String toString() {
        return getUID().toString();
    }

    public StateDescription getState() {
        return state;
    }

    /** The unit for a new item. */
    public String getUnitHint() {
        return unitHint;
    }

    public EventDescription getEvent() {
        return event;
    }

    public boolean isAdvanced() {
        return advanced;
    }

    public String getCategory() {
        return category;
    }

    public AutoUpdatePolicy getAutoUpdatePolicy() {
        return autoUpdatePolicy;
    }

    public CommandDescription getCommandDescription() {
        return commandDescription;
    }
}
