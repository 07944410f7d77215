/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.ekm.internal.device;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.binding.ekm.internal.protocol.BadAnswerException;
import org.meterkit.binding.ekm.internal.protocol.EkmFrames;
import org.meterkit.binding.ekm.internal.protocol.EkmTable;
import org.meterkit.binding.ekm.internal.protocol.OmnimeterReading;
import org.meterkit.binding.ekm.internal.protocol.OmnimeterRequest;
import org.meterkit.transport.Wire;

/** Requests and answers on a line, with the quiet times, repetitions and echoes that belong to them. Used within one exchange. */
final class Conversation {

    /** Between two requests. */
    private static final Duration QUIET = Duration.ofMillis(20);

    /** After an answer that could not be used, and after a setting: network bridges hold bytes back for up to 200 ms. */
    private static final Duration LONG_QUIET = Duration.ofMillis(200);

    /** No byte for so long ends an answer; network bridges make gaps. */
    private static final Duration GAP = Duration.ofMillis(250);

    /** Within this a meter confirms a setting, however short the time-out for readings is. */
    private static final Duration CONFIRMATION = Duration.ofSeconds(1);

    private final Wire wire;
    private final BusSettings settings;
    private final BusCounters counters;

    Conversation(Wire wire, BusSettings settings, BusCounters counters) {
        this.wire = wire;
        this.settings = settings;
        this.counters = counters;
    }

    /**
     * Reads a meter, which then is the one that {@link #table} and {@link #isConfirmed} speak to.
     *
     * @throws RefusedException when it is silent
     * @throws BadAnswerException when no answer can be used
     */
    OmnimeterReading read(String address, OmnimeterRequest request, int retries)
            throws IOException, InterruptedException {
        IOException failure = new RefusedException("Meter " + address + " does not answer.");
        for (int attempt = 0; attempt <= retries; attempt++) {
            byte[] answer = ask(request.to(address), settings.responseTimeout());
            if (answer == null) {
                counters.timeout();
                continue;
            }
            try {
                return OmnimeterReading.decode(answer, address, request);
            } catch (BadAnswerException e) {
                counters.damaged();
                failure = e;
                awaitLongQuiet();
            }
        }
        throw failure;
    }

    /** Reads a table of the meter that was read last. */
    EkmTable table(String number) throws IOException, InterruptedException {
        IOException failure = new RefusedException("The meter does not answer this request.");
        for (int attempt = 0; attempt <= Math.max(1, settings.retries()); attempt++) {
            byte[] answer = ask(EkmTable.request(number, attempt % 2 == 0), settings.responseTimeout());
            if (answer == null) {
                counters.timeout();
                continue;
            }
            try {
                return EkmTable.decode(answer, number);
            } catch (BadAnswerException e) {
                counters.damaged();
                failure = e;
                awaitLongQuiet();
            }
        }
        throw failure;
    }

    /**
     * Asks once.
     *
     * @return what came from the start of an answer on, at most as much as an answer has; null when nothing came
     */
    byte @Nullable [] ask(byte[] request, Duration timeout) throws IOException, InterruptedException {
        wire.awaitQuiet(QUIET);
        wire.write(request);
        byte[] buffer = new byte[request.length + 2 * EkmFrames.ANSWER_LENGTH];
        long asked = System.nanoTime();
        long deadline = asked + timeout.toNanos();
        int count = 0;
        int start = 0;
        while (count - start < EkmFrames.ANSWER_LENGTH && count < buffer.length) {
            Duration patience = start < count ? GAP : Duration.ofNanos(deadline - System.nanoTime());
            int read = wire.read(buffer, count, buffer.length - count, patience);
            if (read == 0) {
                break;
            }
            boolean heard = start < count;
            count += read;
            start = echo(buffer, count, request);
            while (start < count && buffer[start] != EkmFrames.START) {
                start++;
            }
            if (!heard && start < count) {
                counters.answered(System.nanoTime() - asked);
            }
        }
        return count == echo(buffer, count, request)
                ? null
                : Arrays.copyOfRange(buffer, start, Math.min(count, start + EkmFrames.ANSWER_LENGTH));
    }

    /** How long somebody who may not be there is waited for: at least so long, longer where meters are behind a slow network. */
    Duration patience(Duration least) {
        Duration known = counters.answerTime().multipliedBy(2);
        Duration most = settings.responseTimeout();
        Duration wanted = known.compareTo(most) < 0 ? known : most;
        return wanted.compareTo(least) < 0 ? least : wanted;
    }

    /** How many of the bytes are but the request, which two-wire adapters may repeat. */
    private static int echo(byte[] buffer, int count, byte[] request) {
        int length = Math.min(count, request.length);
        return Arrays.equals(buffer, 0, length, request, 0, length) ? length : 0;
    }

    /** Sends a secret to the meter that was read last, and waits for its consent. */
    boolean isConfirmed(byte[] frame) throws IOException, InterruptedException {
        wire.awaitQuiet(QUIET);
        wire.writeSecret(frame);
        Duration timeout = settings.responseTimeout();
        long deadline = System.nanoTime() + (timeout.compareTo(CONFIRMATION) > 0 ? timeout : CONFIRMATION).toNanos();
        byte[] buffer = new byte[frame.length + 1];
        int count = 0;
        do {
            Duration patience = Duration.ofNanos(deadline - System.nanoTime());
            int read = wire.read(buffer, count, buffer.length - count, patience);
            if (read == 0) {
                return false;
            }
            count += read;
        } while (count == echo(buffer, count, frame));
        return buffer[echo(buffer, frame.length, frame)] == EkmFrames.ACKNOWLEDGED;
    }

    void awaitLongQuiet() throws IOException, InterruptedException {
        wire.awaitQuiet(LONG_QUIET);
    }

    /** Lets go of the meter that was read last. */
    void end() throws IOException, InterruptedException {
        wire.write(EkmFrames.end());
    }
}
