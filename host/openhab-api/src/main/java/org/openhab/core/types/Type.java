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

/** A value that can be printed. */
public interface Type {
    /** Prints as {@link java.util.Formatter} does with this pattern. */
    String format(String pattern);

    /** The whole value as text; a state or command can be made from it again. */
    String toFullString();
}
