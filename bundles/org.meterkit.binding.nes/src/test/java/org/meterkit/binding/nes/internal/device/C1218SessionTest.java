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

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meterkit.binding.nes.internal.protocol.C1218Frame;
import org.meterkit.binding.nes.internal.protocol.NesKey;

class C1218SessionTest {

    private static final byte[] OK = {0};
    private static final byte[] VALUES = HexFormat.of()
            .parseHex("960a0000000000000000000039020000f80c0000dc0c000090190000277003" + "00ef6f030076700300");
    private static final byte[] ENERGIES = HexFormat.of().parseHex("744005009f1d0000");
    /** So many packets that go wrong are believed to be the most of a session. */
    private static final int MOST_CALLS = 5_000;

    private final C1218Session session = new C1218Session();

    private static byte[] serve(byte[] request) {
        return switch (request[0]) {
            case 0x20 -> new byte[] {0, 0, 2, 0, 0};
            case 0x30 -> FakeWire.table((byte) 0);
            case 0x3F -> FakeWire.table(request[2] == 0x1C ? VALUES : ENERGIES);
            default -> request[0] == 0x61 ? new byte[] {0, 0, 64, 2, 6} : OK;
        };
    }

    private static FakeWire meter() {
        return new FakeWire(C1218SessionTest::serve);
    }

    private static FakeWire answering(byte... answer) {
        return new FakeWire(request -> answer);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    @Test
    void theServicesAreThoseOfTheStandard() throws Exception {
        FakeWire meter = meter();
        session.identify(meter);
        session.logOn(meter, 1, "0000");
        session.unlock(meter, NesKey.of("0123456789abcdefghij"));
        session.read(meter, 0);
        assertArrayEquals(VALUES, session.read(meter, 0x1C, 0, VALUES.length));
        assertArrayEquals(ENERGIES, session.read(meter, 0x17, 0, ENERGIES.length));
        assertTrue(session.keep(meter, Duration.ofSeconds(35)));
        session.end(meter);
        assertEquals(
                List.of(
                        "20",
                        "6100400206",
                        "50000130303030202020202020",
                        "5130313233343536373839616263646566676869" + "6a",
                        "300000",
                        "3f001c0000000028",
                        "3f00170000000008",
                        "7023",
                        "52",
                        "21"),
                meter.requests);
        assertEquals(1, meter.secrets.size());
    }

    @Test
    void aRequestGoesInSeveralPacketsWhenTheMeterTakesSmallOnes() throws Exception {
        FakeWire meter = new FakeWire(request -> request[0] == 0x61 ? new byte[] {0, 0, 18, 6, 6} : serve(request));
        session.logOn(meter, 1, "");
        meter.packetSize = 18;
        session.unlock(meter, NesKey.of("0123456789abcdefghij"));
        assertArrayEquals(VALUES, session.read(meter, 0x1C, 0, VALUES.length));
        assertEquals("5130313233343536373839616263646566676869" + "6a", meter.requests.get(2));
        assertEquals(3, meter.secrets.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000000206", "0000400006", "00000d0206", "0000ff0006"})
    void packetsThatAreTooSmallAreNotUsed(String agreed) throws Exception {
        FakeWire meter = new FakeWire(request -> request[0] == 0x61 ? bytes(agreed) : serve(request));
        IOException failure = assertThrows(IOException.class, () -> session.logOn(meter, 1, ""));
        assertTrue(failure.getMessage().startsWith("The meter agrees to "), failure.getMessage());
        session.end(meter);
        assertEquals("21", meter.requests.get(meter.requests.size() - 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8, 10, 0x1F, 0xFF})
    void aMeterThatDoesNotNegotiateIsReadAllTheSame(int code) throws Exception {
        FakeWire meter = new FakeWire(request -> request[0] == 0x61 ? new byte[] {(byte) code} : serve(request));
        if (code == 10) {
            assertThrows(RefusedException.class, () -> session.logOn(meter, 1, ""));
            return;
        }
        session.logOn(meter, 1, "");
        assertEquals(52, session.mostBytes());
        assertArrayEquals(ENERGIES, session.read(meter, 0x17, 0, 8));
    }

    @ParameterizedTest
    @CsvSource({"1,true", "2,true", "3,true", "5,true", "8,true", "99,true", "6,false", "7,false", "10,false"})
    void aKeyIsShownOnce(int code, boolean refused) {
        FakeWire meter = answering((byte) code);
        IOException failure =
                assertThrows(IOException.class, () -> session.unlock(meter, NesKey.of("0123456789abcdefghij")));
        assertEquals(refused, failure instanceof KeyRefusedException, failure::toString);
        assertEquals(1, meter.requests.size());
        assertFalse(failure.getMessage().contains("0123456789"), failure.getMessage());
        assertTrue(failure.getMessage().endsWith("."), failure.getMessage());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aKeyIsSecretAlsoWhenItIsSentAgain(boolean acknowledged) {
        FakeWire meter = meter();
        int[] sent = {0};
        meter.toMeter = bytes -> {
            sent[0] += bytes.length == 29 ? 1 : 0;
            return bytes;
        };
        meter.toHost = said -> List.of(acknowledged && said.length == 1 ? said : new byte[0]);
        assertThrows(IOException.class, () -> session.unlock(meter, NesKey.of("0123456789abcdefghij")));
        assertTrue(sent[0] > 1, "sent " + sent[0]);
        assertEquals(sent[0], meter.secrets.size());
    }

    @Test
    void aBusyMeterIsAskedAgain() throws Exception {
        int[] busy = {2};
        FakeWire meter = new FakeWire(request -> busy[0]-- > 0 ? new byte[] {(byte) (6 + busy[0])} : serve(request));
        assertArrayEquals(ENERGIES, session.read(meter, 0x17, 0, 8));
        assertEquals(3, meter.requests.size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00", // no table
                "0000", // cut off
                "000008744005009f1d0000", // without checksum
                "000008744005009f1d00008c", // wrong checksum
                "000007744005009f1d008b", // shorter than asked for
                "000009744005009f1d000000" + "8b", // longer
                "000008744005009f1d0000008b" // another length than told
            })
    void aTableThatIsNotWhatWasAskedForIsAskedForAgainAndThenGivenUp(String answer) throws Exception {
        FakeWire meter = answering(bytes(answer));
        IOException failure = assertThrows(IOException.class, () -> session.read(meter, 0x17, 0, 8));
        assertFalse(failure instanceof RefusedException);
        assertTrue(failure.getMessage().startsWith("The meter answers with "), failure.getMessage());
        assertEquals(3, meter.requests.size());
    }

    @Test
    void anEmptyTableIsNone() {
        FakeWire meter = answering(FakeWire.table());
        assertThrows(IOException.class, () -> session.read(meter, 0));
    }

    @Test
    void anAnswerWithoutEndIsGivenUp() {
        // never the last packet, always the first one anew
        byte[] first = new C1218Frame(C1218Frame.MULTI | C1218Frame.FIRST, 1, new byte[40]).encode();
        byte[] other =
                new C1218Frame(C1218Frame.MULTI | C1218Frame.FIRST | C1218Frame.TOGGLE, 1, new byte[40]).encode();
        FakeWire endless = new FakeWire(request -> new byte[100_000]);
        int[] count = {0};
        endless.toHost = said -> List.of(said.length == 1 ? said : count[0]++ % 2 == 0 ? first : other);
        IOException failure = assertThrows(IOException.class, () -> session.read(endless, 0x17, 0, 8));
        assertEquals("The meter's answer has no end.", failure.getMessage());
        assertTrue(endless.calls < MOST_CALLS, "calls " + endless.calls);
    }

    @Test
    void aMissingPacketIsNoticed() {
        FakeWire meter = meter();
        meter.packetSize = 24;
        byte[] second =
                C1218Frame.split(FakeWire.table(VALUES), 24, false).get(1).encode();
        byte[] third =
                C1218Frame.split(FakeWire.table(VALUES), 24, false).get(2).encode();
        meter.toHost = said -> List.of(Arrays.equals(said, second) ? third : said);
        IOException failure = assertThrows(IOException.class, () -> session.read(meter, 0x1C, 0, VALUES.length));
        assertEquals("A packet of the meter's answer is missing.", failure.getMessage());
    }

    @Test
    void anAnswerThatIsRepeatedLateIsNotTheNextOne() throws Exception {
        // both have the same length; the acknowledgement of the first is lost, and the meter repeats it instead of
        // listening
        int[] value = {1};
        FakeWire meter = new FakeWire(request -> FakeWire.table((byte) value[0]++, (byte) 0));
        Deque<byte[]> said = new ArrayDeque<>();
        boolean[] late = {false};
        meter.toHost = bytes -> {
            if (bytes.length > 1) {
                said.add(bytes);
                return List.of(bytes);
            }
            return late[0] ? List.of(said.getLast(), bytes) : List.of(bytes);
        };
        assertEquals(1, session.read(meter, 0x17, 0, 2)[0]);
        late[0] = true;
        assertEquals(2, session.read(meter, 0x17, 0, 2)[0]);
        assertEquals(3, session.read(meter, 0x17, 0, 2)[0]);
    }

    @Test
    void aMeterThatNeverTogglesIsRead() throws Exception {
        FakeWire meter = meter();
        meter.isToggling = false;
        for (int n = 0; n < 5; n++) {
            assertArrayEquals(ENERGIES, session.read(meter, 0x17, 0, 8));
        }
    }

    @Test
    void reflectionsAreNoAnswers() throws Exception {
        FakeWire meter = meter();
        Deque<byte[]> echo = new ArrayDeque<>();
        meter.toMeter = sent -> {
            echo.add(sent);
            return sent;
        };
        meter.toHost = said -> echo.isEmpty() ? List.of(said) : List.of(echo.remove(), said);
        for (int n = 0; n < 5; n++) {
            assertArrayEquals(ENERGIES, session.read(meter, 0x17, 0, 8));
        }
    }

    @Test
    void theSamePacketIsSentThreeTimesAndNoMore() {
        FakeWire meter = meter();
        Deque<byte[]> sent = new ArrayDeque<>();
        meter.toMeter = bytes -> {
            sent.add(bytes);
            return new byte[0];
        };
        IOException failure = assertThrows(IOException.class, () -> session.identify(meter));
        assertEquals("The meter does not answer; the optical head may not be in its place.", failure.getMessage());
        assertFalse(session.wasHeard());
        assertEquals(3, sent.size());
        assertTrue(sent.stream().allMatch(each -> Arrays.equals(each, bytes("ee0000000001201310"))));
    }

    @Test
    void aRefusedPacketIsSentThreeTimesAndNoMore() {
        FakeWire meter = meter();
        meter.toMeter = bytes -> {
            byte[] spoilt = bytes.clone();
            spoilt[spoilt.length - 1] ^= 1;
            return spoilt;
        };
        IOException failure = assertThrows(IOException.class, () -> session.identify(meter));
        assertEquals("The meter does not acknowledge what it is sent.", failure.getMessage());
        assertTrue(session.wasHeard());
        assertTrue(meter.requests.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 16, 64})
    void piecesAreJoined(int size) throws Exception {
        FakeWire meter = meter();
        meter.toHost = said -> IntStream.iterate(0, from -> from < said.length, from -> from + size)
                .mapToObj(from -> Arrays.copyOfRange(said, from, Math.min(said.length, from + size)))
                .toList();
        assertArrayEquals(VALUES, session.read(meter, 0x1C, 0, VALUES.length));
    }

    /**
     * Whatever the line does to bytes: a session gives what the meter has or says that it failed, and it comes to an end. (The chance that
     * a CRC does not notice is left out by spoiling few bits.)
     */
    @Property(tries = 2_000)
    void whatIsReadIsTrueOrFails(@ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int percent) throws Exception {
        Random random = new Random(seed);
        FakeWire meter = meter();
        meter.packetSize = 12 + random.nextInt(60);
        byte[][] held = new byte[1][];
        meter.toMeter = bytes -> random.nextInt(100) >= percent
                ? bytes
                : spoil(bytes, random, held).get(0);
        meter.toHost = bytes -> random.nextInt(100) >= percent ? List.of(bytes) : spoil(bytes, random, held);
        try {
            C1218Session fuzzed = new C1218Session();
            fuzzed.identify(meter);
            fuzzed.logOn(meter, 1, "fuzz");
            for (int n = 0; n < 4; n++) {
                assertArrayEquals(VALUES, fuzzed.read(meter, 0x1C, 0, VALUES.length));
                assertArrayEquals(ENERGIES, fuzzed.read(meter, 0x17, 0, ENERGIES.length));
            }
            fuzzed.end(meter);
        } catch (IOException e) {
            assertTrue(e.getMessage().endsWith("."), e.getMessage());
        }
        assertTrue(meter.calls < MOST_CALLS, "calls " + meter.calls);
    }

    private static List<byte[]> spoil(byte[] bytes, Random random, byte[][] held) {
        byte[] spoilt = bytes.clone();
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(7)) {
            case 0:
                spoilt[at] ^= (byte) (1 << random.nextInt(8));
                return List.of(spoilt);
            case 1:
                return List.of(Arrays.copyOf(bytes, at));
            case 2:
                return List.of(Arrays.copyOfRange(bytes, at, bytes.length));
            case 3:
                return List.of(bytes, bytes);
            case 4:
                byte[] noise = new byte[random.nextInt(20)];
                random.nextBytes(noise);
                return List.of(noise, bytes);
            case 5:
                return List.of(new byte[0]);
            default:
                byte[] before = held[0] == null ? bytes : held[0];
                held[0] = bytes;
                return List.of(before, bytes);
        }
    }

    /** Random bytes instead of a meter. */
    @Property(tries = 500)
    void noiseIsNoMeter(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        FakeWire meter = meter();
        meter.toHost = bytes -> {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            if (noise.length > 3 && random.nextBoolean()) {
                noise[0] = (byte) 0xEE;
                noise[1] = 0;
                noise[2] = (byte) (random.nextInt(8) << 5);
                noise[4 % noise.length] = 0;
            }
            return List.of(noise);
        };
        IOException failure =
                assertThrows(IOException.class, () -> new C1218Session().read(meter, 0x17, 0, ENERGIES.length));
        assertInstanceOf(IOException.class, failure);
        assertTrue(meter.calls < MOST_CALLS, "calls " + meter.calls);
    }
}
