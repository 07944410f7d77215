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

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings configuration values into the types openHAB keeps: String, BigDecimal, Boolean and lists of one of these. */
public class ConfigUtil {
    /** The default of a parameter in its type, or null when it has none or a wrong one. */
    public static Object getDefaultValueAsCorrectType(ConfigDescriptionParameter parameter) {
        String text = parameter.getDefault();
        if (text == null) {
            return null;
        }
        if (parameter.isMultiple()) {
            return Arrays.stream(text.split(","))
                    .map(String::trim)
                    .filter(part -> !part.isEmpty())
                    .map(part -> typedDefault(part, parameter))
                    .toList();
        }
        return typedDefault(text, parameter);
    }

    /** Fills in the defaults of parameters that are not set. */
    public static void applyDefaultConfiguration(
            Map<String, Object> configuration, ConfigDescription configDescription) {
        if (configDescription == null) {
            return;
        }
        for (ConfigDescriptionParameter parameter : configDescription.getParameters()) {
            Object value = getDefaultValueAsCorrectType(parameter);
            if (value != null && configuration.get(parameter.getName()) == null) {
                configuration.put(parameter.getName(), value);
            }
        }
    }

    /** Fills in the defaults of parameters that are not set. */
    public static void applyDefaultConfiguration(Configuration configuration, ConfigDescription configDescription) {
        Map<String, Object> values = new LinkedHashMap<>(configuration.getProperties());
        applyDefaultConfiguration(values, configDescription);
        values.forEach(configuration::put);
    }

    public static Map<String, Object> normalizeTypes(Map<String, Object> configuration) {
        Map<String, Object> normalized = new LinkedHashMap<>();
        configuration.forEach((key, value) -> normalized.put(key, normalizeType(value)));
        return normalized;
    }

    /** The value in the type of the parameter, as far as it can be converted. Without a parameter only by itself. */
    public static Object normalizeType(Object value, ConfigDescriptionParameter configDescriptionParameter) {
        if (configDescriptionParameter == null || value == null) {
            return normalizeType(value);
        }
        if (configDescriptionParameter.isMultiple() && value instanceof Collection<?> values) {
            List<Object> normalized = new ArrayList<>();
            values.forEach(element -> normalized.add(typed(element, configDescriptionParameter)));
            return normalized;
        }
        return typed(value, configDescriptionParameter);
    }

    /** Normalises with the first description that has a parameter of the name. */
    public static Map<String, Object> normalizeTypes(
            Map<String, Object> configuration, List<ConfigDescription> configDescriptions) {
        Map<String, Object> normalized = new LinkedHashMap<>();
        configuration.forEach((key, value) -> {
            ConfigDescriptionParameter parameter = configDescriptions.stream()
                    .map(description -> description.toParametersMap().get(key))
                    .filter(found -> found != null)
                    .findFirst()
                    .orElse(null);
            normalized.put(key, normalizeType(value, parameter));
        });
        return normalized;
    }

    /** Numbers become BigDecimal, collections lists; {@link IllegalArgumentException} for what cannot be kept. */
    public static Object normalizeType(Object value) {
        if (value == null || value instanceof Boolean || value instanceof String || value instanceof BigDecimal) {
            return value;
        }
        if (value instanceof Number number) {
            return new BigDecimal(number.toString());
        }
        if (value instanceof Collection<?> values) {
            List<Object> normalized = new ArrayList<>();
            values.forEach(element -> normalized.add(normalizeType(element)));
            long types = normalized.stream()
                    .filter(element -> element != null)
                    .map(Object::getClass)
                    .distinct()
                    .count();
            if (types > 1) {
                throw new IllegalArgumentException("A list in a configuration has values of one type only.");
            }
            return normalized;
        }
        throw new IllegalArgumentException(
                "A configuration cannot keep a " + value.getClass().getName() + ".");
    }

    private static Object typedDefault(String text, ConfigDescriptionParameter parameter) {
        Object value = typed(text, parameter);
        if (value instanceof String && parameter.getType() != ConfigDescriptionParameter.Type.TEXT) {
            Logger logger = LoggerFactory.getLogger(ConfigUtil.class);
            logger.warn(
                    "Could not parse default value '{}' as type '{}' of parameter '{}'.",
                    text,
                    parameter.getType(),
                    parameter.getName());
            return null;
        }
        return value;
    }

    private static Object typed(Object value, ConfigDescriptionParameter parameter) {
        try {
            return switch (parameter.getType()) {
                case TEXT -> value instanceof Collection ? normalizeType(value) : value.toString();
                case BOOLEAN -> bool(value);
                case INTEGER -> new BigDecimal(new BigDecimal(value.toString()).toBigIntegerExact());
                case DECIMAL -> new BigDecimal(value.toString());
            };
        } catch (ArithmeticException | NumberFormatException e) {
            // Not a number: left for the validation to refuse.
            return normalizeType(value);
        }
    }

    private static Object bool(Object value) {
        String text = value.toString();
        return "true".equalsIgnoreCase(text) || "false".equalsIgnoreCase(text) ? Boolean.valueOf(text) : value;
    }
}
