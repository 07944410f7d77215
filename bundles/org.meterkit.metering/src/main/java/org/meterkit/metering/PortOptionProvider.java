/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.metering;

import java.net.URI;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.transport.LineService;
import org.meterkit.transport.PortInfo;
import org.openhab.core.config.core.ConfigOptionProvider;
import org.openhab.core.config.core.ParameterOption;

/**
 * Offers this machine's serial ports as options of a thing's parameter. A binding registers a subclass as a
 * {@link ConfigOptionProvider} component. Thread-safe.
 */
public abstract class PortOptionProvider implements ConfigOptionProvider {

    private final LineService lines;
    private final URI configDescription;
    private final Set<String> parameters;

    /**
     * An instance for some parameters of one config description.
     *
     * @param configDescription {@code thing-type:p1:meter}
     * @param parameters names of the parameters that take a port
     */
    protected PortOptionProvider(LineService lines, URI configDescription, String... parameters) {
        this.lines = lines;
        this.configDescription = configDescription;
        this.parameters = Set.of(parameters);
    }

    /** The ports, stable names first; null for anything that is not ours, since openHAB takes an empty list for an answer. */
    @Override
    public @Nullable Collection<ParameterOption> getParameterOptions(
            URI uri, String param, @Nullable String context, @Nullable Locale locale) {
        if (!uri.equals(configDescription) || !parameters.contains(param)) {
            return null;
        }
        return lines.serialPorts().stream()
                .map(port -> new ParameterOption(port.address(), label(port)))
                .toList();
    }

    private static String label(PortInfo port) {
        return port.description().isBlank() ? port.address() : port.address() + " (" + port.description() + ")";
    }
}
