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

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Telegrams for tests, and the short way through assembler and decoder. */
public final class Telegrams {

    /** As published, with LF and without checksum, by the owner of a DSMR 2.2 meter. */
    public static final String DSMR2 = resource("dsmr2-xmx.txt");

    /** As published by the owner of an E350: comments behind values, ids made unreadable, so its checksum fits no more. */
    public static final String E350 = resource("dsmr4-e350.txt");

    private Telegrams() {}

    /** A text from the folder of telegrams. */
    public static String resource(String name) {
        try (InputStream stream = Telegrams.class.getResourceAsStream("/telegrams/" + name)) {
            return new String(stream.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** As it is on the wire: line ends CR LF. */
    public static String crLf(String text) {
        return text.replace("\r\n", "\n").replace("\n", "\r\n");
    }

    /** A telegram of these object lines, with its checksum. */
    public static String composed(String... lines) {
        return signed("/TST5\\1\r\n\r\n" + String.join("\r\n", lines) + "\r\n!");
    }

    /** The text up to its exclamation mark, followed by the right checksum. */
    public static String signed(String text) {
        byte[] covered = bytes(text.substring(0, text.lastIndexOf('!') + 1));
        return new String(covered, StandardCharsets.ISO_8859_1)
                + String.format("%04X\r\n", Crc16.of(covered, 0, covered.length));
    }

    /** Decodes a text that is one telegram. */
    public static P1Telegram decode(String text) {
        Found found = find(bytes(text));
        if (found.telegrams.size() != 1) {
            throw new AssertionError(found.telegrams + " and " + found.losses + " in " + text);
        }
        return found.telegrams.get(0);
    }

    /** What is in a stream. */
    public static Found find(byte[] stream) {
        Found found = new Found();
        found.assembler.accept(stream);
        return found;
    }

    /** Collects what an assembler finds. */
    public static final class Found implements TelegramAssembler.Output {
        public final TelegramAssembler assembler = new TelegramAssembler(this);
        public final List<P1Telegram> telegrams = new ArrayList<>();
        public final List<TelegramAssembler.Loss> losses = new ArrayList<>();
        private final P1Decoder decoder = new P1Decoder();

        @Override
        public void telegram(byte[] frame) {
            telegrams.add(decoder.decode(frame));
        }

        @Override
        public void lost(TelegramAssembler.Loss loss) {
            losses.add(loss);
        }

        public long valid() {
            return telegrams.stream()
                    .filter(telegram -> telegram.checksum() == P1Telegram.Checksum.VALID)
                    .count();
        }
    }
}
