/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.ekm.internal.protocol;

import java.nio.charset.StandardCharsets;

/** What a meter can be asked for, and so the layout of its answer. */
public enum OmnimeterRequest {
    /** Everything that a v.3 meter tells. */
    V3(""),
    /** The first half of what a v.4 meter tells. */
    V4A("00"),
    /** The second half: tariffs, demand, ratios. */
    V4B("01");

    private final String type;

    OmnimeterRequest(String type) {
        this.type = type;
    }

    /** The two digits that an answer repeats; empty for v.3. */
    String type() {
        return type;
    }

    public boolean isV4() {
        return this != V3;
    }

    /**
     * The bytes of this request to one meter.
     *
     * @param address twelve digits
     */
    public byte[] to(String address) {
        return ("/?" + address + type + "!\r\n").getBytes(StandardCharsets.US_ASCII);
    }
}
