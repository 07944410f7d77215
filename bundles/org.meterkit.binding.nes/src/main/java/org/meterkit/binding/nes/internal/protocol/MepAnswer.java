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

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.binding.nes.internal.protocol.NesReading.Phase;

/**
 * What the web service of a MEP module said (firmware by dabbler.dk, {@code /getDashDataWS}): one flat JSON object of texts and whole
 * numbers. Keys that are not known are passed over.
 *
 * @param identity of the meter; the module does not tell its hardware version nor the manufacturer's number
 * @param moduleVersion of the module's software; empty when not told
 * @param reading of the meter; without a clock, since the module tells its own only
 * @param ready whether the module has read the meter at all; until then all numbers are zero
 */
public record MepAnswer(NesIdentity identity, String moduleVersion, NesReading reading, boolean ready) {

    /** The firmware prints negative numbers unsigned, so they end up above this. */
    private static final BigDecimal MOST = BigDecimal.valueOf(1L << 31);

    private static final int DEEPEST = 16;
    private static final int MILLI = 3;
    /** Two bytes of the meter as decimal numbers. */
    private static final Pattern VERSION = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})");

    private static final int BYTE = 256;

    /**
     * Reads an answer.
     *
     * @throws IllegalArgumentException when it is something else; the message is a sentence
     */
    public static MepAnswer parse(String json) {
        Map<String, String> texts = new HashMap<>();
        Map<String, BigDecimal> numbers = new HashMap<>();
        try (JsonReader reader = new JsonReader(new StringReader(json))) {
            reader.beginObject();
            while (reader.hasNext()) {
                member(reader, texts, numbers);
            }
            reader.endObject();
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new IllegalArgumentException("The module's answer goes on after its end.");
            }
        } catch (IOException | IllegalStateException | NumberFormatException e) {
            throw new IllegalArgumentException("The module's answer is not the JSON object of a MEP module.", e);
        }
        if (!numbers.containsKey("Fwd_Act_Wh") && !numbers.containsKey("Fwd_W")) {
            throw new IllegalArgumentException("The module's answer has neither an energy nor a power of a meter.");
        }
        return of(texts, numbers);
    }

    private static void member(JsonReader reader, Map<String, String> texts, Map<String, BigDecimal> numbers)
            throws IOException {
        String key = reader.nextName();
        switch (reader.peek()) {
            case STRING -> texts.put(key, reader.nextString().strip());
            case NUMBER -> number(key, reader.nextString(), numbers);
            default -> skip(reader);
        }
    }

    private static void number(String key, String text, Map<String, BigDecimal> numbers) {
        BigDecimal number;
        try {
            number = BigDecimal.valueOf(new BigDecimal(text).longValueExact());
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("The module's answer has no whole number for " + key + ".", e);
        }
        if (number.signum() >= 0 && number.compareTo(MOST) <= 0) {
            numbers.put(key, number);
        }
    }

    private static void skip(JsonReader reader) throws IOException {
        int depth = 0;
        do {
            switch (reader.peek()) {
                case BEGIN_ARRAY -> {
                    reader.beginArray();
                    depth++;
                }
                case BEGIN_OBJECT -> {
                    reader.beginObject();
                    depth++;
                }
                case END_ARRAY -> {
                    reader.endArray();
                    depth--;
                }
                case END_OBJECT -> {
                    reader.endObject();
                    depth--;
                }
                case NAME -> reader.nextName();
                default -> reader.skipValue();
            }
            if (depth > DEEPEST) {
                throw new IllegalArgumentException("The module's answer is nested too deeply.");
            }
        } while (depth > 0);
    }

    private static MepAnswer of(Map<String, String> texts, Map<String, BigDecimal> numbers) {
        NesIdentity identity = new NesIdentity(
                texts.getOrDefault("Meter_Manufacturer", ""),
                texts.getOrDefault("Meter_Model", ""),
                "",
                texts.getOrDefault("Utility_SN", ""),
                version(texts.getOrDefault("Meter_SW_Version", "")),
                "");
        List<Phase> phases = new ArrayList<>();
        for (int n = 1; n <= NesReading.PHASES; n++) {
            BigDecimal in = numbers.get("L" + n + "_Fwd_W");
            BigDecimal out = numbers.get("L" + n + "_Rev_W");
            phases.add(new Phase(
                    in == null || out == null ? null : in.subtract(out),
                    milli(numbers.get("L" + n + "_RMS_V")),
                    milli(numbers.get("L" + n + "_RMS_A")),
                    null));
        }
        NesReading reading = new NesReading(
                numbers.get("Fwd_W"),
                numbers.get("Rev_W"),
                null,
                null,
                null,
                milli(numbers.get("Freq_mHz")),
                phases,
                milli(numbers.get("Fwd_Act_Wh")),
                milli(numbers.get("Rev_Act_Wh")),
                null,
                null,
                List.of(),
                null,
                null,
                null);
        List<BigDecimal> moving = moving(reading).toList();
        boolean ready = moving.isEmpty() || moving.stream().anyMatch(value -> value.signum() > 0);
        return new MepAnswer(identity, texts.getOrDefault("ESP_SW_Version", ""), reading, ready);
    }

    private static @Nullable BigDecimal milli(@Nullable BigDecimal thousandths) {
        return thousandths == null ? null : thousandths.movePointLeft(MILLI);
    }

    private static String version(String text) {
        Matcher bytes = VERSION.matcher(text);
        if (!bytes.matches()) {
            return "";
        }
        int version = Integer.parseInt(bytes.group(1)) * BYTE + Integer.parseInt(bytes.group(2));
        return version == 0 ? "" : NesIdentity.version(version);
    }

    /** The voltages and the frequency: what a live grid never holds still for long. */
    public List<BigDecimal> moving() {
        return moving(reading).toList();
    }

    private static Stream<BigDecimal> moving(NesReading reading) {
        return Stream.concat(
                        reading.phases().stream().map(Phase::voltage),
                        Stream.<@Nullable BigDecimal>of(reading.frequency()))
                .filter(Objects::nonNull);
    }
}
