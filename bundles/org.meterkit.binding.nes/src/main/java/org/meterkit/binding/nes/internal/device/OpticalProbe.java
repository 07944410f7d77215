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

import java.io.IOException;
import java.time.Duration;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.binding.nes.internal.protocol.NesIdentity;
import org.meterkit.transport.Lease;
import org.meterkit.transport.LineAddress;
import org.meterkit.transport.LineFault;
import org.meterkit.transport.LineHeldException;
import org.meterkit.transport.LineListener;
import org.meterkit.transport.LineRequest;
import org.meterkit.transport.LineService;
import org.meterkit.transport.Priority;
import org.meterkit.transport.Wire;

/** Asks a line whether there is a meter, without a key. Thread-safe. */
public final class OpticalProbe implements AutoCloseable {

    /** Hears what was found out, on threads of the line. */
    public interface Listener {

        /** There is a meter; what it did not tell without a key is empty. */
        void found(NesIdentity identity);

        /** There is none, or the line is not to be had; the sentence says why. */
        void failed(String sentence);
    }

    private static final Duration LONGEST = Duration.ofSeconds(18);
    private static final NesIdentity UNKNOWN = new NesIdentity("", "", "", "", "", "");

    private final LineService lines;
    private final LineRequest request;
    private final Listener listener;

    // guarded by this
    private @Nullable Lease lease;
    private boolean closed;

    /**
     * Does nothing yet.
     *
     * @param holder who asks
     */
    public OpticalProbe(LineService lines, LineAddress line, String holder, Listener listener) {
        this.lines = lines;
        this.listener = listener;
        request = new LineRequest(line, OpticalMeter.SETTINGS, Duration.ZERO, holder);
    }

    /**
     * Takes the line and asks as soon as it is open.
     *
     * @throws LineHeldException when the line is used otherwise
     */
    public synchronized void open() throws LineHeldException {
        if (closed) {
            return;
        }
        lease = lines.lease(request, new LineListener() {
            @Override
            public void opened() {
                ask();
            }

            @Override
            public void failed(LineFault fault) {
                listener.failed(fault.sentence());
            }
        });
    }

    private void ask() {
        Lease held;
        synchronized (this) {
            held = lease;
        }
        if (held != null) {
            held.exchange(Priority.SCAN, LONGEST, OpticalProbe::ask).whenComplete((identity, failure) -> {
                if (failure == null) {
                    listener.found(identity);
                } else {
                    listener.failed(String.valueOf(failure.getMessage()));
                }
            });
        }
    }

    private static NesIdentity ask(Wire wire) throws IOException, InterruptedException {
        C1218Session session = new C1218Session();
        session.identify(wire);
        NesIdentity identity = UNKNOWN;
        try {
            // most meters let all see it
            session.logOn(wire, 1, "");
            identity = OpticalMeter.identity(wire, session);
        } catch (IOException e) {
            // it is a meter all the same
        }
        try {
            session.end(wire);
        } catch (IOException e) {
            // it ends by itself
        }
        return identity;
    }

    @Override
    public void close() {
        Lease held;
        synchronized (this) {
            closed = true;
            held = lease;
            lease = null;
        }
        if (held != null) {
            held.close();
        }
    }
}
