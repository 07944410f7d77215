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

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.meterkit.transport.LineAddress;
import org.meterkit.transport.Wire;

class ConversationTest {

    private final BusCounters counters = new BusCounters();

    /** The wire is not used here. */
    private final Wire wire = new Wire() {
        @Override
        public void write(byte[] data) {}

        @Override
        public void writeSecret(byte[] data) {}

        @Override
        public int read(byte[] buffer, int offset, int length, Duration timeout) {
            return 0;
        }

        @Override
        public void discard() {}

        @Override
        public void awaitQuiet(Duration duration) {}
    };

    private final Conversation conversation = new Conversation(
            wire,
            new BusSettings(
                    LineAddress.parse("tcp://localhost:1"),
                    9600,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(1),
                    2,
                    "a test"),
            counters);

    private void answeredAfter(int millis) {
        counters.answered(Duration.ofMillis(millis).toNanos());
    }

    private long patience() {
        return conversation.patience(Duration.ofMillis(100)).toMillis();
    }

    @Test
    void waitsTwiceAsLongAsMetersTakeButNotLessThanIsUsualNorMoreThanIsSet() {
        assertEquals(100, patience());
        answeredAfter(30);
        assertEquals(100, patience());
        answeredAfter(200);
        assertEquals(400, patience());
        answeredAfter(40);
        assertEquals(320, patience());
        answeredAfter(900);
        assertEquals(1000, patience());
    }
}
