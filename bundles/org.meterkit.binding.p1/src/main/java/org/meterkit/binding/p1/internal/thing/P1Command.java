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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.meterkit.binding.p1.internal.device.P1Counters;
import org.meterkit.binding.p1.internal.protocol.CipheredFrames;
import org.meterkit.binding.p1.internal.protocol.Decryption;
import org.meterkit.binding.p1.internal.protocol.Obis;
import org.meterkit.binding.p1.internal.protocol.P1Cipher;
import org.meterkit.binding.p1.internal.protocol.P1Decoder;
import org.meterkit.binding.p1.internal.protocol.P1Telegram;
import org.meterkit.binding.p1.internal.protocol.TelegramAssembler;
import org.meterkit.metering.ChannelTable;
import org.meterkit.metering.MeterkitCommand;
import org.meterkit.transport.CaptureReader;
import org.meterkit.transport.WireRecord;
import org.openhab.core.i18n.TimeZoneProvider;
import org.openhab.core.io.console.Console;
import org.openhab.core.thing.ThingRegistry;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code meterkit p1}: how the reception of a meter goes, and what is in a file of telegrams. */
@Component(service = MeterkitCommand.class)
public final class P1Command implements MeterkitCommand {

    private static final String FILE = "file";
    private static final String CAPTURE = ".mkcap";

    /** Hours of telegrams; all of it is held in memory. */
    private static final int LONGEST_FILE = 16 * 1024 * 1024;

    private static final int PARITY_SHARE = 5;

    private final ThingRegistry things;
    private final TimeZoneProvider zones;

    @Activate
    public P1Command(@Reference ThingRegistry things, @Reference TimeZoneProvider zones) {
        this.things = things;
        this.zones = zones;
    }

    @Override
    public String name() {
        return "p1";
    }

    @Override
    public String arguments() {
        return "<thing> | file <path> [<key>]";
    }

    @Override
    public String description() {
        return "tells how the reception of a P1 meter goes, or decodes the telegrams of a file";
    }

    @Override
    public void execute(List<String> arguments, Console console) {
        int count = arguments.size();
        boolean file = count > 0 && arguments.get(0).equals(FILE);
        if (file && (count == 2 || count == 3)) {
            print(arguments.get(1), count == 2 ? "" : arguments.get(2), console);
        } else if (!file && count == 1) {
            ObisCommand.meter(things, arguments.get(0)).health().forEach(console::println);
        } else {
            throw new IllegalArgumentException(
                    "A P1 meter is expected, by its UID, or file, a path and, for encrypted telegrams, the key.");
        }
    }

    // ---- files ----------------------------------------------------------------------------------------------------

    /** What is in a file. */
    private static final class Contents implements CipheredFrames.Output, TelegramAssembler.Output {

        private final P1Cipher cipher;
        private final P1Decoder decoder = new P1Decoder();
        private final TelegramAssembler assembler = new TelegramAssembler(this);
        private final List<P1Telegram> telegrams = new ArrayList<>();
        private int encrypted;
        private int locked;
        private int unended;

        Contents(P1Cipher cipher, byte[] data) {
            this.cipher = cipher;
            CipheredFrames frames = new CipheredFrames(this);
            frames.accept(data);
            frames.interrupt();
            // the last line may lack its end
            assembler.accept(new byte[] {'\n'});
            assembler.interrupt();
        }

        @Override
        public void other(byte[] bytes) {
            assembler.accept(bytes);
        }

        @Override
        public void frame(byte[] frame) {
            encrypted++;
            byte[] header = assembler.takeHeader();
            assembler.interrupt();
            Decryption decryption = cipher.decrypt(frame, header);
            if (decryption instanceof Decryption.Verified verified) {
                telegrams.add(verified.telegram());
            } else if (decryption instanceof Decryption.Unverified unverified) {
                telegrams.add(unverified.telegram());
            } else {
                locked++;
            }
        }

        @Override
        public void torn() {
            unended++;
        }

        @Override
        public void telegram(byte[] frame) {
            telegrams.add(decoder.decode(frame));
        }

        @Override
        public void lost(TelegramAssembler.Loss loss) {
            unended++;
        }

        String words() {
            return telegrams.size() + " telegrams, "
                    + telegrams.stream()
                            .filter(each -> each.checksum() == P1Telegram.Checksum.WRONG)
                            .count()
                    + " of them with a wrong checksum; " + unended + " without an end."
                    + (encrypted == 0
                            ? ""
                            : " Of " + encrypted + " encrypted ones " + locked + " could not be decrypted.");
        }
    }

    private void print(String name, String key, Console console) {
        P1Cipher cipher = P1MeterConfig.cipher(key, "");
        byte[] data = read(name);
        Contents contents = new Contents(cipher, data);
        if (contents.encrypted == 0) {
            contents = new Contents(cipher, withoutParity(data));
        }
        Set<Set<Obis>> shown = new HashSet<>();
        for (int i = 0; i < contents.telegrams.size(); i++) {
            print(i + 1, contents.telegrams.get(i), shown, console);
        }
        console.println(contents.words());
    }

    private void print(int number, P1Telegram telegram, Set<Set<Obis>> shown, Console console) {
        P1Reading reading = new P1Reading(telegram, Instant.now(), zones.getTimeZone(), new P1Counters(0, Map.of()));
        TelegramReport report =
                new TelegramReport(reading, ChannelTable.<P1Reading>builder().build());
        String head = "Telegram " + number + ": " + TelegramReport.printable(telegram.identification()) + ", "
                + telegram.objects().size() + " objects, " + telegram.badLines() + " unreadable lines, checksum "
                + telegram.checksum();
        if (!shown.add(report.objects())) {
            console.println(head + ", objects as before");
            return;
        }
        List<Obis> left = report.objects().stream()
                .filter(code -> report.destination(code).equals(TelegramReport.NO_CHANNEL))
                .toList();
        console.println(head);
        report.lines().forEach(line -> console.println("    " + line));
        console.println("    left without a channel: " + (left.isEmpty() ? "none" : left.toString()));
    }

    private static byte[] read(String name) {
        try {
            Path file = Path.of(name);
            if (!Files.isRegularFile(file)) {
                throw new IllegalArgumentException("There is no file '" + name + "'.");
            }
            byte[] data = name.endsWith(CAPTURE) ? received(file) : start(file);
            if (data.length > LONGEST_FILE) {
                throw new IllegalArgumentException("'" + name + "' is longer than 16 MiB. Give a part of it.");
            }
            return data;
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException("'" + name + "' cannot be read: " + e.getMessage(), e);
        }
    }

    private static byte[] start(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return stream.readNBytes(LONGEST_FILE + 1);
        }
    }

    private static byte[] received(Path file) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (CaptureReader capture = new CaptureReader(file)) {
            Optional<WireRecord> next = capture.next();
            while (next.isPresent() && all.size() <= LONGEST_FILE) {
                if (next.get().direction() == WireRecord.Direction.IN) {
                    all.writeBytes(next.get().data());
                }
                next = capture.next();
            }
        }
        return all.toByteArray();
    }

    /** Takes the parity bit off, if there seems to be one. */
    private static byte[] withoutParity(byte[] data) {
        int top = 0;
        for (byte octet : data) {
            top += octet < 0 ? 1 : 0;
        }
        if (top <= data.length / PARITY_SHARE) {
            return data;
        }
        byte[] masked = data.clone();
        for (int i = 0; i < masked.length; i++) {
            masked[i] &= 0x7F;
        }
        return masked;
    }
}
