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
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.meterkit.binding.nes.internal.protocol.C1218Frame;
import org.meterkit.transport.Wire;

/** A meter's end of a line on which silence takes no time. What goes either way can be spoilt. */
final class FakeWire implements Wire {

    private static final int ACK = 0x06;
    private static final int NAK = 0x15;
    private static final int REPETITIONS = 3;

    private final Function<byte[], byte[]> service;
    private final Deque<byte[]> inbox = new ArrayDeque<>();
    private final ByteArrayOutputStream request = new ByteArrayOutputStream();
    private List<byte[]> answer = List.of();
    private int at;
    private int repeated;
    private byte[] lastFrame = {};
    private boolean toggle;

    final List<String> requests = new ArrayList<>();
    final List<String> secrets = new ArrayList<>();
    int packetSize = 64;
    int calls;
    boolean isToggling = true;
    UnaryOperator<byte[]> toMeter = UnaryOperator.identity();
    Function<byte[], List<byte[]>> toHost = List::of;

    /** A meter that answers so. */
    FakeWire(Function<byte[], byte[]> service) {
        this.service = service;
    }

    /** A table as it is answered. */
    static byte[] table(byte... content) {
        byte[] data = new byte[content.length + 4];
        data[1] = (byte) (content.length >> 8);
        data[2] = (byte) content.length;
        System.arraycopy(content, 0, data, 3, content.length);
        for (byte each : content) {
            data[data.length - 1] -= each;
        }
        return data;
    }

    @Override
    public void write(byte[] data) {
        calls++;
        byte[] heard = toMeter.apply(data);
        if (heard.length == 1) {
            acknowledged(heard[0]);
        } else if (heard.length > 8) {
            take(heard);
        }
    }

    private void acknowledged(int how) {
        if (at < answer.size()) {
            repeated = 0;
            at += how == ACK ? 1 : 0;
            sendPacket();
        }
    }

    private void take(byte[] frame) {
        byte[] right = new C1218Frame(frame[2], frame[3], Arrays.copyOfRange(frame, 6, frame.length - 2)).encode();
        if (!Arrays.equals(right, frame)) {
            say((byte) NAK);
            return;
        }
        say((byte) ACK);
        if (Arrays.equals(frame, lastFrame)) {
            sendPacket();
            return;
        }
        lastFrame = frame;
        C1218Frame decoded = C1218Frame.decode(frame);
        if ((decoded.control() & C1218Frame.FIRST) != 0) {
            request.reset();
        }
        request.writeBytes(decoded.data());
        if (decoded.sequence() == 0) {
            byte[] whole = request.toByteArray();
            request.reset();
            requests.add(HexFormat.of().formatHex(whole));
            List<C1218Frame> frames = C1218Frame.split(service.apply(whole), packetSize, isToggling && toggle);
            toggle ^= frames.size() % 2 != 0;
            answer = frames.stream().map(C1218Frame::encode).toList();
            at = 0;
            repeated = 0;
            sendPacket();
        }
    }

    private void sendPacket() {
        if (at < answer.size()) {
            say(answer.get(at));
        }
    }

    private void say(byte... bytes) {
        inbox.addAll(toHost.apply(bytes));
    }

    @Override
    public void writeSecret(byte[] data) {
        secrets.add(HexFormat.of().formatHex(data));
        write(data);
    }

    @Override
    public int read(byte[] buffer, int offset, int length, Duration timeout) {
        calls++;
        if (inbox.isEmpty() && at < answer.size() && repeated++ < REPETITIONS) {
            // the host had the time to acknowledge it
            sendPacket();
            return 0;
        }
        byte[] next = inbox.poll();
        if (next == null) {
            return 0;
        }
        int count = Math.min(length, next.length);
        System.arraycopy(next, 0, buffer, offset, count);
        if (count < next.length) {
            inbox.addFirst(Arrays.copyOfRange(next, count, next.length));
        }
        return count;
    }

    @Override
    public void discard() {
        inbox.clear();
    }

    @Override
    public void awaitQuiet(Duration duration) {
        inbox.clear();
    }
}
