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
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meterkit.binding.p1.internal.protocol.Telegrams;
import org.meterkit.itests.simulators.P1Encryptor;
import org.meterkit.itests.simulators.P1Simulator;
import org.meterkit.metering.MeterkitCommand;
import org.meterkit.transport.testing.InMemoryLines;
import org.meterkit.transport.testing.ScriptedPeer;
import org.openhab.core.io.console.Console;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.ThingRegistry;

/** The console commands of the binding. */
class P1ConsoleTest {

    private static final String PORT = "/dev/ttyP1";

    private final InMemoryLines lines = new InMemoryLines();
    private final ScriptedPeer peer = lines.peer(PORT);
    private final P1Bench p1 = new P1Bench(lines.service());
    private final P1Simulator simulated =
            P1Simulator.builder().object("1-0:199.7.0(00.001*kW)").build();
    private @Nullable Bridge meter;

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        p1.close();
        lines.close();
    }

    /** A registry with our meter; nothing but looking it up is asked of it. */
    private ThingRegistry registry() {
        return (ThingRegistry) Proxy.newProxyInstance(
                ThingRegistry.class.getClassLoader(),
                new Class<?>[] {ThingRegistry.class},
                (proxy, method, arguments) -> {
                    Bridge known = meter;
                    return known != null
                                    && method.getName().equals("get")
                                    && known.getUID().equals(arguments[0])
                            ? p1.bench.thing(known)
                            : null;
                });
    }

    private List<String> run(MeterkitCommand command, String... words) throws InterruptedException {
        List<String> printed = new ArrayList<>();
        command.execute(List.of(words), new Console() {
            @Override
            public void print(@Nullable String text) {
                printed.add(String.valueOf(text));
            }

            @Override
            public void println(@Nullable String text) {
                printed.add(String.valueOf(text));
            }

            @Override
            public void printUsage(@Nullable String text) {
                printed.add(String.valueOf(text));
            }
        });
        return printed;
    }

    private List<String> obis(String... words) throws InterruptedException {
        return run(new ObisCommand(registry()), words);
    }

    private List<String> health(String... words) throws InterruptedException {
        return run(new P1Command(registry(), () -> ZoneId.of("Europe/Amsterdam")), words);
    }

    private static void assertLine(List<String> printed, String begin, String end) {
        assertTrue(
                printed.stream().anyMatch(line -> line.strip().startsWith(begin) && line.endsWith(end)),
                () -> "no line " + begin + " ... " + end + " in " + String.join("\n", printed));
    }

    @Test
    void listsEveryObjectAndItsChannel() throws Exception {
        Bridge started = p1.start("port", PORT);
        meter = started;
        assertEquals(List.of("No telegram has come yet."), obis("p1:meter:home"));
        peer.send(simulated.telegram());
        p1.bench.await("a telegram", () -> Optional.ofNullable(p1.handler().lastReading()));

        List<String> printed = obis("p1:meter:home");
        assertEquals(
                Telegrams.decode(new String(simulated.telegram(), StandardCharsets.ISO_8859_1))
                        .objects()
                        .size(),
                printed.size());
        assertLine(printed, "1-0:1.8.1 ", "-> energy-import, energy-import-t1");
        assertLine(printed, "1-0:1.7.0 ", "(00.428*kW) -> power, power-import");
        assertLine(printed, "0-0:96.1.1 ", "-> property serialNumber");
        assertLine(printed, "0-1:24.2.1 ", "-> M-Bus device 1");
        assertLine(printed, "0-0:1.0.0 ", "-> meter-time");
        assertLine(printed, "1-0:199.7.0 ", "(00.001*kW) -> no channel");
    }

    @Test
    void tellsHowReceptionGoes() throws Exception {
        Bridge started = p1.start("port", PORT);
        meter = started;
        peer.send(simulated.telegram());
        byte[] damaged = simulated.telegram();
        damaged[300] ^= 1;
        peer.send(damaged);
        peer.send(simulated.telegram());
        p1.bench.awaitState(started, "telegrams", new DecimalType(2));
        p1.bench.awaitState(started, "corrupt-telegrams", new DecimalType(1));

        List<String> printed = health("p1:meter:home");
        assertLine(printed, "telegrams: 2, one every ", " s");
        assertLine(printed, "last good telegram: ", "checksum VALID");
        assertLine(printed, "corrupt telegrams: 1", "1");
        assertLine(printed, "CHECKSUM: 1", "");
        assertLine(printed, "serial settings found: 115200", "8N1");
        assertLine(printed, "channel 1: gas " + simulated.gasId(), "");
        assertLine(printed, "sharing: ", "not passed on.");
    }

    @Test
    void decodesAFile() throws Exception {
        String good = new String(simulated.telegram(), StandardCharsets.ISO_8859_1);
        String wrong = good.replace("(00.428*kW)", "(00.429*kW)");
        Path file = folder.resolve("telegrams.txt");
        Files.writeString(
                file, "noise\r\n" + good + wrong + good.strip() + "\r\n/CUT5 off", StandardCharsets.ISO_8859_1);

        List<String> printed = health("file", file.toString());
        assertLine(printed, "Telegram 1: ", "checksum VALID");
        assertLine(printed, "1-0:2.8.2 ", "-> energy-export, energy-export-t2");
        assertLine(printed, "left without a channel: [1-0:199.7.0]", "");
        assertLine(printed, "Telegram 2: ", "checksum WRONG, objects as before");
        assertLine(printed, "Telegram 3: ", "checksum VALID, objects as before");
        assertEquals(
                "3 telegrams, 1 of them with a wrong checksum; 1 without an end.", printed.get(printed.size() - 1));
    }

    @Test
    void decryptsAFile() throws Exception {
        String key = "D491470F47126332B07D1923B3504188";
        P1Encryptor encryption = P1Encryptor.with(key);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(simulated.telegram());
        all.writeBytes(encryption.encrypt(simulated.telegram()));
        all.writeBytes("/EGM5G15\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        all.writeBytes(encryption.encrypt("1-0:1.7.0(00.777*kW)\r\n!\r\n".getBytes(StandardCharsets.US_ASCII)));
        Path file = Files.write(folder.resolve("encrypted.bin"), all.toByteArray());

        List<String> printed = health("file", file.toString(), key.toLowerCase(Locale.ROOT));
        assertLine(printed, "Telegram 2: ", "checksum VALID, objects as before");
        assertLine(printed, "Telegram 3: EGM5G15, 1 objects", "checksum ABSENT");
        assertLine(printed, "1-0:1.7.0 ", "(00.777*kW) -> power, power-import");
        assertEquals(
                "3 telegrams, 0 of them with a wrong checksum; 0 without an end. Of 2 encrypted ones 0 could not be decrypted.",
                printed.get(printed.size() - 1));
        assertFalse(String.join("", printed).toUpperCase(Locale.ROOT).contains(key));

        for (String[] words : List.of(
                new String[] {"file", file.toString()},
                new String[] {"file", file.toString(), key.replace('D', '0')})) {
            List<String> locked = health(words);
            assertEquals(
                    "1 telegrams, 0 of them with a wrong checksum; 0 without an end. Of 2 encrypted ones 2 could not be decrypted.",
                    locked.get(locked.size() - 1));
        }
        assertSentence(
                "The parameter decryptionKey is wrong. Give the key of the meter, 32 hexadecimal digits.",
                () -> health("file", file.toString(), "D491"));
    }

    @Test
    void saysWhatIsWrong() {
        assertSentence("There is no thing 'p1:meter:none'.", () -> obis("p1:meter:none"));
        assertSentence("'home' is not the UID of a thing, such as p1:meter:home.", () -> health("home"));
        assertSentence("One P1 meter is expected, by its UID.", this::obis);
        assertSentence(
                "A P1 meter is expected, by its UID, or file, a path and, for encrypted telegrams, the key.",
                () -> health("file"));
        String missing = folder.resolve("missing").toString();
        assertSentence("There is no file '" + missing + "'.", () -> health("file", missing));
    }

    private static void assertSentence(String sentence, org.junit.jupiter.api.function.Executable command) {
        assertEquals(
                sentence, assertThrows(IllegalArgumentException.class, command).getMessage());
    }
}
