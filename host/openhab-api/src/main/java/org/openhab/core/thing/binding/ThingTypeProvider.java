/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.openhab.core.thing.binding;

import java.util.Collection;
import java.util.Locale;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.type.ThingType;

/** A source of thing types; registered as a service. */
public interface ThingTypeProvider {
    Collection<ThingType> getThingTypes(Locale locale);

    /** The type of this UID, or null. */
    ThingType getThingType(ThingTypeUID thingTypeUID, Locale locale);
}
