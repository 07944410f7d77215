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

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.storage.Storage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A JSON file {@code {"key": {"class": "...", "value": ...}}}, the form openHAB's own storage has. A change is written to
 * a second file that then takes the place of the first, so that a crash leaves the old or the new state. Thread-safe.
 */
final class FileStorage<T> implements Storage<T> {

    private final Logger logger = LoggerFactory.getLogger(FileStorage.class);
    private final Gson gson =
            new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();
    private final Path file;
    private final Consumer<FileStorage<?>> changed;
    private final Map<String, JsonObject> entries = new TreeMap<>();
    private @Nullable ClassLoader classLoader;
    private boolean loaded;
    private boolean dirty;

    FileStorage(Path file, Consumer<FileStorage<?>> changed) {
        this.file = file;
        this.changed = changed;
    }

    /** Reads the file the first time; {@code classLoader} then finds the classes of the values. */
    synchronized void load(@Nullable ClassLoader classLoader) {
        if (classLoader != null) {
            this.classLoader = classLoader;
        }
        if (loaded) {
            return;
        }
        loaded = true;
        if (!Files.exists(file)) {
            return;
        }
        try {
            JsonObject content = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
            content.entrySet()
                    .forEach(entry ->
                            entries.put(entry.getKey(), entry.getValue().getAsJsonObject()));
        } catch (IOException | JsonParseException | IllegalStateException e) {
            entries.clear();
            setAside();
        }
    }

    private void setAside() {
        Path aside = file.resolveSibling(file.getFileName() + ".broken");
        logger.warn("The file {} cannot be read; it is kept as {} and begun anew.", file, aside);
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            logger.debug("Keeping {} failed", file, e);
        }
    }

    @Override
    public synchronized @Nullable T put(String key, @Nullable T value) {
        if (value == null) {
            return remove(key);
        }
        JsonObject entry = new JsonObject();
        entry.addProperty("class", (value instanceof JsonElement ? JsonElement.class : value.getClass()).getName());
        entry.add("value", value instanceof JsonElement json ? json : gson.toJsonTree(value));
        T old = value(entries.put(key, entry));
        touch();
        return old;
    }

    @Override
    public synchronized @Nullable T remove(String key) {
        JsonObject old = entries.remove(key);
        if (old != null) {
            touch();
        }
        return value(old);
    }

    @Override
    public synchronized boolean containsKey(String key) {
        return entries.containsKey(key);
    }

    @Override
    public synchronized @Nullable T get(String key) {
        return value(entries.get(key));
    }

    @Override
    public synchronized Collection<String> getKeys() {
        return List.copyOf(entries.keySet());
    }

    @Override
    public synchronized Collection<@Nullable T> getValues() {
        List<@Nullable T> values = new ArrayList<>();
        entries.values().forEach(entry -> values.add(value(entry)));
        return values;
    }

    @SuppressWarnings("unchecked") // the class was written beside the value
    private @Nullable T value(@Nullable JsonObject entry) {
        if (entry == null) {
            return null;
        }
        String type = entry.get("class").getAsString();
        try {
            if (type.equals(JsonElement.class.getName())) {
                return (T) entry.get("value");
            }
            ClassLoader loader = classLoader == null ? FileStorage.class.getClassLoader() : classLoader;
            return (T) gson.fromJson(entry.get("value"), Class.forName(type, true, loader));
        } catch (ClassNotFoundException | JsonParseException e) {
            logger.warn("A value of class {} in {} cannot be read.", type, file);
            return null;
        }
    }

    private void touch() {
        dirty = true;
        changed.accept(this);
    }

    /** Writes the file if anything changed since it was written. */
    void write() {
        byte[] content;
        synchronized (this) {
            if (!dirty) {
                return;
            }
            dirty = false;
            content = gson.toJson(entries).getBytes(StandardCharsets.UTF_8);
        }
        try {
            replace(content);
        } catch (IOException e) {
            logger.warn("The file {} cannot be written: {}", file, e.getMessage());
            synchronized (this) {
                dirty = true;
            }
        }
    }

    private synchronized void replace(byte[] content) throws IOException {
        Files.createDirectories(file.getParent());
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try (FileChannel channel = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
