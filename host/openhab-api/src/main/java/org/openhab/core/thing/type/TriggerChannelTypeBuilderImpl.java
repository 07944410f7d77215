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

import org.openhab.core.types.EventDescription;

final class TriggerChannelTypeBuilderImpl extends AbstractChannelTypeBuilder<TriggerChannelTypeBuilder>
        implements TriggerChannelTypeBuilder {
    private EventDescription event;

    TriggerChannelTypeBuilderImpl(ChannelTypeUID uid, String label) {
        super(uid, label);
    }

    @Override
    TriggerChannelTypeBuilder self() {
        return this;
    }

    @Override
    public TriggerChannelTypeBuilder withEventDescription(EventDescription eventDescription) {
        event = eventDescription;
        return this;
    }

    @Override
    public ChannelType build() {
        return new ChannelType(
                uid,
                advanced,
                null,
                null,
                ChannelKind.TRIGGER,
                label,
                description,
                category,
                tags,
                null,
                null,
                event,
                configDescriptionURI,
                null);
    }
}
