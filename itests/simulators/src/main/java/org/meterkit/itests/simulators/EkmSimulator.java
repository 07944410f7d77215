/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.itests.simulators;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An RS-485 line with any number of Omnimeters. A meter answers a general request with its address and is selected by it; what has no
 * address goes to the one selected. All that know the form of a wildcard request answer it at the same time, so that two of them garble each
 * other. Silence is the only refusal.
 *
 * <p>Safe for use by several threads.
 */
public final class EkmSimulator extends LineSimulator {

    private static final String WILDCARD = "999999999999";
    private static final Pattern REQUEST = Pattern.compile("/\\?(\\d{12})(00|01|)!\r");
    private static final Pattern COMMAND = Pattern.compile("\1([PRW])1\2(\\w{0,4})(?:\\((\\d*)\\))?\3");
    private static final int SOH = 1;
    private static final int ETX = 3;
    private static final byte[] ACK = {6};
    private static final Duration LATE = Duration.ofMillis(1_500);

    private final List<EkmMeter> meters;
    private final boolean echo;
    private final boolean eightBits;

    // all below guarded by this
    private final ByteArrayOutputStream coming = new ByteArrayOutputStream();
    private final Random damage = new Random(7);
    private EkmMeter selected;
    private boolean trusted;
    private EkmFault fault;
    private int faultCount;
    private double damaged;
    private boolean mutedAfterPassword;
    private boolean parenthesesUnknown;
    private int requests;
    private int ends;
    private final List<String> silent = new ArrayList<>();

    private EkmSimulator(Builder builder, End end) {
        super(end);
        meters = List.copyOf(builder.meters);
        echo = builder.echo;
        eightBits = builder.eightBits;
    }

    /** A line with these meters. */
    public static Builder with(EkmMeter... meters) {
        return new Builder(List.of(meters));
    }

    /** The next {@code count} answers have a fault; a negative number for all from now on, 0 for none any more. */
    public synchronized void fail(EkmFault next, int count) {
        fault = next;
        faultCount = count;
    }

    /** This share of all answers (0 to 1) has from now on one to three damaged bytes. */
    public synchronized void damage(double share) {
        damaged = share;
    }

    /** A meter does not answer any more, or does again. */
    public synchronized void silence(EkmMeter meter, boolean quiet) {
        silent.remove(meter.address());
        if (quiet) {
            silent.add(meter.address());
        }
    }

    /** Says nothing from the acceptance of a password on until this is taken back. */
    public synchronized void muteAfterPassword(boolean mute) {
        mutedAfterPassword = mute;
    }

    /** Answers read commands only when they come without parentheses. */
    public synchronized void refuseParentheses() {
        parenthesesUnknown = true;
    }

    /** How many general requests came, to whomever. */
    public synchronized int requests() {
        return requests;
    }

    /** How many end commands came. */
    public synchronized int ends() {
        return ends;
    }

    /** Whether a meter is selected at the moment. */
    public synchronized boolean isSelected() {
        return selected != null;
    }

    /** Sends bytes that nobody asked for. */
    public synchronized void babble(byte[] bytes) throws IOException {
        transmit(bytes);
    }

    /** CRC-16/MODBUS over all but the first byte and the last two, both bytes without their highest bit, low byte first. */
    static byte[] signed(byte[] frame) {
        int crc = 0xFFFF;
        for (int i = 1; i < frame.length - 2; i++) {
            crc ^= frame[i] & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >> 1 : crc >> 1 ^ 0xA001;
            }
        }
        frame[frame.length - 2] = (byte) (crc & 0x7F);
        frame[frame.length - 1] = (byte) (crc >> 8 & 0x7F);
        return frame;
    }

    @Override
    void hear(byte[] bytes, int count) throws IOException {
        if (echo) {
            repeat(bytes, count);
        }
        for (int i = 0; i < count; i++) {
            coming.write(bytes[i] & 0x7F);
        }
        boolean more = true;
        while (more) {
            more = next();
        }
    }

    /** Takes one whole message from what has come. */
    private boolean next() throws IOException {
        byte[] all = coming.toByteArray();
        int at = 0;
        while (at < all.length && all[at] != '/' && all[at] != SOH) {
            at++;
        }
        int end = at;
        if (at < all.length) {
            byte last = (byte) (all[at] == '/' ? '\n' : ETX);
            while (end < all.length && all[end] != last) {
                end++;
            }
            int crc = all[at] == '/' || end - at == 3 ? 1 : 2;
            end += all[at] == '/' ? 1 : 1 + crc;
        }
        if (at == all.length || end > all.length) {
            coming.reset();
            coming.write(all, at, all.length - at);
            return false;
        }
        coming.reset();
        coming.write(all, end, all.length - end);
        take(Arrays.copyOfRange(all, at, end));
        return true;
    }

    private void take(byte[] message) throws IOException {
        if (message[0] == '/') {
            Matcher request = REQUEST.matcher(text(message, message.length - 1));
            if (request.matches()) {
                requests++;
                general(request.group(1), request.group(2));
            }
            return;
        }
        if (Arrays.equals(message, new byte[] {SOH, 'B', '0', ETX, 0x75})) {
            ends++;
            selected = null;
            trusted = false;
            return;
        }
        byte[] right = signed(message.clone());
        Matcher command = COMMAND.matcher(text(message, message.length - 2));
        if (selected != null && Arrays.equals(right, message) && command.matches() && !isSilent(selected)) {
            command(command.group(1), command.group(2), command.group(3));
        }
    }

    private static String text(byte[] bytes, int length) {
        return new String(bytes, 0, length, StandardCharsets.US_ASCII);
    }

    private boolean isSilent(EkmMeter meter) {
        return silent.contains(meter.address());
    }

    private void general(String address, String type) throws IOException {
        trusted = false;
        List<EkmMeter> asked = meters.stream()
                .filter(meter -> !isSilent(meter))
                .filter(meter -> meter.isV4() != type.isEmpty())
                .filter(meter -> address.equals(WILDCARD) || meter.address().equals(address))
                .toList();
        if (asked.isEmpty()) {
            selected = null;
            return;
        }
        selected = asked.get(0);
        byte[] answer = selected.answer(type);
        for (EkmMeter other : asked.subList(1, asked.size())) {
            byte[] same = other.answer(type);
            for (int i = 0; i < answer.length; i++) {
                // Both drive the line; a mark of either is mostly what arrives.
                answer[i] |= same[i];
            }
        }
        if (faulty(EkmFault.WRONG_METER)) {
            answer = (selected.isV4() ? EkmMeter.v4("399999999") : EkmMeter.v3("999")).answer(type);
        } else if (faulty(EkmFault.WRONG_TYPE)) {
            answer = selected.answer(type.equals("00") ? "01" : "00");
        }
        send(answer);
    }

    private void command(String kind, String id, String data) throws IOException {
        switch (kind) {
            case "P" -> {
                if (selected.isPassword(data) && !faulty(EkmFault.SILENCE)) {
                    trusted = true;
                    reply(ACK);
                }
            }
            case "W" -> {
                boolean allowed = trusted && !mutedAfterPassword && !faulty(EkmFault.SILENCE);
                trusted = false;
                if (allowed && selected.write(id, data == null ? "" : data)) {
                    reply(ACK);
                }
            }
            default -> {
                byte[] table = id.startsWith("00") ? selected.table(id.substring(2)) : null;
                if (table != null && !(parenthesesUnknown && data != null)) {
                    send(table);
                }
            }
        }
    }

    /** Sends a long answer with what the fault makes of it. */
    private void send(byte[] good) throws IOException {
        byte[] answer = good;
        if (faulty(EkmFault.SILENCE)) {
            return;
        }
        if (faulty(EkmFault.CORRUPT)) {
            answer[100] ^= 0x04;
        } else if (faulty(EkmFault.TRUNCATED)) {
            answer = Arrays.copyOf(answer, 100);
        } else if (faulty(EkmFault.DOUBLED)) {
            reply(answer.clone());
        } else if (faulty(EkmFault.LATE)) {
            LockSupport.parkNanos(LATE.toNanos());
        }
        if (damaged > 0 && damage.nextDouble() < damaged) {
            for (int hits = 1 + damage.nextInt(3); hits > 0; hits--) {
                answer[damage.nextInt(answer.length)] ^= (byte) (1 << damage.nextInt(7));
            }
        }
        reply(answer);
    }

    private boolean faulty(EkmFault which) {
        if (fault != which || faultCount == 0) {
            return false;
        }
        if (faultCount > 0) {
            faultCount--;
        }
        return true;
    }

    private void reply(byte[] bytes) throws IOException {
        think();
        transmit(bytes);
    }

    private void transmit(byte[] bytes) throws IOException {
        byte[] sent = bytes.clone();
        for (int i = 0; eightBits && i < sent.length; i++) {
            sent[i] |= (byte) (Integer.bitCount(sent[i] & 0x7F) % 2 << 7);
        }
        write(sent);
    }

    /** How the line behaves. */
    public static final class Builder extends LineSimulator.Builder<Builder, EkmSimulator> {

        private final List<EkmMeter> meters;
        private boolean echo;
        private boolean eightBits;

        private Builder(List<EkmMeter> meters) {
            this.meters = meters;
        }

        /** The adapter repeats what the host sends. */
        public Builder echo() {
            echo = true;
            return this;
        }

        /** The adapter shows the parity bit as the eighth bit. */
        public Builder eightBits() {
            eightBits = true;
            return this;
        }

        @Override
        Builder self() {
            return this;
        }

        @Override
        EkmSimulator make(End end) {
            return new EkmSimulator(this, end);
        }
    }
}
