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

import java.util.Optional;
import org.openhab.core.thing.binding.ThingHandler;

/** A handler whose channels come through a {@link MeterPublisher}. */
public interface MeterHandler extends ThingHandler {

    /** The publisher of the present life; empty before the first and after the last. */
    Optional<MeterPublisher> publisher();
}
