/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.host.workbench.internal.thing;

import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.config.core.ConfigDescription;
import org.openhab.core.config.core.ConfigDescriptionParameter;
import org.openhab.core.config.core.ConfigDescriptionRegistry;
import org.openhab.core.config.core.ConfigUtil;
import org.openhab.core.config.core.Configuration;
import org.openhab.core.config.core.ParameterOption;
import org.openhab.core.config.core.validation.ConfigValidationException;
import org.openhab.core.config.core.validation.ConfigValidationMessage;

/** Holds configurations against their descriptions, with openHAB's rules and sentences. */
public final class ConfigValidator {

    private final ConfigDescriptionRegistry descriptions;

    public ConfigValidator(ConfigDescriptionRegistry descriptions) {
        this.descriptions = descriptions;
    }

    /** The description of a URI, if there is one. */
    public Optional<ConfigDescription> description(@Nullable URI uri) {
        return uri == null ? Optional.empty() : Optional.ofNullable(descriptions.getConfigDescription(uri));
    }

    /** Gives values the types of their parameters. */
    public Map<String, Object> normalize(Map<String, Object> values, @Nullable URI uri) {
        return ConfigUtil.normalizeTypes(values, description(uri).map(List::of).orElse(List.of()));
    }

    void normalize(Configuration configuration, @Nullable URI uri) {
        normalize(new LinkedHashMap<>(configuration.getProperties()), uri).forEach(configuration::put);
    }

    void applyDefaults(Configuration configuration, @Nullable URI uri) {
        description(uri).ifPresent(description -> ConfigUtil.applyDefaultConfiguration(configuration, description));
    }

    void validate(Map<String, Object> values, @Nullable URI uri) throws ConfigValidationException {
        List<ConfigValidationMessage> faults = new ArrayList<>();
        description(uri).ifPresent(description -> description
                .getParameters()
                .forEach(parameter -> validate(parameter, values.get(parameter.getName()), faults)));
        if (!faults.isEmpty()) {
            throw new ConfigValidationException(null, null, faults);
        }
    }

    private static void validate(
            ConfigDescriptionParameter parameter, @Nullable Object value, List<ConfigValidationMessage> faults) {
        String name = parameter.getName();
        boolean empty = value == null || value.toString().isEmpty();
        if (empty) {
            if (parameter.isRequired()) {
                faults.add(new ConfigValidationMessage(name, "The parameter is required.", "parameter_required"));
            }
            return;
        }
        for (Object single : value instanceof Collection<?> values ? values : List.of(value)) {
            if (!hasType(single, parameter.getType())) {
                faults.add(new ConfigValidationMessage(
                        name,
                        "The data type of the value ({0}) does not match with the type declaration ({1}) in the"
                                + " configuration description.",
                        "data_type_violated",
                        single.getClass().getSimpleName(),
                        parameter.getType()));
                return;
            }
            range(parameter, single, faults);
            options(parameter, single, faults);
        }
    }

    private static boolean hasType(Object value, ConfigDescriptionParameter.Type type) {
        return switch (type) {
            case TEXT -> value instanceof String;
            case BOOLEAN -> value instanceof Boolean;
            case DECIMAL -> value instanceof BigDecimal;
            case INTEGER ->
                value instanceof BigDecimal number
                        && number.stripTrailingZeros().scale() <= 0;
        };
    }

    private static void range(
            ConfigDescriptionParameter parameter, Object value, List<ConfigValidationMessage> faults) {
        BigDecimal minimum = parameter.getMinimum();
        BigDecimal maximum = parameter.getMaximum();
        boolean isText = value instanceof String;
        BigDecimal measure = value instanceof BigDecimal number
                ? number
                : BigDecimal.valueOf(value.toString().length());
        if (value instanceof Boolean) {
            return;
        }
        if (minimum != null && measure.compareTo(minimum) < 0) {
            String sentence = isText
                    ? "The value must not consist of less than {0} characters."
                    : "The value must not be less than {0}.";
            faults.add(new ConfigValidationMessage(parameter.getName(), sentence, "min_value_violated", minimum));
        }
        if (maximum != null && measure.compareTo(maximum) > 0) {
            String sentence = isText
                    ? "The value must not consist of more than {0} characters."
                    : "The value must not be greater than {0}.";
            faults.add(new ConfigValidationMessage(parameter.getName(), sentence, "max_value_violated", maximum));
        }
        String pattern = parameter.getPattern();
        if (pattern != null && value instanceof String text && !text.matches(pattern)) {
            faults.add(new ConfigValidationMessage(
                    parameter.getName(),
                    "The value {0} does not match the pattern {1}.",
                    "pattern_violated",
                    text,
                    pattern));
        }
    }

    private static void options(
            ConfigDescriptionParameter parameter, Object value, List<ConfigValidationMessage> faults) {
        List<String> allowed =
                parameter.getOptions().stream().map(ParameterOption::getValue).toList();
        if (!allowed.isEmpty() && parameter.getLimitToOptions() && !allowed.contains(value.toString())) {
            faults.add(new ConfigValidationMessage(
                    parameter.getName(),
                    "The value {0} does not match allowed parameter options. Allowed options are: {1}",
                    "options_violated",
                    value,
                    allowed));
        }
    }
}
