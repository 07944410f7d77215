/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.metering.testing;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.config.discovery.DiscoveryListener;
import org.openhab.core.config.discovery.DiscoveryResult;
import org.openhab.core.config.discovery.DiscoveryService;
import org.openhab.core.config.discovery.ScanListener;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.ThingUID;

/** What an inbox hears of a discovery service, and who started a scan of its end. Thread-safe. */
public final class FoundThings implements DiscoveryListener, ScanListener {

    private static final long PATIENCE = 30;

    private final BlockingQueue<DiscoveryResult> found = new LinkedBlockingQueue<>();
    private final BlockingQueue<ThingUID> removed = new LinkedBlockingQueue<>();
    private final CountDownLatch finished = new CountDownLatch(1);

    @Override
    public void thingDiscovered(DiscoveryService source, DiscoveryResult result) {
        found.add(result);
    }

    @Override
    public void thingRemoved(DiscoveryService source, ThingUID thingUID) {
        removed.add(thingUID);
    }

    @Override
    public @Nullable Collection<ThingUID> removeOlderResults(
            DiscoveryService source,
            Instant timestamp,
            @Nullable Collection<ThingTypeUID> thingTypeUIDs,
            @Nullable ThingUID bridgeUID) {
        return List.of();
    }

    @Override
    public void onFinished() {
        finished.countDown();
    }

    @Override
    public void onErrorOccurred(@Nullable Exception exception) {
        if (!(exception instanceof CancellationException)) {
            throw new AssertionError("The scan failed", exception);
        }
        finished.countDown();
    }

    /** Waits for the next result, which is told once. */
    public DiscoveryResult next() throws InterruptedException {
        return next(found, "Nothing was found");
    }

    /** Waits for the next result that is taken back. */
    public ThingUID nextRemoved() throws InterruptedException {
        return next(removed, "Nothing was taken back");
    }

    private static <T> T next(BlockingQueue<T> queue, String otherwise) throws InterruptedException {
        T next = queue.poll(PATIENCE, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError(otherwise + " within " + PATIENCE + " s");
        }
        return next;
    }

    /** Whether all results were asked for with {@link #next}. */
    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** Waits for the end of the scan; being stopped is one. */
    public void awaitFinished() throws InterruptedException {
        if (!finished.await(PATIENCE, TimeUnit.SECONDS)) {
            throw new AssertionError("The scan has not ended within " + PATIENCE + " s");
        }
    }
}
