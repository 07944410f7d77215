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

import java.util.Collection;
import java.util.Locale;

/** A source of {@link ChannelType}s; registered as a service. */
public interface ChannelTypeProvider {
    /** The type of this UID, or null. */
    ChannelType getChannelType(ChannelTypeUID uid, Locale locale);

    Collection<ChannelType> getChannelTypes(Locale locale);
}
