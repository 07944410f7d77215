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
import java.util.Collection;
import org.openhab.core.semantics.SemanticTag;

/** Builds a {@link ChannelType}. */
public interface ChannelTypeBuilder<T extends ChannelTypeBuilder<T>> {
    T isAdvanced(boolean advanced);

    T withDescription(String description);

    T withCategory(String category);

    T withTag(String tag);

    T withTags(Collection<String> tags);

    T withTags(SemanticTag... tags);

    T withConfigDescriptionURI(URI configDescriptionURI);

    ChannelType build();

    /** Begins the type of a channel with a state. */
    static StateChannelTypeBuilder state(ChannelTypeUID channelTypeUID, String label, String itemType) {
        return new StateChannelTypeBuilderImpl(channelTypeUID, label, itemType);
    }

    /** Begins the type of a channel that sends events. */
    static TriggerChannelTypeBuilder trigger(ChannelTypeUID channelTypeUID, String label) {
        return new TriggerChannelTypeBuilderImpl(channelTypeUID, label);
    }
}
