/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.host.workbench.internal.action;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meterkit.host.workbench.internal.testing.Bench;
import org.meterkit.host.workbench.internal.testing.Probe;
import org.openhab.core.automation.annotation.ActionInput;
import org.openhab.core.automation.annotation.ActionOutput;
import org.openhab.core.automation.annotation.RuleAction;
import org.openhab.core.thing.binding.ThingActions;
import org.openhab.core.thing.binding.ThingActionsScope;
import org.openhab.core.thing.binding.ThingHandler;

class ActionsTest {

    /** Actions such as bindings offer. */
    @ThingActionsScope(name = "probe")
    public static final class MeterActions implements ThingActions {

        private @Nullable ThingHandler handler;

        @Override
        public void setThingHandler(ThingHandler handler) {
            this.handler = handler;
        }

        @Override
        public @Nullable ThingHandler getThingHandler() {
            return handler;
        }

        @RuleAction(label = "Set Clock", description = "Sets the clock to now.")
        @ActionOutput(name = "result", type = "java.lang.String", label = "Result")
        public String setClock() {
            return "now";
        }

        @RuleAction(label = "Set Clock", description = "Sets the clock.")
        @ActionOutput(name = "result", type = "java.lang.String", label = "Result")
        public String setClock(@ActionInput(name = "time", label = "Time") ZonedDateTime time) {
            return time.toInstant().toString();
        }

        @RuleAction(label = "Switch")
        public Map<String, Object> switchRelay(
                @ActionInput(name = "relay", label = "Relay", required = true) int relay,
                @ActionInput(name = "on", label = "On") boolean on,
                @ActionInput(name = "seconds", label = "Seconds") @Nullable Integer seconds) {
            return Map.of("relay", relay, "on", on, "seconds", String.valueOf(seconds));
        }

        @RuleAction(label = "Fail")
        public String fail() {
            throw new IllegalStateException("never works");
        }

        /** The twin that rules call. */
        public static String setClock(ThingActions actions) {
            return ((MeterActions) actions).setClock();
        }
    }

    @TempDir
    private Path folder;

    private Bench bench;
    private Actions actions;

    @BeforeEach
    void open() throws InterruptedException {
        bench = new Bench(folder);
        actions = new Actions(bench.texts);
        MeterActions provider = new MeterActions();
        provider.setThingHandler(bench.meter());
        actions.addThingActions(provider);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private String execute(String uid, String inputs) {
        return actions.execute(
                        Probe.METER_1, uid, JsonParser.parseString(inputs).getAsJsonObject())
                .map(JsonObject::toString)
                .orElse("none");
    }

    @Test
    void actionsAreListedWithWhatTheyTakeAndGive() {
        JsonArray list = actions.list(Probe.METER_1);
        assertEquals(4, list.size());
        JsonObject relay = list.get(3).getAsJsonObject();
        assertTrue(relay.get("actionUid").getAsString().startsWith("probe.switchRelay#"));
        assertEquals(
                "int",
                relay.getAsJsonArray("inputs")
                        .get(0)
                        .getAsJsonObject()
                        .get("type")
                        .getAsString());
        JsonObject first =
                relay.getAsJsonArray("inputConfigDescriptions").get(0).getAsJsonObject();
        assertEquals("INTEGER", first.get("type").getAsString());
        assertTrue(first.get("required").getAsBoolean());
        assertEquals(0, actions.list(Probe.BUS_1).size());
    }

    @Test
    void inputsBecomeWhatTheMethodTakes() {
        assertEquals(
                JsonParser.parseString("{\"relay\":2,\"on\":true,\"seconds\":\"90\"}"),
                JsonParser.parseString(execute("probe.switchRelay", "{\"relay\":2,\"on\":\"true\",\"seconds\":90.0}")));
        assertEquals(
                JsonParser.parseString("{\"relay\":0,\"on\":false,\"seconds\":\"null\"}"),
                JsonParser.parseString(execute("probe.switchRelay", "{\"seconds\":\"soon\"}")));
    }

    @Test
    void overloadedActionsAreToldApartByTheirParameters() {
        // MD5 of no bytes, and of "java.time.ZonedDateTime"
        assertEquals("{\"result\":\"now\"}", execute("probe.setClock#d41d8cd98f00b204e9800998ecf8427e", "{}"));
        String withTime = actions.list(Probe.METER_1).asList().stream()
                .map(action -> action.getAsJsonObject())
                .filter(action -> action.getAsJsonArray("inputs").size() == 1)
                .map(action -> action.get("actionUid").getAsString())
                .findFirst()
                .orElseThrow();
        assertEquals(
                "{\"result\":\"2026-11-21T03:00:00Z\"}", execute(withTime, "{\"time\":\"2026-11-21T04:00:00+01:00\"}"));
        assertEquals("none", execute("probe.setClock", "{}"));
    }

    @Test
    void anActionThatThrowsAnswersNothing() {
        assertEquals("{}", execute("probe.fail", "{}"));
        assertEquals(Optional.empty(), actions.execute(Probe.BUS_1, "probe.fail", new JsonObject()));
    }
}
