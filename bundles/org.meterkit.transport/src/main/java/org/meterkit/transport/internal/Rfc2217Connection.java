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

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.meterkit.transport.LineAddress;
import org.meterkit.transport.LineFault.Kind;
import org.meterkit.transport.SerialSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A serial port behind an RFC 2217 server. What is read and written here is the port's bytes: telnet is taken out before anybody,
 * taps included, sees them.
 *
 * <p>Until the server has agreed to RFC 2217 it may as well be a raw bridge, which passes all it is sent to the meter. So nothing but
 * the offer of that option, three bytes, is sent before.
 */
final class Rfc2217Connection implements Connection, Telnet.Listener {

    // As long as connecting may take, both for the option and for the settings.
    private static final int ANSWER_SECONDS = 5;

    private static final int BUFFER = 4096;

    private final Logger logger = LoggerFactory.getLogger(Rfc2217Connection.class);
    private final LineAddress.Rfc2217 address;
    private final SerialSettings settings;
    private final TcpConnection socket;

    // used by the opening and reading thread
    private final Telnet telnet = new Telnet(this);
    private final Map<ComPort, Integer> asked = new EnumMap<>(ComPort.class);
    private final Set<ComPort> unanswered = EnumSet.noneOf(ComPort.class);
    private final byte[] incoming = new byte[BUFFER];
    private int from;
    private int to;

    // held while something is written, which may block
    private final ReentrantLock writing = new ReentrantLock();

    Rfc2217Connection(LineAddress.Rfc2217 address, SerialSettings settings) {
        this.address = address;
        this.settings = settings;
        socket = new TcpConnection(address, address.host(), address.port());
    }

    @Override
    public void open() throws FaultException {
        socket.open();
        telnet.offer(Telnet.COM_PORT_OPTION);
        send();
        if (!await(() -> telnet.uses(Telnet.COM_PORT_OPTION))) {
            throw unsupported(
                    "does not speak RFC 2217; use " + new LineAddress.Tcp(address.host(), address.port()) + ".");
        }
        for (int option : new int[] {Telnet.BINARY, Telnet.SUPPRESS_GO_AHEAD}) {
            telnet.offer(option);
            telnet.ask(option);
        }
        asked.putAll(ComPort.values(settings));
        unanswered.addAll(asked.keySet());
        asked.forEach((what, value) -> telnet.tell(Telnet.COM_PORT_OPTION, what.request(value)));
        if (!await(unanswered::isEmpty)) {
            for (ComPort what : unanswered) {
                if (what.isVital()) {
                    throw unsupported("gave no answer when it was asked for " + words(what) + ".");
                }
                logger.debug("The server at {} does not say whether it set {}.", address, words(what));
            }
        }
    }

    /** Hears the server out, and drops payload, until it has said what is awaited; returns whether it did within the time. */
    private boolean await(BooleanSupplier said) throws FaultException {
        long start = System.nanoTime();
        while (!said.getAsBoolean()) {
            if (from < to) {
                telnet.isPayload(incoming[from++] & 0xFF);
            } else if (System.nanoTime() - start < TimeUnit.SECONDS.toNanos(ANSWER_SECONDS)) {
                fill();
            } else {
                return false;
            }
        }
        return true;
    }

    private void fill() throws FaultException {
        if (telnet.uses(Telnet.COM_PORT_OPTION)) {
            send();
        }
        from = 0;
        to = 0;
        to = socket.read(incoming);
    }

    /** Sends what telnet has to say, unless a write is stuck: the thread that notices that must not be stuck with it. */
    private void send() throws FaultException {
        if (telnet.hasOutgoing() && writing.tryLock()) {
            try {
                byte[] all = telnet.takeOutgoing();
                socket.write(all, 0, all.length);
            } finally {
                writing.unlock();
            }
        }
    }

    @Override
    public void refused(int option) throws FaultException {
        if (option == Telnet.COM_PORT_OPTION) {
            throw unsupported("speaks telnet, but not RFC 2217: it refuses its COM-PORT-OPTION. Switch that on there.");
        }
        // small servers refuse BINARY, too, and pass all bytes unchanged nonetheless
        logger.debug("The server at {} refuses telnet option {}.", address, option);
    }

    @Override
    public void told(int option, byte[] content) throws FaultException {
        ComPort what = option == Telnet.COM_PORT_OPTION ? ComPort.answered(content) : null;
        Integer wish = what == null ? null : asked.get(what);
        if (what == null || wish == null) {
            return;
        }
        int value = ComPort.value(content);
        if (value != wish) {
            throw unsupported("was asked for " + what.words(wish) + " and set " + what.words(value) + ".");
        }
        unanswered.remove(what);
    }

    private String words(ComPort what) {
        return what.words(asked.getOrDefault(what, 0));
    }

    private FaultException unsupported(String why) {
        return new FaultException(Kind.UNSUPPORTED, "The server at " + address + " " + why);
    }

    @Override
    public int read(byte[] buffer) throws FaultException {
        if (from == to) {
            fill();
        }
        int count = 0;
        while (from < to && count < buffer.length) {
            byte next = incoming[from++];
            if (telnet.isPayload(next & 0xFF)) {
                buffer[count++] = next;
            }
        }
        return count;
    }

    @Override
    public int write(byte[] data, int offset, int length) throws FaultException {
        int count = Math.min(length, BUFFER);
        byte[] escaped = Telnet.escaped(data, offset, count);
        writing.lock();
        try {
            socket.write(escaped, 0, escaped.length);
        } finally {
            writing.unlock();
        }
        return count;
    }

    @Override
    public void close() {
        socket.close();
    }
}
