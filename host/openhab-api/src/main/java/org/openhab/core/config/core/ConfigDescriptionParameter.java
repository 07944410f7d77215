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

/** One parameter of a {@link ConfigDescription}. Immutable; what is not said is null, false or empty. */
public class ConfigDescriptionParameter {
    private final ConfigDescriptionParameterBuilder data;
    private final List<ParameterOption> options;

    ConfigDescriptionParameter(ConfigDescriptionParameterBuilder data, List<ParameterOption> options) {
        if (data.name == null || data.name.isEmpty()) {
            throw new IllegalArgumentException("The name must neither be null nor empty!");
        }
        if (data.type == null) {
            throw new IllegalArgumentException("The type must not be null!");
        }
        this.data = data;
        this.options = List.copyOf(options);
    }

    /** This parameter with other options. */
    ConfigDescriptionParameter offering(List<ParameterOption> options) {
        return new ConfigDescriptionParameter(data, options);
    }

    public String getName() {
        return data.name;
    }

    public Type getType() {
        return data.type;
    }

    public BigDecimal getMinimum() {
        return data.minimum;
    }

    public BigDecimal getMaximum() {
        return data.maximum;
    }

    public BigDecimal getStepSize() {
        return data.stepSize;
    }

    public String getPattern() {
        return data.pattern;
    }

    public boolean isReadOnly() {
        return data.readOnly;
    }

    public boolean isMultiple() {
        return data.multiple;
    }

    public Integer getMultipleLimit() {
        return data.multipleLimit;
    }

    public String getContext() {
        return data.context;
    }

    public boolean isRequired() {
        return data.required;
    }

    public String getDefault() {
        return data.defaultValue;
    }

    public String getLabel() {
        return data.label;
    }

    public String getGroupName() {
        return data.groupName;
    }

    /** Whether only the options are allowed; true unless said otherwise. */
    public boolean getLimitToOptions() {
        return data.limitToOptions;
    }

    public boolean isAdvanced() {
        return data.advanced;
    }

    public String getDescription() {
        return data.description;
    }

    public List<ParameterOption> getOptions() {
        return options;
    }

    public String getUnit() {
        return data.unit;
    }

    public String getUnitLabel() {
        return data.unitLabel;
    }

    public boolean isVerifyable() {
        return data.verify;
    }

    @Override
    public String toString() {
        return "ConfigDescriptionParameter [name=" + getName() + ", type=" + getType() + ", label=" + getLabel() + "]";
    }

    /** What kind of value a parameter has. */
    public enum Type {
        TEXT,
        INTEGER,
        DECIMAL,
        BOOLEAN
    }
}
