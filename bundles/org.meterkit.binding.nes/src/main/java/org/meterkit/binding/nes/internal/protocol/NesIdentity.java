/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.nes.internal.protocol;

import java.util.Locale;

/**
 * Which meter it is. What is not known is empty; no text has blanks around it.
 *
 * @param serial the manufacturer's number
 * @param utilitySerial the grid operator's number
 * @param firmware as {@link #version} writes it
 * @param hardware as {@link #version} writes it
 */
public record NesIdentity(
        String manufacturer, String model, String serial, String utilitySerial, String firmware, String hardware) {

    /**
     * A version from its two bytes as one number: four bits major, seven bits minor, five bits build (Optical Port Programmer's Guide,
     * BT01). 0x3155 is 3.10.21.
     */
    public static String version(int bytes) {
        return String.format(Locale.ROOT, "%d.%02d.%02d", bytes >> 12 & 0xF, bytes >> 5 & 0x7F, bytes & 0x1F);
    }
}
