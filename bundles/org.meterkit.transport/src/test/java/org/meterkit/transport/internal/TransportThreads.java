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

import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The transport's threads in this JVM. */
final class TransportThreads {

    private TransportThreads() {}

    static Set<Thread> all() {
        return Set.copyOf(Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("meterkit-"))
                .toList());
    }

    /** Fails when a thread that was not there {@code before} is still there after a while. */
    static void awaitNoneBut(Set<Thread> before) throws InterruptedException {
        List<Thread> rest =
                all().stream().filter(thread -> !before.contains(thread)).toList();
        for (Thread thread : rest) {
            thread.join(Duration.ofSeconds(Heard.PATIENCE_SECONDS).toMillis());
            if (thread.isAlive()) {
                throw new AssertionError(thread.getName() + " does not end");
            }
        }
    }
}
