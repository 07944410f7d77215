/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.p1.internal.thing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.transport.Exchange;
import org.meterkit.transport.Lease;
import org.meterkit.transport.LineAddress;
import org.meterkit.transport.LineListener;
import org.meterkit.transport.LineRequest;
import org.meterkit.transport.LineService;
import org.meterkit.transport.LineStatus;
import org.meterkit.transport.Moment;
import org.meterkit.transport.PortInfo;
import org.meterkit.transport.Priority;
import org.meterkit.transport.Registration;
import org.meterkit.transport.WireTap;

/** One line without threads: who sends on it calls whoever listens, and time passes when told to. */
final class DirectLine implements LineService {

    Moment now = new Moment(Instant.parse("2027-01-01T00:00:00Z"), 0);

    @Nullable
    LineRequest request;

    private @Nullable LineListener listener;

    void send(byte[] data) {
        LineListener to = listener;
        if (to != null && data.length > 0) {
            to.received(data, now);
        }
    }

    @Override
    public Lease lease(LineRequest asked, LineListener to) {
        request = asked;
        listener = to;
        to.opened();
        return new Lease() {
            @Override
            public LineRequest request() {
                return asked;
            }

            @Override
            public boolean isOpen() {
                return listener == to;
            }

            @Override
            public <T> CompletableFuture<T> exchange(Priority priority, Duration deadline, Exchange<T> exchange) {
                throw new IllegalStateException("nobody writes to a P1 port");
            }

            @Override
            public void close() {
                if (listener == to) {
                    listener = null;
                }
            }
        };
    }

    @Override
    public List<PortInfo> serialPorts() {
        return List.of();
    }

    @Override
    public List<LineStatus> lines() {
        return List.of();
    }

    @Override
    public Registration tap(LineAddress address, WireTap tap) {
        return () -> {};
    }
}
