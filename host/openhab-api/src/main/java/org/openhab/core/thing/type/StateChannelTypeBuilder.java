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
import org.openhab.core.types.StateDescriptionFragment;

/** Builds the type of a channel with a state. */
public interface StateChannelTypeBuilder extends ChannelTypeBuilder<StateChannelTypeBuilder> {
    StateChannelTypeBuilder withStateDescriptionFragment(StateDescriptionFragment stateDescriptionFragment);

    StateChannelTypeBuilder withAutoUpdatePolicy(AutoUpdatePolicy autoUpdatePolicy);

    StateChannelTypeBuilder withCommandDescription(CommandDescription commandDescription);

    StateChannelTypeBuilder withUnitHint(String unitHint);
}
