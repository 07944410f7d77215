/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.openhab.core.thing;

import java.util.Objects;

/** Status of a thing, its reason, and a sentence for the user, which may be null. Immutable. */
public class ThingStatusInfo {
    private final ThingStatus status;
    private final ThingStatusDetail statusDetail;
    private final String description;

    public ThingStatusInfo(ThingStatus status, ThingStatusDetail statusDetail, String description) {
        this.status = Objects.requireNonNull(status, "status");
        this.statusDetail = Objects.requireNonNull(statusDetail, "statusDetail");
        this.description = description;
    }

    public ThingStatus getStatus() {
        return status;
    }

    public ThingStatusDetail getStatusDetail() {
        return statusDetail;
    }

    public String getDescription() {
        return description;
    }

    @Override
    public String toString() {
        String detail = statusDetail == ThingStatusDetail.NONE ? "" : " (" + statusDetail + ")";
        String sentence = description == null || description.isBlank() ? "" : ": " + description;
        return status + detail + sentence;
    }

    @Override
    public int hashCode() {
        return Objects.hash(status, statusDetail, description);
    }

    @Override
    public boolean equals(Object obj) {
        return obj instanceof ThingStatusInfo other
                && status == other.status
                && statusDetail == other.statusDetail
                && Objects.equals(description, other.description);
    }
}
