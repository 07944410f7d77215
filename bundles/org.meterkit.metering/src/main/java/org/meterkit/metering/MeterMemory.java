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

/**
 * What a thing keeps over a restart: short texts by key (a channel id, mostly). Thread-safe. Writing is cheap; the platform brings
 * it to disk within a minute or so and when it stops.
 */
public interface MeterMemory {

    Optional<String> read(String key);

    void write(String key, String value);

    /** Forgets everything of this thing, for when it is removed. */
    void forget();
}
