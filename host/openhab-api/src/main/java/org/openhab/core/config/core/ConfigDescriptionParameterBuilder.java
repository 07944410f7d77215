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
import java.util.List;
import org.openhab.core.config.core.ConfigDescriptionParameter.Type;

/** Builds a {@link ConfigDescriptionParameter}; null stands for the default. Use it once. */
public class ConfigDescriptionParameterBuilder {
    final String name;
    final Type type;
    BigDecimal minimum;
    BigDecimal maximum;
    BigDecimal stepSize;
    String pattern;
    boolean readOnly;
    boolean multiple;
    Integer multipleLimit;
    String context;
    boolean required;
    String defaultValue;
    String label;
    String description;
    private List<ParameterOption> options = List.of();
    boolean advanced;
    boolean verify;
    boolean limitToOptions = true;
    String groupName;
    String unit;
    String unitLabel;

    private ConfigDescriptionParameterBuilder(String name, Type type) {
        this.name = name;
        this.type = type;
    }

    public static ConfigDescriptionParameterBuilder create(String name, Type type) {
        return new ConfigDescriptionParameterBuilder(name, type);
    }

    public ConfigDescriptionParameterBuilder withMinimum(BigDecimal minimum) {
        this.minimum = minimum;
        return this;
    }

    public ConfigDescriptionParameterBuilder withMaximum(BigDecimal maximum) {
        this.maximum = maximum;
        return this;
    }

    public ConfigDescriptionParameterBuilder withStepSize(BigDecimal stepSize) {
        this.stepSize = stepSize;
        return this;
    }

    public ConfigDescriptionParameterBuilder withPattern(String pattern) {
        this.pattern = pattern;
        return this;
    }

    public ConfigDescriptionParameterBuilder withReadOnly(Boolean readOnly) {
        this.readOnly = Boolean.TRUE.equals(readOnly);
        return this;
    }

    public ConfigDescriptionParameterBuilder withMultiple(Boolean multiple) {
        this.multiple = Boolean.TRUE.equals(multiple);
        return this;
    }

    public ConfigDescriptionParameterBuilder withMultipleLimit(Integer multipleLimit) {
        this.multipleLimit = multipleLimit;
        return this;
    }

    public ConfigDescriptionParameterBuilder withContext(String context) {
        this.context = context;
        return this;
    }

    public ConfigDescriptionParameterBuilder withRequired(Boolean required) {
        this.required = Boolean.TRUE.equals(required);
        return this;
    }

    public ConfigDescriptionParameterBuilder withDefault(String defaultValue) {
        this.defaultValue = defaultValue;
        return this;
    }

    public ConfigDescriptionParameterBuilder withLabel(String label) {
        this.label = label;
        return this;
    }

    public ConfigDescriptionParameterBuilder withDescription(String description) {
        this.description = description;
        return this;
    }

    public ConfigDescriptionParameterBuilder withOptions(List<ParameterOption> options) {
        this.options = options == null ? List.of() : options;
        return this;
    }

    public ConfigDescriptionParameterBuilder withAdvanced(Boolean advanced) {
        this.advanced = Boolean.TRUE.equals(advanced);
        return this;
    }

    public ConfigDescriptionParameterBuilder withVerify(Boolean verify) {
        this.verify = Boolean.TRUE.equals(verify);
        return this;
    }

    public ConfigDescriptionParameterBuilder withLimitToOptions(Boolean limitToOptions) {
        this.limitToOptions = !Boolean.FALSE.equals(limitToOptions);
        return this;
    }

    public ConfigDescriptionParameterBuilder withGroupName(String groupName) {
        this.groupName = groupName;
        return this;
    }

    public ConfigDescriptionParameterBuilder withUnit(String unit) {
        this.unit = unit;
        return this;
    }

    public ConfigDescriptionParameterBuilder withUnitLabel(String unitLabel) {
        this.unitLabel = unitLabel;
        return this;
    }

    public ConfigDescriptionParameter build() throws IllegalArgumentException {
        return new ConfigDescriptionParameter(this, options);
    }
}
