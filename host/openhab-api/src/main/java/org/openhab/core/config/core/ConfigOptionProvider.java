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

/** Values to choose for a parameter that are only known while running; registered as a service. */
public interface ConfigOptionProvider {
    /** The options for the parameter, or null when this provider has nothing to do with it. */
    Collection<ParameterOption> getParameterOptions(URI uri, String param, String context, Locale locale);
}
