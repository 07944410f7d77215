/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.host.workbench.launcher;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.jdt.annotation.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.util.tracker.ServiceTracker;

/**
 * The workbench's main class. It takes the port (so that a taken one is known at once), starts the framework with every
 * bundle of the folder named by the system property {@code meterkit.bundles}, waits for the host and says where it is.
 * An end of the process by a signal stops handlers, bundles and simulated meters in order.
 *
 * <p>The host registers the {@link HttpHandler} that answers everything.
 */
public final class Launcher {

    private static final long HOST_STARTS_WITHIN_MS = 60_000;
    private static final long STOPS_WITHIN_MS = 4_000;
    private static final int FAILED = 1;

    /** Packages of the class path that bundles see: the log, and the HTTP server of the JDK. */
    private static final String SHARED_PACKAGES =
            "org.slf4j;version=2.0.17,org.slf4j.event;version=2.0.17,org.slf4j.helpers;version=2.0.17,"
                    + "org.slf4j.spi;version=2.0.17,com.sun.net.httpserver";

    private final Options options;
    private final List<AutoCloseable> toClose = new ArrayList<>();
    private volatile boolean serving;

    private Launcher(Options options) {
        this.options = options;
    }

    /** Starts the workbench; returns when it serves. */
    public static void main(String[] arguments) {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            Launcher launcher = new Launcher(Options.parse(List.of(arguments)));
            Runtime.getRuntime().addShutdownHook(new Thread(launcher::stop, "meterkit-stop"));
            launcher.start();
        } catch (UsageException e) {
            System.err.println(e.getMessage());
            System.exit(FAILED);
        } catch (Exception e) {
            System.err.println("The workbench could not start: " + e);
            System.exit(FAILED);
        }
    }

    private void start() throws Exception {
        String things = readThings();
        lock(options.data());
        HttpServer server = bind();
        closeLater(() -> server.stop(0));
        Map<String, String> configuration = new HashMap<>();
        if (options.simulate()) {
            Simulation simulation = Simulation.start(options.data());
            closeLater(simulation);
            configuration.put("meterkit.simulated", simulation.places());
        }
        Framework framework = framework(configuration);
        closeLater(() -> {
            framework.stop();
            framework.waitForStop(STOPS_WITHIN_MS);
        });
        startBundles(framework.getBundleContext());
        server.setExecutor(Executors.newCachedThreadPool(Launcher::httpThread));
        server.createContext("/", awaitHost(framework.getBundleContext()));
        server.start();
        URI address = URI.create("http://" + host() + ":" + server.getAddress().getPort() + "/");
        if (!things.isEmpty()) {
            create(things, address);
        }
        serving = true;
        System.out.println("Meterkit workbench: " + address);
    }

    private String readThings() throws UsageException {
        Path file = options.things().orElse(null);
        if (file == null) {
            return "";
        }
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UsageException("The file " + file + " cannot be read.");
        }
    }

    private void lock(Path data) throws UsageException {
        try {
            Files.createDirectories(data);
            FileChannel channel =
                    FileChannel.open(data.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            closeLater(channel);
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            // said below
        } catch (IOException e) {
            throw new UsageException("The data folder " + data + " cannot be written.");
        }
        throw new UsageException("The data folder " + data + " is in use by another workbench; give one with --data.");
    }

    private HttpServer bind() throws IOException, UsageException {
        try {
            return HttpServer.create(new InetSocketAddress(options.address(), options.port()), 0);
        } catch (BindException e) {
            throw new UsageException("Port " + options.port() + " of " + host() + " cannot be used (" + e.getMessage()
                    + "); choose another one with --http.");
        }
    }

    private String host() {
        String address = options.address().getHostAddress();
        return address.contains(":") ? "[" + address + "]" : address;
    }

    private Framework framework(Map<String, String> configuration) throws BundleException {
        configuration.put(
                Constants.FRAMEWORK_STORAGE, options.data().resolve(".felix").toString());
        configuration.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        configuration.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, SHARED_PACKAGES);
        configuration.put("meterkit.data", options.data().toString());
        Framework framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(configuration);
        framework.start();
        return framework;
    }

    private static void startBundles(BundleContext context) throws Exception {
        Path folder = Path.of(System.getProperty("meterkit.bundles"));
        List<Bundle> bundles = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(name -> name.toString().endsWith(".jar"))
                    .sorted()
                    .toList()) {
                bundles.add(context.installBundle(file.toUri().toString()));
            }
        }
        for (Bundle bundle : bundles) {
            if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
                bundle.start();
            }
        }
    }

    private static Thread httpThread(Runnable task) {
        Thread thread = new Thread(task, "meterkit-http");
        thread.setDaemon(true);
        return thread;
    }

    private static HttpHandler awaitHost(BundleContext context) throws InterruptedException, UsageException {
        ServiceTracker<HttpHandler, HttpHandler> tracker = new ServiceTracker<>(context, HttpHandler.class, null);
        tracker.open();
        @Nullable HttpHandler host = tracker.waitForService(HOST_STARTS_WITHIN_MS);
        if (host == null) {
            throw new UsageException("The host did not start; the log above says why.");
        }
        return host;
    }

    private void create(String things, URI workbench) throws IOException, InterruptedException, UsageException {
        HttpRequest request = HttpRequest.newBuilder(workbench.resolve("workbench/things"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(things))
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new UsageException(
                    "The file " + options.things().orElseThrow() + " cannot be used: " + response.body());
        }
    }

    private void closeLater(AutoCloseable closeable) {
        synchronized (toClose) {
            toClose.add(0, closeable);
        }
    }

    /** Last come, first closed. */
    private void stop() {
        long begin = System.nanoTime();
        List<AutoCloseable> closing;
        synchronized (toClose) {
            closing = List.copyOf(toClose);
        }
        for (AutoCloseable closeable : closing) {
            try {
                closeable.close();
            } catch (Exception e) {
                System.err.println("Stopping: " + e);
            }
        }
        if (serving) {
            long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
            System.out.println("Stopped in " + took + " ms.");
        }
    }
}
