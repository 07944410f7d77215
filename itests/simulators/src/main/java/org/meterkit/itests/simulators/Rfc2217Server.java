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

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;

/**
 * A serial port server on 127.0.0.1 that speaks telnet (RFC 854, 855) with the Com Port Control Option (RFC 2217), in front of a
 * simulated device. It behaves as the usual servers do: begins with requests of its own, some of them for options that a client
 * of RFC 2217 has no use for, and reports modem states unasked. What clients ask for is noted and changes nothing else.
 *
 * <p>Safe for use by several threads.
 */
public final class Rfc2217Server implements AutoCloseable {

    /** What may be wrong with a server. */
    public enum Fault {
        NONE,
        /** It is no telnet server at all: every byte goes to the device or comes from it. */
        RAW,
        /** It speaks telnet and does not know RFC 2217. */
        NO_COM_PORT,
        /** It agrees to RFC 2217 and then answers no command. */
        MUTE,
        /** It answers the settings of the port only, as some small servers do. */
        NO_CONTROL,
        /** It sets 300 baud, whatever is asked. */
        OTHER_BAUD_RATE,
        /** Each byte travels alone. */
        SPLIT,
        /** It resets the connection in the middle of its first answer. */
        RESET
    }

    private static final int SE = 240;
    private static final int SB = 250;
    private static final int WILL = 251;
    private static final int WONT = 252;
    private static final int DO = 253;
    private static final int DONT = 254;
    private static final int IAC = 255;

    private static final int BINARY = 0;
    private static final int ECHO = 1;
    private static final int SUPPRESS_GO_AHEAD = 3;
    private static final int TERMINAL_TYPE = 24;
    private static final int COM_PORT_OPTION = 44;

    private static final int SET_BAUDRATE = 1;
    private static final int SET_DATASIZE = 2;
    private static final int SET_PARITY = 3;
    private static final int SET_STOPSIZE = 4;
    private static final int SET_CONTROL = 5;
    private static final int PURGE_DATA = 12;
    private static final int NOTIFY_LINESTATE = 106;
    private static final int NOTIFY_MODEMSTATE = 107;

    /** What the server adds to the number of a command that it answers. */
    private static final int ANSWER = 100;

    /** Held while bytes that belong together are on their way. */
    private final Object wire = new Object();

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final TcpServer server;
    private volatile Fault fault = Fault.NONE;

    private Rfc2217Server() throws IOException {
        server = TcpServer.open(new Telnet());
    }

    /** Starts one on any free port. */
    public static Rfc2217Server open() throws IOException {
        return new Rfc2217Server();
    }

    /** From now on this is wrong with it; what has begun may end as it began. */
    public Rfc2217Server fault(Fault now) {
        fault = now;
        return this;
    }

    /** The port it listens on, or listened on before it refused. */
    public int port() {
        return server.port();
    }

    /** Waits until exactly {@code count} clients are connected. */
    public void awaitClients(int count, Duration timeout) throws InterruptedException, TimeoutException {
        server.awaitClients(count, timeout);
    }

    /** Sends what the device says to every client. */
    public void send(byte[] bytes) {
        server.send(bytes);
    }

    /** Reports a change of the line and one of the modem to every client. */
    public void sendStates() {
        for (Socket client : server.snapshot()) {
            try {
                write(client, command(NOTIFY_LINESTATE, 0x60));
                write(client, command(NOTIFY_MODEMSTATE, 0xFF));
            } catch (IOException e) {
                // It is gone, and its own thread says so.
            }
        }
    }

    /** What clients have sent to the device so far; with {@link Fault#RAW} that is all they sent. */
    public byte[] received() {
        return server.received();
    }

    /**
     * What clients have asked for so far, in order: {@code WILL 44} for an option, {@code SET-BAUDRATE 9600} for a command with
     * its value as RFC 2217 numbers it.
     */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** Ends all connections in good order. New clients are welcome. */
    public void hangUp() {
        server.hangUp();
    }

    /** Resets all connections. New clients are welcome. */
    public void reset() {
        server.reset();
    }

    /** Stops listening; the connections that there are stay. */
    public void refuse() {
        server.refuse();
    }

    /** Listens again, on the same port. */
    public void welcome() throws IOException {
        server.welcome();
    }

    /** Stops listening and ends all connections. A second call does nothing. */
    @Override
    public void close() {
        server.close();
    }

    private final class Telnet implements TcpServer.Dialect {

        @Override
        public void send(Socket client, byte[] bytes) throws IOException {
            write(client, fault == Fault.RAW ? bytes : escaped(bytes));
        }

        @Override
        public void receive(Socket client, OutputStream device) throws IOException {
            if (fault == Fault.RAW) {
                client.getInputStream().transferTo(device);
            } else {
                new Conversation(client, device).run();
            }
        }
    }

    private void write(Socket client, byte... bytes) throws IOException {
        OutputStream output = client.getOutputStream();
        synchronized (wire) {
            if (fault == Fault.SPLIT) {
                for (byte each : bytes) {
                    output.write(each);
                }
            } else {
                output.write(bytes);
            }
        }
    }

    /** One client's. */
    private final class Conversation {

        private final Socket client;
        private final InputStream input;
        private final OutputStream device;

        /** What the server has said WILL and DO to: a client that agrees or asks again gets no answer. */
        private final Set<List<Integer>> agreed = new HashSet<>();

        private final int[] settings = {0, 9600, 8, 1, 1};

        Conversation(Socket client, OutputStream device) throws IOException {
            this.client = client;
            this.device = device;
            input = new BufferedInputStream(client.getInputStream());
        }

        void run() throws IOException {
            say(WILL, SUPPRESS_GO_AHEAD);
            say(WILL, ECHO);
            say(DO, TERMINAL_TYPE);
            say(DO, BINARY);
            while (true) {
                int next = input.read();
                if (next < 0) {
                    return;
                }
                if (next != IAC) {
                    device.write(next);
                    continue;
                }
                int command = next();
                switch (command) {
                    case IAC -> device.write(IAC);
                    case WILL, WONT, DO, DONT -> negotiate(command, next());
                    case SB -> subnegotiate();
                    default -> requests.add(name(command));
                }
            }
        }

        private int next() throws IOException {
            int next = input.read();
            if (next < 0) {
                throw new EOFException();
            }
            return next;
        }

        private void say(int verb, int option) throws IOException {
            agreed.add(List.of(verb, option));
            write(client, (byte) IAC, (byte) verb, (byte) option);
        }

        private void negotiate(int verb, int option) throws IOException {
            requests.add(name(verb) + " " + option);
            int yes = verb == WILL || verb == WONT ? DO : WILL;
            if (verb == WONT || verb == DONT) {
                agreed.remove(List.of(yes, option));
            } else if (!wants(option)) {
                write(client, (byte) IAC, (byte) (yes == DO ? DONT : WONT), (byte) option);
            } else if (!agreed.contains(List.of(yes, option))) {
                say(yes, option);
                if (option == COM_PORT_OPTION) {
                    write(client, command(NOTIFY_MODEMSTATE, 0xB0));
                }
            }
        }

        private boolean wants(int option) {
            return option == BINARY
                    || option == SUPPRESS_GO_AHEAD
                    || option == COM_PORT_OPTION && fault != Fault.NO_COM_PORT;
        }

        private void subnegotiate() throws IOException {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            for (int next = next(); ; next = next()) {
                if (next == IAC) {
                    next = next();
                    if (next != IAC) {
                        break;
                    }
                }
                content.write(next);
            }
            byte[] bytes = content.toByteArray();
            int number = bytes.length < 2 ? -1 : bytes[1];
            if (bytes.length != (number == SET_BAUDRATE ? 6 : 3) || bytes[0] != COM_PORT_OPTION) {
                requests.add("SUBNEGOTIATION " + Arrays.toString(bytes));
                return;
            }
            obey(number, number == SET_BAUDRATE ? ByteBuffer.wrap(bytes).getInt(2) : bytes[2] & 0xFF);
        }

        private void obey(int number, int value) throws IOException {
            requests.add(name(number) + " " + value);
            int result = value;
            if (number >= SET_BAUDRATE && number <= SET_STOPSIZE) {
                if (fault == Fault.OTHER_BAUD_RATE && number == SET_BAUDRATE) {
                    result = 300;
                } else if (value == 0) {
                    result = settings[number];
                }
                settings[number] = result;
            }
            if (fault == Fault.MUTE || fault == Fault.NO_CONTROL && number > SET_STOPSIZE) {
                return;
            }
            byte[] answer = command(number + ANSWER, result);
            if (fault == Fault.RESET) {
                write(client, Arrays.copyOf(answer, answer.length - 3));
                client.setSoLinger(true, 0);
                throw new SocketException("Reset on purpose.");
            }
            write(client, answer);
        }
    }

    private static String name(int number) {
        return switch (number) {
            case WILL -> "WILL";
            case WONT -> "WONT";
            case DO -> "DO";
            case DONT -> "DONT";
            case SET_BAUDRATE -> "SET-BAUDRATE";
            case SET_DATASIZE -> "SET-DATASIZE";
            case SET_PARITY -> "SET-PARITY";
            case SET_STOPSIZE -> "SET-STOPSIZE";
            case SET_CONTROL -> "SET-CONTROL";
            case PURGE_DATA -> "PURGE-DATA";
            default -> "COMMAND-" + number;
        };
    }

    private static byte[] command(int number, int value) {
        byte[] content = number == SET_BAUDRATE + ANSWER
                ? ByteBuffer.allocate(4).putInt(value).array()
                : new byte[] {(byte) value};
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(new byte[] {(byte) IAC, (byte) SB, COM_PORT_OPTION, (byte) number});
        all.writeBytes(escaped(content));
        all.writeBytes(new byte[] {(byte) IAC, (byte) SE});
        return all.toByteArray();
    }

    private static byte[] escaped(byte[] bytes) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte each : bytes) {
            all.write(each);
            if (each == (byte) IAC) {
                all.write(IAC);
            }
        }
        return all.toByteArray();
    }
}
