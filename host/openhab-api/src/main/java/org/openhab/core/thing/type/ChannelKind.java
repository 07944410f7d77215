/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.openhab.core.thing.type;

import java.util.Locale;

/** Whether a channel has a state or sends events. */
public enum ChannelKind {
    STATE,
    TRIGGER;

    /** The kind of this name in any case of letters; null is STATE. */
    public static ChannelKind parse(String input) {
        return input == null ? STATE : valueOf(input.toUpperCase(Locale.ROOT));
    }
}
