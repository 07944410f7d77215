/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.p1.internal.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.meterkit.transport.Moment;
import org.meterkit.transport.SerialSettings;

class SettingsSearchTest {

    private static final List<SerialSettings> CANDIDATES = Stream.of("115200-8N1", "9600-7E1", "9600-8N1")
            .map(SerialSettings::parse)
            .toList();
    private static final Duration WINDOW = Duration.ofSeconds(11);

    private Moment now = new Moment(Instant.parse("2026-03-01T12:00:00Z"), -1_000_000_000L);
    private final SettingsSearch search = new SettingsSearch(CANDIDATES, WINDOW, false);

    private boolean afterWindow() {
        now = now.plus(WINDOW);
        return search.move(now);
    }

    private String current() {
        return search.current().toString();
    }

    @Test
    void triesTheNextSettingsWhenBytesMakeNoTelegram() {
        search.opened(now);
        search.heard();
        assertFalse(search.move(now.plus(WINDOW.minusMillis(1))));
        assertTrue(afterWindow());
        assertEquals("9600 7E1", current());
        assertNull(search.due(), "nothing is timed until the line is open again");
        assertFalse(search.hopelesslyGarbled());

        for (String next : List.of("9600 8N1", "115200 8N1", "9600 7E1")) {
            search.opened(now);
            search.heard();
            assertTrue(afterWindow());
            assertEquals(next, current());
        }
        assertTrue(search.hopelesslyGarbled());
        assertFalse(search.hopelesslySilent());
    }

    @Test
    void staysWhenNoByteComesAndSaysSo() {
        search.opened(now);
        assertFalse(afterWindow());
        assertFalse(search.hopelesslySilent());
        assertFalse(afterWindow());
        assertTrue(search.hopelesslySilent());
        assertEquals("115200 8N1", current());

        search.telegram(now);
        assertFalse(search.hopelesslySilent());
    }

    @Test
    void aScanMovesOnInSilenceToo() {
        SettingsSearch scan = new SettingsSearch(CANDIDATES, WINDOW, true);
        scan.opened(now);
        assertTrue(scan.move(now.plus(WINDOW)));
        assertEquals("9600 7E1", scan.current().toString());
    }

    @Test
    void theWindowBeginsWhenTheLineIsOpen() {
        assertFalse(search.move(now.plus(Duration.ofHours(1))));
        search.opened(now);
        search.heard();
        search.lost();
        assertFalse(search.move(now.plus(Duration.ofHours(1))));
    }

    @Test
    void foundSettingsStandDamagedFramesAndSilence() {
        search.opened(now);
        search.telegram(now);
        assertTrue(search.settled());
        for (int window = 0; window < 20; window++) {
            search.heard();
            assertFalse(afterWindow(), "after " + window);
            if (window % 10 == 9) {
                search.telegram(now);
            }
        }
        now = now.plus(SettingsSearch.PATIENCE);
        search.telegram(now);
        now = now.plus(SettingsSearch.PATIENCE);
        assertFalse(search.move(now), "no byte: not the settings");
        assertTrue(search.settled());
        assertEquals("115200 8N1", current());
    }

    @Test
    void minutesOfBytesWithoutATelegramBeginTheSearchAnew() {
        search.opened(now);
        search.telegram(now);
        search.heard();
        now = now.plus(SettingsSearch.PATIENCE);

        assertTrue(search.move(now));
        assertFalse(search.settled());
        assertEquals("9600 7E1", current());
    }

    @Test
    void withOneCandidateThereIsNothingToMoveTo() {
        SettingsSearch fixed = new SettingsSearch(CANDIDATES.subList(0, 1), WINDOW, false);
        fixed.opened(now);
        fixed.heard();
        assertFalse(fixed.move(now.plus(WINDOW)));
        assertTrue(fixed.hopelesslyGarbled());
    }
}
