/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.openhab.core.library.types;

import org.openhab.core.types.Command;
import org.openhab.core.types.PrimitiveType;
import org.openhab.core.types.State;

/** Text. */
public class StringType implements PrimitiveType, State, Command {
    public static final StringType EMPTY = new StringType();

    private final String value;

    public StringType() {
        this("");
    }

    /** Null counts as the empty text. */
    public StringType(String value) {
        this.value = value == null ? "" : value;
    }

    @Override
    public String toString() {
        return toFullString();
    }

    @Override
    public String toFullString() {
        return value;
    }

    public static StringType valueOf(String value) {
        return new StringType(value);
    }

    @Override
    public String format(String pattern) {
        return String.format(pattern, value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    /** A text of the same characters is equal as well. */
    @Override
    public boolean equals(Object obj) {
        return obj instanceof StringType other ? value.equals(other.value) : value.equals(obj);
    }
}
