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

/** An add-on as the add-on pages show it. Everything that was not set is null, empty or false. */
public class Addon {
    public static final String ADDON_SEPARATOR = "-";

    private final Builder data;
    private boolean installed;

    private Addon(Builder data) {
        this.data = data;
        this.installed = data.installed;
    }

    public String getType() {
        return data.type;
    }

    public String getUid() {
        return data.uid;
    }

    public String getId() {
        return data.id;
    }

    public String getLabel() {
        return data.label;
    }

    public String getLink() {
        return data.link;
    }

    public String getAuthor() {
        return data.author;
    }

    public String getVersion() {
        return data.version;
    }

    public boolean getCompatible() {
        return data.compatible;
    }

    public String getContentType() {
        return data.contentType;
    }

    public String getDescription() {
        return data.description;
    }

    public String getConfigDescriptionURI() {
        return data.configDescriptionURI;
    }

    public List<String> getCountries() {
        return data.countries;
    }

    public String getConnection() {
        return data.connection;
    }

    public boolean isInstalled() {
        return installed;
    }

    public void setInstalled(boolean installed) {
        this.installed = installed;
    }

    public List<String> getLoggerPackages() {
        return data.loggerPackages;
    }

    /** Begins an add-on; the UID has the id of the service in front, as in "meterkit:binding-p1". */
    public static Builder create(String uid) {
        return new Builder(uid);
    }

    /** Builds an {@link Addon}; use it once. */
    public static class Builder {
        private final String uid;
        private String id;
        private String label;
        private String version = "";
        private boolean compatible = true;
        private String contentType;
        private String link;
        private String author = "";
        private boolean installed;
        private String type;
        private String description;
        private String configDescriptionURI = "";
        private List<String> countries = List.of();
        private String connection = "";
        private List<String> loggerPackages = List.of();

        private Builder(String uid) {
            this.uid = uid;
        }

        public Builder withType(String type) {
            this.type = type;
            return this;
        }

        public Builder withId(String id) {
            this.id = id;
            return this;
        }

        public Builder withLabel(String label) {
            this.label = label;
            return this;
        }

        public Builder withVersion(String version) {
            this.version = version;
            return this;
        }

        public Builder withCompatible(boolean compatible) {
            this.compatible = compatible;
            return this;
        }

        public Builder withContentType(String contentType) {
            this.contentType = contentType;
            return this;
        }

        public Builder withLink(String link) {
            this.link = link;
            return this;
        }

        public Builder withAuthor(String author) {
            this.author = author;
            return this;
        }

        public Builder withInstalled(boolean installed) {
            this.installed = installed;
            return this;
        }

        public Builder withDescription(String description) {
            this.description = description;
            return this;
        }

        public Builder withConfigDescriptionURI(String configDescriptionURI) {
            this.configDescriptionURI = configDescriptionURI;
            return this;
        }

        public Builder withCountries(List<String> countries) {
            this.countries = List.copyOf(countries);
            return this;
        }

        public Builder withConnection(String connection) {
            this.connection = connection;
            return this;
        }

        public Builder withLoggerPackages(List<String> loggerPackages) {
            this.loggerPackages = List.copyOf(loggerPackages);
            return this;
        }

        public Addon build() {
            return new Addon(this);
        }
    }
}
