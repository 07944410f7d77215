/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.p1.internal.device;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How reception went since the line was first opened.
 *
 * @param telegrams telegrams that were believed
 * @param corrupt telegrams that were not, by cause; causes that did not occur are absent
 */
public record P1Counters(long telegrams, Map<Corruption, Long> corrupt) {

    public P1Counters {
        corrupt = Map.copyOf(corrupt);
    }

    /** All telegrams that were not believed. */
    public long allCorrupt() {
        return corrupt.values().stream().mapToLong(Long::longValue).sum();
    }

    /** "3 with a wrong checksum, 1 cut off". */
    String words() {
        return new TreeMap<>(corrupt)
                .entrySet().stream()
                        .map(each -> each.getValue() + " " + each.getKey().words())
                        .collect(Collectors.joining(", "));
    }
}
