/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.openhab.core.library.types;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DateTimeTypeTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource({
        "2026-05-04T11:14:15Z, 2026-05-04T13:14:15.000+0200",
        "2026-05-04T11:14:15.12Z, 2026-05-04T13:14:15.120+0200",
        "2026-05-04T11:14:15.000001Z, 2026-05-04T13:14:15.000001+0200",
        "2026-05-04T11:14:15.123456789Z, 2026-05-04T13:14:15.123456789+0200",
    })
    void momentsPrintInTheirZone(Instant moment, String printed) {
        assertEquals(printed, new DateTimeType(moment).toFullString(BERLIN));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-05-04T13:14:15.000+0200",
        "2026-05-04T13:14:15+0200",
        "2026-05-04T13:14:15+02:00",
        "2026-05-04T13:14:15.0+02",
        "2026-05-04T11:14:15Z",
        "2026-05-04 11:14:15Z",
        "2026-05-04T13:14:15+02:00[Europe/Berlin]",
        "2026-05-04T13:14:15CEST",
        "1777893255",
        "1777893255000",
    })
    void manySpellingsAreUnderstood(String text) {
        assertEquals(
                Instant.parse("2026-05-04T11:14:15Z"),
                DateTimeType.valueOf(text).getInstant());
    }

    @ParameterizedTest
    @CsvSource({
        "2026-05-04T13:14, 2026-05-04T13:14:00",
        "2026-05-04, 2026-05-04T00:00:00",
        "13:14:15, 1970-01-01T13:14:15"
    })
    void withoutAZoneItIsTheSystems(String text, LocalDateTime time) {
        Instant expected = time.atZone(ZoneId.systemDefault()).toInstant();
        assertEquals(expected, new DateTimeType(text).getInstant());
    }

    @Test
    void whatIsPrintedIsRead() {
        DateTimeType now = new DateTimeType();
        assertEquals(now, new DateTimeType(now.toString()));
        assertThrows(IllegalArgumentException.class, () -> new DateTimeType("yesterday"));
    }

    @Test
    void onlyTheMomentCounts() {
        ZonedDateTime berlin = ZonedDateTime.of(2026, 5, 4, 13, 14, 15, 0, BERLIN);
        DateTimeType type = new DateTimeType(berlin);
        assertEquals(type, new DateTimeType(berlin.toInstant()));
        assertEquals(berlin, type.getZonedDateTime(BERLIN));
        assertTrue(type.compareTo(new DateTimeType(Instant.EPOCH)) > 0);
        assertEquals("04.05.2026", type.format("%1$td.%1$tm.%1$tY", BERLIN));
        assertEquals("2026-05-04T13:14:15", type.format(null, BERLIN));
    }
}
