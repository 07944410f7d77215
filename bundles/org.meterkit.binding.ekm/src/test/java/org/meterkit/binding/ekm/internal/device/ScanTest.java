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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.meterkit.binding.ekm.internal.protocol.Answers;
import org.meterkit.binding.ekm.internal.protocol.OmnimeterAddresses;
import org.meterkit.binding.ekm.internal.protocol.OmnimeterReading;
import org.meterkit.binding.ekm.internal.protocol.OmnimeterRequest;
import org.meterkit.transport.Registration;
import org.meterkit.transport.testing.InMemoryLines;
import org.meterkit.transport.testing.ScriptedPeer;

class ScanTest {

    private static final String LINE = "/dev/ttyUSB0";
    private static final String FIRST = "000300001285";
    private static final String SECOND = "000300001286";
    private static final String OLD = "000000010015";
    private static final byte[] ANY_V4 = OmnimeterRequest.V4A.to(OmnimeterReading.ANY_ADDRESS);
    private static final byte[] ANY_V3 = OmnimeterRequest.V3.to(OmnimeterReading.ANY_ADDRESS);

    private final InMemoryLines lines = new InMemoryLines();
    private final ScriptedPeer peer = lines.peer(LINE);
    private final BusBench.Search search = new BusBench.Search();
    private BusBench bench;

    @BeforeEach
    void open() throws Exception {
        bench = new BusBench(lines.service(), LINE, Duration.ofMillis(50), Duration.ofMillis(300), 0);
        bench.opening();
    }

    @AfterEach
    void close() {
        bench.close();
        lines.close();
    }

    private static byte[] garbled() {
        byte[] garbled = Answers.v4a(FIRST);
        byte[] other = Answers.v4a(SECOND, 16, "00012345");
        for (int i = 0; i < garbled.length; i++) {
            garbled[i] &= other[i];
        }
        return garbled;
    }

    @Test
    void oneMeterAnswersTheWildcardAtOnce() throws Exception {
        peer.whenever(ANY_V4, Answers.v4a(FIRST));
        bench.bus.scan(Set.of(), search);
        assertEquals(FIRST, search.hit());
        assertEquals("At least 1 meter is here.", search.end());
        assertTrue(search.hits().isEmpty());
    }

    @Test
    void aWildcardThatNobodyAnswersEndsTheSearch() throws Exception {
        bench.bus.scan(Set.of(), search);
        assertEquals("No meter was found.", search.end());
    }

    @Test
    void severalMetersAreLookedForWhereTheyAreLikely() throws Exception {
        peer.whenever(ANY_V4, garbled())
                .whenever(ANY_V3, Answers.v3(OLD))
                .whenever(OmnimeterRequest.V3.to(OLD), Answers.v3(OLD))
                .whenever(OmnimeterRequest.V4A.to(FIRST), Answers.v4a(FIRST))
                .whenever(OmnimeterRequest.V4B.to(FIRST), Answers.v4b(FIRST))
                .whenever(OmnimeterRequest.V4A.to(SECOND), Answers.v4a(SECOND));
        BusBench.Heard present = bench.add(FIRST);
        present.reading();
        Registration scan = bench.bus.scan(Set.of(), search);
        assertEquals(OLD, search.hit());
        int likely = OmnimeterAddresses.likely(List.of(FIRST)).size();
        assertEquals(
                "More than one meter answers at once. 1 meter was found after 0 of " + likely + " addresses.",
                search.progress());
        // around the meter that is present first
        assertEquals(FIRST, search.hit());
        assertEquals(SECOND, search.hit());
        present.readings().clear();
        present.reading();
        scan.close();
        String end = search.end();
        assertTrue(
                end.startsWith(
                        "The search was stopped. More than one meter answers at once. 3 meters were found after"),
                end);
        scan.close();
    }

    @Test
    void givenAddressesAreAllAskedEightASecond() throws Exception {
        Set<String> addresses = new LinkedHashSet<>(OmnimeterAddresses.parseRanges("300001250-300001289"));
        byte[] first = Answers.v4a(FIRST);
        // noise and a late answer of the one before
        peer.whenever(OmnimeterRequest.V4A.to(FIRST), Arrays.copyOf(first, 200))
                .whenever(OmnimeterRequest.V4A.to(SECOND), Answers.v4a(SECOND));
        long start = System.nanoTime();
        bench.bus.scan(addresses, search);
        assertEquals(SECOND, search.hit());
        assertEquals("1 meter was found after 40 of 40 addresses.", search.end());
        // two wildcards, three tries of the garbled one
        Duration rest = Duration.ofNanos(System.nanoTime() - start).minusMillis(2 * 300 + 3 * 700);
        assertTrue(rest.compareTo(Duration.ofSeconds(5)) < 0, rest + " for 40 addresses");
    }

    @Test
    void aFewGivenAddressesAreAskedInBothForms() throws Exception {
        peer.whenever(OmnimeterRequest.V4A.to(OLD), Answers.v4a(OLD))
                .whenever(OmnimeterRequest.V3.to(SECOND), Answers.v3(SECOND));
        bench.bus.scan(new LinkedHashSet<>(List.of(OLD, SECOND)), search);
        assertEquals(OLD, search.hit());
        assertEquals(SECOND, search.hit());
        assertEquals("2 meters were found after 2 of 2 addresses.", search.end());
    }

    @Test
    void anAnswerThatIsLateIsAHitAndTheOneInItsWayIsAskedAgain() throws Exception {
        peer.expect(ANY_V4)
                .expect(ANY_V3)
                .expect(OmnimeterRequest.V4A.to(FIRST))
                .expect(OmnimeterRequest.V3.to(FIRST))
                .expect(OmnimeterRequest.V4A.to(SECOND), Answers.v4a(FIRST))
                .expect(org.meterkit.binding.ekm.internal.protocol.EkmFrames.end())
                .expect(OmnimeterRequest.V4A.to(SECOND), Answers.v4a(SECOND));
        bench.bus.scan(new LinkedHashSet<>(List.of(FIRST, SECOND)), search);
        assertEquals(FIRST, search.hit());
        assertEquals(SECOND, search.hit());
        assertEquals("2 meters were found after 2 of 2 addresses.", search.end());
        peer.verify();
    }

    @Test
    void aLostLineEndsTheSearchWithASentence() throws Exception {
        bench.bus.scan(OmnimeterAddresses.parseRanges("1-1000"), search);
        search.progress();
        peer.hangUp();
        String end = search.end();
        assertTrue(end.contains("lost") && end.endsWith("of 1000 addresses."), end);
    }
}
