/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.openhab.core.config.core;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The values of configuration parameters by name, in openHAB's types ({@link ConfigUtil}). Thread-safe. */
public class Configuration {
    private final Map<String, Object> properties;

    public Configuration() {
        this(Map.of());
    }

    /** A copy. Null is nothing. */
    public Configuration(Configuration configuration) {
        this(configuration == null ? Map.of() : configuration.getProperties());
    }

    /** A copy, in openHAB's types. Null is nothing. */
    public Configuration(Map<String, Object> properties) {
        this.properties = properties == null ? new LinkedHashMap<>() : ConfigUtil.normalizeTypes(properties);
    }

    /** A new object of this class with the values in its fields of the same name. */
    public <T> T as(Class<T> configurationClass) {
        return ConfigParser.configurationAs(getProperties(), configurationClass);
    }

    public boolean containsKey(String key) {
        synchronized (properties) {
            return properties.containsKey(key);
        }
    }

    public Object get(String key) {
        synchronized (properties) {
            return properties.get(key);
        }
    }

    /** Sets a value, in openHAB's type; answers the one before. */
    public Object put(String key, Object value) {
        synchronized (properties) {
            return properties.put(key, ConfigUtil.normalizeType(value));
        }
    }

    public Object remove(String key) {
        synchronized (properties) {
            return properties.remove(key);
        }
    }

    public Set<String> keySet() {
        return getProperties().keySet();
    }

    public Collection<Object> values() {
        return getProperties().values();
    }

    /** A copy of all values that cannot be changed. */
    public Map<String, Object> getProperties() {
        synchronized (properties) {
            return Collections.unmodifiableMap(new LinkedHashMap<>(properties));
        }
    }

    /** Replaces all values. */
    public void setProperties(Map<String, Object> properties) {
        Map<String, Object> normalized = ConfigUtil.normalizeTypes(properties);
        synchronized (this.properties) {
            this.properties.clear();
            this.properties.putAll(normalized);
        }
    }

    @Override
    public int hashCode() {
        return getProperties().hashCode();
    }

    @Override
    public boolean equals(Object obj) {
        return this == obj
                || obj instanceof Configuration other && getProperties().equals(other.getProperties());
    }

    /** The names alone: values may be secrets. */
    @Override
    public String toString() {
        return "Configuration" + keySet();
    }
}
