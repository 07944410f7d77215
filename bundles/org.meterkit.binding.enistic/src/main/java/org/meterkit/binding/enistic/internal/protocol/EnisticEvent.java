/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.enistic.internal.protocol;

import org.eclipse.jdt.annotation.Nullable;

/** One event of a controller, as decoded by {@link EnisticDecoder}. */
public sealed interface EnisticEvent permits EnisticReading, EnisticEvent.KeyValue, EnisticEvent.Unknown {

    /** The serial number of the controller that says so, 12 upper-case hex digits; null when the event does not tell. */
    @Nullable
    String controller();

    /**
     * Something a controller says about itself, {@code Core:Serial=...} or {@code Status:Model=...}.
     *
     * @param name section and key, {@code Status:Model}
     * @param text what stands behind the equals sign, at most {@value EnisticDecoder#MAX_TEXT} printable characters
     */
    record KeyValue(@Nullable String controller, String name, String text) implements EnisticEvent {

        /** Announces the controller's serial number. */
        public static final String SERIAL = "Core:Serial";

        /** The controller's model. */
        public static final String MODEL = "Status:Model";
    }

    /**
     * Anything else.
     *
     * @param text its beginning, at most {@value EnisticDecoder#MAX_TEXT} printable characters
     */
    record Unknown(String text) implements EnisticEvent {

        @Override
        public @Nullable String controller() {
            return null;
        }
    }
}
