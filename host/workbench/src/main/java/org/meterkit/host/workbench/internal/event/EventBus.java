/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.host.workbench.internal.event;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells events, and does what follows from them, one after the other on a thread of its own, as openHAB's event queue
 * does. Who posts does not wait.
 */
@Component(service = EventBus.class)
public final class EventBus {

    private final Logger logger = LoggerFactory.getLogger(EventBus.class);
    private final List<Consumer<Event>> listeners = new CopyOnWriteArrayList<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread worker = new Thread(task, "meterkit-events");
        worker.setDaemon(true);
        return worker;
    });

    @Activate
    public EventBus() {}

    @Deactivate
    public void close() {
        thread.shutdown();
    }

    /** Tells {@code event} to all listeners. */
    public void post(Event event) {
        post(event, () -> {});
    }

    /** Tells {@code event} to all listeners, then does what follows from it; what that posts comes after it. */
    public void post(Event event, Runnable consequence) {
        try {
            thread.execute(() -> {
                listeners.forEach(listener -> guard(() -> listener.accept(event), event));
                guard(consequence, event);
            });
        } catch (RejectedExecutionException e) {
            logger.debug("Event {} came after the end", event.topic());
        }
    }

    private void guard(Runnable action, Event event) {
        try {
            action.run();
        } catch (RuntimeException e) {
            logger.warn("Handling event {} failed", event.topic(), e);
        }
    }

    /** Listeners are called on the bus's thread and must not block. */
    public void add(Consumer<Event> listener) {
        listeners.add(listener);
    }

    public void remove(Consumer<Event> listener) {
        listeners.remove(listener);
    }
}
