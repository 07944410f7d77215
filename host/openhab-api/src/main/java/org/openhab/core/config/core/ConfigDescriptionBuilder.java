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
import java.util.ArrayList;
import java.util.List;

/** Builds a {@link ConfigDescription}. */
public class ConfigDescriptionBuilder {
    private final URI uri;
    private final List<ConfigDescriptionParameter> parameters = new ArrayList<>();
    private final List<ConfigDescriptionParameterGroup> groups = new ArrayList<>();

    private ConfigDescriptionBuilder(URI uri) {
        this.uri = uri;
    }

    public static ConfigDescriptionBuilder create(URI uri) {
        return new ConfigDescriptionBuilder(uri);
    }

    public ConfigDescriptionBuilder withParameter(ConfigDescriptionParameter parameter) {
        parameters.add(parameter);
        return this;
    }

    /** Replaces those given before. */
    public ConfigDescriptionBuilder withParameters(List<ConfigDescriptionParameter> parameters) {
        this.parameters.clear();
        this.parameters.addAll(parameters);
        return this;
    }

    public ConfigDescriptionBuilder withParameterGroup(ConfigDescriptionParameterGroup group) {
        groups.add(group);
        return this;
    }

    /** Replaces those given before. */
    public ConfigDescriptionBuilder withParameterGroups(List<ConfigDescriptionParameterGroup> groups) {
        this.groups.clear();
        this.groups.addAll(groups);
        return this;
    }

    public ConfigDescription build() throws IllegalArgumentException {
        return new ConfigDescription(uri, parameters, groups);
    }
}
