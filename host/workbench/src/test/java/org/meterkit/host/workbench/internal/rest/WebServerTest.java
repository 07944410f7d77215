/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.host.workbench.internal.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meterkit.host.workbench.internal.action.Actions;
import org.meterkit.host.workbench.internal.action.Consoles;
import org.meterkit.host.workbench.internal.inbox.Scans;
import org.meterkit.host.workbench.internal.testing.Bench;
import org.meterkit.host.workbench.internal.testing.Probe;
import org.meterkit.transport.Datagram;
import org.meterkit.transport.DatagramLease;
import org.meterkit.transport.DatagramListener;
import org.meterkit.transport.LineFault;
import org.meterkit.transport.testing.LoopbackTransport;
import org.openhab.core.addon.AddonInfoRegistry;
import org.openhab.core.config.discovery.DiscoveryResultBuilder;
import org.openhab.core.io.console.Console;
import org.openhab.core.io.console.extensions.AbstractConsoleCommandExtension;
import org.openhab.core.library.types.QuantityType;

class WebServerTest {

    private static final String METER = "/rest/things/" + Probe.METER_1;

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final LoopbackTransport transport = new LoopbackTransport();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "meterkit-http");
        thread.setDaemon(true);
        return thread;
    });
    private Bench bench;
    private Consoles consoles;
    private WebServer web;
    private HttpServer server;

    @BeforeEach
    void open() throws IOException {
        bench = new Bench(folder);
        Scans scans = new Scans(bench.inbox, bench.texts);
        consoles = new Consoles();
        Router router = new Router();
        ThingsApi things =
                new ThingsApi(bench.things, bench.lifecycle, bench.thingTypes, bench.descriptions, bench.links);
        things.register(router);
        new TypesApi(bench.thingTypes, bench.channelTypes, bench.groupTypes, bench.descriptions).register(router);
        new ItemsApi(bench.items, bench.links, bench.traffic).register(router);
        new InboxApi(bench.inbox, scans).register(router);
        new ActionsApi(new Actions(bench.texts)).register(router);
        new EventsApi(bench.events).register(router);
        new RootApi().register(router);
        new PageApi().register(router);
        new WorkbenchApi(
                        "0.1.0",
                        "p1=/dev/simulated",
                        things,
                        consoles,
                        new AddonInfoRegistry(),
                        scans,
                        transport.lines(),
                        transport.datagrams())
                .register(router);
        web = new WebServer(router);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", web);
        server.start();
    }

    @AfterEach
    void close() {
        web.close();
        server.stop(0);
        threads.shutdownNow();
        bench.close();
        transport.close();
    }

    private record Got(int code, String body) {
        JsonObject object() {
            return JsonParser.parseString(body).getAsJsonObject();
        }

        JsonArray array() {
            return JsonParser.parseString(body).getAsJsonArray();
        }

        String error() {
            return object().getAsJsonObject("error").get("message").getAsString();
        }
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private Got call(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofSeconds(20))
                .method(method, BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        return new Got(response.statusCode(), response.body());
    }

    private Got get(String path) throws IOException, InterruptedException {
        return call("GET", path, "");
    }

    /** Reads server-sent events until one has {@code wanted} in its data. */
    private CompletableFuture<String> listen(String path, String wanted) throws IOException, InterruptedException {
        HttpResponse<InputStream> response =
                client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofInputStream());
        assertEquals(
                "text/event-stream",
                response.headers().firstValue("Content-Type").orElse(""));
        return CompletableFuture.supplyAsync(
                () -> {
                    try (BufferedReader lines =
                            new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                        return lines.lines()
                                .filter(line -> line.startsWith("data: ") && line.contains(wanted))
                                .findFirst()
                                .orElse("ended");
                    } catch (IOException e) {
                        return e.toString();
                    }
                },
                threads);
    }

    private String soon(CompletableFuture<String> event) throws Exception {
        return event.get(20, TimeUnit.SECONDS);
    }

    @Test
    void whatIsThere() throws Exception {
        JsonObject root = get("/rest/").object();
        assertEquals("8", root.get("version").getAsString());
        assertEquals(
                "meterkit workbench",
                root.getAsJsonObject("runtimeInfo").get("buildString").getAsString());
        assertEquals("HTTP 404 Not Found", get("/rest/rules").error());
        assertEquals(405, call("PATCH", "/rest/things", "").code());
        assertTrue(get("/").body().contains("Meterkit"));
        assertTrue(get("/app.js").body().contains("EventSource"));
        assertEquals(
                "/dev/simulated",
                get("/workbench/info")
                        .object()
                        .getAsJsonObject("simulated")
                        .get("p1")
                        .getAsString());
    }

    @Test
    void thingTypes() throws Exception {
        assertEquals(2, get("/rest/thing-types?bindingId=probe").array().size());
        assertEquals(0, get("/rest/thing-types?bindingId=other").array().size());
        JsonObject meter = get("/rest/thing-types/probe:meter").object();
        assertFalse(meter.get("bridge").getAsBoolean());
        JsonObject serial = meter.getAsJsonArray("configParameters").get(0).getAsJsonObject();
        assertEquals("TEXT", serial.get("type").getAsString());
        assertTrue(serial.get("required").getAsBoolean());
        assertEquals(404, get("/rest/thing-types/probe:none").code());
        assertTrue(get("/rest/channel-types?prefixes=probe").body().contains("\"unitHint\":\"var\""));
    }

    @Test
    void aThingFromItsCreationToItsEnd() throws Exception {
        assertEquals(
                201,
                call("POST", "/rest/things", "{\"UID\":\"probe:bus:1\",\"thingTypeUID\":\"probe:bus\"}")
                        .code());
        Got created = call("POST", "/rest/things", """
                {"UID":"probe:meter:1:1","thingTypeUID":"probe:meter","bridgeUID":"probe:bus:1","label":"Kitchen",
                 "configuration":{"serialNumber":4711}}""");
        assertEquals(201, created.code());
        JsonObject configuration = created.object().getAsJsonObject("configuration");
        assertEquals("\"4711\"", configuration.get("serialNumber").toString());
        assertEquals("10", configuration.get("interval").toString());
        bench.awaitStatus(bench.things.get(Probe.METER_1), "ONLINE");
        JsonObject thing = get(METER).object();
        assertEquals("Kitchen", thing.get("label").getAsString());
        assertEquals("probe:bus:1", thing.get("bridgeUID").getAsString());
        assertEquals("ONLINE", thing.getAsJsonObject("statusInfo").get("status").getAsString());
        assertEquals("NONE", get(METER + "/status").object().get("statusDetail").getAsString());
        assertEquals(
                409,
                call("POST", "/rest/things", "{\"UID\":\"probe:bus:1\",\"thingTypeUID\":\"probe:bus\"}")
                        .code());
        assertEquals(
                400,
                call("POST", "/rest/things", "{\"UID\":\"x:y:1\",\"thingTypeUID\":\"x:y\"}")
                        .code());
        assertEquals(400, call("POST", "/rest/things", "nonsense").code());

        assertEquals(
                200,
                call("PUT", METER + "/config", "{\"serialNumber\":\"4712\",\"interval\":5}")
                        .code());
        assertEquals(
                "5",
                get(METER)
                        .object()
                        .getAsJsonObject("configuration")
                        .get("interval")
                        .toString());
        Got refused = call("PUT", METER + "/config", "{\"serialNumber\":\"4712\",\"interval\":\"often\"}");
        assertEquals(400, refused.code());
        assertTrue(refused.object().has("interval"));

        JsonObject disabled = call("PUT", METER + "/enable", "false").object().getAsJsonObject("statusInfo");
        assertEquals("DISABLED", disabled.get("statusDetail").getAsString());
        call("PUT", METER + "/enable", "true");
        assertEquals(200, call("DELETE", METER + "?force=true", "").code());
        assertEquals("Thing probe:meter:1:1 does not exist!", get(METER).error());
        assertEquals(202, call("DELETE", "/rest/things/probe:bus:1", "").code());
    }

    @Test
    void anItemAndItsLink() throws Exception {
        Probe.MeterHandler meter = bench.meter();
        String description =
                "{\"type\":\"Number:Power\",\"name\":\"P\",\"label\":\"Power\",\"tags\":[],\"groupNames\":[]}";
        assertEquals(201, call("PUT", "/rest/items/P", description).code());
        assertEquals(200, call("PUT", "/rest/items/P", description).code());
        assertEquals(400, call("PUT", "/rest/items/Q", description).code());
        assertEquals("NULL", get("/rest/items/P/state").body());
        String link = "/rest/links/P/" + Probe.channel("power");
        assertEquals(
                200,
                call("PUT", link, "{\"itemName\":\"P\",\"configuration\":{}}").code());
        assertEquals(
                404, call("PUT", "/rest/links/Q/" + Probe.channel("power"), "").code());
        bench.awaitDiary("command power REFRESH RefreshType");
        meter.publish("power", new QuantityType<>("2710 W"));
        bench.awaitEvent("ItemStateUpdatedEvent");
        JsonObject item = get("/rest/items/P").object();
        assertEquals("2710 W", item.get("state").getAsString());
        assertEquals("NULL", item.get("lastState").getAsString());
        assertEquals("W", item.get("unitSymbol").getAsString());
        assertTrue(item.get("lastStateUpdate").getAsLong() > 0);
        assertEquals(
                "P",
                get(METER).object().getAsJsonArray("channels").asList().stream()
                        .map(JsonElement::getAsJsonObject)
                        .filter(channel -> channel.get("id").getAsString().equals("power"))
                        .findFirst()
                        .orElseThrow()
                        .getAsJsonArray("linkedItems")
                        .get(0)
                        .getAsString());
        assertEquals(200, call("POST", "/rest/items/P", "5 W").code());
        bench.awaitDiary("command power 5 W QuantityType");
        assertEquals(400, call("POST", "/rest/items/P", "much").code());
        assertEquals(
                "Item None does not exist!",
                call("POST", "/rest/items/None", "ON").error());
        assertEquals(202, call("PUT", "/rest/items/P/state", "7 W").code());
        assertEquals(400, call("PUT", "/rest/items/P/state", "much").code());
        assertEquals(1, get("/rest/links?itemName=P").array().size());
        assertEquals(200, call("DELETE", link, "").code());
        assertEquals(404, call("DELETE", link, "").code());
        assertEquals(200, call("DELETE", "/rest/items/P", "").code());
    }

    @Test
    void theInbox() throws Exception {
        bench.addBus();
        bench.inbox.add(DiscoveryResultBuilder.create(Probe.METER_1)
                .withThingType(Probe.METER)
                .withBridge(Probe.BUS_1)
                .withProperty("serialNumber", "4711")
                .withRepresentationProperty("serialNumber")
                .withLabel("Meter")
                .build());
        JsonObject result = get("/rest/inbox").array().get(0).getAsJsonObject();
        assertEquals("NEW", result.get("flag").getAsString());
        assertEquals("probe:meter", result.get("thingTypeUID").getAsString());
        call("POST", "/rest/inbox/" + Probe.METER_1 + "/ignore", "");
        assertTrue(get("/rest/inbox").body().contains("IGNORED"));
        call("POST", "/rest/inbox/" + Probe.METER_1 + "/unignore", "");
        assertEquals(
                404, call("POST", "/rest/inbox/probe:meter:1:9/approve", "").code());
        assertEquals(
                400,
                call("POST", "/rest/inbox/" + Probe.METER_1 + "/approve?newThingId=a:b", "")
                        .code());
        assertEquals(
                200,
                call("POST", "/rest/inbox/" + Probe.METER_1 + "/approve", "Mine")
                        .code());
        assertEquals("Mine", get(METER).object().get("label").getAsString());
        assertEquals("[]", get("/rest/inbox").body());
        assertEquals(
                404, call("POST", "/rest/discovery/bindings/probe/scan", "").code());
        assertEquals(204, get("/rest/actions/" + Probe.METER_1).code());
    }

    @Test
    void eventsOfTheTopicsAskedFor() throws Exception {
        CompletableFuture<String> event = listen("/rest/events?topics=openhab/things/*/added,openhab/none", "data");
        call("PUT", "/rest/items/P", "{\"type\":\"Switch\",\"name\":\"P\"}");
        bench.addBus();
        JsonObject data =
                JsonParser.parseString(soon(event).substring("data: ".length())).getAsJsonObject();
        assertEquals("openhab/things/probe:bus:1/added", data.get("topic").getAsString());
        assertEquals("ThingAddedEvent", data.get("type").getAsString());
        JsonObject payload =
                JsonParser.parseString(data.get("payload").getAsString()).getAsJsonObject();
        assertEquals("probe:bus:1", payload.get("UID").getAsString());
    }

    @Test
    void streamsEndWithTheServer() throws Exception {
        CompletableFuture<String> stream = listen("/rest/events", "never");
        web.close();
        assertEquals("ended", soon(stream));
    }

    @Test
    void trafficOnTheWire() throws Exception {
        CompletableFuture<String> bound = new CompletableFuture<>();
        try (DatagramSocket meter = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            int port;
            try (DatagramSocket free = new DatagramSocket(0)) {
                port = free.getLocalPort();
            }
            try (DatagramLease lease = transport.datagrams().listen(port, "test", new DatagramListener() {
                @Override
                public void opened() {
                    bound.complete("bound");
                }

                @Override
                public void received(Datagram datagram) {}

                @Override
                public void failed(LineFault fault) {
                    bound.complete(fault.toString());
                }
            })) {
                assertEquals("bound", soon(bound));
                CompletableFuture<String> record = listen("/workbench/wire?line=udp:" + port, "IN");
                byte[] data = "Hi\r".getBytes(StandardCharsets.US_ASCII);
                meter.send(new DatagramPacket(data, data.length, InetAddress.getLoopbackAddress(), port));
                String json = soon(record);
                assertTrue(json.contains("\"hex\":\"48 69 0D\""), json);
            }
        }
        assertEquals(400, get("/workbench/wire").code());
        assertEquals(400, get("/workbench/wire?line=gopher://x").code());
        assertEquals("'x' is no UDP port.", get("/workbench/wire?line=udp:x").error());
    }

    @Test
    void consoleCommands() throws Exception {
        consoles.addConsoleCommandExtension(new AbstractConsoleCommandExtension("probe", "Probes.") {
            @Override
            public void execute(String[] arguments, Console console) {
                console.println("got " + String.join("+", arguments));
            }

            @Override
            public List<String> getUsages() {
                return List.of(buildCommandUsage("x", "y"));
            }
        });
        assertEquals(
                "got a+b\n", call("POST", "/workbench/console", "probe a b").body());
        assertEquals(
                "probe - Probes.\n", call("POST", "/workbench/console", "help").body());
    }

    @Test
    void thingsOfAFileAreCreatedWhereAbsent() throws Exception {
        String things = "[{\"UID\":\"probe:bus:1\",\"thingTypeUID\":\"probe:bus\"}]";
        assertEquals("1 created", call("POST", "/workbench/things", things).body());
        assertEquals("0 created", call("POST", "/workbench/things", things).body());
        assertEquals(
                "It is not a JSON array of things.",
                call("POST", "/workbench/things", "{}").body());
        assertEquals(
                "No binding here can create a thing of type x:y.",
                call("POST", "/workbench/things", "[{\"UID\":\"x:y:1\",\"thingTypeUID\":\"x:y\"}]")
                        .body());
    }
}
