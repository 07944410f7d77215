/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.enistic.internal.thing;

import java.time.Duration;
import org.meterkit.binding.enistic.internal.device.SwitchCode;
import org.meterkit.binding.enistic.internal.protocol.PowerUnit;
import org.meterkit.binding.enistic.internal.protocol.Serials;

/** The parameters of a controller thing, as openHAB fills them in. Each method checks one and says in a sentence what is wrong. */
public class ControllerConfiguration {

    public String serialNumber = "";
    public String host = "";
    public int eventPort = EnisticConstants.EVENT_PORT;
    public int commandPort = EnisticConstants.COMMAND_PORT;
    public String powerUnit = "mW";
    public String switchCode = "1";
    public int confirmTimeout = 15;
    public int offlineAfter = 300;

    String serial() {
        return Serials.controller(serialNumber)
                .orElseThrow(() -> wrong(
                        "serialNumber",
                        serialNumber,
                        "the 10 to 12 hexadecimal digits of the controller's serial number"));
    }

    String host() {
        String name = host.strip();
        if (!name.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '.' || c == '-' || c == '_')) {
            throw wrong("host", host, "a host name or an IPv4 address, or nothing");
        }
        return name;
    }

    int eventPort() {
        return port("eventPort", eventPort);
    }

    int commandPort() {
        return port("commandPort", commandPort);
    }

    private static int port(String parameter, int port) {
        if (port < 1 || port > 65535) {
            throw wrong(parameter, port, "a UDP port from 1 to 65535");
        }
        return port;
    }

    PowerUnit powerUnit() {
        return PowerUnit.of(powerUnit).orElseThrow(() -> wrong("powerUnit", powerUnit, "mW or W"));
    }

    SwitchCode switchCode() {
        return SwitchCode.of(switchCode).orElseThrow(() -> wrong("switchCode", switchCode, "1, 0 or auto"));
    }

    Duration confirmTimeout() {
        return seconds("confirmTimeout", confirmTimeout, 600);
    }

    Duration offlineAfter() {
        return seconds("offlineAfter", offlineAfter, 86_400);
    }

    private static Duration seconds(String parameter, int seconds, int most) {
        if (seconds < 1 || seconds > most) {
            throw wrong(parameter, seconds, "a number of seconds from 1 to " + most);
        }
        return Duration.ofSeconds(seconds);
    }

    private static IllegalArgumentException wrong(String parameter, Object value, String expected) {
        String given = value.toString().isBlank() ? "missing" : "\"" + value + "\"";
        return new IllegalArgumentException(
                "Parameter " + parameter + " is " + given + "; expected: " + expected + ".");
    }
}
