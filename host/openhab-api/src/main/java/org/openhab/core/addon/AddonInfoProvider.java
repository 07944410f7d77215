/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.openhab.core.addon;

import java.util.Locale;
import java.util.Set;

/** A source of {@link AddonInfo}; registered as a service. */
public interface AddonInfoProvider {
    /** The description of the add-on with this UID, or null. */
    AddonInfo getAddonInfo(String uid, Locale locale);

    Set<AddonInfo> getAddonInfos(Locale locale);
}
