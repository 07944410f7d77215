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

import java.time.Instant;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** States at moments, in order of time. Not thread-safe. */
public class TimeSeries {
    private final NavigableMap<Instant, State> states = new TreeMap<>();
    private final Policy policy;

    public TimeSeries(Policy policy) {
        this.policy = policy;
    }

    public Policy getPolicy() {
        return policy;
    }

    /** The first moment, or {@link Instant#MAX} when there is none. */
    public Instant getBegin() {
        return states.isEmpty() ? Instant.MAX : states.firstKey();
    }

    /** The last moment, or {@link Instant#MIN} when there is none. */
    public Instant getEnd() {
        return states.isEmpty() ? Instant.MIN : states.lastKey();
    }

    public int size() {
        return states.size();
    }

    /** Adds a state; one already there for the same moment is replaced. */
    public void add(Instant timestamp, State state) {
        states.put(timestamp, state);
    }

    public Stream<Entry> getStates() {
        return states.entrySet().stream().map(entry -> new Entry(entry.getKey(), entry.getValue()));
    }

    @Override
    public boolean equals(Object obj) {
        return obj instanceof TimeSeries other && policy == other.policy && states.equals(other.states);
    }

    @Override
    public int hashCode() {
        return Objects.hash(policy, states);
    }

    /** A state at a moment. */
    public record Entry(Instant timestamp, State state) {}

    /** What happens to states already stored between begin and end of the series. */
    public enum Policy {
        ADD,
        REPLACE
    }
}
