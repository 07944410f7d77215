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

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Set;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.binding.ekm.internal.protocol.BadAnswerException.Reason;

/**
 * Everything one meter told: the answer of a v.3 meter, or the A answer of a v.4 meter with what its last B answer adds. Immutable.
 * What was not told, or is no number, is null.
 */
public final class OmnimeterReading {

    /** Stands for any meter in a request. */
    public static final String ANY_ADDRESS = "999999999999";

    private static final long ROLLOVER = 100_000_000;
    private static final int LINES = 3;

    // The models that are known have a layout of their own; others that which was asked for.
    private static final int V4_MODEL = 0x1024;
    private static final Set<Integer> V3_MODELS =
            Set.of(0x1011, 0x1012, 0x1013, 0x1014, 0x1015, 0x1016, 0x1017, 0x1018, 0x1020, 0x1022);

    private static final int ADDRESS_AT = 4;
    private static final int TYPE_AT = 247;
    private static final int V3_TIME_AT = 172;
    private static final int V4_TIME_AT = 233;

    /** Directions of the lines by the digit 1 to 8: forward or reverse. */
    private static final String[] DIRECTIONS = {"FFF", "FFR", "FRF", "RFF", "FRR", "RFR", "RRF", "RRR"};

    private final OmnimeterRequest layout;
    private final byte[] frame;
    private final byte @Nullable [] second;

    private OmnimeterReading(OmnimeterRequest layout, byte[] frame, byte @Nullable [] second) {
        this.layout = layout;
        this.frame = frame;
        this.second = second;
    }

    /**
     * Checks an answer and takes it apart.
     *
     * @param answer what was received from STX on; a parity bit in the bytes does not matter
     * @param address who was asked, twelve digits; {@link #ANY_ADDRESS} lets any meter answer
     * @param request what was asked
     * @throws BadAnswerException when it must not be used
     */
    public static OmnimeterReading decode(byte[] answer, String address, OmnimeterRequest request)
            throws BadAnswerException {
        byte[] frame = EkmFrames.checkedReading(answer);
        String sender = text(frame, ADDRESS_AT, ANY_ADDRESS.length());
        if (!sender.equals(address) && !(address.equals(ANY_ADDRESS) && isNumber(sender))) {
            throw new BadAnswerException(Reason.ADDRESS, "Another meter answered than the one that was asked.");
        }
        OmnimeterRequest layout = request;
        int model = model(frame);
        if (V3_MODELS.contains(model)) {
            layout = OmnimeterRequest.V3;
        } else if (model == V4_MODEL && request == OmnimeterRequest.V3) {
            layout = OmnimeterRequest.V4A;
        }
        if (!text(frame, TYPE_AT, layout.type().length()).equals(layout.type())
                || request == OmnimeterRequest.V4B && layout != request) {
            throw new BadAnswerException(Reason.TYPE, "The meter answered to another request.");
        }
        return new OmnimeterReading(layout, frame, null);
    }

    /** This A answer with what a B answer of the same meter adds. */
    public OmnimeterReading with(OmnimeterReading b) {
        return new OmnimeterReading(layout, frame, b.frame);
    }

    private static int model(byte[] frame) {
        return frame[1] << 8 | frame[2];
    }

    private static String text(byte[] frame, int from, int length) {
        return new String(frame, from, length, US_ASCII);
    }

    private static boolean isNumber(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** Which answer this is, V3 or V4A (V4B before it is joined to its A): what the meter is. */
    public OmnimeterRequest layout() {
        return layout;
    }

    /** Twelve digits. */
    public String address() {
        return text(frame, ADDRESS_AT, ANY_ADDRESS.length());
    }

    /** Four hexadecimal digits, 1024 for a v.4 meter. */
    public String model() {
        return String.format("%04X", model(frame));
    }

    /** Two hexadecimal digits. */
    public String firmware() {
        return String.format("%02X", frame[3]);
    }

    /** The only number of a field, or the first. */
    public @Nullable BigDecimal number(OmnimeterField field) {
        return number(field, 1);
    }

    /**
     * A number in the field's unit.
     *
     * @param index line, tariff or input, from 1
     */
    public @Nullable BigDecimal number(OmnimeterField field, int index) {
        return decimal(field, raw(field, index));
    }

    private @Nullable BigDecimal decimal(OmnimeterField field, long raw) {
        int decimals = field.decimals() < 0 ? energyDecimals() : field.decimals();
        return raw < 0 || decimals < 0 ? null : BigDecimal.valueOf(raw, decimals);
    }

    /** How many decimals the energies have; negative when unknown, as in a B answer alone. */
    public int energyDecimals() {
        // A v.3 meter counts tenths whatever its current transformers.
        return layout.isV4() ? (int) raw(OmnimeterField.ENERGY_DECIMALS, 1) : 1;
    }

    /** The digits as a number; negative when there are none. */
    private long raw(OmnimeterField field, int index) {
        byte[] source = frame;
        int offset = field.offset(layout);
        byte[] b = second;
        if (offset < 0 && b != null) {
            source = b;
            offset = field.offset(OmnimeterRequest.V4B);
        }
        if (offset < 0) {
            return -1;
        }
        int from = offset + (index - 1) * field.length();
        int end = from + field.length();
        if (field == OmnimeterField.POWER_FACTOR) {
            from++;
        }
        long value = 0;
        for (int i = from; i < end; i++) {
            int digit = source[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = 10 * value + digit;
        }
        return value;
    }

    /**
     * Energy in forward direction. The meter's registers count both directions, so it is the difference to those of the reverse
     * direction alone; valid across a rollover of the eight digits.
     *
     * @param field ENERGY, ENERGY_TARIFF, ENERGY_LINE or ENERGY_RESETTABLE
     * @param index line or tariff, from 1
     * @return kWh; null also when the registers contradict each other
     */
    public @Nullable BigDecimal imported(OmnimeterField field, int index) {
        OmnimeterField reverse =
                switch (field) {
                    case ENERGY_TARIFF -> OmnimeterField.REVERSE_TARIFF;
                    case ENERGY_LINE -> OmnimeterField.REVERSE_LINE;
                    case ENERGY_RESETTABLE -> OmnimeterField.REVERSE_RESETTABLE;
                    default -> OmnimeterField.REVERSE;
                };
        return decimal(field, forward(raw(field, index), raw(reverse, index)));
    }

    /** Both without a decimal point; negative when there is no answer. */
    static long forward(long total, long reverse) {
        long difference = total - reverse;
        if (total < 0 || reverse < 0) {
            return -1;
        }
        if (difference < -ROLLOVER / 2) {
            return difference + ROLLOVER;
        }
        // Each register is rounded by itself.
        return difference == -1 ? 0 : difference;
    }

    /** Power of all lines in W, negative when fed in: the sum where the directions are known, else what the meter calls the total. */
    public @Nullable BigDecimal power() {
        BigDecimal sum = BigDecimal.ZERO;
        for (int line = 1; line <= LINES; line++) {
            BigDecimal power = power(line);
            if (power == null || direction(line) == 0) {
                return number(OmnimeterField.POWER);
            }
            sum = sum.add(power);
        }
        return sum;
    }

    /** Power of a line in W, negative when it is known to be fed in. */
    public @Nullable BigDecimal power(int line) {
        BigDecimal power = number(OmnimeterField.POWER_LINE, line);
        return power != null && direction(line) < 0 ? power.negate() : power;
    }

    /** 1 forward, -1 reverse, 0 unknown. */
    private int direction(int line) {
        long code = raw(OmnimeterField.DIRECTIONS, 1);
        if (code < 1 || code > DIRECTIONS.length) {
            return 0;
        }
        return DIRECTIONS[(int) code - 1].charAt(line - 1) == 'F' ? 1 : -1;
    }

    /** Power factor of a line: positive lagging (inductive) or one, negative leading (capacitive). */
    public @Nullable BigDecimal powerFactor(int line) {
        BigDecimal factor = number(OmnimeterField.POWER_FACTOR, line);
        int length = OmnimeterField.POWER_FACTOR.length();
        return factor == null
                ? null
                : switch (frame[OmnimeterField.POWER_FACTOR.offset(layout) + (line - 1) * length]) {
                    case 'C' -> factor.negate();
                    case 'L', ' ' -> factor;
                    default -> null;
                };
    }

    /** Minutes over which demand is averaged. */
    public @Nullable Integer demandPeriod() {
        return switch ((int) raw(OmnimeterField.DEMAND_PERIOD, 1)) {
            case 1 -> 15;
            case 2 -> 30;
            case 3, 4 -> 60;
            default -> null;
        };
    }

    /** Whether an input, from 1, is open. */
    public @Nullable Boolean isInputOpen(int input) {
        long code = raw(OmnimeterField.INPUTS, 1);
        return code < 0 || code > 7 ? null : (code >> LINES - input & 1) == 0;
    }

    /** Whether relay 1 or 2 is on. */
    public @Nullable Boolean isRelayOn(int relay) {
        long code = raw(OmnimeterField.RELAYS, 1);
        return code < 1 || code > 4 ? null : (code - 1 >> 2 - relay & 1) == 1;
    }

    /** The meter's clock, which knows no time zone; null also for a time that cannot be. */
    public @Nullable LocalDateTime meterTime() {
        String time = text(frame, layout.isV4() ? V4_TIME_AT : V3_TIME_AT, 14);
        if (!isNumber(time)) {
            return null;
        }
        int[] part = new int[7];
        for (int i = 0; i < part.length; i++) {
            part[i] = Integer.parseInt(time.substring(2 * i, 2 * i + 2));
        }
        try {
            // part[3] is the day of the week
            return LocalDateTime.of(2000 + part[0], part[1], part[2], part[4], part[5], part[6]);
        } catch (DateTimeException e) {
            return null;
        }
    }

    @Override
    public String toString() {
        return "Omnimeter " + address() + " " + layout;
    }
}
