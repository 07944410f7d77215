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

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.opentest4j.AssertionFailedError;

/**
 * An openHAB (or a workbench) driven over REST, as any client would. It knows nothing of what is behind.
 *
 * <p>Waiting is asking again: openHAB is another process, and what a user sees there is what REST answers.
 */
final class OpenHab {

    /** How long a scenario waits for something that should happen at once; generous, since the machine may be busy. */
    static final Duration SOON = Duration.ofSeconds(40);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(150);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Gson gson = new Gson();
    private final URI base;
    private final String token;

    OpenHab(URI base, String token) {
        this.base = base;
        this.token = token;
    }

    /** An answer: status code and body. */
    record Answer(int code, String body) {

        JsonElement json() {
            return body.isBlank() ? JsonNull.INSTANCE : JsonParser.parseString(body);
        }
    }

    Answer get(String path) {
        return send("GET", path, "", "application/json");
    }

    Answer post(String path, String text) {
        return send("POST", path, text, "text/plain");
    }

    Answer postJson(String path, Object body) {
        return send("POST", path, gson.toJson(body), "application/json");
    }

    Answer putJson(String path, Object body) {
        return send("PUT", path, gson.toJson(body), "application/json");
    }

    Answer delete(String path) {
        return send("DELETE", path, "", "text/plain");
    }

    private Answer send(String method, String path, String body, String contentType) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve("/rest" + path))
                .timeout(Duration.ofSeconds(30))
                .header("Accept", "application/json, text/plain, */*");
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (method.equals("GET") || method.equals("DELETE")) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", contentType).method(method, BodyPublishers.ofString(body));
        }
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new AssertionFailedError(method + " " + path + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionFailedError(method + " " + path + " was interrupted", e);
        }
    }

    // things

    /** Creates a thing; its UID is {@code type} plus the bridge's id, if any, plus {@code id}. */
    String createThing(String type, String bridge, String id, Map<String, Object> configuration) {
        JsonObject thing = new JsonObject();
        String uid = bridge.isEmpty()
                ? type + ":" + id
                : type + ":" + bridge.substring(bridge.indexOf(':', bridge.indexOf(':') + 1) + 1) + ":" + id;
        thing.addProperty("UID", uid);
        thing.addProperty("thingTypeUID", type);
        if (!bridge.isEmpty()) {
            thing.addProperty("bridgeUID", bridge);
        }
        thing.addProperty("label", uid);
        thing.add("configuration", gson.toJsonTree(configuration));
        Answer answer = postJson("/things", thing);
        if (answer.code() != 201) {
            throw new AssertionFailedError("Creating " + uid + " was answered with " + answer);
        }
        return uid;
    }

    JsonObject thing(String uid) {
        return get("/things/" + uid).json().getAsJsonObject();
    }

    boolean hasThing(String uid) {
        return get("/things/" + uid).code() == 200;
    }

    /** {@code ONLINE}, or {@code OFFLINE COMMUNICATION_ERROR The sentence.} */
    String status(String uid) {
        JsonObject info = thing(uid).getAsJsonObject("statusInfo");
        String detail = info.get("statusDetail").getAsString();
        String sentence = info.has("description") && !info.get("description").isJsonNull()
                ? info.get("description").getAsString()
                : "";
        return (info.get("status").getAsString() + (detail.equals("NONE") ? "" : " " + detail) + " " + sentence)
                .strip();
    }

    String awaitStatus(String uid, String beginning) {
        return await(
                () -> Optional.of(status(uid)), status -> status.startsWith(beginning), uid + " to be " + beginning);
    }

    void removeThing(String uid) {
        delete("/things/" + uid + "?force=true");
        await(() -> Optional.of(hasThing(uid)), has -> !has, uid + " to be gone");
    }

    List<String> channels(String uid) {
        List<String> ids = new ArrayList<>();
        thing(uid)
                .getAsJsonArray("channels")
                .forEach(channel -> ids.add(channel.getAsJsonObject().get("id").getAsString()));
        return ids;
    }

    // inbox

    void scan(String binding, String input) {
        String query = input.isEmpty() ? "" : "?input=" + URLEncoder.encode(input, StandardCharsets.UTF_8);
        Answer answer = post("/discovery/bindings/" + binding + "/scan" + query, "");
        if (answer.code() != 200) {
            throw new AssertionFailedError("The scan of " + binding + " was answered with " + answer);
        }
    }

    Optional<JsonObject> inInbox(Predicate<JsonObject> which) {
        JsonArray inbox = get("/inbox").json().getAsJsonArray();
        return StreamSupport.stream(inbox.spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .filter(which)
                .findFirst();
    }

    JsonObject awaitInInbox(String thingType, String property, String value) {
        return await(
                () -> inInbox(result -> result.get("thingTypeUID").getAsString().equals(thingType)
                        && result.getAsJsonObject("properties").has(property)
                        && result.getAsJsonObject("properties")
                                .get(property)
                                .getAsString()
                                .equalsIgnoreCase(value)),
                result -> true,
                thingType + " with " + property + " " + value + " in the inbox");
    }

    /** Approves a result of the inbox; the thing's UID. */
    String approve(JsonObject result) {
        String uid = result.get("thingUID").getAsString();
        Answer answer = post("/inbox/" + uid + "/approve", "Approved");
        if (answer.code() != 200) {
            throw new AssertionFailedError("Approving " + uid + " was answered with " + answer);
        }
        await(() -> Optional.of(hasThing(uid)), has -> has, uid + " to be a thing");
        return uid;
    }

    // items

    /** Creates an item linked to a channel. */
    String link(String thing, String channel, String itemType) {
        String item = (thing + "_" + channel).replaceAll("[^A-Za-z0-9]", "_");
        JsonObject definition = new JsonObject();
        definition.addProperty("type", itemType);
        definition.addProperty("name", item);
        definition.addProperty("label", item);
        definition.add("tags", new JsonArray());
        definition.add("groupNames", new JsonArray());
        Answer created = putJson("/items/" + item, definition);
        if (created.code() != 200 && created.code() != 201) {
            throw new AssertionFailedError("Creating " + item + " was answered with " + created);
        }
        JsonObject link = new JsonObject();
        String channelUid = thing + ":" + channel;
        link.addProperty("itemName", item);
        link.addProperty("channelUID", channelUid);
        link.add("configuration", new JsonObject());
        Answer linked = putJson("/links/" + item + "/" + channelUid.replace("#", "%23"), link);
        if (linked.code() != 200) {
            throw new AssertionFailedError("Linking " + item + " was answered with " + linked);
        }
        return item;
    }

    String state(String item) {
        return get("/items/" + item + "/state").body();
    }

    String awaitState(String item, Predicate<String> which, String what) {
        return await(() -> Optional.of(state(item)), which, item + " to be " + what);
    }

    String awaitState(String item, String state) {
        return awaitState(item, state::equals, state);
    }

    /** The number in a state such as {@code 2710 W}; NaN when there is none. */
    static double number(String state) {
        try {
            return Double.parseDouble(state.split(" ")[0]);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    void command(String item, String command) {
        Answer answer = post("/items/" + item, command);
        if (answer.code() != 200) {
            throw new AssertionFailedError(command + " to " + item + " was answered with " + answer);
        }
    }

    // waiting

    /** Something that can be looked at again and again. */
    @FunctionalInterface
    interface Look<T> {
        Optional<T> look();
    }

    static <T> T await(Look<T> look, Predicate<? super T> enough, String what) {
        return await(look, enough, what, SOON);
    }

    static <T> T await(Look<T> look, Predicate<? super T> enough, String what, Duration within) {
        long end = System.nanoTime() + within.toNanos();
        Optional<T> last = look.look();
        while (last.filter(enough).isEmpty()) {
            if (System.nanoTime() > end) {
                throw new AssertionFailedError(
                        "Waited " + within.toSeconds() + " s for " + what + "; last seen: " + last.orElse(null));
            }
            pause();
            last = look.look();
        }
        return last.get();
    }

    /** Time between two looks at another process. */
    private static void pause() {
        try {
            new CountDownLatch(1).await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionFailedError("Interrupted while waiting", e);
        }
    }
}
