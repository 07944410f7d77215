/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.transport.internal;

import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.transport.SerialSettings;

/** What can be set at the port of an RFC 2217 server; numbers of commands and values are from that RFC. */
enum ComPort {
    BAUD_RATE(1),
    DATA_SIZE(2),
    PARITY(3),
    STOP_SIZE(4),
    FLOW_CONTROL(5),
    DTR(5),
    RTS(5),
    // one by one, since not every server knows the value for both (esp-link)
    PURGE_RECEIVED(12),
    PURGE_SENT(12);

    // what a server adds to the number of the command that it answers
    private static final int ANSWER = 100;

    private final int command;

    ComPort(int command) {
        this.command = command;
    }

    /** All values for a port that is to be opened. */
    static Map<ComPort, Integer> values(SerialSettings settings) {
        Map<ComPort, Integer> values = new EnumMap<>(ComPort.class);
        values.put(BAUD_RATE, settings.baudRate());
        values.put(DATA_SIZE, settings.dataBits());
        values.put(
                PARITY,
                switch (settings.parity()) {
                    case NONE -> 1;
                    case ODD -> 2;
                    case EVEN -> 3;
                });
        values.put(STOP_SIZE, settings.stopBits());
        values.put(FLOW_CONTROL, 1);
        values.put(DTR, settings.dtr() ? 8 : 9);
        values.put(RTS, settings.rts() ? 11 : 12);
        values.put(PURGE_RECEIVED, 1);
        values.put(PURGE_SENT, 2);
        return values;
    }

    /** Whether the line is of no use without an answer. ser2net gives none for signals that its port does not have. */
    boolean isVital() {
        return command < FLOW_CONTROL.command;
    }

    /** The command that sets a value. */
    byte[] request(int value) {
        return this == BAUD_RATE
                ? ByteBuffer.allocate(5).put((byte) command).putInt(value).array()
                : new byte[] {(byte) command, (byte) value};
    }

    /** What an answer is about; null for notifications and whatever else it may be. */
    static @Nullable ComPort answered(byte[] answer) {
        int command = (answer[0] & 0xFF) - ANSWER;
        if (answer.length != (command == BAUD_RATE.command ? 5 : 2)) {
            return null;
        }
        return switch (command) {
            case 1 -> BAUD_RATE;
            case 2 -> DATA_SIZE;
            case 3 -> PARITY;
            case 4 -> STOP_SIZE;
            case 5 ->
                switch (value(answer)) {
                    case 1, 2, 3, 17, 19 -> FLOW_CONTROL;
                    case 8, 9 -> DTR;
                    case 11, 12 -> RTS;
                    default -> null;
                };
            case 12 ->
                switch (value(answer)) {
                    case 1 -> PURGE_RECEIVED;
                    case 2 -> PURGE_SENT;
                    default -> null;
                };
            default -> null;
        };
    }

    /** The value that an answer carries. */
    static int value(byte[] answer) {
        return answer.length == 5 ? ByteBuffer.wrap(answer).getInt(1) : answer[1] & 0xFF;
    }

    /** A value in words. */
    String words(int value) {
        return switch (this) {
            case BAUD_RATE -> Integer.toUnsignedString(value) + " baud";
            case DATA_SIZE -> value + " data bits";
            case PARITY ->
                switch (value) {
                    case 1 -> "no parity";
                    case 2 -> "odd parity";
                    case 3 -> "even parity";
                    case 4 -> "mark parity";
                    case 5 -> "space parity";
                    default -> "parity " + value;
                };
            case STOP_SIZE ->
                switch (value) {
                    case 1 -> "1 stop bit";
                    case 3 -> "1.5 stop bits";
                    default -> value + " stop bits";
                };
            case FLOW_CONTROL ->
                switch (value) {
                    case 1 -> "no flow control";
                    case 2 -> "XON/XOFF flow control";
                    case 3 -> "hardware flow control";
                    default -> "flow control " + value;
                };
            case DTR -> value == 8 ? "DTR on" : "DTR off";
            case RTS -> value == 11 ? "RTS on" : "RTS off";
            case PURGE_RECEIVED -> "no old bytes received";
            case PURGE_SENT -> "no old bytes to be sent";
        };
    }
}
