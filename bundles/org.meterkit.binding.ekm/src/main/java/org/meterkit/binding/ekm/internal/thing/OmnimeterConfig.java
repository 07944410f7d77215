/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.ekm.internal.thing;

import java.time.Duration;
import java.util.Locale;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.binding.ekm.internal.protocol.OmnimeterAddresses;
import org.meterkit.binding.ekm.internal.protocol.OmnimeterRequest;
import org.meterkit.metering.GuardSettings;
import org.meterkit.metering.Parameters;
import org.openhab.core.config.core.Configuration;

/**
 * The parameters of a meter.
 *
 * @param address twelve digits
 * @param model how it is asked; null to find out
 * @param syncClock whether its clock is set daily
 * @param offlineAfter silence after which it is offline
 * @param guard limits of its energy registers
 */
record OmnimeterConfig(
        String address,
        @Nullable OmnimeterRequest model,
        boolean syncClock,
        Duration offlineAfter,
        GuardSettings guard) {

    private static final String FACTORY_PASSWORD = "00000000";

    /**
     * Reads the parameters.
     *
     * @throws IllegalArgumentException when one is wrong; the message is a sentence that names it
     */
    static OmnimeterConfig of(Configuration configuration) {
        Parameters parameters = new Parameters(configuration);
        password(configuration);
        return new OmnimeterConfig(
                address(parameters.text(EkmIds.ADDRESS)),
                model(parameters.text("model")),
                Boolean.parseBoolean(parameters.text("syncClock")),
                parameters.seconds("offlineAfter", 60, 1),
                parameters.guard(GuardSettings.DEFAULT));
    }

    private static String address(String text) {
        try {
            return OmnimeterAddresses.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The parameter address is wrong. " + e.getMessage(), e);
        }
    }

    private static @Nullable OmnimeterRequest model(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "", "auto" -> null;
            case "v3" -> OmnimeterRequest.V3;
            case "v4" -> OmnimeterRequest.V4A;
            default ->
                throw new IllegalArgumentException("The parameter model must be auto, v3 or v4, not '" + text + "'.");
        };
    }

    /**
     * The password as it is now, apart from the record so that it is in no text of it.
     *
     * @throws IllegalArgumentException when it cannot be one; what it is instead is not said
     */
    static String password(Configuration configuration) {
        String text = new Parameters(configuration).text(EkmIds.PASSWORD);
        if (text.isEmpty()) {
            return FACTORY_PASSWORD;
        }
        if (!text.matches("[0-9]{8}")) {
            throw new IllegalArgumentException("The parameter password must be eight digits.");
        }
        return text;
    }
}
