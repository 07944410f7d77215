/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.itests.scenarios;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the scenarios drive: the openHAB that {@code -Dopenhab.url} names, or else a workbench, started by {@code ./run} as a user
 * starts it, on a free port, with an empty data folder and without simulated meters of its own.
 */
final class UnderTest implements AutoCloseable {

    private static final Pattern READY = Pattern.compile("Meterkit workbench: (http://\\S+)");

    private final OpenHab openHab;
    private final Process process;

    private UnderTest(OpenHab openHab, Process process) {
        this.openHab = openHab;
        this.process = process;
    }

    static boolean isWorkbench() {
        return System.getProperty("openhab.url", "").isBlank();
    }

    /** Connects to, or starts, what is to be tested; {@code data} is the workbench's data folder, kept over a restart. */
    static UnderTest start(Path data) throws Exception {
        if (!isWorkbench()) {
            URI url = URI.create(System.getProperty("openhab.url"));
            return new UnderTest(new OpenHab(url, System.getProperty("openhab.token", "")), null);
        }
        Path root = Path.of(System.getProperty("meterkit.root"));
        Files.createDirectories(data);
        Process process = new ProcessBuilder(
                        root.resolve("run").toString(), "--no-simulate", "--http", "0", "--data", data.toString())
                .directory(root.toFile())
                .redirectErrorStream(true)
                .start();
        CompletableFuture<URI> ready = new CompletableFuture<>();
        Thread reader = new Thread(() -> readOutput(process, ready), "workbench-output");
        reader.setDaemon(true);
        reader.start();
        try {
            return new UnderTest(new OpenHab(ready.get(120, TimeUnit.SECONDS), ""), process);
        } catch (Exception e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static void readOutput(Process process, CompletableFuture<URI> ready) {
        List<String> lines = new ArrayList<>();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                System.out.println("[workbench] " + line);
                lines.add(line);
                Matcher matcher = READY.matcher(line);
                if (matcher.find()) {
                    ready.complete(URI.create(matcher.group(1)));
                }
            }
        } catch (IOException e) {
            // the process ended
        }
        ready.completeExceptionally(new IOException("The workbench ended before it was ready: " + lines));
    }

    OpenHab openHab() {
        return openHab;
    }

    /** Stops a workbench as Ctrl-C does; true when it ended by itself within ten seconds. */
    boolean stop() throws InterruptedException {
        if (process == null) {
            return true;
        }
        process.destroy();
        boolean ended = process.waitFor(10, TimeUnit.SECONDS);
        process.destroyForcibly();
        return ended;
    }

    @Override
    public void close() throws InterruptedException {
        stop();
    }
}
