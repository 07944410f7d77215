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

/** A value an item can have. */
public interface State extends Type {
    /** This state as another kind of state, or null where that makes no sense. */
    default <T extends State> T as(Class<T> target) {
        return target != null && target.isInstance(this) ? target.cast(this) : null;
    }
}
