/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.openhab.core.common;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ThreadPoolManagerTest {
    @Test
    void aPoolIsSharedAndCannotBeShutDown() throws Exception {
        ScheduledExecutorService pool = ThreadPoolManager.getScheduledPool("shared");
        assertSame(pool, ThreadPoolManager.getScheduledPool("shared"));
        assertTrue(ThreadPoolManager.getPoolNames().contains("shared"));
        pool.shutdown();
        assertEquals(List.of(), pool.shutdownNow());
        assertFalse(pool.isShutdown());
        Thread thread = pool.submit(Thread::currentThread).get(20, TimeUnit.SECONDS);
        assertTrue(thread.isDaemon());
        assertTrue(thread.getName().startsWith("OH-shared-"), thread.getName());
    }

    @Test
    void fiveTasksRunAtATimeAndASixthWaits() throws Exception {
        ScheduledExecutorService pool = ThreadPoolManager.getScheduledPool("busy");
        CountDownLatch running = new CountDownLatch(5);
        CountDownLatch release = new CountDownLatch(1);
        for (int i = 0; i < 5; i++) {
            pool.execute(() -> {
                running.countDown();
                awaitQuietly(release);
            });
        }
        assertTrue(running.await(20, TimeUnit.SECONDS));
        CompletableFuture<Boolean> released = new CompletableFuture<>();
        pool.execute(() -> released.complete(release.getCount() == 0));
        assertFalse(released.isDone());
        release.countDown();
        assertTrue(released.get(20, TimeUnit.SECONDS));
    }

    @Test
    void aFailingTaskDoesNotHurtThePool() throws Exception {
        ScheduledExecutorService pool = ThreadPoolManager.getScheduledPool("failing");
        for (int i = 0; i < 6; i++) {
            pool.execute(() -> {
                throw new IllegalStateException("on purpose");
            });
        }
        assertEquals("fine", pool.submit(() -> "fine").get(20, TimeUnit.SECONDS));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
