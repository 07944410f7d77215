/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.enistic.internal.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.function.Consumer;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.binding.enistic.internal.protocol.EnisticEvent.KeyValue;
import org.meterkit.binding.enistic.internal.protocol.EnisticEvent.Unknown;

/**
 * Decodes a controller's datagrams, tolerantly: the vendor documents one event and shows no example line, and firmware differs.
 *
 * <pre>
 * datagram = event *( (CR / LF / NUL) event )
 * reading  = [controller] ":" "Reading" ":" meter ":" power [":" channel [":" state]] [":" *any]
 * d1       = *any "D1" "," meter "," any "," power "," any "," channel *("," any)
 * keyvalue = [controller ":"] ("Core" / "Status") ":" key "=" text
 * </pre>
 *
 * White space around fields and letter case do not matter. A reading whose fields stand in another order is recognised by their
 * looks. An event that simply ends with its datagram may have been cut short: it is taken only when no field is missing. Never throws; takes time proportional to the datagram's length.
 */
public final class EnisticDecoder {

    /** Longest text kept of an event. */
    static final int MAX_TEXT = 120;

    /** Longer events are not looked into; a reading has less than 60 characters. */
    private static final int MAX_EVENT = 512;

    private static final int MAX_CHANNEL = 999;

    /** A power of 10^12 or more is none, whatever its unit. */
    private static final int MAX_INTEGER_DIGITS = 12;

    private static final int MAX_SIGNIFICANT_DIGITS = 18;
    private static final int MAX_DECIMALS = 9;

    private static final byte[] READING = "reading".getBytes(ISO_8859_1);
    private static final byte[] CORE = "core".getBytes(ISO_8859_1);
    private static final byte[] STATUS = "status".getBytes(ISO_8859_1);

    private final byte[] bytes;
    private final int from;
    private final int to;
    private final boolean terminated;

    /** One event: the bytes from {@code from} to before {@code to}, not empty. */
    private EnisticDecoder(byte[] bytes, int from, int to, boolean terminated) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
        this.terminated = terminated;
    }

    /** Decodes a datagram's events, in their order. */
    public static void decode(byte[] datagram, Consumer<? super EnisticEvent> events) {
        int start = 0;
        for (int i = 0; i <= datagram.length; i++) {
            if (i == datagram.length || datagram[i] == '\r' || datagram[i] == '\n' || datagram[i] == 0) {
                int from = skipBlanks(datagram, start, i);
                int to = dropBlanks(datagram, from, i);
                if (from < to) {
                    events.accept(new EnisticDecoder(datagram, from, to, i < datagram.length).event());
                }
                start = i + 1;
            }
        }
    }

    private EnisticEvent event() {
        EnisticEvent event = null;
        if (to - from <= MAX_EVENT) {
            Fields fields = new Fields(bytes, from, to, ':');
            event = reading(fields);
            if (event == null) {
                event = keyValue(fields);
            }
            if (event == null) {
                event = d1();
            }
        }
        return event != null ? event : new Unknown(text(from, to));
    }

    private @Nullable EnisticReading reading(Fields fields) {
        int type = -1;
        for (int i = 0; i < fields.count && type < 0; i++) {
            if (fields.contains(i, READING)) {
                type = i;
            }
        }
        if (type < 0 || fields.count < type + 3) {
            return null;
        }
        if (type == 1) {
            String controller = fields.controller(0);
            String meter = fields.device(2);
            BigDecimal power = fields.power(3);
            if (meter != null && power != null && (controller != null || fields.isEmpty(0))) {
                int channel = fields.isEmpty(4) ? 1 : fields.integer(4);
                return colonReading(controller, meter, power, channel, fields.integer(5));
            }
        }
        return unorderedReading(fields, type);
    }

    private @Nullable EnisticReading colonReading(
            @Nullable String controller, String meter, BigDecimal power, int channel, int state) {
        if (channel < 0 || state < 0 && !terminated) {
            return null;
        }
        return new EnisticReading(
                controller, meter, power, EnisticReading.Form.COLON, channel, state < 0 ? null : state, "");
    }

    /** The field of 16 hex digits is the meter, that of 12 the controller, the one with a point the power, the rest as usual. */
    private @Nullable EnisticReading unorderedReading(Fields fields, int type) {
        String controller = null;
        String meter = null;
        BigDecimal power = null;
        int channel = -1;
        int state = -1;
        for (int i = 0; i < fields.count; i++) {
            if (i == type || fields.isEmpty(i)) {
                continue;
            }
            String device = meter == null ? fields.device(i) : null;
            String serial = controller == null ? fields.controller(i) : null;
            if (device != null) {
                meter = device;
            } else if (serial != null) {
                controller = serial;
            } else if (power == null && fields.hasPoint(i)) {
                power = fields.power(i);
            } else if (channel < 0) {
                channel = fields.integer(i);
                if (channel < 0) {
                    return null;
                }
            } else if (state < 0) {
                state = fields.integer(i);
            }
        }
        if (meter == null || power == null) {
            return null;
        }
        return colonReading(controller, meter, power, channel < 0 ? 1 : channel, state);
    }

    private @Nullable KeyValue keyValue(Fields fields) {
        for (int i = 0; i + 1 < fields.count; i++) {
            boolean core = fields.endsWith(i, CORE);
            if (core || fields.endsWith(i, STATUS)) {
                int equals = indexOf('=', fields.from[i + 1], fields.to[i + 1]);
                if (equals >= 0) {
                    String name = (core ? "Core:" : "Status:") + text(fields.from[i + 1], equals);
                    String controller = fields.controller(0);
                    if (controller == null && terminated && name.equalsIgnoreCase(KeyValue.SERIAL)) {
                        controller = Serials.controller(bytes, skipBlanks(bytes, equals + 1, to), to);
                    }
                    return new KeyValue(controller, name, text(equals + 1, to));
                }
            }
        }
        return null;
    }

    private @Nullable EnisticReading d1() {
        int before = from;
        for (int start = from; start + 1 < to; ) {
            if ((bytes[start] == 'D' || bytes[start] == 'd') && bytes[start + 1] == '1') {
                EnisticReading reading = d1(new Fields(bytes, start, to, ','), text(before, start - 1));
                if (reading != null) {
                    return reading;
                }
            }
            int comma = indexOf(',', start, to);
            if (comma < 0) {
                return null;
            }
            before = start;
            start = skipBlanks(bytes, comma + 1, to);
        }
        return null;
    }

    private static @Nullable EnisticReading d1(Fields fields, String stamp) {
        if (fields.count < 6) {
            return null;
        }
        String meter = fields.device(1);
        BigDecimal power = fields.power(3);
        int channel = fields.integer(5);
        if (meter == null || power == null || channel < 0) {
            return null;
        }
        return new EnisticReading(null, meter, power, EnisticReading.Form.D1, channel, null, stamp);
    }

    /** What can be printed of it, shortened. */
    private String text(int start, int end) {
        int first = skipBlanks(bytes, start, end);
        int last = Math.min(dropBlanks(bytes, first, end), first + MAX_TEXT);
        StringBuilder text = new StringBuilder(Math.max(0, last - first));
        for (int i = first; i < last; i++) {
            text.append(bytes[i] >= ' ' && bytes[i] < 0x7F ? (char) bytes[i] : '?');
        }
        return text.toString();
    }

    private int indexOf(char wanted, int start, int end) {
        for (int i = start; i < end; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static int skipBlanks(byte[] bytes, int from, int to) {
        int start = from;
        while (start < to && isBlank(bytes[start])) {
            start++;
        }
        return start;
    }

    private static int dropBlanks(byte[] bytes, int from, int to) {
        int end = to;
        while (end > from && isBlank(bytes[end - 1])) {
            end--;
        }
        return end;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    /** The fields of an event without the blanks around them; what follows the last that fits is left out. */
    private static final class Fields {

        private static final int MAX = 12;

        private final byte[] bytes;
        private final int[] from = new int[MAX];
        private final int[] to = new int[MAX];
        private final int count;

        Fields(byte[] bytes, int start, int end, char separator) {
            this.bytes = bytes;
            int fields = 0;
            int first = start;
            for (int i = start; i <= end && fields < MAX; i++) {
                if (i == end || bytes[i] == separator) {
                    from[fields] = skipBlanks(bytes, first, i);
                    to[fields] = dropBlanks(bytes, from[fields], i);
                    fields++;
                    first = i + 1;
                }
            }
            count = fields;
        }

        boolean isEmpty(int field) {
            return field >= count || from[field] == to[field];
        }

        @Nullable
        String controller(int field) {
            return Serials.controller(bytes, from[field], to[field]);
        }

        @Nullable
        String device(int field) {
            return Serials.device(bytes, from[field], to[field]);
        }

        boolean contains(int field, byte[] lowerCase) {
            for (int i = from[field]; i + lowerCase.length <= to[field]; i++) {
                if (matches(i, lowerCase)) {
                    return true;
                }
            }
            return false;
        }

        boolean endsWith(int field, byte[] lowerCase) {
            int start = to[field] - lowerCase.length;
            return start >= from[field] && matches(start, lowerCase);
        }

        boolean hasPoint(int field) {
            for (int i = from[field]; i < to[field]; i++) {
                if (bytes[i] == '.') {
                    return true;
                }
            }
            return false;
        }

        private boolean matches(int start, byte[] lowerCase) {
            for (int i = 0; i < lowerCase.length; i++) {
                // Setting bit 5 turns upper-case letters into lower-case ones; the texts looked for are letters only.
                if ((bytes[start + i] | 0x20) != lowerCase[i]) {
                    return false;
                }
            }
            return true;
        }

        /** The number from 0 to {@value #MAX_CHANNEL} in a field; -1 when there is none. */
        int integer(int field) {
            if (isEmpty(field)) {
                return -1;
            }
            int value = 0;
            for (int i = from[field]; i < to[field]; i++) {
                int digit = bytes[i] - '0';
                if (digit < 0 || digit > 9) {
                    return -1;
                }
                value = value * 10 + digit;
                if (value > MAX_CHANNEL) {
                    return -1;
                }
            }
            return value;
        }

        /** {@code ["-"/"+"] digits ["." digits] ["E" ["-"/"+"] digits]}; null when it is no such number, or an absurd one. */
        @Nullable
        BigDecimal power(int field) {
            if (isEmpty(field)) {
                return null;
            }
            int i = from[field];
            int end = to[field];
            boolean negative = bytes[i] == '-';
            if (negative || bytes[i] == '+') {
                i++;
            }
            long mantissa = 0;
            int significant = 0;
            int decimals = 0;
            boolean any = false;
            boolean point = false;
            for (; i < end; i++) {
                int digit = bytes[i] - '0';
                if (digit >= 0 && digit <= 9) {
                    any = true;
                    if (significant < MAX_SIGNIFICANT_DIGITS) {
                        mantissa = mantissa * 10 + digit;
                        significant += mantissa == 0 ? 0 : 1;
                        decimals += point ? 1 : 0;
                    } else if (!point) {
                        return null;
                    }
                } else if (bytes[i] == '.' && !point) {
                    point = true;
                } else {
                    break;
                }
            }
            if (!any) {
                return null;
            }
            int exponent = 0;
            if (i < end) {
                if (bytes[i] != 'E' && bytes[i] != 'e' || i + 1 == end) {
                    return null;
                }
                boolean down = bytes[i + 1] == '-';
                i += down || bytes[i + 1] == '+' ? 2 : 1;
                if (i == end || end - i > 3) {
                    return null;
                }
                for (; i < end; i++) {
                    int digit = bytes[i] - '0';
                    if (digit < 0 || digit > 9) {
                        return null;
                    }
                    exponent = exponent * 10 + digit;
                }
                exponent = down ? -exponent : exponent;
            }
            if (mantissa == 0) {
                return BigDecimal.ZERO;
            }
            if (significant - decimals + exponent > MAX_INTEGER_DIGITS) {
                return null;
            }
            BigDecimal value = BigDecimal.valueOf(negative ? -mantissa : mantissa, decimals - exponent);
            return value.scale() > MAX_DECIMALS ? value.setScale(MAX_DECIMALS, RoundingMode.HALF_UP) : value;
        }
    }
}
