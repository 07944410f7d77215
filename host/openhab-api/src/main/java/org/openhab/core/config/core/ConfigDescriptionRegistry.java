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
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * All configuration descriptions, with the options that {@link ConfigOptionProvider}s add to their parameters.
 * Thread-safe.
 */
@Component(immediate = true, service = ConfigDescriptionRegistry.class)
public class ConfigDescriptionRegistry {
    private final List<ConfigOptionProvider> optionProviders = new CopyOnWriteArrayList<>();
    private final List<ConfigDescriptionProvider> providers = new CopyOnWriteArrayList<>();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    protected void addConfigOptionProvider(ConfigOptionProvider provider) {
        optionProviders.add(provider);
    }

    protected void removeConfigOptionProvider(ConfigOptionProvider provider) {
        optionProviders.remove(provider);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    protected void addConfigDescriptionProvider(ConfigDescriptionProvider provider) {
        providers.add(provider);
    }

    protected void removeConfigDescriptionProvider(ConfigDescriptionProvider provider) {
        providers.remove(provider);
    }

    public Collection<ConfigDescription> getConfigDescriptions(Locale locale) {
        Map<URI, ConfigDescription> byUri = new LinkedHashMap<>();
        for (ConfigDescriptionProvider provider : providers) {
            for (ConfigDescription description : provider.getConfigDescriptions(locale)) {
                byUri.computeIfAbsent(description.getUID(), uri -> getConfigDescription(uri, locale));
            }
        }
        return List.copyOf(byUri.values());
    }

    public Collection<ConfigDescription> getConfigDescriptions() {
        return getConfigDescriptions(null);
    }

    /** What all providers say about this URI together, or null when none knows it. */
    public ConfigDescription getConfigDescription(URI uri, Locale locale) {
        List<ConfigDescription> found = providers.stream()
                .map(provider -> provider.getConfigDescription(uri, locale))
                .filter(Objects::nonNull)
                .toList();
        if (found.isEmpty()) {
            return null;
        }
        ConfigDescriptionBuilder builder = ConfigDescriptionBuilder.create(uri);
        for (ConfigDescription description : found) {
            description.getParameters().forEach(p -> builder.withParameter(withOptions(uri, p, locale)));
            description.getParameterGroups().forEach(builder::withParameterGroup);
        }
        return builder.build();
    }

    public ConfigDescription getConfigDescription(URI uri) {
        return getConfigDescription(uri, null);
    }

    private ConfigDescriptionParameter withOptions(URI uri, ConfigDescriptionParameter parameter, Locale locale) {
        List<ParameterOption> options = new ArrayList<>(parameter.getOptions());
        for (ConfigOptionProvider provider : optionProviders) {
            Collection<ParameterOption> more =
                    provider.getParameterOptions(uri, parameter.getName(), parameter.getContext(), locale);
            if (more != null) {
                options.addAll(more);
            }
        }
        return parameter.offering(options);
    }
}
