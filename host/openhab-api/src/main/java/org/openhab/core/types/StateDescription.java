/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.openhab.core.types;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;

/** How the state of an item is shown and what values it can have. Everything but the options may be null. */
public class StateDescription {
    protected final BigDecimal minimum;
    protected final BigDecimal maximum;
    protected final BigDecimal step;
    protected final String pattern;
    protected final boolean readOnly;
    protected final List<StateOption> options;

    protected StateDescription(
            BigDecimal minimum,
            BigDecimal maximum,
            BigDecimal step,
            String pattern,
            boolean readOnly,
            List<StateOption> options) {
        this.minimum = minimum;
        this.maximum = maximum;
        this.step = step;
        this.pattern = pattern;
        this.readOnly = readOnly;
        this.options = options == null ? List.of() : List.copyOf(options);
    }

    public BigDecimal getMinimum() {
        return minimum;
    }

    public BigDecimal getMaximum() {
        return maximum;
    }

    public BigDecimal getStep() {
        return step;
    }

    public String getPattern() {
        return pattern;
    }

    public boolean isReadOnly() {
        return readOnly;
    }

    public List<StateOption> getOptions() {
        return options;
    }

    @Override
    public int hashCode() {
        return Objects.hash(minimum, maximum, step, pattern, readOnly, options);
    }

    @Override
    public boolean equals(Object obj) {
        return obj instanceof StateDescription other
                && Objects.equals(minimum, other.minimum)
                && Objects.equals(maximum, other.maximum)
                && Objects.equals(step, other.step)
                && Objects.equals(pattern, other.pattern)
                && readOnly == other.readOnly
                && options.equals(other.options);
    }

    @Override
    public String toString() {
        return "StateDescription [minimum=" + minimum + ", maximum=" + maximum + ", step=" + step + ", pattern="
                + pattern + ", readOnly=" + readOnly + ", options=" + options + "]";
    }
}
