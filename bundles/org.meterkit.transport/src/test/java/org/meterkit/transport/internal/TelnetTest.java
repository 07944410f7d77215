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

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bytes as RFC 854 and RFC 855 have them: ff is IAC, fb WILL, fc WONT, fd DO, fe DONT, fa SB, f0 SE. */
class TelnetTest {

    private static final HexFormat HEX = HexFormat.of();

    private final List<String> events = new ArrayList<>();
    private final Telnet telnet = new Telnet(new Telnet.Listener() {
        @Override
        public void refused(int option) {
            events.add("refused " + option);
        }

        @Override
        public void told(int option, byte[] content) {
            events.add("told " + option + " " + HEX.formatHex(content));
        }
    });

    /** Lets it take bytes, and returns those of them that are payload. */
    private String payload(String hex) throws FaultException {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        for (byte each : HEX.parseHex(hex)) {
            if (telnet.isPayload(each & 0xFF)) {
                payload.write(each);
            }
        }
        return HEX.formatHex(payload.toByteArray());
    }

    private String outgoing() {
        return HEX.formatHex(telnet.takeOutgoing());
    }

    @Test
    void escapedBytesArePayloadAndCommandsAreNot() throws FaultException {
        // a no operation, a go ahead and an end of nothing
        assertEquals("01ff02ffff03", payload("01ffff02fff1fffffff9ffff03fff0"));
        assertEquals("", outgoing());
    }

    @Test
    void payloadIsEscaped() {
        assertArrayEquals(HEX.parseHex("02ffff03ffffffff"), Telnet.escaped(HEX.parseHex("0102ff03ffff04"), 1, 5));
    }

    @Test
    void anOfferThatIsAcceptedIsInUseAndNotAnsweredAgain() throws FaultException {
        telnet.offer(Telnet.COM_PORT_OPTION);
        telnet.offer(Telnet.COM_PORT_OPTION);
        assertEquals("fffb2c", outgoing());
        assertFalse(telnet.uses(Telnet.COM_PORT_OPTION));
        payload("fffd2cfffd2c");
        assertTrue(telnet.uses(Telnet.COM_PORT_OPTION));
        assertEquals("", outgoing());
    }

    @Test
    void anOfferThatIsRefusedIsNotMadeAgain() throws FaultException {
        telnet.offer(Telnet.COM_PORT_OPTION);
        payload("fffe2c");
        telnet.offer(Telnet.COM_PORT_OPTION);
        assertEquals("fffb2c", outgoing());
        assertFalse(telnet.uses(Telnet.COM_PORT_OPTION));
        assertEquals(List.of("refused 44"), events);
    }

    @Test
    void requestsAreAgreedToOrRefusedPolitely() throws FaultException {
        // DO BINARY, WILL BINARY, WILL ECHO, DO TERMINAL-TYPE
        payload("fffd00" + "fffb00" + "fffb01" + "fffd18");
        assertEquals("fffb00" + "fffd00" + "fffe01" + "fffc18", outgoing());
        telnet.offer(Telnet.BINARY);
        telnet.ask(Telnet.BINARY);
        assertEquals("", outgoing());
        // BINARY ends, and may not come back
        payload("fffe00" + "fffc00");
        assertEquals("fffc00" + "fffe00", outgoing());
        payload("fffd00" + "fffb00");
        assertEquals("fffc00" + "fffe00", outgoing());
        assertFalse(telnet.uses(Telnet.BINARY));
    }

    @Test
    void negotiationEndsWhateverTheOtherEndSays() throws FaultException {
        int all = 0;
        for (int round = 0; round < 20; round++) {
            int before = all;
            for (int option = 0; option < 256; option++) {
                for (String verb : List.of("fffd", "fffb", "fffe", "fffc", "fffb", "fffd")) {
                    payload(verb + HEX.toHexDigits((byte) option));
                    all += telnet.takeOutgoing().length;
                }
            }
            assertTrue(round == 0 || all == before, "it goes on and on");
        }
        assertTrue(all <= 2 * 3 * 3 * 256, all + " bytes");
    }

    @Test
    void whatIsSaidAboutOptionsIsHeardWithoutItsEscapes() throws FaultException {
        assertEquals("0102", payload("01fffa2c65ffff00ff" + "f002"));
        telnet.tell(Telnet.COM_PORT_OPTION, new byte[] {1, 0, -1});
        assertEquals("fffa2c0100fffffff0", outgoing());
        assertEquals(List.of("told 44 65ff00"), events);
    }

    @Test
    void whatIsBrokenOffEmptyOrTooLongIsNotHeard() throws FaultException {
        assertEquals("01", payload("fffa2c65fffd18" + "01" + "fffafff0" + "fffa2cfff0"));
        assertEquals("fffc18", outgoing());
        payload("fffa2c" + "00".repeat(100_000) + "fff0");
        assertEquals(List.of(), events);
        payload("fffa2c" + "07".repeat(31) + "fff0");
        payload("fffa2c" + "07".repeat(32) + "fff0");
        assertEquals(List.of("told 44 " + "07".repeat(31)), events);
    }
}
