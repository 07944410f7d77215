/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.nes.internal.device;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.binding.nes.internal.protocol.MepAnswer;
import org.meterkit.transport.Moment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a MEP module for its readings, again and again, on a thread of its own. There is never more than one request at a time: the module
 * is a small machine. After errors it is asked less and less often, down to once a minute. Thread-safe.
 */
public final class MepModule implements AutoCloseable {

    /** Hears what becomes of the requests, one after the other, on the module's thread. */
    public interface Listener {

        /** The module has read the meter. */
        void answer(MepAnswer answer, Moment at);

        /** A request brought no reading; the sentence says why. */
        void trouble(String sentence);

        /** The module answers, but no longer reads the meter. Comes with each further answer until it does again. */
        void stale(String sentence);
    }

    /** The module itself waits that long for its meter. */
    public static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** The module itself reads its meter about that often. */
    public static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(2);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    /** The firmware's buffer has 1 KiB; this leaves room for what it may learn. */
    private static final int LONGEST_BODY = 64 * 1024;

    private static final long LONGEST_PAUSE = Duration.ofMinutes(1).toNanos();
    /** So many answers with the same voltages and frequency are no measurement: they change all the time. */
    private static final int STALE_AFTER = 10;

    private static final int OK = 200;

    private final Logger logger = LoggerFactory.getLogger(MepModule.class);
    private final URI address;
    private final Duration interval;
    private final Duration timeout;
    private final Listener listener;
    private final HttpClient client;
    private final ScheduledThreadPoolExecutor thread;

    // of the module's thread alone
    private int failures;
    private List<BigDecimal> moving = List.of();
    private int repeated;
    private volatile @Nullable CompletableFuture<?> request;
    private volatile boolean closed;

    /**
     * Does nothing yet.
     *
     * @param address of the web service
     * @param interval from one request to the next
     * @param timeout for a request from its beginning to the last byte of the answer
     */
    public MepModule(URI address, Duration interval, Duration timeout, Listener listener) {
        this.address = address;
        this.interval = interval;
        this.timeout = timeout;
        this.listener = listener;
        thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread made = new Thread(task, "meterkit-mep-" + address.getHost());
            made.setDaemon(true);
            return made;
        });
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        thread.setRemoveOnCancelPolicy(true);
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .executor(thread)
                .build();
    }

    /** Begins to ask. */
    public void start() {
        later(this::ask, 0);
    }

    private void later(Runnable task, long nanos) {
        try {
            thread.schedule(task, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // closed in the meantime
        }
    }

    private void ask() {
        long begin = System.nanoTime();
        HttpRequest get = HttpRequest.newBuilder(address)
                .header("Accept", "application/json")
                .timeout(timeout)
                .build();
        CompletableFuture<HttpResponse<byte[]>> asked = client.sendAsync(get, info -> new LimitedBody(LONGEST_BODY));
        request = asked;
        // the request's own time-out ends with the answer's head
        CompletableFuture<HttpResponse<byte[]>> whole = asked.copy().orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS);
        whole.whenCompleteAsync(
                (response, failure) -> {
                    asked.cancel(true);
                    try {
                        tell(response, failure);
                    } catch (RuntimeException e) {
                        logger.error("An answer of {} could not be told", address, e);
                    }
                    later(this::ask, Math.max(0, pause() - (System.nanoTime() - begin)));
                },
                thread);
        if (closed) {
            asked.cancel(true);
        }
    }

    private void tell(@Nullable HttpResponse<byte[]> response, @Nullable Throwable failure) {
        if (closed) {
            return;
        }
        Moment at = Moment.now();
        failures++;
        if (response == null) {
            listener.trouble(sentence(failure));
        } else if (response.statusCode() != OK) {
            listener.trouble("The module answers with the HTTP status " + response.statusCode()
                    + (response.statusCode() / 100 == 3
                            ? ", which points elsewhere; the parameter path may be wrong."
                            : "."));
        } else {
            take(response.body(), at);
        }
    }

    private void take(byte[] body, Moment at) {
        MepAnswer answer;
        try {
            answer = MepAnswer.parse(new String(body, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            listener.trouble(String.valueOf(e.getMessage()));
            return;
        }
        failures = 0;
        if (!answer.ready()) {
            listener.trouble("The module has not read its meter yet; its key may be wrong.");
            return;
        }
        List<BigDecimal> now = answer.moving();
        repeated = !now.isEmpty() && now.equals(moving) ? repeated + 1 : 1;
        moving = now;
        if (repeated >= STALE_AFTER) {
            listener.stale("The module has answered " + STALE_AFTER
                    + " times or more with the same voltages and frequency: it no longer reads its meter.");
        } else {
            listener.answer(answer, at);
        }
    }

    private String sentence(@Nullable Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        String where = " from " + address.getAuthority();
        if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
            return "There is no connection to " + address.getAuthority() + ".";
        }
        if (cause instanceof TimeoutException || cause instanceof HttpTimeoutException) {
            return "No whole answer has come" + where + " within " + timeout.toSeconds() + " s.";
        }
        String reason = cause == null ? null : cause.getMessage();
        return "No answer has come" + where
                + (cause instanceof IOException && reason != null ? ": " + reason + "." : ".");
    }

    private long pause() {
        long usual = interval.toNanos();
        // the first error costs nothing: Wi-Fi loses a packet now and then
        int doublings = Math.min(Math.max(failures - 1, 0), Integer.SIZE - 2);
        return Math.max(
                usual, Math.min(usual << Math.min(doublings, Long.numberOfLeadingZeros(usual) - 1), LONGEST_PAUSE));
    }

    /** Ends: cuts off the request that is under way. Idempotent, does not wait. */
    @Override
    public void close() {
        closed = true;
        thread.shutdown();
        CompletableFuture<?> asked = request;
        if (asked != null) {
            asked.cancel(true);
        }
    }
}
