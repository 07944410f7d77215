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

import org.openhab.core.types.CommandDescription;
import org.openhab.core.types.StateDescription;
import org.openhab.core.types.StateDescriptionFragment;

final class StateChannelTypeBuilderImpl extends AbstractChannelTypeBuilder<StateChannelTypeBuilder>
        implements StateChannelTypeBuilder {
    private final String itemType;
    private StateDescription state;
    private AutoUpdatePolicy autoUpdatePolicy;
    private CommandDescription commandDescription;
    private String unitHint;

    StateChannelTypeBuilderImpl(ChannelTypeUID uid, String label, String itemType) {
        super(uid, label);
        if (itemType == null || itemType.isBlank()) {
            throw new IllegalArgumentException("Supported itemType for a ChannelType must not be empty.");
        }
        this.itemType = itemType;
    }

    @Override
    StateChannelTypeBuilder self() {
        return this;
    }

    @Override
    public StateChannelTypeBuilder withStateDescriptionFragment(StateDescriptionFragment stateDescriptionFragment) {
        state = stateDescriptionFragment == null ? null : stateDescriptionFragment.toStateDescription();
        return this;
    }

    @Override
    public StateChannelTypeBuilder withAutoUpdatePolicy(AutoUpdatePolicy autoUpdatePolicy) {
        this.autoUpdatePolicy = autoUpdatePolicy;
        return this;
    }

    @Override
    public StateChannelTypeBuilder withCommandDescription(CommandDescription commandDescription) {
        this.commandDescription = commandDescription;
        return this;
    }

    @Override
    public StateChannelTypeBuilder withUnitHint(String unitHint) {
        this.unitHint = unitHint;
        return this;
    }

    @Override
    public ChannelType build() {
        return new ChannelType(
                uid,
                advanced,
                itemType,
                unitHint,
                ChannelKind.STATE,
                label,
                description,
                category,
                tags,
                state,
                commandDescription,
                null,
                configDescriptionURI,
                autoUpdatePolicy);
    }
}
