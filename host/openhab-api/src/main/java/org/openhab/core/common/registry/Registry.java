/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.openhab.core.common.registry;

import java.util.Collection;
import java.util.stream.Stream;

/** All elements of a kind, whoever provides them. {@code get}, {@code update} and {@code remove} answer null for none. */
public interface Registry<E extends Identifiable<K>, K> {
    void addRegistryChangeListener(RegistryChangeListener<E> listener);

    Collection<E> getAll();

    Stream<E> stream();

    E get(K key);

    void removeRegistryChangeListener(RegistryChangeListener<E> listener);

    E add(E element);

    E update(E element);

    E remove(K key);
}
