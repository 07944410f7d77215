/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.host.workbench.internal.storage;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.storage.Storage;
import org.openhab.core.storage.StorageService;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Keeps each storage in a JSON file of the data folder; written soon after a change, and at the end. */
@Component(service = StorageService.class)
public final class FileStorageService implements StorageService {

    /** openHAB's JSON storage waits as long for further changes. */
    private static final long WRITE_AFTER_MS = 500;

    private final Path folder;
    private final Map<String, FileStorage<?>> storages = new ConcurrentHashMap<>();
    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "meterkit-storage");
        thread.setDaemon(true);
        return thread;
    });

    @Activate
    public FileStorageService(BundleContext context) {
        this(Path.of(context.getProperty("meterkit.data")).resolve("storage"));
    }

    public FileStorageService(Path folder) {
        this.folder = folder;
    }

    @Override
    public <T> Storage<T> getStorage(String name) {
        return getStorage(name, null);
    }

    @Override
    @SuppressWarnings("unchecked") // who asks for a storage by name knows what it holds
    public <T> Storage<T> getStorage(String name, @Nullable ClassLoader classLoader) {
        FileStorage<T> storage = (FileStorage<T>) storages.computeIfAbsent(
                name, key -> new FileStorage<>(folder.resolve(fileName(key)), this::writeSoon));
        storage.load(classLoader);
        return storage;
    }

    private static String fileName(String storage) {
        return storage.replaceAll("[^A-Za-z0-9._-]", "_") + ".json";
    }

    private void writeSoon(FileStorage<?> storage) {
        if (!writer.isShutdown()) {
            writer.schedule(storage::write, WRITE_AFTER_MS, TimeUnit.MILLISECONDS);
        }
    }

    /** Writes what is not written yet. */
    @Deactivate
    public void close() {
        writer.shutdownNow();
        storages.values().forEach(FileStorage::write);
    }
}
