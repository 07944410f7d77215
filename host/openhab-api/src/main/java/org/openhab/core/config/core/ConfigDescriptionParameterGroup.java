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

/** Parameters shown together. Immutable; everything but the name may be null. */
public class ConfigDescriptionParameterGroup {
    private final String name;
    private final String context;
    private final boolean advanced;
    private final String label;
    private final String description;

    ConfigDescriptionParameterGroup(String name, String context, boolean advanced, String label, String description) {
        this.name = name;
        this.context = context;
        this.advanced = advanced;
        this.label = label;
        this.description = description;
    }

    public String getName() {
        return name;
    }

    public String getContext() {
        return context;
    }

    public boolean isAdvanced() {
        return advanced;
    }

    public String getLabel() {
        return label;
    }

    public String getDescription() {
        return description;
    }

    @Override
    public String toString() {
        return "ConfigDescriptionParameterGroup [name=" + name + ", label=" + label + "]";
    }
}
