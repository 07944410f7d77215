/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.nes.internal.device;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.binding.nes.internal.protocol.C1218Code;
import org.meterkit.binding.nes.internal.protocol.C1218Frame;
import org.meterkit.binding.nes.internal.protocol.C1218Framer;
import org.meterkit.binding.nes.internal.protocol.NesKey;
import org.meterkit.binding.nes.internal.protocol.NesLayout;
import org.meterkit.transport.Wire;

/**
 * A session with a meter's optical port (ANSI C12.18): acknowledged packets, services, tables. It outlives the exchanges on the line, each
 * of which brings its {@link Wire}. Used by one thread at a time. After an exception other than {@link RefusedException} there is
 * nothing to be done with it but to {@link #end} it.
 */
final class C1218Session {

    /** The meter needs this pause between two requests. */
    private static final long PAUSE = Duration.ofMillis(100).toNanos();
    /** No byte for so long: the packet is not going to be completed. Pieces come with gaps of up to 80 ms. */
    private static final Duration GAP = Duration.ofMillis(250);

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /** Of silence before a request. */
    private static final Duration QUIET = Duration.ofMillis(50);

    private static final Duration REFUSED_PAUSE = Duration.ofMillis(10);
    private static final Duration BUSY_PAUSE = Duration.ofMillis(500);
    private static final int TRIES = 3;

    private static final int IDENT = 0x20;
    private static final int TERMINATE = 0x21;
    private static final int FULL_READ = 0x30;
    private static final int PARTIAL_READ = 0x3F;
    private static final int LOGON = 0x50;
    private static final int SECURITY = 0x51;
    private static final int LOGOFF = 0x52;
    /** With one baud rate. */
    private static final int NEGOTIATE = 0x61;

    private static final int WAIT = 0x70;

    private static final int BAUD_9600 = 6;
    /** What is asked for, and what counts without negotiation but for the number. */
    private static final int PACKET_SIZE = 64;

    private static final int PACKETS = 2;
    private static final int NAME_LENGTH = 10;
    /** Code, count and checksum around a table's data. */
    private static final int TABLE_OVERHEAD = 4;

    /** Of one answer: the number of those to come has one byte. */
    private static final int MOST_PACKETS = 256;

    private static final int BYTE = 0xFF;

    private final C1218Framer framer = new C1218Framer();
    private final byte[] buffer = new byte[256];
    private final long began = System.nanoTime();
    private boolean toggle;
    private byte[] received = {};
    private byte[] sent = {};
    private long traffic = System.nanoTime() - PAUSE;
    private int packetSize = PACKET_SIZE;
    private int packets = 1;
    private int tries = TRIES;
    private boolean heard;

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** Whether the meter has said anything that can be understood. */
    boolean wasHeard() {
        return heard;
    }

    /** The most bytes of a table that fit into an answer. */
    int mostBytes() {
        return mostBytes(packetSize, packets);
    }

    private static int mostBytes(int size, int count) {
        return (size - C1218Frame.OVERHEAD) * count - TABLE_OVERHEAD;
    }

    // ---- services -------------------------------------------------------------------------------------------------

    /** Asks who is there: any answer is one of a meter. Meters take the first such packet for something else and ask for it again. */
    void identify(Wire wire) throws IOException, InterruptedException {
        request(wire, false, IDENT);
    }

    /** Agrees on packets and logs on; whoever may see what is for all may do so then. */
    void logOn(Wire wire, int userId, String userName) throws IOException, InterruptedException {
        try {
            byte[] agreed = request(wire, false, NEGOTIATE, 0, PACKET_SIZE, PACKETS, BAUD_9600);
            if (agreed.length > 3) {
                int size = (agreed[1] & BYTE) << 8 | agreed[2] & BYTE;
                int count = agreed[3] & BYTE;
                if (mostBytes(size, count) < NesLayout.ET03_LENGTH) {
                    throw new IOException("The meter agrees to " + count + " packets of " + size
                            + " bytes only, into which its tables do not fit.");
                }
                packetSize = size;
                packets = count;
            }
        } catch (RefusedException e) {
            if (e.code() == C1218Code.WRONG_SEQUENCE) {
                throw e;
            }
            // then without it
        }
        byte[] logon = new byte[3 + NAME_LENGTH];
        Arrays.fill(logon, (byte) ' ');
        logon[0] = LOGON;
        logon[1] = (byte) (userId >> 8);
        logon[2] = (byte) userId;
        byte[] name = userName.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(name, 0, logon, 3, Math.min(name.length, NAME_LENGTH));
        request(wire, false, logon);
    }

    /**
     * Shows the key.
     *
     * @throws KeyRefusedException when it is not accepted
     */
    void unlock(Wire wire, NesKey key) throws IOException, InterruptedException {
        byte[] security = new byte[1 + NesKey.LENGTH];
        security[0] = SECURITY;
        System.arraycopy(key.bytes(), 0, security, 1, NesKey.LENGTH);
        try {
            request(wire, true, security);
        } catch (RefusedException e) {
            if (e.code() == C1218Code.WRONG_SEQUENCE || e.isTemporary()) {
                throw e;
            }
            throw new KeyRefusedException(e);
        }
    }

    /** A whole table. */
    byte[] read(Wire wire, int table) throws IOException, InterruptedException {
        return table(wire, -1, FULL_READ, table >> 8, table);
    }

    /** A part of a table. */
    byte[] read(Wire wire, int table, int offset, int count) throws IOException, InterruptedException {
        return table(
                wire, count, PARTIAL_READ, table >> 8, table, offset >> 16, offset >> 8, offset, count >> 8, count);
    }

    private byte[] table(Wire wire, int count, int... request) throws IOException, InterruptedException {
        IOException failure = new IOException();
        for (int attempt = 0; attempt < TRIES; attempt++) {
            byte[] answer = request(wire, false, request);
            int length = answer.length < TABLE_OVERHEAD ? -1 : (answer[1] & BYTE) << 8 | answer[2] & BYTE;
            if (length != answer.length - TABLE_OVERHEAD || (count < 0 ? length == 0 : length != count)) {
                failure = new IOException("The meter answers with another part of a table than it was asked for.");
                continue;
            }
            int sum = 0;
            for (int n = 3; n < answer.length; n++) {
                sum += answer[n];
            }
            if ((sum & BYTE) == 0) {
                return Arrays.copyOfRange(answer, 3, answer.length - 1);
            }
            failure = new IOException("The meter answers with a table whose checksum is wrong.");
        }
        throw failure;
    }

    /**
     * Asks the meter to bear silence for longer than the six seconds that it has to.
     *
     * @param time 255 s at most
     * @return whether it will
     */
    boolean keep(Wire wire, Duration time) throws IOException, InterruptedException {
        try {
            request(wire, false, WAIT, (int) time.toSeconds());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Ends the session as far as the meter goes along. */
    void end(Wire wire) throws IOException, InterruptedException {
        tries = 1;
        try {
            request(wire, false, LOGOFF);
        } catch (RefusedException e) {
            // it was not logged on
        }
        request(wire, false, TERMINATE);
    }

    // ---- requests and answers -------------------------------------------------------------------------------------

    private byte[] request(Wire wire, boolean secret, int... request) throws IOException, InterruptedException {
        byte[] bytes = new byte[request.length];
        for (int n = 0; n < request.length; n++) {
            bytes[n] = (byte) request[n];
        }
        return request(wire, secret, bytes);
    }

    private byte[] request(Wire wire, boolean secret, byte[] request) throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            byte[] answer = converse(wire, secret, request);
            int code = answer[0] & BYTE;
            if (code == C1218Code.OK) {
                return answer;
            }
            RefusedException refusal = new RefusedException(code);
            // a key is shown once only
            if (!refusal.isTemporary() || secret || attempt >= tries) {
                throw refusal;
            }
            settle(wire, BUSY_PAUSE);
        }
    }

    /** Sends a request and gets its answer; both may be of several packets. */
    private byte[] converse(Wire wire, boolean secret, byte[] request) throws IOException, InterruptedException {
        long rest = PAUSE - (System.nanoTime() - traffic);
        settle(wire, rest > QUIET.toNanos() ? Duration.ofNanos(rest) : QUIET);
        List<C1218Frame> frames = C1218Frame.split(request, packetSize, toggle);
        toggle ^= frames.size() % 2 != 0;
        byte[] first = null;
        for (int n = 0; n < frames.size(); n++) {
            byte[] frame = frames.get(n).encode();
            boolean last = n == frames.size() - 1;
            first = send(wire, secret, frame, last);
        }
        return answer(wire, secret, first);
    }

    /** Sends a packet until it is acknowledged; gives the first packet of the answer when that came instead of an acknowledgement. */
    private byte @Nullable [] send(Wire wire, boolean secret, byte[] frame, boolean last)
            throws IOException, InterruptedException {
        sent = frame;
        boolean refused = false;
        for (int attempt = 0; attempt < tries; attempt++) {
            if (secret) {
                wire.writeSecret(frame);
            } else {
                wire.write(frame);
            }
            traffic = System.nanoTime();
            byte[] token = token(wire, true, PATIENCE);
            if (token != null && token[0] == C1218Framer.ACK) {
                return null;
            }
            if (token != null && token.length > 1 && last) {
                return token;
            }
            refused |= token != null;
            settle(wire, REFUSED_PAUSE);
        }
        throw new IOException(
                refused
                        ? "The meter does not acknowledge what it is sent."
                        : "The meter does not answer; the optical head may not be in its place.");
    }

    private byte[] answer(Wire wire, boolean secret, byte @Nullable [] first) throws IOException, InterruptedException {
        // what comes after the acknowledgement is no repetition: there may be meters that leave the toggle bit alone
        received = new byte[0];
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        byte[] token = first;
        int failures = 0;
        int expected = -1;
        int count = 0;
        while (count < MOST_PACKETS) {
            if (token == null) {
                token = token(wire, false, PATIENCE);
            }
            if (token == null) {
                if (++failures >= tries) {
                    throw new IOException("The meter acknowledges but does not answer.");
                }
                if (framer.wasNoisy()) {
                    acknowledge(wire, C1218Framer.NAK);
                } else if (secret) {
                    wire.writeSecret(sent);
                } else {
                    wire.write(sent);
                }
                continue;
            }
            acknowledge(wire, C1218Framer.ACK);
            received = token;
            count++;
            C1218Frame frame = C1218Frame.decode(token);
            if ((frame.control() & C1218Frame.FIRST) != 0 || (frame.control() & C1218Frame.MULTI) == 0) {
                answer.reset();
            } else if (frame.sequence() != expected) {
                throw new IOException("A packet of the meter's answer is missing.");
            }
            answer.writeBytes(frame.data());
            if (frame.sequence() == 0) {
                return answer.toByteArray();
            }
            expected = frame.sequence() - 1;
            token = null;
        }
        throw new IOException("The meter's answer has no end.");
    }

    private void acknowledge(Wire wire, int how) throws IOException, InterruptedException {
        wire.write(new byte[] {(byte) how});
        traffic = System.nanoTime();
    }

    /** The same toggle and the same CRC: the meter missed the acknowledgement. */
    private boolean isRepeated(byte[] frame) {
        return frame.length == received.length
                && frame[2] == received[2]
                && Arrays.equals(frame, frame.length - 2, frame.length, received, received.length - 2, received.length);
    }

    /**
     * The next packet or acknowledgement that is neither a reflection nor a repetition; null when none comes in time, or when what came is
     * none.
     */
    private byte @Nullable [] token(Wire wire, boolean single, Duration patience)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        boolean coming = false;
        while (true) {
            byte[] token = framer.next(single);
            if (token != null) {
                if (isRepeated(token)) {
                    acknowledge(wire, C1218Framer.ACK);
                } else if (!Arrays.equals(token, sent)) {
                    heard = true;
                    return token;
                }
                continue;
            }
            Duration rest = Duration.ofNanos(deadline - System.nanoTime());
            boolean partly = framer.isWaiting();
            Duration wait = (coming || partly) && rest.compareTo(GAP) > 0 ? GAP : rest;
            int count = wait.isNegative() ? 0 : wire.read(buffer, 0, buffer.length, wait);
            if (count > 0) {
                coming = true;
                framer.add(buffer, count);
                traffic = System.nanoTime();
            } else if (partly) {
                framer.giveUp();
            } else {
                return null;
            }
        }
    }

    /** Waits until the line has been silent, and acknowledges what a meter repeats, which else would go on with it. */
    private void settle(Wire wire, Duration silence) throws IOException, InterruptedException {
        int count = wire.read(buffer, 0, buffer.length, silence);
        for (int pieces = 0; count > 0 && pieces < buffer.length; pieces++) {
            framer.add(buffer, count);
            for (byte[] token = framer.next(false); token != null; token = framer.next(false)) {
                if (isRepeated(token)) {
                    acknowledge(wire, C1218Framer.ACK);
                }
            }
            count = wire.read(buffer, 0, buffer.length, silence);
        }
        framer.clear();
    }
}
