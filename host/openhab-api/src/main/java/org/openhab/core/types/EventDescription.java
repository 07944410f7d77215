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

import java.util.List;

/** The events a trigger channel can send. */
public class EventDescription {
    private final List<EventOption> options;

    public EventDescription(List<EventOption> options) {
        this.options = options == null ? List.of() : List.copyOf(options);
    }

    public List<EventOption> getOptions() {
        return options;
    }

    @Override
    public String toString() {
        return "EventDescription [options=" + options + "]";
    }
}
