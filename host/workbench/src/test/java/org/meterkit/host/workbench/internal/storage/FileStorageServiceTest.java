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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openhab.core.storage.Storage;

class FileStorageServiceTest {

    @TempDir
    private Path folder;

    /** Something a binding may keep. */
    public record Note(String text, int number) {}

    @Test
    void whatWasPutIsThereAfterARestart() {
        FileStorageService before = new FileStorageService(folder);
        Storage<Object> storage = before.getStorage("a:b/c", getClass().getClassLoader());
        storage.put("text", "äöü <&>");
        storage.put("number", 4.5);
        storage.put("note", new Note("hello", 7));
        storage.put("json", JsonParser.parseString("{\"a\":[1,null]}"));
        storage.put("gone", "x");
        assertEquals("x", storage.remove("gone"));
        before.close();

        Storage<Object> after =
                new FileStorageService(folder).getStorage("a:b/c", getClass().getClassLoader());
        assertEquals("äöü <&>", after.get("text"));
        assertEquals(4.5, after.get("number"));
        assertEquals(new Note("hello", 7), after.get("note"));
        assertEquals("{\"a\":[1,null]}", ((JsonElement) after.get("json")).toString());
        assertNull(after.get("gone"));
        assertEquals(List.of("json", "note", "number", "text"), List.copyOf(after.getKeys()));
    }

    @Test
    void aChangeIsWrittenSoon() throws IOException, InterruptedException {
        FileStorageService service = new FileStorageService(folder);
        try (WatchService changes = FileSystems.getDefault().newWatchService()) {
            folder.register(changes, StandardWatchEventKinds.ENTRY_CREATE);
            service.<String>getStorage("soon").put("key", "value");
            WatchKey change = changes.poll(20, TimeUnit.SECONDS);
            while (change != null && !Files.exists(folder.resolve("soon.json"))) {
                change.reset();
                change = changes.poll(20, TimeUnit.SECONDS);
            }
        }
        assertTrue(Files.readString(folder.resolve("soon.json")).contains("value"));
        assertFalse(Files.exists(folder.resolve("soon.json.next")));
        service.close();
    }

    @Test
    void aBrokenFileIsSetAside() throws IOException {
        Files.writeString(folder.resolve("things.json"), "{\"a\": {\"cla");
        FileStorageService service = new FileStorageService(folder);
        Storage<String> storage = service.getStorage("things");
        assertEquals(List.of(), List.copyOf(storage.getKeys()));
        storage.put("b", "c");
        service.close();
        assertTrue(Files.readString(folder.resolve("things.json.broken")).startsWith("{\"a\""));
        assertEquals(
                "c", new FileStorageService(folder).<String>getStorage("things").get("b"));
    }

    @Test
    void aWriteThatWasInterruptedLeavesTheOldState() throws IOException {
        FileStorageService service = new FileStorageService(folder);
        service.<String>getStorage("things").put("key", "old");
        service.close();
        Files.writeString(folder.resolve("things.json.next"), "{\"key\": {\"cl");
        assertEquals(
                "old",
                new FileStorageService(folder).<String>getStorage("things").get("key"));
    }
}
