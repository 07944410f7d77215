/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.itests.simulators;

import java.time.Duration;

/** The kinds of P1 port that can be simulated. */
public enum P1Version {
    /** DSMR 2.2 and 3.0: no CRC, no time, gas in a block of two lines once an hour. */
    DSMR2("DSMR 2.2/3.0", "9600 7E1", Duration.ofSeconds(10), Duration.ofHours(1), "/MKT5\\2SIM-D3"),
    /** DSMR 4.2. */
    DSMR4("DSMR 4.2", "115200 8N1", Duration.ofSeconds(10), Duration.ofHours(1), "/MKT5\\2SIM-D4"),
    /** DSMR 5.0, also known as ESMR 5. */
    DSMR5("DSMR 5.0", "115200 8N1", Duration.ofSeconds(1), Duration.ofMinutes(5), "/MKT5\\2SIM-D5"),
    /** eMUCS-P1 1.7.1 with capacity tariff; tariff 1 is the day here and the night in the Netherlands. */
    BELGIUM("eMUCS-P1", "115200 8N1", Duration.ofSeconds(1), Duration.ofMinutes(5), "/MKT5\\253SIM_A");

    private final String label;
    private final String serialSettings;
    private final Duration period;
    private final Duration gasInterval;
    private final String header;

    P1Version(String label, String serialSettings, Duration period, Duration gasInterval, String header) {
        this.label = label;
        this.serialSettings = serialSettings;
        this.period = period;
        this.gasInterval = gasInterval;
        this.header = header;
    }

    /** The name of the standard. */
    public String label() {
        return label;
    }

    /** Speed and character format of its line, such as {@code 115200 8N1}. */
    public String serialSettings() {
        return serialSettings;
    }

    /** Time from one telegram to the next. */
    public Duration period() {
        return period;
    }

    /** Time from one gas reading to the next; between two the telegrams repeat the older one. */
    public Duration gasInterval() {
        return gasInterval;
    }

    /** The first line of its telegrams. */
    public String header() {
        return header;
    }
}
