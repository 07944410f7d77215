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

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The cable of a {@link P1Simulator}: sends its telegrams to a serial port or to whoever is connected over TCP or RFC 2217, on demand
 * or in a rhythm. The feed owns neither meter nor port; close it before the port.
 *
 * <p>Safe for use by several threads; telegrams never mix.
 */
public final class P1Feed implements AutoCloseable {

    private interface Line {
        void send(byte[] bytes) throws IOException;
    }

    private final P1Simulator meter;
    private final Line patient;
    private final Line impatient;
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "meterkit-p1-feed");
        thread.setDaemon(true);
        return thread;
    });

    /** Held while a telegram is on its way; guards the rhythm. */
    private final Object sending = new Object();

    private Future<?> rhythm;
    private P1Encryptor encryption;
    private volatile boolean evenParity;

    private P1Feed(P1Simulator meter, Line patient, Line impatient) {
        this.meter = meter;
        this.patient = patient;
        this.impatient = impatient;
    }

    /**
     * Feeds a serial port. What is sent on demand waits for a reader when the port's buffer is full; what is sent in a rhythm
     * does not, so that nobody finds telegrams of long ago when he opens the port.
     */
    public static P1Feed to(PseudoTerminal terminal, P1Simulator meter) {
        return new P1Feed(meter, terminal.output()::write, terminal::transmit);
    }

    /** Feeds all clients of a TCP server. */
    public static P1Feed to(TcpServer server, P1Simulator meter) {
        return new P1Feed(meter, server::send, server::send);
    }

    /** Feeds all clients of an RFC 2217 server. */
    public static P1Feed to(Rfc2217Server server, P1Simulator meter) {
        return new P1Feed(meter, server::send, server::send);
    }

    /**
     * From now on sends what a reader set to 8N1 sees of a line that is set to 7E1: seven bits, and the bit that makes the
     * number of ones even.
     */
    public P1Feed evenParity() {
        evenParity = true;
        return this;
    }

    /** From now on encrypts the telegrams. */
    public P1Feed encrypted(P1Encryptor with) {
        synchronized (sending) {
            encryption = with;
        }
        return this;
    }

    private byte[] telegram() {
        synchronized (sending) {
            byte[] telegram = meter.telegram();
            return encryption == null ? telegram : encryption.encrypt(telegram);
        }
    }

    /** Sends a telegram now and then in the rhythm of the meter's version, until {@link #silence()}. */
    public P1Feed start() {
        return start(meter.version().period());
    }

    /** Sends a telegram now and then one in each {@code period}, until {@link #silence()}. */
    public P1Feed start(Duration period) {
        synchronized (sending) {
            silence();
            rhythm = scheduler.scheduleAtFixedRate(this::beat, 0, period.toNanos(), TimeUnit.NANOSECONDS);
        }
        return this;
    }

    private void beat() {
        try {
            synchronized (sending) {
                if (rhythm != null) {
                    send(impatient, telegram());
                }
            }
        } catch (IOException e) {
            // Unplugged or switched off: a meter does not notice.
        }
    }

    /** Stops sending of its own accord: nothing follows this call. Connections stay. */
    public void silence() {
        synchronized (sending) {
            if (rhythm != null) {
                rhythm.cancel(false);
                rhythm = null;
            }
        }
    }

    /** Sends a telegram now and returns it, as it was before parity. */
    public byte[] send() throws IOException {
        return send(telegram -> telegram);
    }

    /** Sends a telegram now to which {@code fault} happens, and returns what was sent, as it was before parity. */
    public byte[] send(P1Fault fault) throws IOException {
        byte[] bytes = fault.apply(telegram());
        sendBytes(bytes);
        return bytes;
    }

    /** Sends any bytes. */
    public void sendBytes(byte[] bytes) throws IOException {
        send(patient, bytes);
    }

    private void send(Line line, byte[] bytes) throws IOException {
        synchronized (sending) {
            line.send(evenParity ? withParity(bytes) : bytes);
        }
    }

    /** Stops sending. A second call does nothing. */
    @Override
    public void close() {
        scheduler.shutdownNow();
    }

    private static byte[] withParity(byte[] bytes) {
        byte[] result = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            int data = bytes[i] & 0x7F;
            result[i] = (byte) (data | (Integer.bitCount(data) & 1) << 7);
        }
        return result;
    }
}
