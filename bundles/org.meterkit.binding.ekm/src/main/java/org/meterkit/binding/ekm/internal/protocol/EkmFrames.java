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

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import org.meterkit.binding.ekm.internal.protocol.BadAnswerException.Reason;

/** What surrounds data on the wire: starts, ends, checksums. */
public final class EkmFrames {

    /** The length of every answer. */
    public static final int ANSWER_LENGTH = 255;

    /** What every answer begins with. */
    public static final byte START = 2;

    /** A meter's consent to a password or a setting. */
    public static final byte ACKNOWLEDGED = 6;

    private static final byte[] ANSWER_END = {'!', '\r', '\n', 3};
    private static final byte[] TABLE_END = {')', 3};
    private static final int CHECKSUM_AT = ANSWER_LENGTH - 2;
    private static final char[] TABLE = table();

    private EkmFrames() {}

    private static char[] table() {
        char[] table = new char[256];
        for (int i = 0; i < table.length; i++) {
            int crc = i;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >>> 1 : crc >>> 1 ^ 0xA001;
            }
            table[i] = (char) crc;
        }
        return table;
    }

    /** CRC-16/MODBUS of seven-bit bytes, both of its bytes cut to seven bits as the line does. */
    static int checksum(byte[] data, int from, int to) {
        int crc = 0xFFFF;
        for (int i = from; i < to; i++) {
            crc = crc >>> 8 ^ TABLE[(crc ^ data[i]) & 0xFF];
        }
        return crc & 0x7F7F;
    }

    /** Ends the conversation with the meter that was asked last; has no answer. */
    public static byte[] end() {
        return new byte[] {1, 'B', '0', 3, 'u'};
    }

    /**
     * Opens the meter that was asked last for one setting. A secret.
     *
     * @throws IllegalArgumentException with a sentence when it is not of eight digits
     */
    public static byte[] password(String password) {
        return command("P1\2(" + EkmSetting.checkedPassword(password) + ")");
    }

    static byte[] command(String content) {
        byte[] frame = ("\1" + content + "\3  ").getBytes(US_ASCII);
        int crc = checksum(frame, 1, frame.length - 2);
        frame[frame.length - 2] = (byte) (crc & 0xFF);
        frame[frame.length - 1] = (byte) (crc >>> 8);
        return frame;
    }

    /** A copy of a whole reading's answer, cut to seven bits, after the checks that need no knowledge of the request. */
    static byte[] checkedReading(byte[] answer) throws BadAnswerException {
        return checked(answer, ANSWER_END);
    }

    /** The same of a table. */
    static byte[] checkedTable(byte[] answer) throws BadAnswerException {
        return checked(answer, TABLE_END);
    }

    private static byte[] checked(byte[] answer, byte[] end) throws BadAnswerException {
        byte[] frame = answer.clone();
        for (int i = 0; i < frame.length; i++) {
            frame[i] &= 0x7F;
        }
        if (frame.length != ANSWER_LENGTH || frame[0] != START) {
            throw new BadAnswerException(
                    Reason.LENGTH,
                    "The answer is incomplete: " + frame.length + " of " + ANSWER_LENGTH + " bytes arrived.");
        }
        if (!Arrays.equals(frame, CHECKSUM_AT - end.length, CHECKSUM_AT, end, 0, end.length)) {
            throw new BadAnswerException(Reason.TAIL, "The answer does not end as it should.");
        }
        int crc = checksum(frame, 1, CHECKSUM_AT);
        if (frame[CHECKSUM_AT] != (crc & 0xFF) || frame[CHECKSUM_AT + 1] != crc >>> 8) {
            throw new BadAnswerException(Reason.CHECKSUM, "The answer is damaged: its checksum is wrong.");
        }
        return frame;
    }
}
