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
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The optical port of a NES meter (ANSI C12.18): frames, acknowledgements, sessions, keys. It answers the first frame after silence
 * of its optical side with NAK, as its UART has to be taken from the MEP port. What its tables hold is the {@link NesMeter}'s
 * business.
 *
 * <p>Safe for use by several threads.
 */
public final class NesSimulator extends LineSimulator {

    /** The key unless another was given. */
    public static final String KEY = "0123456789abcdefghij";

    private static final int ACK = 0x06;
    private static final int NAK = 0x15;
    private static final int START = 0xEE;
    private static final int HEADER = 6;
    private static final int LARGEST_FRAME = 1024;
    private static final int WITHOUT_NEGOTIATION = 64;

    private static final int OK = 0;
    private static final int NOT_ALLOWED = 3;
    private static final int NOT_POSSIBLE = 4;
    private static final int INAPPROPRIATE = 5;
    private static final int BUSY = 6;
    private static final int WRONG_SEQUENCE = 0x0A;
    private static final int UNKNOWN_SERVICE = 2;

    /** How far a session has come. */
    private enum Stage {
        /** The UART is the MEP port's. */
        AWAY,
        /** The UART has been taken over by a frame that was refused. */
        IDLE,
        IDENTIFIED,
        NEGOTIATED,
        LOGGED_ON
    }

    private final NesMeter meter;
    private final byte[] key;
    private final int acknowledgement;
    private final int largestPacket;
    private final boolean fullRegisterRead;
    private final int keyAttempts;
    private final long sessionLimit;
    private final long holdOff;

    // all below guarded by this
    private final ByteArrayOutputStream coming = new ByteArrayOutputStream();
    private final ByteArrayOutputStream request = new ByteArrayOutputStream();
    private final List<String> requests = new ArrayList<>();
    private final List<byte[]> packets = new ArrayList<>();
    private Stage stage = Stage.AWAY;
    private boolean trusted;
    private int packetSize = WITHOUT_NEGOTIATION;
    private int packetCount = 1;
    private byte[] lastFrame = {};
    private boolean toggle;
    private long sessionSince;
    private long deafUntil;
    private boolean deaf;
    private int sessions;
    private int refusals;
    private NesFault fault;
    private int faultCount;

    private NesSimulator(Builder builder, End end) {
        super(end);
        meter = builder.meter;
        key = builder.key;
        acknowledgement = builder.acknowledgement;
        largestPacket = builder.largestPacket;
        fullRegisterRead = builder.fullRegisterRead;
        keyAttempts = builder.keyAttempts;
        sessionLimit = builder.sessionLimit.toNanos();
        holdOff = builder.holdOff.toNanos();
    }

    public static Builder of(NesMeter meter) {
        return new Builder(meter);
    }

    /** The next {@code count} answers have a fault; a negative number for all from now on, 0 for none any more. */
    public synchronized void fail(NesFault next, int count) {
        fault = next;
        faultCount = count;
    }

    /** Data of all requests that came through, in hexadecimal, but for keys, of which only the service code is shown. */
    public synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    /** How many sessions were begun. */
    public synchronized int sessions() {
        return sessions;
    }

    /** How many keys were refused. */
    public synchronized int refusals() {
        return refusals;
    }

    /** Waits until the meter has begun {@code count} sessions in all. */
    public synchronized void awaitSessions(int count, Duration timeout) throws InterruptedException, TimeoutException {
        long end = System.nanoTime() + timeout.toNanos();
        while (sessions < count) {
            long rest = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (rest <= 0) {
                throw new TimeoutException(sessions + " instead of " + count + " sessions were begun");
            }
            wait(rest);
        }
    }

    /** The meter ends the session by itself and is deaf for the hold-off, as after its session limit. */
    public synchronized void hangUp() {
        stage = Stage.AWAY;
        deaf = true;
        deafUntil = System.nanoTime() + holdOff;
    }

    @Override
    void hear(byte[] bytes, int count) throws IOException {
        coming.write(bytes, 0, count);
        boolean more = true;
        while (more) {
            more = next();
        }
    }

    /** Takes one acknowledgement or frame from what has come. */
    private boolean next() throws IOException {
        byte[] all = coming.toByteArray();
        int at = 0;
        while (at < all.length && (all[at] & 0xFF) != START) {
            int single = all[at] & 0xFF;
            at++;
            if (single == ACK && !packets.isEmpty()) {
                packets.remove(0);
                keep(all, at);
                sendPacket();
                return true;
            }
            if (single == NAK && !packets.isEmpty()) {
                keep(all, at);
                sendPacket();
                return true;
            }
        }
        keep(all, at);
        int left = all.length - at;
        if (left < HEADER) {
            return false;
        }
        int length = HEADER + ((all[at + 4] & 0xFF) << 8 | all[at + 5] & 0xFF) + 2;
        if (length > LARGEST_FRAME) {
            keep(all, at + 1);
            return true;
        }
        if (left < length) {
            return false;
        }
        byte[] frame = Arrays.copyOfRange(all, at, at + length);
        keep(all, at + length);
        take(frame);
        return true;
    }

    private void keep(byte[] all, int from) {
        coming.reset();
        coming.write(all, from, all.length - from);
    }

    private void take(byte[] frame) throws IOException {
        long now = System.nanoTime();
        if (deaf && now - deafUntil < 0) {
            return;
        }
        deaf = false;
        if (stage.compareTo(Stage.IDLE) > 0 && now - sessionSince > sessionLimit) {
            hangUp();
            return;
        }
        if (faulty(NesFault.SILENCE)) {
            return;
        }
        if (stage == Stage.AWAY) {
            stage = Stage.IDLE;
            send(NAK);
            return;
        }
        if (crc(frame, frame.length - 2) != ((frame[frame.length - 1] & 0xFF) << 8 | frame[frame.length - 2] & 0xFF)) {
            send(NAK);
            return;
        }
        if (faulty(NesFault.NAK)) {
            send(NAK);
            return;
        }
        send(acknowledgement);
        boolean ident = frame.length == HEADER + 3 && frame[HEADER] == 0x20;
        if (!ident && Arrays.equals(frame, lastFrame)) {
            // The host did not hear the acknowledgement. It gets the answer again when that was not acknowledged
            // either.
            sendPacket();
            return;
        }
        lastFrame = frame;
        int control = frame[2] & 0xFF;
        if ((control & 0x40) != 0) {
            request.reset();
        }
        request.write(frame, HEADER, frame.length - HEADER - 2);
        if (frame[3] == 0) {
            byte[] data = request.toByteArray();
            request.reset();
            if (data.length > 0) {
                answer(data);
            }
        }
    }

    private void answer(byte[] data) throws IOException {
        int service = data[0] & 0xFF;
        requests.add(service == 0x51 ? "51" : HexFormat.of().formatHex(data));
        byte[] answer;
        if (faulty(NesFault.NO_ANSWER)) {
            packets.clear();
            return;
        } else if (faulty(NesFault.BUSY)) {
            answer = code(BUSY);
        } else if (faulty(NesFault.UNKNOWN_CODE)) {
            answer = code(0x1F);
        } else if (faulty(NesFault.FORGOTTEN_SESSION)) {
            stage = Stage.IDLE;
            answer = code(WRONG_SEQUENCE);
        } else {
            answer = serve(service, data);
        }
        if (fault != null
                && faultCount != 0
                && answer.length > 4
                && answer[0] == OK
                && (service == 0x30 || service == 0x3F)) {
            if (faulty(NesFault.WRONG_TABLE_CHECKSUM)) {
                answer[answer.length - 1]++;
            } else if (faulty(NesFault.OTHER_LENGTH)) {
                answer = table(Arrays.copyOfRange(answer, 3, answer.length - 3));
            }
        }
        pack(answer);
        think();
        sendPacket();
        if (service == 0x21) {
            stage = Stage.AWAY;
        }
    }

    private byte[] serve(int service, byte[] data) {
        if (service == 0x20) {
            stage = Stage.IDENTIFIED;
            trusted = false;
            packetSize = WITHOUT_NEGOTIATION;
            packetCount = 1;
            sessionSince = System.nanoTime();
            sessions++;
            toggle = false;
            notifyAll();
            return new byte[] {OK, 0, 2, 0, 0};
        }
        if (service == 0x21) {
            return code(OK);
        }
        if (stage.compareTo(Stage.IDENTIFIED) < 0) {
            return code(WRONG_SEQUENCE);
        }
        if (service >= 0x60 && service <= 0x6B) {
            stage = Stage.NEGOTIATED;
            packetSize = Math.min(largestPacket, word(data, 1));
            packetCount = data[3] & 0xFF;
            return new byte[] {OK, (byte) (packetSize >> 8), (byte) packetSize, (byte) packetCount, 6};
        }
        if (service == 0x70) {
            return code(OK);
        }
        if (service == 0x50) {
            if (stage != Stage.NEGOTIATED || data.length != 13) {
                return code(WRONG_SEQUENCE);
            }
            stage = Stage.LOGGED_ON;
            return code(OK);
        }
        if (stage != Stage.LOGGED_ON) {
            return code(WRONG_SEQUENCE);
        }
        return switch (service) {
            case 0x51 -> unlock(data);
            case 0x52 -> {
                stage = Stage.NEGOTIATED;
                trusted = false;
                yield code(OK);
            }
            case 0x30 -> read(word(data, 1), 0, -1);
            case 0x3F -> read(word(data, 1), (data[3] & 0xFF) << 16 | word(data, 4), word(data, 6));
            case 0x40, 0x4F -> code(NOT_ALLOWED);
            default -> code(UNKNOWN_SERVICE);
        };
    }

    private byte[] unlock(byte[] data) {
        boolean lockedOut = keyAttempts > 0 && refusals >= keyAttempts;
        if (lockedOut || !Arrays.equals(key, Arrays.copyOfRange(data, 1, data.length))) {
            refusals++;
            notifyAll();
            return code(NOT_ALLOWED);
        }
        trusted = true;
        return code(OK);
    }

    private byte[] read(int table, int offset, int count) {
        boolean open = table == NesMeter.BT00 || table == NesMeter.BT01 || table == NesMeter.ET03;
        if (!open && !trusted) {
            return code(NOT_ALLOWED);
        }
        if (count < 0 && table == NesMeter.BT23 && !fullRegisterRead) {
            return code(NOT_POSSIBLE);
        }
        Optional<byte[]> content = meter.table(table);
        if (content.isEmpty()) {
            return code(INAPPROPRIATE);
        }
        byte[] bytes = content.get();
        // Past the end there are zeros.
        byte[] part = count < 0
                ? bytes
                : Arrays.copyOf(Arrays.copyOfRange(bytes, Math.min(offset, bytes.length), bytes.length), count);
        byte[] answer = table(part);
        return answer.length > (packetSize - HEADER - 2) * packetCount ? code(NOT_POSSIBLE) : answer;
    }

    private static byte[] table(byte[] part) {
        byte[] answer = new byte[part.length + 4];
        answer[1] = (byte) (part.length >> 8);
        answer[2] = (byte) part.length;
        System.arraycopy(part, 0, answer, 3, part.length);
        int sum = 0;
        for (byte b : part) {
            sum += b;
        }
        answer[answer.length - 1] = (byte) -sum;
        return answer;
    }

    private static byte[] code(int code) {
        return new byte[] {(byte) code};
    }

    private static int word(byte[] data, int at) {
        return (data[at] & 0xFF) << 8 | data[at + 1] & 0xFF;
    }

    private void pack(byte[] answer) {
        packets.clear();
        int room = packetSize - HEADER - 2;
        int count = Math.max(1, (answer.length + room - 1) / room);
        for (int i = 0; i < count; i++) {
            byte[] data = Arrays.copyOfRange(answer, i * room, Math.min(answer.length, (i + 1) * room));
            int control = count == 1 ? 0 : i == 0 ? 0xC0 : 0x80;
            packets.add(frame(control | (toggle ? 0x20 : 0), count - 1 - i, data));
            toggle = !toggle;
        }
    }

    static byte[] frame(int control, int sequence, byte[] data) {
        byte[] frame = new byte[HEADER + data.length + 2];
        frame[0] = (byte) START;
        frame[2] = (byte) control;
        frame[3] = (byte) sequence;
        frame[4] = (byte) (data.length >> 8);
        frame[5] = (byte) data.length;
        System.arraycopy(data, 0, frame, HEADER, data.length);
        int crc = crc(frame, frame.length - 2);
        frame[frame.length - 2] = (byte) crc;
        frame[frame.length - 1] = (byte) (crc >> 8);
        return frame;
    }

    /** CRC-16/X-25, bit by bit. */
    private static int crc(byte[] bytes, int length) {
        int crc = 0xFFFF;
        for (int i = 0; i < length; i++) {
            crc ^= bytes[i] & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >> 1 : crc >> 1 ^ 0x8408;
            }
        }
        return crc ^ 0xFFFF;
    }

    /** Sends the packet that waits for its acknowledgement, if one does. */
    private void sendPacket() throws IOException {
        if (packets.isEmpty()) {
            return;
        }
        byte[] frame = packets.get(0).clone();
        if (faulty(NesFault.LOST_BYTE)) {
            int lost = frame.length / 2;
            System.arraycopy(frame, lost + 1, frame, lost, frame.length - lost - 1);
            frame = Arrays.copyOf(frame, frame.length - 1);
        } else if (faulty(NesFault.ORPHAN)) {
            frame = Arrays.copyOfRange(frame, 1, frame.length);
        } else if (faulty(NesFault.WRONG_CRC)) {
            frame[frame.length / 2] ^= 0x10;
        } else if (faulty(NesFault.OVERSIZED)) {
            frame[4] = (byte) (60_000 >> 8);
            frame[5] = (byte) 60_000;
        } else if (faulty(NesFault.CHATTER)) {
            write(new byte[] {0x00, 0x0E, 0x00, 0x00, 0x09, 0x00, 0x00, 0x41});
        } else if (faulty(NesFault.TWICE)) {
            write(frame);
        }
        write(frame);
    }

    private boolean faulty(NesFault which) {
        if (fault != which || faultCount == 0) {
            return false;
        }
        if (faultCount > 0) {
            faultCount--;
        }
        return true;
    }

    private void send(int single) throws IOException {
        write(new byte[] {(byte) single});
    }

    /** How the meter's port behaves. */
    public static final class Builder extends LineSimulator.Builder<Builder, NesSimulator> {

        private final NesMeter meter;
        private byte[] key = KEY.getBytes(StandardCharsets.US_ASCII);
        private int acknowledgement = ACK;
        private int largestPacket = 512;
        private boolean fullRegisterRead = true;
        private int keyAttempts;
        private Duration sessionLimit = Duration.ofSeconds(600);
        private Duration holdOff = Duration.ofSeconds(300);

        private Builder(NesMeter meter) {
            this.meter = meter;
        }

        /** The twenty bytes that the meter accepts; fewer are followed by zeros. */
        public Builder key(byte[] its) {
            key = Arrays.copyOf(its, 20);
            return this;
        }

        /** Acknowledges with a zero, as real meters were seen to do. */
        public Builder zeroAsAcknowledgement() {
            acknowledgement = 0;
            return this;
        }

        /** Largest packet the meter grants. */
        public Builder largestPacket(int bytes) {
            largestPacket = bytes;
            return this;
        }

        /** Refuses to read BT23 as a whole, as generation 4 meters do. */
        public Builder withoutFullRegisterRead() {
            fullRegisterRead = false;
            return this;
        }

        /** Refuses every key, also the right one, after this many wrong ones. */
        public Builder locksAfter(int attempts) {
            keyAttempts = attempts;
            return this;
        }

        /** After how long the meter ends a session by itself, and for how long it is deaf then. */
        public Builder sessionLimit(Duration limit, Duration deafness) {
            sessionLimit = limit;
            holdOff = deafness;
            return this;
        }

        @Override
        Builder self() {
            return this;
        }

        @Override
        NesSimulator make(End end) {
            return new NesSimulator(this, end);
        }
    }
}
