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

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Our end of a telnet connection (RFC 854, 855): tells payload from commands, negotiates options, collects what is to be sent. It
 * wants the options BINARY (RFC 856) and SUPPRESS-GO-AHEAD (RFC 858) both ways and COM-PORT-OPTION (RFC 2217), and refuses all others.
 *
 * <p>Whatever the other end says, this one says yes, no and no longer at most once each for an option and direction, so that
 * negotiation ends and needs little memory. Does no input and output of its own; used by one thread.
 */
final class Telnet {

    static final int BINARY = 0;
    static final int SUPPRESS_GO_AHEAD = 3;
    static final int COM_PORT_OPTION = 44;

    private static final int SE = 240;
    private static final int SB = 250;
    private static final int WILL = 251;
    private static final int WONT = 252;
    private static final int DO = 253;
    private static final int DONT = 254;
    private static final int IAC = 255;

    // Four times what an answer of RFC 2217 takes. Longer ones, such as a signature, are of no use here.
    private static final int CONTENT = 32;

    /** Hears what the other end decides. */
    interface Listener {

        /** It does not want us to use an option that we offered or used. */
        void refused(int option) throws FaultException;

        /** It said something about an option; {@code content} is without the option's number, and not empty. */
        void told(int option, byte[] content) throws FaultException;
    }

    private enum State {
        DATA,
        COMMAND,
        OPTION,
        CONTENT,
        CONTENT_COMMAND
    }

    /** What one end does. For each option this says yes or no to it being done. */
    private final class Side {

        private final int yes;
        private final int no;
        private final BitSet wanted = BitSet.valueOf(new long[] {
            1L << BINARY | 1L << SUPPRESS_GO_AHEAD | 1L << COM_PORT_OPTION,
        });
        private final BitSet agreedTo = new BitSet();
        private final BitSet refused = new BitSet();
        private final BitSet on = new BitSet();

        Side(int yes, int no) {
            this.yes = yes;
            this.no = no;
        }

        void agree(int option) {
            if (wanted.get(option) && !agreedTo.get(option)) {
                agreedTo.set(option);
                say(yes, option);
            }
        }

        void switchedOn(int option) {
            if (wanted.get(option)) {
                agree(option);
                on.set(option);
            } else if (!refused.get(option)) {
                refused.set(option);
                say(no, option);
            }
        }

        void switchedOff(int option) {
            wanted.clear(option);
            if (on.get(option)) {
                on.clear(option);
                say(no, option);
            }
        }
    }

    private final Listener listener;
    private final Side ours = new Side(WILL, WONT);
    private final Side theirs = new Side(DO, DONT);
    private final ByteArrayOutputStream outgoing = new ByteArrayOutputStream();
    private final byte[] content = new byte[CONTENT];
    private int length;
    private State state = State.DATA;
    private int verb;

    Telnet(Listener listener) {
        this.listener = listener;
    }

    /** Offers to use an option; once agreed, {@link #uses} it. */
    void offer(int option) {
        ours.agree(option);
    }

    /** Asks the other end to use an option. */
    void ask(int option) {
        theirs.agree(option);
    }

    /** Whether both ends agreed that we use an option. */
    boolean uses(int option) {
        return ours.on.get(option);
    }

    /** Says something about an option. */
    void tell(int option, byte[] said) {
        say(SB, option);
        outgoing.writeBytes(escaped(said, 0, said.length));
        outgoing.write(IAC);
        outgoing.write(SE);
    }

    private void say(int command, int option) {
        outgoing.write(IAC);
        outgoing.write(command);
        outgoing.write(option);
    }

    /** What is to be sent now, answers included; it is then taken as sent. */
    byte[] takeOutgoing() {
        byte[] all = outgoing.toByteArray();
        outgoing.reset();
        return all;
    }

    boolean hasOutgoing() {
        return outgoing.size() > 0;
    }

    /** Payload as it is sent. */
    static byte[] escaped(byte[] data, int offset, int length) {
        byte[] all = new byte[2 * length];
        int count = 0;
        for (int i = offset; i < offset + length; i++) {
            all[count++] = data[i];
            if (data[i] == (byte) IAC) {
                all[count++] = data[i];
            }
        }
        return Arrays.copyOf(all, count);
    }

    /**
     * Takes the next byte received, from 0 to 255.
     *
     * @return whether it is payload
     * @throws FaultException as the listener throws it
     */
    boolean isPayload(int next) throws FaultException {
        switch (state) {
            case DATA -> {
                if (next != IAC) {
                    return true;
                }
                state = State.COMMAND;
            }
            case COMMAND -> {
                if (next == IAC) {
                    state = State.DATA;
                    return true;
                }
                command(next);
            }
            case OPTION -> {
                state = State.DATA;
                negotiate(next);
            }
            case CONTENT -> {
                if (next == IAC) {
                    state = State.CONTENT_COMMAND;
                } else {
                    keep(next);
                }
            }
            case CONTENT_COMMAND -> {
                if (next == IAC) {
                    state = State.CONTENT;
                    keep(next);
                } else if (next == SE) {
                    state = State.DATA;
                    told();
                } else {
                    // broken off
                    command(next);
                }
            }
        }
        return false;
    }

    private void command(int command) {
        switch (command) {
            case WILL, WONT, DO, DONT -> {
                verb = command;
                state = State.OPTION;
            }
            case SB -> {
                length = 0;
                state = State.CONTENT;
            }
            // no operation, go ahead and others for people at terminals
            default -> state = State.DATA;
        }
    }

    private void negotiate(int option) throws FaultException {
        switch (verb) {
            case WILL -> theirs.switchedOn(option);
            case WONT -> theirs.switchedOff(option);
            case DO -> ours.switchedOn(option);
            default -> {
                ours.switchedOff(option);
                listener.refused(option);
            }
        }
    }

    private void keep(int next) {
        if (length < CONTENT) {
            content[length] = (byte) next;
        }
        length = Math.min(length + 1, CONTENT + 1);
    }

    private void told() throws FaultException {
        if (length > 1 && length <= CONTENT) {
            listener.told(content[0] & 0xFF, Arrays.copyOfRange(content, 1, length));
        }
    }
}
