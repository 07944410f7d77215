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

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteQueueTest {

    @Test
    void behavesAsAQueueThatForgetsTheOldest() {
        Random random = new Random(7);
        ByteQueue queue = new ByteQueue(1000);
        Deque<Byte> model = new ArrayDeque<>();
        for (int step = 0; step < 5000; step++) {
            if (random.nextInt(200) == 0) {
                queue.clear();
                model.clear();
            }
            byte[] added = new byte[random.nextInt(random.nextInt(20) == 0 ? 1500 : 40)];
            random.nextBytes(added);
            queue.add(added);
            for (byte each : added) {
                model.add(each);
            }
            while (model.size() > 1000) {
                model.remove();
            }
            byte[] taken = new byte[60];
            int wanted = random.nextInt(50);
            int count = queue.take(taken, 10, wanted);
            assertEquals(Math.min(wanted, model.size()), count);
            for (int i = 0; i < count; i++) {
                assertEquals(model.remove(), taken[10 + i]);
            }
        }
    }
}
