/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.transport.internal;

import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.meterkit.transport.LineFault;
import org.meterkit.transport.LineListener;
import org.meterkit.transport.Moment;

/** Keeps what a line's listener heard, in order, for a test to take: {@code "opened"}, a fault, or bytes. */
final class Heard implements LineListener {

    static final long PATIENCE_SECONDS = 20;

    private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();

    @Override
    public void opened() {
        events.add("opened");
    }

    @Override
    public void received(byte[] data, Moment at) {
        events.add(data);
    }

    @Override
    public void failed(LineFault fault) {
        events.add(fault);
    }

    private <E> E next(Class<E> type) {
        try {
            Object event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!type.isInstance(event)) {
                String heard = event instanceof byte[] data ? "the bytes '" + text(data) + "'" : String.valueOf(event);
                throw new AssertionError("Expected " + type.getSimpleName() + ", heard " + heard);
            }
            return type.cast(event);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The next event must be an opening. */
    Heard opening() {
        next(String.class);
        return this;
    }

    /** The next event must be this kind of fault. */
    LineFault fault(LineFault.Kind kind) {
        LineFault fault = next(LineFault.class);
        if (fault.kind() != kind) {
            throw new AssertionError("Expected " + kind + ", heard " + fault);
        }
        return fault;
    }

    /** The next events must be bytes, so many in all. */
    byte[] bytes(int count) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (all.size() < count) {
            all.writeBytes(next(byte[].class));
        }
        return all.toByteArray();
    }

    /** As {@link #bytes(int)}, as text. */
    String text(int count) {
        return text(bytes(count));
    }

    /** Nothing has been heard by now that was not taken. */
    void nothing() {
        assertNull(events.peek());
    }

    static String text(byte[] data) {
        return new String(data, StandardCharsets.ISO_8859_1);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
