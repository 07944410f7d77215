/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.openhab.core.addon;

import java.util.List;
import org.openhab.core.common.registry.Identifiable;

/** What an add-on says about itself in its addon.xml. Everything that is not required may be null. */
public class AddonInfo implements Identifiable<String> {
    private final Builder data;

    private AddonInfo(Builder data) {
        this.data = data;
    }

    /** Type and id, such as "binding-p1". */
    @Override
    public String getUID() {
        return data.uid;
    }

    public String getId() {
        return data.id;
    }

    public String getName() {
        return data.name;
    }

    public String getType() {
        return data.type;
    }

    /** The configuration PID; "type.id" unless the add-on says otherwise. */
    public String getServiceId() {
        return data.serviceId;
    }

    public String getDescription() {
        return data.description;
    }

    public String getConfigDescriptionURI() {
        return data.configDescriptionURI;
    }

    public String getSourceBundle() {
        return data.sourceBundle;
    }

    public String getConnection() {
        return data.connection;
    }

    public List<String> getCountries() {
        return data.countries;
    }

    public static Builder builder(String id, String type) {
        return new Builder(id, type);
    }

    /** Builds an {@link AddonInfo}. */
    public static class Builder {
        private final String id;
        private final String type;
        private String uid;
        private String name;
        private String description;
        private String connection;
        private List<String> countries = List.of();
        private String configDescriptionURI;
        private String serviceId;
        private String sourceBundle;

        private Builder(String id, String type) {
            this.id = id;
            this.type = type;
            this.uid = type + "-" + id;
            this.serviceId = type + "." + id;
        }

        private Builder(Builder from) {
            this(from.id, from.type);
            uid = from.uid;
            name = from.name;
            description = from.description;
            connection = from.connection;
            countries = List.copyOf(from.countries);
            configDescriptionURI = from.configDescriptionURI;
            serviceId = from.serviceId;
            sourceBundle = from.sourceBundle;
        }

        public Builder withUID(String uid) {
            this.uid = uid;
            return this;
        }

        public Builder withName(String name) {
            this.name = name;
            return this;
        }

        public Builder withDescription(String description) {
            this.description = description;
            return this;
        }

        public Builder withConnection(String connection) {
            this.connection = connection;
            return this;
        }

        public Builder withCountries(List<String> countries) {
            this.countries = countries == null ? List.of() : countries;
            return this;
        }

        public Builder withConfigDescriptionURI(String configDescriptionURI) {
            this.configDescriptionURI = configDescriptionURI;
            return this;
        }

        /** Null stands for the default. */
        public Builder withServiceId(String serviceId) {
            this.serviceId = serviceId == null ? type + "." + id : serviceId;
            return this;
        }

        public Builder withSourceBundle(String sourceBundle) {
            this.sourceBundle = sourceBundle;
            return this;
        }

        public AddonInfo build() throws IllegalArgumentException {
            require(id, "ID");
            require(type, "type");
            require(name, "name");
            require(description, "description");
            return new AddonInfo(new Builder(this));
        }

        private static void require(String value, String what) {
            if (value == null || value.isEmpty()) {
                throw new IllegalArgumentException("The " + what + " must neither be null nor empty!");
            }
        }
    }
}
