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

import java.util.Locale;
import org.openhab.core.thing.Channel;
import org.openhab.core.types.StateDescription;

/** Describes the state of single channels where their type cannot know it; registered as a service. */
public interface DynamicStateDescriptionProvider {
    /**
     * How the state of a channel is shown.
     *
     * @param originalStateDescription that of its type, or null
     * @return a new description, or null when there is nothing to say of this channel
     */
    StateDescription getStateDescription(Channel channel, StateDescription originalStateDescription, Locale locale);
}
