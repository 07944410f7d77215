/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.openhab.core.storage;

/** Opens a {@link Storage} by its name, creating it when it is new. */
public interface StorageService {
    <T> Storage<T> getStorage(String name);

    /** The class loader finds the classes of values that are objects. */
    <T> Storage<T> getStorage(String name, ClassLoader classLoader);
}
