/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.host.workbench.internal.ohinf;

import java.util.ArrayList;
import java.util.List;
import org.openhab.core.addon.AddonInfo;
import org.openhab.core.config.core.ConfigDescription;
import org.openhab.core.thing.type.ChannelGroupType;
import org.openhab.core.thing.type.ChannelType;
import org.openhab.core.thing.type.ThingType;

/** What was read from one or several files. */
record Declarations(
        List<AddonInfo> addons,
        List<ThingType> thingTypes,
        List<ChannelType> channelTypes,
        List<ChannelGroupType> groupTypes,
        List<ConfigDescription> configs) {

    Declarations() {
        this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    void add(Declarations more) {
        addons.addAll(more.addons);
        thingTypes.addAll(more.thingTypes);
        channelTypes.addAll(more.channelTypes);
        groupTypes.addAll(more.groupTypes);
        configs.addAll(more.configs);
    }
}
