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

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.transport.Moment;

/** A scheduler whose time passes only by {@link #advance}, on whose caller's thread the tasks run. For one thread. */
public final class ManualScheduler extends AbstractExecutorService implements ScheduledExecutorService {

    private final PriorityQueue<Task<?>> tasks = new PriorityQueue<>(
            Comparator.<Task<?>>comparingLong(task -> task.due).thenComparing(task -> task.number));
    private Moment now = new Moment(Instant.parse("2026-03-01T12:00:00Z"), -5_000_000_000L);
    private long count;
    private boolean shutdown;

    /** The present moment. */
    public Moment now() {
        return now;
    }

    /** The present moment's monotonic part. */
    public long nanoTime() {
        return now.nanos();
    }

    /** Lets time pass; tasks run when they are due, in order. */
    public void advance(Duration duration) {
        Moment end = now.plus(duration);
        for (Task<?> next = tasks.peek(); next != null && next.due - end.nanos() <= 0; next = tasks.peek()) {
            tasks.remove();
            now = now.plus(Duration.ofNanos(Math.max(0, next.due - now.nanos())));
            next.run();
        }
        now = end;
    }

    /** Sets the wall clock alone. */
    public void setClock(Instant instant) {
        now = new Moment(instant, now.nanos());
    }

    /** How many tasks wait. */
    public int pending() {
        return tasks.size();
    }

    private <V> Task<V> add(Callable<V> work, long delay, TimeUnit unit) {
        Task<V> task = new Task<>(work, now.nanos() + Math.max(0, unit.toNanos(delay)));
        tasks.add(task);
        return task;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return add(
                () -> {
                    command.run();
                    return Boolean.TRUE;
                },
                delay,
                unit);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        return add(callable, delay, unit);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long first, long period, TimeUnit unit) {
        throw new UnsupportedOperationException("a fixed rate catches up after a suspension: use a fixed delay");
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long first, long delay, TimeUnit unit) {
        return new Repetition(command, unit.toNanos(delay), unit.toNanos(first)).task;
    }

    @Override
    public void execute(Runnable command) {
        schedule(command, 0, TimeUnit.NANOSECONDS);
    }

    @Override
    public void shutdown() {
        shutdown = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown = true;
        List<Runnable> rest = new ArrayList<>(tasks);
        tasks.clear();
        return rest;
    }

    @Override
    public boolean isShutdown() {
        return shutdown;
    }

    @Override
    public boolean isTerminated() {
        return shutdown && tasks.isEmpty();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return isTerminated();
    }

    private final class Repetition {
        private final Task<Boolean> task;

        Repetition(Runnable command, long delay, long first) {
            task = new Task<>(() -> Boolean.TRUE, now.nanos() + first) {
                @Override
                public void run() {
                    command.run();
                    if (!isCancelled()) {
                        due = now.nanos() + delay;
                        tasks.add(this);
                    }
                }
            };
            tasks.add(task);
        }
    }

    private class Task<V> extends FutureTask<V> implements ScheduledFuture<V> {

        private final long number = count++;
        protected long due;

        Task(Callable<V> work, long due) {
            super(work);
            this.due = due;
        }

        @Override
        public boolean cancel(boolean interrupt) {
            tasks.remove(this);
            return super.cancel(interrupt);
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(due - now.nanos(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(@Nullable Delayed other) {
            return Long.compare(
                    getDelay(TimeUnit.NANOSECONDS), other == null ? 0 : other.getDelay(TimeUnit.NANOSECONDS));
        }
    }
}
