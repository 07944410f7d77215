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
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.binding.ekm.internal.protocol.BadAnswerException;
import org.meterkit.binding.ekm.internal.protocol.OmnimeterAddresses;
import org.meterkit.binding.ekm.internal.protocol.OmnimeterReading;
import org.meterkit.binding.ekm.internal.protocol.OmnimeterRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One meter of a bus: how it is asked, when next, and what it told that is not asked for every time. Conversations use it on the
 * line's exchange thread; what says when, the bus guards.
 */
final class Meter {

    /** Every how many polls the B answer is asked for. What it alone tells changes slowly. */
    private static final int POLLS_PER_B = 10;

    /** The longest a silent meter is left alone, unless polls are rarer. */
    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(1);

    private final Logger logger = LoggerFactory.getLogger(Meter.class);
    private final String address;
    private final MeterListener listener;
    private @Nullable OmnimeterRequest request;
    private @Nullable OmnimeterReading second;
    private int secondDecimals;
    private int pollsUntilSecond;
    private volatile int silences;

    /** {@link System#nanoTime()} of the next poll. */
    private long due = System.nanoTime();

    Meter(String address, @Nullable OmnimeterRequest model, MeterListener listener) {
        this.address = address;
        this.request = model;
        this.listener = listener;
    }

    String address() {
        return address;
    }

    MeterListener listener() {
        return listener;
    }

    long due() {
        return due;
    }

    void setDue(long nanos) {
        due = nanos;
    }

    /** The line is new: nothing is known of who is silent. */
    void revive() {
        silences = 0;
        due = System.nanoTime();
    }

    /** A poll has ended; how long to wait from its cycle's start until the next one. */
    Duration waitAfter(boolean silent, Duration interval) {
        silences = silent ? silences + 1 : 0;
        if (silences < 2 || interval.compareTo(LONGEST_BACKOFF) >= 0) {
            return interval;
        }
        Duration wait = interval.multipliedBy(1L << Math.min(silences - 1, 16));
        return wait.compareTo(LONGEST_BACKOFF) < 0 ? wait : LONGEST_BACKOFF;
    }

    /** Everything the meter tells, for a poll. */
    OmnimeterReading poll(Conversation conversation, int retries) throws IOException, InterruptedException {
        // One time-out is all that a silent meter may cost the others.
        OmnimeterReading first = read(conversation, silences == 0 ? retries : 0);
        if (!first.layout().isV4()) {
            return first;
        }
        OmnimeterReading b = second;
        if (pollsUntilSecond > 0 && (b == null || secondDecimals == first.energyDecimals())) {
            pollsUntilSecond--;
            return b == null ? first : first.with(b);
        }
        return complete(conversation, first, retries);
    }

    /** Everything the meter tells, fresh. */
    OmnimeterReading readAll(Conversation conversation, int retries) throws IOException, InterruptedException {
        OmnimeterReading first = read(conversation, retries);
        return first.layout().isV4() ? complete(conversation, first, retries) : first;
    }

    private OmnimeterReading complete(Conversation conversation, OmnimeterReading first, int retries)
            throws IOException, InterruptedException {
        if (secondDecimals != first.energyDecimals()) {
            // B has no decimals of its own: when they change, as with new current transformers, its numbers do
            second = null;
            secondDecimals = first.energyDecimals();
        }
        pollsUntilSecond = 0;
        try {
            second = conversation.read(address, OmnimeterRequest.V4B, retries);
            pollsUntilSecond = POLLS_PER_B - 1;
        } catch (RefusedException e) {
            // not at every poll, in case this meter has none
            pollsUntilSecond = POLLS_PER_B - 1;
            logger.debug("Meter {} does not tell its second half.", address);
        } catch (BadAnswerException e) {
            logger.debug("Meter {}: the second half cannot be used: {}", address, e.getMessage());
        }
        OmnimeterReading b = second;
        return b == null ? first : first.with(b);
    }

    /** What a meter of v.3 tells, or the first half of what one of v.4 does. Finds out which one it is. */
    OmnimeterReading read(Conversation conversation, int retries) throws IOException, InterruptedException {
        OmnimeterRequest known = request;
        if (known != null) {
            return conversation.read(address, known, retries);
        }
        OmnimeterRequest likely = OmnimeterAddresses.likelyRequest(address);
        OmnimeterRequest other = likely.isV4() ? OmnimeterRequest.V3 : OmnimeterRequest.V4A;
        OmnimeterReading reading;
        if (silences > 0 && retries == 0) {
            reading = conversation.read(address, silences % 2 == 0 ? likely : other, 0);
        } else {
            // who was never heard may well not be there: no repetitions
            try {
                reading = conversation.read(address, likely, 0);
            } catch (RefusedException e) {
                reading = conversation.read(address, other, 0);
            }
        }
        request = reading.layout();
        return reading;
    }
}
