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
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.openhab.core.common.registry.Identifiable;

/** The parameters of something that can be configured. Immutable. */
public class ConfigDescription implements Identifiable<URI> {
    private final URI uri;
    private final List<ConfigDescriptionParameter> parameters;
    private final List<ConfigDescriptionParameterGroup> groups;

    ConfigDescription(
            URI uri, List<ConfigDescriptionParameter> parameters, List<ConfigDescriptionParameterGroup> groups) {
        if (uri == null) {
            throw new IllegalArgumentException("The URI must not be null!");
        }
        if (!uri.isAbsolute()) {
            throw new IllegalArgumentException("The scheme is missing!");
        }
        if (!uri.isOpaque()) {
            throw new IllegalArgumentException("The scheme specific part (token) must not start with a slash ('/')!");
        }
        this.uri = uri;
        this.parameters = List.copyOf(parameters);
        this.groups = List.copyOf(groups);
    }

    @Override
    public URI getUID() {
        return uri;
    }

    public List<ConfigDescriptionParameter> getParameters() {
        return parameters;
    }

    public Map<String, ConfigDescriptionParameter> toParametersMap() {
        return parameters.stream()
                .collect(Collectors.toUnmodifiableMap(ConfigDescriptionParameter::getName, Function.identity()));
    }

    public List<ConfigDescriptionParameterGroup> getParameterGroups() {
        return groups;
    }

    @Override
    public String toString() {
        return "ConfigDescription [uri=" + uri + ", parameters=" + parameters + ", groups=" + groups + "]";
    }
}
