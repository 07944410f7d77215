/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.openhab.core.config.core;

import java.net.URI;
import java.util.Collection;
import java.util.Locale;

/** A source of configuration descriptions; registered as a service. */
public interface ConfigDescriptionProvider {
    Collection<ConfigDescription> getConfigDescriptions(Locale locale);

    /** The description of this URI, or null. */
    ConfigDescription getConfigDescription(URI uri, Locale locale);
}
