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

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.meterkit.host.workbench.internal.action.Consoles;
import org.meterkit.host.workbench.internal.inbox.Scans;
import org.meterkit.transport.DatagramService;
import org.meterkit.transport.LineAddress;
import org.meterkit.transport.LineService;
import org.meterkit.transport.LineStatus;
import org.meterkit.transport.Registration;
import org.meterkit.transport.WireRecord;
import org.meterkit.transport.WireTap;
import org.openhab.core.addon.AddonInfo;
import org.openhab.core.addon.AddonInfoRegistry;

/** What openHAB does not have: {@code /workbench/info}, {@code things}, {@code console} and {@code wire}. */
final class WorkbenchApi {

    /** How the transport names a UDP port. */
    private static final String UDP = "udp:";

    private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();

    private final String version;
    private final String simulated;
    private final ThingsApi things;
    private final Consoles consoles;
    private final AddonInfoRegistry addons;
    private final Scans scans;
    private final LineService lines;
    private final DatagramService datagrams;

    /**
     * The API of a workbench.
     *
     * @param simulated where simulated meters are: lines of {@code binding=place} or {@code thing type=port}
     */
    WorkbenchApi(
            String version,
            String simulated,
            ThingsApi things,
            Consoles consoles,
            AddonInfoRegistry addons,
            Scans scans,
            LineService lines,
            DatagramService datagrams) {
        this.version = version;
        this.simulated = simulated;
        this.things = things;
        this.consoles = consoles;
        this.addons = addons;
        this.scans = scans;
        this.lines = lines;
        this.datagrams = datagrams;
    }

    void register(Router router) {
        router.on("GET", "/workbench/info", request -> Answer.json(info()));
        router.on("POST", "/workbench/things", this::createThings);
        router.on("POST", "/workbench/console", request -> Answer.text(Answer.OK, consoles.run(request.body())));
        router.on("GET", "/workbench/wire", this::wire);
    }

    private JsonObject info() {
        JsonObject json = new JsonObject();
        json.addProperty("version", version);
        JsonArray bindings = new JsonArray();
        addons.getAddonInfos(Locale.ENGLISH).stream()
                .filter(addon -> addon.getType().equals("binding"))
                .sorted((a, b) -> a.getName().compareToIgnoreCase(b.getName()))
                .forEach(addon -> bindings.add(binding(addon)));
        json.add("bindings", bindings);
        JsonObject places = new JsonObject();
        simulated.lines().map(line -> line.split("=", 2)).forEach(place -> places.addProperty(place[0], place[1]));
        json.add("simulated", places);
        json.add("lines", statuses(lines.lines()));
        json.add("ports", statuses(datagrams.ports()));
        JsonArray serialPorts = new JsonArray();
        lines.serialPorts().forEach(port -> {
            JsonObject each = new JsonObject();
            each.addProperty("address", port.address());
            each.addProperty("description", port.description());
            serialPorts.add(each);
        });
        json.add("serialPorts", serialPorts);
        return json;
    }

    private JsonObject binding(AddonInfo addon) {
        JsonObject json = new JsonObject();
        json.addProperty("id", addon.getId());
        json.addProperty("name", addon.getName());
        json.addProperty("description", addon.getDescription());
        scans.input(addon.getId()).ifPresent(input -> {
            json.addProperty("scanInputLabel", input.label());
            json.addProperty("scanInputDescription", input.description());
        });
        return json;
    }

    private static JsonArray statuses(List<LineStatus> statuses) {
        JsonArray list = new JsonArray();
        for (LineStatus status : statuses) {
            JsonObject json = new JsonObject();
            json.addProperty("address", status.address());
            json.addProperty("settings", status.settings());
            JsonArray holders = new JsonArray();
            status.holders().forEach(holders::add);
            json.add("holders", holders);
            json.addProperty("open", status.open());
            json.addProperty("bytesIn", status.bytesIn());
            json.addProperty("bytesOut", status.bytesOut());
            json.addProperty("errors", status.errors());
            list.add(json);
        }
        return list;
    }

    private Answer createThings(Request request) {
        try {
            int created = things.createAbsent(request.json());
            return Answer.text(Answer.OK, created + " created");
        } catch (IllegalArgumentException e) {
            return Answer.text(Answer.BAD_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    private Answer wire(Request request) {
        String line = request.query("line")
                .orElseThrow(() -> new IllegalArgumentException("Say which line, for example line=udp:53005."));
        if (line.startsWith(UDP)) {
            int port = udpPort(line.substring(UDP.length()));
            return new Answer.Events(sink -> closing(datagrams.tap(port, tap(sink))));
        }
        LineAddress address = LineAddress.parse(line);
        return new Answer.Events(sink -> closing(lines.tap(address, tap(sink))));
    }

    private static int udpPort(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is no UDP port.", e);
        }
    }

    private static Answer.Subscription closing(Registration registration) {
        return registration::close;
    }

    private static WireTap tap(Consumer<String> sink) {
        return record -> sink.accept(Answer.frame("record", json(record)));
    }

    private static JsonObject json(WireRecord record) {
        JsonObject json = new JsonObject();
        json.addProperty("at", record.at().instant().toString());
        json.addProperty("direction", record.direction().name());
        json.addProperty("peer", record.peer());
        json.addProperty("hex", HEX.formatHex(record.data()));
        json.addProperty("text", new String(record.data(), StandardCharsets.ISO_8859_1));
        json.addProperty("note", record.note());
        return json;
    }
}
