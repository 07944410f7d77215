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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.meterkit.binding.p1.internal.device.P1Counters;
import org.meterkit.binding.p1.internal.protocol.MbusDevice;
import org.meterkit.binding.p1.internal.protocol.Obis;
import org.meterkit.binding.p1.internal.protocol.P1Telegram;
import org.meterkit.binding.p1.internal.protocol.Telegrams;
import org.meterkit.metering.ChannelTable;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.types.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds every telegram below a folder through assembler, decoder, channels and M-Bus devices, and reports per file what came of it and
 * what was left. An object is used when something a user sees changes without it, or comes of it alone: so nothing can pass as used that
 * is only parsed.
 */
class CorpusTest {

    private static final Path FRAMES = Path.of(System.getProperty("meterkit.frames", "frames"), "dsmr");
    private static final Path REPORT = Path.of(System.getProperty("java.io.tmpdir"), "p1-corpus.txt");

    /** Later than all captures, so that none of their clocks is in the future. */
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");

    /** An object that may be left over: which, and why. */
    private record Reasoned(Pattern code, Pattern values, String reason) {

        boolean isFor(Line line) {
            return code.matcher(line.code()).matches()
                    && values.matcher(line.values()).matches();
        }
    }

    /** An object of a telegram. */
    private record Line(String code, String values) {

        /** Brackets with nothing in them, blanks, and hexadecimal padding carry nothing. */
        boolean carriesValue() {
            return !values.replaceAll("[()\\s]|20|FF|00(?=[0F]*\\))", "").isEmpty();
        }
    }

    private final Logger logger = LoggerFactory.getLogger(CorpusTest.class);

    // ---- what a user sees -----------------------------------------------------------------------------------------

    static Map<String, String> seen(P1Telegram telegram) {
        return seen(telegram, ZONE);
    }

    private static Map<String, String> seen(P1Telegram telegram, ZoneId zone) {
        P1Reading reading = new P1Reading(telegram, NOW, zone, new P1Counters(1, Map.of()));
        Map<String, String> seen = new TreeMap<>();
        reading.properties().forEach((name, value) -> seen.put("property " + name, value));
        states("", P1Channels.TABLE, reading, seen);
        for (MbusDevice device : MbusDevice.list(telegram)) {
            if (P1Ids.MBUS_TYPES.containsKey(device.kind()) && P1MbusHandler.isAlive(device, reading)) {
                String name = device.kind() + " " + device.channel() + " ";
                seen.put(name + "id", device.equipmentId());
                boolean volume = device.kind() == MbusDevice.Kind.GAS || device.kind() == MbusDevice.Kind.WATER;
                states(
                        name,
                        volume ? MbusReading.VOLUME : MbusReading.ENERGY,
                        new MbusReading(device, reading.instant(device.time()), null),
                        seen);
            }
        }
        return seen;
    }

    private static <R> void states(String prefix, ChannelTable<R> table, R record, Map<String, String> to) {
        for (ChannelTable.Field<R> field : table.fields()) {
            State state = field.value().apply(record);
            if (state != null) {
                String text =
                        state instanceof DateTimeType time ? time.getInstant().toString() : state.toString();
                to.put(prefix + field.channel(), text);
            }
        }
    }

    // ---- what is left ---------------------------------------------------------------------------------------------

    private static List<Line> lines(String telegram) {
        List<Line> lines = new ArrayList<>();
        // an object goes on in lines that begin with a bracket, or with the digits of a long text
        var objects = Pattern.compile("(?m)^\\d[\\d.:*&-]*\\s*\\(.*(?:[\\r\\n]+(?:\\(.*|[0-9A-Fa-f]+\\)?$))*")
                .matcher(telegram);
        while (objects.find()) {
            String whole = objects.group();
            int bracket = whole.indexOf('(');
            lines.add(new Line(
                    whole.substring(0, bracket).strip(),
                    whole.substring(bracket).strip()));
        }
        return lines;
    }

    /** Lines that the console command shows as left over, that cannot be read at all, or whose values another line replaces. */
    private static List<Line> left(String text) {
        TelegramReport report = new TelegramReport(
                new P1Reading(decode(text), NOW, ZONE, new P1Counters(1, Map.of())),
                ChannelTable.<P1Reading>builder().build());
        Map<String, Line> last = new HashMap<>();
        List<Line> lines = lines(text);
        lines.forEach(line -> last.put(line.code(), line));
        return lines.stream()
                .filter(Line::carriesValue)
                .filter(line -> !line.equals(last.get(line.code())) || isShownNowhere(line, report))
                .toList();
    }

    private static boolean isShownNowhere(Line line, TelegramReport report) {
        try {
            Obis code = Obis.of(line.code());
            return !report.objects().contains(code) || report.destination(code).equals(TelegramReport.NO_CHANNEL);
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    private static P1Telegram decode(String telegram) {
        Telegrams.Found found = Telegrams.find(Telegrams.bytes(telegram));
        found.assembler.accept(Telegrams.bytes("\r\n"));
        assertEquals(1, found.telegrams.size(), telegram);
        return found.telegrams.get(0);
    }

    private static List<Reasoned> exceptions() throws IOException {
        return rows("/corpus/left-over.tsv")
                .map(row -> new Reasoned(Pattern.compile(row[0]), Pattern.compile(row[1]), row[2]))
                .toList();
    }

    private static Stream<String[]> rows(String resource) throws IOException {
        try (InputStream stream = CorpusTest.class.getResourceAsStream(resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.isBlank() && !line.startsWith("#"))
                            .map(line -> line.split("\t"))
                            .toList()
                            .stream();
        }
    }

    private static String reason(Line line, List<Line> all, P1Telegram telegram, List<Reasoned> exceptions) {
        if (all.stream().filter(other -> other.code().equals(line.code())).count() > 1) {
            return "sent more than once; the last one counts";
        }
        if (line.code().matches("0-[1-4]:.*")) {
            int channel = line.code().charAt(2) - '0';
            Predicate<MbusDevice> isHere = device -> device.channel() == channel;
            @Nullable
            MbusDevice device = MbusDevice.list(telegram).stream()
                    .filter(isHere)
                    .findFirst()
                    .orElse(null);
            if (device == null
                    || !P1MbusHandler.isAlive(
                            device, new P1Reading(telegram, NOW, ZONE, new P1Counters(1, Map.of())))) {
                return "no meter has ever been read on this M-Bus channel";
            }
        }
        return exceptions.stream()
                .filter(exception -> exception.isFor(line))
                .map(Reasoned::reason)
                .findFirst()
                .orElse("");
    }

    @Test
    void nothingThatCarriesAValueIsLeftOverWithoutAReason() throws IOException {
        assumeTrue(
                Files.isDirectory(FRAMES),
                "No captured telegrams at " + FRAMES + ": set the system property meterkit.frames to their folder.");
        List<Path> files;
        try (Stream<Path> all = Files.walk(FRAMES)) {
            files = all.filter(file -> file.toString().endsWith(".p1")).sorted().toList();
        }
        List<Reasoned> exceptions = exceptions();
        List<String> report = new ArrayList<>();
        List<String> unreasoned = new ArrayList<>();
        int values = 0;
        int left = 0;
        for (Path file : files) {
            String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            P1Telegram telegram = decode(text);
            Map<String, String> seen = seen(telegram);
            values += seen.size();
            String name = FRAMES.relativize(file).toString().replace('\\', '/');
            report.add(name + ": checksum " + telegram.checksum() + ", "
                    + telegram.objects().size() + " objects, " + telegram.badLines() + " bad lines");
            seen.forEach((channel, value) -> report.add("  " + channel + " = " + value));
            for (Line line : left(text)) {
                String reason = reason(line, lines(text), telegram, exceptions);
                report.add("  left: " + line.code() + line.values() + " (" + reason + ")");
                left++;
                if (reason.isEmpty()) {
                    unreasoned.add(line.code() + line.values() + " in " + name);
                }
            }
        }
        Files.write(REPORT, report, StandardCharsets.UTF_8);
        logger.info("{} telegrams: {} values, {} objects left over, see {}.", files.size(), values, left, REPORT);
        assertTrue(values > 20 * files.size(), values + " values in " + files.size() + " files");
        assertEquals(List.of(), unreasoned);
    }

    @Test
    void valuesAreThoseThatSomebodyReadInTheTelegram() throws IOException {
        Map<String, Map<String, String>> expected = new LinkedHashMap<>();
        rows("/corpus/expected.tsv").forEach(row -> expected.computeIfAbsent(row[0], any -> new TreeMap<>())
                .put(row[1], row.length > 2 ? row[2] : ""));
        int compared = 0;
        for (Map.Entry<String, Map<String, String>> entry : expected.entrySet()) {
            Path file = FRAMES.resolve(entry.getKey());
            assumeTrue(Files.exists(file), "No captured telegram at " + file + ".");
            Map<String, String> seen = seen(decode(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)));
            seen.keySet().retainAll(entry.getValue().keySet());
            seen.replaceAll((channel, value) -> normal(value));
            assertEquals(entry.getValue(), seen, entry.getKey());
            compared += seen.size();
        }
        assertTrue(compared > 50, compared + " values");
    }

    /** An empty value in the file means that nothing is shown. */
    @Test
    void telegramsOfOtherCountriesAreReadAsTheirMetersMeanThem() throws IOException {
        Map<String, Map<String, String>> expected = new LinkedHashMap<>();
        rows("/corpus/composed.tsv").forEach(row -> expected.computeIfAbsent(row[0], any -> new TreeMap<>())
                .put(row[1], row.length > 2 ? row[2] : ""));
        List<Reasoned> exceptions = exceptions();
        for (Map.Entry<String, Map<String, String>> entry : expected.entrySet()) {
            String name = entry.getKey();
            String text = Telegrams.signed(Telegrams.crLf(Telegrams.resource("countries/" + name + ".txt")));
            P1Telegram telegram = decode(text);
            assertEquals(P1Telegram.Checksum.VALID, telegram.checksum(), name);
            assertEquals(0, telegram.badLines(), name);
            // in the two countries of these that are an hour ahead
            boolean east = name.startsWith("fi-") || name.startsWith("lt-");
            Map<String, String> seen = seen(telegram, east ? ZoneId.of("Europe/Helsinki") : ZONE);
            Map<String, String> compared = new TreeMap<>();
            entry.getValue().keySet().forEach(what -> compared.put(what, normal(seen.getOrDefault(what, ""))));
            assertEquals(entry.getValue(), compared, name);
            assertEquals(
                    List.of(),
                    left(text).stream()
                            .filter(line -> reason(line, lines(text), telegram, exceptions)
                                    .isEmpty())
                            .toList(),
                    name);
        }
        assertEquals(10, expected.size());
    }

    /** Without leading and trailing zeros. */
    private static String normal(String state) {
        String[] parts = state.split(" ");
        if (parts.length <= 2 && parts[0].matches("-?\\d+\\.\\d+")) {
            parts[0] = new java.math.BigDecimal(parts[0]).stripTrailingZeros().toPlainString();
        }
        return String.join(" ", parts);
    }

    @Test
    void theRunnerFindsWhatIsLeft() {
        String telegram = Telegrams.composed(
                "1-0:1.7.0(00.100*kW)", "1-0:199.7.0(5*kW)", "0-0:96.13.0()", "1-0:99.7.0(1)\r\n(2)");

        assertEquals(
                List.of("1-0:199.7.0", "1-0:99.7.0"),
                left(telegram).stream().map(Line::code).toList());
        assertEquals("(1)\r\n(2)", lines(telegram).get(3).values());
    }
}
