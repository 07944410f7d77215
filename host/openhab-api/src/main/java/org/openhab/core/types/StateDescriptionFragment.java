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

/** Part of a {@link StateDescription}; what is null is left to others. */
public interface StateDescriptionFragment {
    BigDecimal getMinimum();

    BigDecimal getMaximum();

    BigDecimal getStep();

    String getPattern();

    Boolean isReadOnly();

    List<StateOption> getOptions();

    /** The description with defaults for what is null, or null when everything is. */
    StateDescription toStateDescription();
}
