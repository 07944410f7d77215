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

import java.net.URI;
import java.util.List;
import java.util.Locale;

/** A source of add-ons; registered as a service. */
public interface AddonService {
    String getId();

    String getName();

    void refreshSource();

    List<Addon> getAddons(Locale locale);

    /** The add-on of this id, or null. */
    Addon getAddon(String id, Locale locale);

    List<AddonType> getTypes(Locale locale);

    void install(String id);

    void uninstall(String id);

    /** The id of the add-on at this address, or null when it is not from here. */
    String getAddonId(URI addonURI);
}
