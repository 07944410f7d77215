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
import java.util.ArrayList;
import java.util.List;

/** Builds a {@link StateDescriptionFragment}. */
public class StateDescriptionFragmentBuilder {
    private BigDecimal minimum;
    private BigDecimal maximum;
    private BigDecimal step;
    private String pattern;
    private Boolean readOnly;
    private List<StateOption> options;

    private StateDescriptionFragmentBuilder() {}

    public static StateDescriptionFragmentBuilder create() {
        return new StateDescriptionFragmentBuilder();
    }

    public static StateDescriptionFragmentBuilder create(StateDescriptionFragment fragment) {
        StateDescriptionFragmentBuilder builder = create().withMinimum(fragment.getMinimum())
                .withMaximum(fragment.getMaximum())
                .withStep(fragment.getStep())
                .withPattern(fragment.getPattern())
                .withReadOnly(fragment.isReadOnly());
        List<StateOption> options = fragment.getOptions();
        return options == null ? builder : builder.withOptions(options);
    }

    public static StateDescriptionFragmentBuilder create(StateDescription description) {
        return create().withMinimum(description.getMinimum())
                .withMaximum(description.getMaximum())
                .withStep(description.getStep())
                .withPattern(description.getPattern())
                .withReadOnly(description.isReadOnly())
                .withOptions(description.getOptions());
    }

    public StateDescriptionFragment build() {
        return new Fragment(minimum, maximum, step, pattern, readOnly, options == null ? null : List.copyOf(options));
    }

    public StateDescriptionFragmentBuilder withMaximum(BigDecimal maximum) {
        this.maximum = maximum;
        return this;
    }

    public StateDescriptionFragmentBuilder withMinimum(BigDecimal minimum) {
        this.minimum = minimum;
        return this;
    }

    public StateDescriptionFragmentBuilder withStep(BigDecimal step) {
        this.step = step;
        return this;
    }

    public StateDescriptionFragmentBuilder withPattern(String pattern) {
        this.pattern = pattern;
        return this;
    }

    public StateDescriptionFragmentBuilder withReadOnly(Boolean readOnly) {
        this.readOnly = readOnly;
        return this;
    }

    public StateDescriptionFragmentBuilder withOption(StateOption option) {
        return withOptions(List.of(option));
    }

    public StateDescriptionFragmentBuilder withOptions(List<StateOption> options) {
        if (this.options == null) {
            this.options = new ArrayList<>();
        }
        this.options.addAll(options);
        return this;
    }

    private record Fragment(
            BigDecimal minimum,
            BigDecimal maximum,
            BigDecimal step,
            String pattern,
            Boolean readOnly,
            List<StateOption> options)
            implements StateDescriptionFragment {

        @Override
        public BigDecimal getMinimum() {
            return minimum;
        }

        @Override
        public BigDecimal getMaximum() {
            return maximum;
        }

        @Override
        public BigDecimal getStep() {
            return step;
        }

        @Override
        public String getPattern() {
            return pattern;
        }

        @Override
        public Boolean isReadOnly() {
            return readOnly;
        }

        @Override
        public List<StateOption> getOptions() {
            return options;
        }

        @Override
        public StateDescription toStateDescription() {
            boolean nothing = minimum == null
                    && maximum == null
                    && step == null
                    && pattern == null
                    && readOnly == null
                    && options == null;
            return nothing
                    ? null
                    : new StateDescription(minimum, maximum, step, pattern, Boolean.TRUE.equals(readOnly), options);
        }
    }
}
