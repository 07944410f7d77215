/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.itests.simulators;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The web service of a MEP module by dabbler.dk on 127.0.0.1: {@code GET /getDashDataWS} with the module's keys, in its order and its
 * formats. Voltages and frequency tremble from answer to answer as those of a real grid do, unless they are frozen.
 *
 * <p>Safe for use by several threads.
 */
public final class MepSimulator implements AutoCloseable {

    private static final String PATH = "/getDashDataWS";
    private static final DateTimeFormatter SPOKEN =
            DateTimeFormatter.ofPattern("yyyy-MM-dd '('EEEE')' '@' HH:mm:ss", Locale.ENGLISH);
    private static final DateTimeFormatter WRITTEN = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.000'Z'");

    private static final int HUGE = 10_000_000;
    private static final int DEEP = 100_000;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "meterkit-mep-simulator");
        thread.setDaemon(true);
        return thread;
    });
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Clock clock;
    private final Random tremor = new Random(1);

    /** Texts and whole numbers, in the module's order. */
    private final Map<String, Object> values = new LinkedHashMap<>();

    private MepFault fault = MepFault.NONE;
    private boolean frozen;
    private int requests;
    private int strayRequests;
    private int running;
    private int mostAtOnce;

    private MepSimulator(int port, Clock clock) throws IOException {
        this.clock = clock;
        values.put("ESP_SW", "ESP32 MEP");
        values.put("ESP_SW_By", "dabbler.dk");
        values.put("ESP_SW_Version", "Mar 28 2024 17:20:00");
        values.put("Meter_Manufacturer", "NES ");
        values.put("Meter_Model", "83334-3I");
        values.put("Meter_SW_Version", "49.85");
        values.put("Utility_SN", "0000000012345678");
        values.put("CurrentDateTimeString", "");
        values.put("CurrentDateTime", "");
        values.put("Fwd_Act_Wh", 344_180L);
        values.put("Rev_Act_Wh", 7_583L);
        values.put("Fwd_W", 2_710L);
        values.put("Rev_W", 0L);
        values.put("Freq_mHz", 49_985L);
        number("L%d_RMS_A", 3_320, 3_292, 6_544);
        number("L%d_RMS_V", 225_319, 225_263, 225_398);
        number("L%d_Fwd_W", 700, 690, 1_320);
        number("L%d_Rev_W", 0, 0, 0);
        values.put("Fwd_Avg_W", 2_700L);
        values.put("Rev_Avg_W", 0L);
        number("L%d_Fwd_Avg_W", 700, 690, 1_310);
        number("L%d_Rev_Avg_W", 0, 0, 0);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Starts one on any free port. */
    public static MepSimulator open() throws IOException {
        return open(0);
    }

    /** Starts one on {@code port}; 0 stands for any free port. */
    public static MepSimulator open(int port) throws IOException {
        return new MepSimulator(port, Clock.systemUTC());
    }

    private void number(String key, long l1, long l2, long l3) {
        values.put(String.format(key, 1), l1);
        values.put(String.format(key, 2), l2);
        values.put(String.format(key, 3), l3);
    }

    /** The port it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Sets a number by its key, in the unit of the web service (W, Wh, mA, mV, mHz). */
    public synchronized void set(String key, long value) {
        known(key);
        values.put(key, value);
    }

    /** Sets a text by its key. */
    public synchronized void set(String key, String value) {
        known(key);
        values.put(key, value);
    }

    private void known(String key) {
        if (!values.containsKey(key)) {
            throw new IllegalArgumentException("The module has no key " + key);
        }
    }

    /** Leaves a key out from now on, as other firmware does. */
    public synchronized void leaveOut(String key) {
        known(key);
        values.remove(key);
    }

    /** Sets both energy registers, in Wh. */
    public synchronized void setEnergy(long forward, long reverse) {
        set("Fwd_Act_Wh", forward);
        set("Rev_Act_Wh", reverse);
    }

    /** Lets L1 alone take {@code watts}, or feed in if that is negative. */
    public synchronized void setPower(long watts) {
        set("Fwd_W", Math.max(watts, 0));
        set("Rev_W", Math.max(-watts, 0));
        number("L%d_Fwd_W", Math.max(watts, 0), 0, 0);
        number("L%d_Rev_W", Math.max(-watts, 0), 0, 0);
    }

    /** As before the first answer of the meter: all numbers zero, and nothing known of it. */
    public synchronized void setNotReady() {
        values.replaceAll((key, value) -> value instanceof Long ? (Object) 0L : value);
        values.put("Meter_Manufacturer", "");
        values.put("Meter_Model", "");
        values.put("Meter_SW_Version", "0.0");
        values.put("Utility_SN", "");
        frozen = true;
    }

    /** As when the meter does not answer the module any more: it repeats what it knew, while its clock runs on. */
    public synchronized void freeze(boolean still) {
        frozen = still;
    }

    public synchronized void setFault(MepFault next) {
        fault = next;
    }

    /** How many requests for readings came. */
    public synchronized int requests() {
        return requests;
    }

    /** How many requests came for anything else. */
    public synchronized int strayRequests() {
        return strayRequests;
    }

    /** The largest number of requests that were open at the same time. */
    public synchronized int mostAtOnce() {
        return mostAtOnce;
    }

    /** Waits until {@code count} more requests for readings have come. */
    public synchronized void awaitRequests(int count, Duration timeout) throws InterruptedException, TimeoutException {
        long end = System.nanoTime() + timeout.toNanos();
        int goal = requests + count;
        while (requests < goal) {
            long rest = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (rest <= 0) {
                throw new TimeoutException("Only " + requests + " of " + goal + " requests came in " + timeout);
            }
            wait(rest);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        MepFault now;
        byte[] answer;
        synchronized (this) {
            if (!exchange.getRequestURI().getPath().equals(PATH)) {
                strayRequests++;
                exchange.sendResponseHeaders(404, -1);
                exchange.close();
                return;
            }
            requests++;
            running++;
            mostAtOnce = Math.max(mostAtOnce, running);
            notifyAll();
            now = fault;
            if (now == MepFault.SILENT) {
                // nothing here would notice that the client gave up
                running--;
            }
            answer = json().getBytes(StandardCharsets.UTF_8);
        }
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.getResponseHeaders().set("Connection", "close");
            answer(exchange, now, answer);
        } catch (IOException e) {
            // the client gave up, as it should with some of the faults
            exchange.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            synchronized (this) {
                if (now != MepFault.SILENT) {
                    running--;
                }
            }
        }
    }

    private void answer(HttpExchange exchange, MepFault now, byte[] good) throws IOException, InterruptedException {
        switch (now) {
            case NONE -> send(exchange, 200, good);
            case SERVER_ERROR -> send(exchange, 500, text("<html><body>Guru meditation</body></html>"));
            case NOT_JSON -> send(exchange, 200, text("<html><body>It works!</body></html>"));
            case ARRAY -> send(exchange, 200, text("[1, 2, 3]"));
            case CUT_OFF -> {
                exchange.sendResponseHeaders(200, good.length);
                exchange.getResponseBody().write(good, 0, good.length / 2);
                exchange.getResponseBody().flush();
            }
            case SILENT -> closed.await();
            case ENDLESS -> {
                exchange.sendResponseHeaders(200, 0);
                OutputStream body = exchange.getResponseBody();
                body.write('{');
                while (!closed.await(1, TimeUnit.MILLISECONDS)) {
                    body.write(' ');
                    body.flush();
                }
            }
            case HUGE -> {
                byte[] padding = text(" ".repeat(10_000));
                exchange.sendResponseHeaders(200, 0);
                OutputStream body = exchange.getResponseBody();
                for (int sent = 0; sent < HUGE; sent += padding.length) {
                    body.write(padding);
                }
                body.write(good);
            }
            case DEEPLY_NESTED -> send(exchange, 200, text("[".repeat(DEEP) + "]".repeat(DEEP)));
            case REDIRECT -> {
                exchange.getResponseHeaders().set("Location", "/loginIndex");
                exchange.sendResponseHeaders(302, -1);
            }
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void send(HttpExchange exchange, int code, byte[] body) throws IOException {
        exchange.sendResponseHeaders(code, body.length);
        exchange.getResponseBody().write(body);
    }

    private String json() {
        LocalDateTime now = LocalDateTime.now(clock.withZone(ZoneOffset.UTC));
        StringBuilder text = new StringBuilder("{");
        values.forEach((key, value) -> text.append(text.length() == 1 ? "\n" : ",\n")
                .append(" \"")
                .append(key)
                .append("\": ")
                .append(value instanceof Long number ? shown(key, number) : quoted(key, value.toString(), now)));
        return text.append("\n}").toString();
    }

    /** The firmware prints its numbers unsigned. */
    private String shown(String key, long value) {
        boolean trembles = key.equals("Freq_mHz") || key.endsWith("_RMS_V");
        long now = frozen || !trembles ? value : value + tremor.nextInt(41) - 20;
        return Long.toString(now & 0xFFFF_FFFFL);
    }

    private static String quoted(String key, String value, LocalDateTime now) {
        String shown =
                switch (key) {
                    case "CurrentDateTimeString" -> SPOKEN.format(now);
                    case "CurrentDateTime" -> WRITTEN.format(now);
                    default -> value;
                };
        return '"' + shown.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
