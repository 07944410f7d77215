/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.p1.internal.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.eclipse.jdt.annotation.Nullable;

/**
 * A decoded telegram: its objects by OBIS code, as they were sent. Immutable and thread-safe.
 *
 * <p>What an object means is not decided here: a meter that claims one version of the standard sends objects of another, so whoever
 * wants a value asks whether it is there. Of an object that is sent twice the last one counts. A code on channel 0 is also found on
 * channel 1 where only that is sent (Swiss meters).
 */
public final class P1Telegram {

    /** What became of the checksum. */
    public enum Checksum {
        /** The bytes are as the meter sent them. */
        VALID,
        /** None was sent: meters before DSMR 4, and sources that strip it. */
        ABSENT,
        /** The bytes are not what the meter sent. */
        WRONG
    }

    static final short NO_NUMBER = -1;

    private static final P1Unit[] UNITS = P1Unit.values();

    private final byte[] frame;
    private final int header;
    private final Checksum checksum;
    private final int badLines;
    private final long[] codes;
    private final int[] spans;
    private final long[] digits;
    private final short[] forms;

    P1Telegram(
            byte[] frame,
            int header,
            Checksum checksum,
            int badLines,
            long[] codes,
            int[] spans,
            long[] digits,
            short[] forms) {
        this.frame = frame;
        this.header = header;
        this.checksum = checksum;
        this.badLines = badLines;
        this.codes = codes;
        this.spans = spans;
        this.digits = digits;
        this.forms = forms;
    }

    public Checksum checksum() {
        return checksum;
    }

    /** The first line without its {@code /}: three letters of the manufacturer, a digit, and whatever it likes. */
    public String identification() {
        return text(1, header).strip();
    }

    /** How many lines could not be understood. */
    public int badLines() {
        return badLines;
    }

    /** The codes of all objects in the order of the telegram. */
    public List<Obis> objects() {
        return Arrays.stream(codes).mapToObj(Obis::new).toList();
    }

    public boolean has(Obis code) {
        return find(code) >= 0;
    }

    /** The object's number, which is its last value; null when there is no such object or the value is no number. */
    public @Nullable P1Number number(Obis code) {
        int object = find(code);
        return object < 0 ? null : number(object);
    }

    @Nullable
    P1Number number(int object) {
        return forms[object] == NO_NUMBER
                ? null
                : new P1Number(digits[object], forms[object] >> 8, UNITS[forms[object] & 0xFF]);
    }

    /** The object's values, the contents of its brackets; none when there is no such object. */
    public List<String> values(Obis code) {
        int object = find(code);
        return object < 0 ? List.of() : values(object);
    }

    /** The values of the object at an index of {@link #objects}. */
    List<String> values(int object) {
        List<String> values = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int at = spans[2 * object]; at < spans[2 * object + 1]; at++) {
            if (frame[at] == '(' && depth++ == 0) {
                from = at + 1;
            } else if (frame[at] == ')' && --depth == 0) {
                // long texts are wrapped
                values.add(text(from, at).replace("\r", "").replace("\n", ""));
            }
        }
        return values;
    }

    /** The object's first value; null when there is no such object or its first brackets are empty. */
    public @Nullable String text(Obis code) {
        List<String> values = values(code);
        return values.isEmpty() || values.get(0).isBlank()
                ? null
                : values.get(0).strip();
    }

    /** The first of the object's values that is a time; null when none is. */
    public @Nullable P1Time time(Obis code) {
        for (String value : values(code)) {
            P1Time time = P1Time.parse(value);
            if (time != null) {
                return time;
            }
        }
        return null;
    }

    private int find(Obis code) {
        int found = find(code.bits());
        return found < 0 && code.b() == 0 && code.a() == 1
                ? find(code.onChannel(1).bits())
                : found;
    }

    private int find(long code) {
        int object = codes.length - 1;
        while (object >= 0 && codes[object] != code) {
            object--;
        }
        return object;
    }

    /** The same telegram with only the objects whose code is {@code wanted}. */
    public P1Telegram keeping(Predicate<Obis> wanted) {
        int[] kept = IntStream.range(0, codes.length)
                .filter(object -> wanted.test(code(object)))
                .toArray();
        long[] keptCodes = new long[kept.length];
        int[] keptSpans = new int[2 * kept.length];
        long[] keptDigits = new long[kept.length];
        short[] keptForms = new short[kept.length];
        for (int i = 0; i < kept.length; i++) {
            keptCodes[i] = codes[kept[i]];
            System.arraycopy(spans, 2 * kept[i], keptSpans, 2 * i, 2);
            keptDigits[i] = digits[kept[i]];
            keptForms[i] = forms[kept[i]];
        }
        return new P1Telegram(frame, header, checksum, badLines, keptCodes, keptSpans, keptDigits, keptForms);
    }

    int size() {
        return codes.length;
    }

    Obis code(int object) {
        return new Obis(codes[object]);
    }

    /** The whole telegram as it was received, without its last line end. */
    public String raw() {
        return text(0, frame.length);
    }

    private String text(int from, int to) {
        return new String(frame, from, Math.max(0, to - from), StandardCharsets.ISO_8859_1);
    }

    @Override
    public String toString() {
        return "/" + identification() + ": " + codes.length + " objects, checksum " + checksum;
    }
}
