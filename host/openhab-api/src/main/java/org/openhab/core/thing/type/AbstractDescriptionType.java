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
import org.openhab.core.thing.UID;

/** What all types have: identifier, label, and perhaps a description and parameters. */
public abstract class AbstractDescriptionType {
    private final UID uid;
    private final String label;
    private final String description;
    private final URI configDescriptionURI;

    /** Description and URI may be null. */
    protected AbstractDescriptionType(UID uid, String label, String description, URI configDescriptionURI)
            throws IllegalArgumentException {
        if (label.isEmpty()) {
            throw new IllegalArgumentException("The label must neither be null nor empty!");
        }
        this.uid = uid;
        this.label = label;
        this.description = description;
        this.configDescriptionURI = configDescriptionURI;
    }

    public UID getUID() {
        return uid;
    }

    public String getLabel() {
        return label;
    }

    public String getDescription() {
        return description;
    }

    public URI getConfigDescriptionURI() {
        return configDescriptionURI;
    }
}
