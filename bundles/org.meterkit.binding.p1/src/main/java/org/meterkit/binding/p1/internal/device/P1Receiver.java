/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.p1.internal.device;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.binding.p1.internal.protocol.CipheredFrames;
import org.meterkit.binding.p1.internal.protocol.Decryption;
import org.meterkit.binding.p1.internal.protocol.P1Cipher;
import org.meterkit.binding.p1.internal.protocol.P1Decoder;
import org.meterkit.binding.p1.internal.protocol.P1Telegram;
import org.meterkit.binding.p1.internal.protocol.TelegramAssembler;
import org.meterkit.transport.Moment;

/**
 * Makes telegrams that can be believed of the bytes of one source, and counts the others. Without a checksum a telegram is believed as
 * long as the source has never sent a valid one. Not thread-safe.
 *
 * <p>Encrypted telegrams are taken out first. When of the other bytes more than a fifth have their top bit set, that is a parity bit:
 * then they are all taken for seven bits.
 */
final class P1Receiver {

    /**
     * A telegram that can be believed.
     *
     * @param encryption how it was encrypted; null when it was not
     */
    record Received(P1Telegram telegram, @Nullable P1Encryption encryption) {}

    /** No meter and no bridge pauses that long within a telegram. */
    private static final Duration TEAR = Duration.ofSeconds(5);

    /** Bytes that are enough to tell a parity bit, and to begin a telegram anew with. */
    private static final int SAMPLE = 64;

    private static final int PARITY_SHARE = 5;

    /** A telegram without a checksum needs so many objects. */
    private static final int FEWEST_OBJECTS = 2;

    /** A single damaged telegram says nothing against the key. */
    private static final int ENOUGH_FAILURES = 3;

    private final P1Decoder decoder = new P1Decoder();
    private final Map<Corruption, Long> corrupt = new EnumMap<>(Corruption.class);
    private long telegrams;
    private boolean everValid;

    private List<Received> found = new ArrayList<>();
    private TelegramAssembler assembler = assembler();
    private @Nullable Moment last;
    private final byte[] sample = new byte[SAMPLE];
    private int sampled;
    private int topBits;
    private boolean sevenBits;

    private final P1Cipher cipher;
    private final CipheredFrames frames = frames();
    private long framesFound;
    private String systemTitle = "";
    private boolean everDecrypted;
    private long frameCounter = -1;
    private long setBacks;
    private @Nullable KeyTrouble suspected;
    private int failures;
    private @Nullable KeyTrouble keyTrouble;

    /** Takes encrypted telegrams for what {@code cipher} makes of them. */
    P1Receiver(P1Cipher cipher) {
        this.cipher = cipher;
    }

    private CipheredFrames frames() {
        return new CipheredFrames(new CipheredFrames.Output() {
            @Override
            public void other(byte[] bytes) {
                plain(bytes);
            }

            @Override
            public void frame(byte[] frame) {
                ciphered(frame);
            }

            @Override
            public void torn() {
                if (framesFound > 0) {
                    count(Corruption.TORN);
                }
            }
        });
    }

    private TelegramAssembler assembler() {
        return new TelegramAssembler(new TelegramAssembler.Output() {
            @Override
            public void telegram(byte[] frame) {
                P1Telegram telegram = decoder.decode(frame);
                P1Telegram inner = telegram.checksum() == P1Telegram.Checksum.WRONG ? telegramWithin(frame) : null;
                if (inner == null) {
                    judge(telegram);
                } else {
                    count(Corruption.TORN);
                    judge(inner);
                }
            }

            @Override
            public void lost(TelegramAssembler.Loss loss) {
                // before the first telegram these are the beginning of listening, or noise of wrong settings
                if (telegrams > 0) {
                    count(loss == TelegramAssembler.Loss.TORN ? Corruption.TORN : Corruption.OVERSIZED);
                }
            }
        });
    }

    /** Begins anew with a line that was opened, or opened with other settings. What was counted stays. */
    void reset() {
        frames.interrupt();
        assembler = assembler();
        last = null;
        sampled = 0;
        topBits = 0;
        sevenBits = false;
    }

    /**
     * Takes bytes.
     *
     * @return the telegrams that were completed by them and can be believed
     */
    List<Received> receive(byte[] data, Moment at) {
        Moment before = last;
        if (before != null && at.since(before).compareTo(TEAR) > 0) {
            frames.interrupt();
            assembler.interrupt();
            sampled = 0;
            topBits = 0;
        }
        last = at;
        found = new ArrayList<>();
        frames.accept(data);
        return found;
    }

    private void plain(byte[] data) {
        if (sevenBits || !showsParity(data)) {
            assembler.accept(sevenBits ? masked(data, data.length) : data);
        }
    }

    // ---- encrypted telegrams --------------------------------------------------------------------------------------

    private void ciphered(byte[] frame) {
        byte[] header = assembler.takeHeader();
        assembler.interrupt();
        // the line has eight bits, whatever was guessed from the rest of a frame
        sevenBits = false;
        sampled = 0;
        topBits = 0;
        framesFound++;
        systemTitle = CipheredFrames.titleText(frame);
        Decryption decryption = cipher.decrypt(frame, header);
        if (decryption instanceof Decryption.Verified verified) {
            if (verified.telegram().checksum() == P1Telegram.Checksum.WRONG) {
                // the tag is the stronger witness
                count(Corruption.CHECKSUM);
            }
            decrypted(frame, verified.telegram(), P1Encryption.Vouching.TAG);
        } else if (decryption instanceof Decryption.Unverified unverified) {
            decrypted(
                    frame,
                    unverified.telegram(),
                    unverified.tagged() ? P1Encryption.Vouching.CHECKSUM_AGAINST_TAG : P1Encryption.Vouching.CHECKSUM);
        } else if (decryption instanceof Decryption.NoKey) {
            keyTrouble = KeyTrouble.NO_KEY;
        } else {
            count(Corruption.UNDECIPHERED);
            if (decryption instanceof Decryption.WrongKey) {
                suspect(KeyTrouble.WRONG_KEY, everDecrypted ? ENOUGH_FAILURES : 1);
            } else if (decryption instanceof Decryption.Doubtful) {
                suspect(KeyTrouble.WRONG_ADDITIONAL_DATA, ENOUGH_FAILURES);
            }
        }
    }

    private void decrypted(byte[] frame, P1Telegram telegram, P1Encryption.Vouching vouching) {
        everDecrypted = true;
        long counter = CipheredFrames.frameCounter(frame);
        // a meter may count anew after a failure, so this is told but refused by nobody
        setBacks += counter <= frameCounter ? 1 : 0;
        frameCounter = counter;
        believe(telegram, new P1Encryption(systemTitle, vouching, setBacks));
    }

    private void suspect(KeyTrouble trouble, int enough) {
        failures = trouble == suspected ? failures + 1 : 1;
        suspected = trouble;
        if (failures >= enough) {
            keyTrouble = trouble;
        }
    }

    /** How many encrypted telegrams have come whole. */
    long framesFound() {
        return framesFound;
    }

    /** How many encrypted telegrams have begun. */
    long framesBegun() {
        return frames.heads();
    }

    /** What the meter that encrypts calls itself; empty before the first encrypted telegram. */
    String systemTitle() {
        return systemTitle;
    }

    /** Why encrypted telegrams cannot be read; null while they can, or none comes. */
    @Nullable
    KeyTrouble keyTrouble() {
        return keyTrouble;
    }

    // ---- plain telegrams ------------------------------------------------------------------------------------------

    /** Looks for a parity bit at the beginning of a burst; when there is one, reads what came so far again without it. */
    private boolean showsParity(byte[] data) {
        if (sampled >= SAMPLE) {
            return false;
        }
        for (byte octet : data) {
            topBits += octet < 0 ? 1 : 0;
        }
        int room = Math.min(data.length, SAMPLE - sampled);
        System.arraycopy(data, 0, sample, sampled, room);
        int earlier = sampled;
        sampled += data.length;
        sevenBits = framesFound == 0 && sampled >= SAMPLE && topBits * PARITY_SHARE > sampled;
        if (sevenBits) {
            assembler = assembler();
            assembler.accept(masked(sample, earlier));
            assembler.accept(masked(data, data.length));
        }
        return sevenBits;
    }

    private static byte[] masked(byte[] data, int length) {
        byte[] masked = Arrays.copyOf(data, length);
        for (int i = 0; i < length; i++) {
            masked[i] &= 0x7F;
        }
        return masked;
    }

    /** The valid telegram that began in the middle of a line of a torn one, if that is what happened. */
    private @Nullable P1Telegram telegramWithin(byte[] frame) {
        int slash = frame.length - 1;
        while (slash > 0 && frame[slash] != '/') {
            slash--;
        }
        if (slash == 0) {
            return null;
        }
        P1Telegram inner = decoder.decode(Arrays.copyOfRange(frame, slash, frame.length));
        return inner.checksum() == P1Telegram.Checksum.VALID ? inner : null;
    }

    private void judge(P1Telegram telegram) {
        switch (telegram.checksum()) {
            case VALID -> {
                everValid = true;
                believe(telegram, null);
            }
            case WRONG -> count(Corruption.CHECKSUM);
            case ABSENT -> {
                int objects = telegram.objects().size();
                if (everValid) {
                    count(Corruption.NO_CHECKSUM);
                } else if (objects < FEWEST_OBJECTS || objects < telegram.badLines()) {
                    count(Corruption.EMPTY);
                } else {
                    believe(telegram, null);
                }
            }
        }
    }

    private void believe(P1Telegram telegram, @Nullable P1Encryption how) {
        suspected = null;
        keyTrouble = null;
        telegrams++;
        found.add(new Received(telegram, how));
    }

    private void count(Corruption cause) {
        corrupt.merge(cause, 1L, Long::sum);
    }

    /** Whether the source sends a parity bit that it was not asked for. */
    boolean sevenBits() {
        return sevenBits;
    }

    P1Counters counters() {
        return new P1Counters(telegrams, corrupt);
    }
}
