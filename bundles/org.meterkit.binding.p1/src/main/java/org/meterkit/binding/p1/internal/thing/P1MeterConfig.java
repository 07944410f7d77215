/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.p1.internal.thing;

import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.binding.p1.internal.protocol.P1Cipher;
import org.meterkit.metering.GuardSettings;
import org.meterkit.metering.Parameters;
import org.meterkit.transport.LineAddress;
import org.meterkit.transport.SerialSettings;
import org.openhab.core.config.core.Configuration;

/**
 * The parameters of a {@code p1:meter}.
 *
 * @param port where the meter is
 * @param settings its serial settings; null when they are to be found
 * @param cipher for encrypted telegrams
 * @param offlineAfter silence that makes it OFFLINE
 * @param guard limits of its counters
 */
record P1MeterConfig(
        LineAddress port,
        @Nullable SerialSettings settings,
        P1Cipher cipher,
        Duration offlineAfter,
        GuardSettings guard) {

    private static final String AUTO = "auto";
    private static final String SECURITY_BYTE = "30";
    /** What meters in Luxembourg have. */
    private static final String ADDITIONAL_DATA = SECURITY_BYTE + "00112233445566778899AABBCCDDEEFF";

    private static final int OFFLINE_AFTER = 60;

    /**
     * Reads the parameters.
     *
     * @throws IllegalArgumentException when one is wrong; the message is a sentence that names it
     */
    static P1MeterConfig of(Configuration configuration) {
        Parameters parameters = new Parameters(configuration);
        return new P1MeterConfig(
                parameters.line(P1Ids.PORT),
                settings(parameters.text(P1Ids.SERIAL_SETTINGS)),
                cipher(parameters.text(P1Ids.DECRYPTION_KEY), parameters.text(P1Ids.ADDITIONAL_DATA)),
                parameters.seconds(P1Ids.OFFLINE_AFTER, OFFLINE_AFTER, 1),
                parameters.guard(GuardSettings.DEFAULT));
    }

    private static @Nullable SerialSettings settings(String text) {
        if (text.isEmpty() || text.toLowerCase(Locale.ROOT).equals(AUTO)) {
            return null;
        }
        try {
            return SerialSettings.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "The parameter serialSettings is wrong. Give auto, or settings. " + e.getMessage(), e);
        }
    }

    /** Of keys as users give them; empty when there is none. */
    static P1Cipher cipher(String keyText, String dataText) {
        String digits = dataText.isEmpty() ? ADDITIONAL_DATA : withoutBlanks(dataText);
        byte[] data = octets(
                digits.length() == 2 * P1Cipher.KEY_LENGTH ? SECURITY_BYTE + digits : digits,
                P1Cipher.KEY_LENGTH + 1,
                "The parameter additionalData is wrong. Give 30 and the 32 hexadecimal digits of the authentication key.");
        return keyText.isEmpty()
                ? P1Cipher.withoutKey()
                : P1Cipher.of(
                        octets(
                                withoutBlanks(keyText),
                                P1Cipher.KEY_LENGTH,
                                "The parameter decryptionKey is wrong. Give the key of the meter, 32 hexadecimal digits."),
                        data);
    }

    private static String withoutBlanks(String text) {
        return text.replaceAll("\\s+", "");
    }

    /** What is wrong is not shown, nor is the cause: it may be a secret. */
    private static byte[] octets(String digits, int count, String sentence) {
        if (digits.length() != 2 * count || !digits.chars().allMatch(HexFormat::isHexDigit)) {
            throw new IllegalArgumentException(sentence);
        }
        return HexFormat.of().parseHex(digits);
    }
}
