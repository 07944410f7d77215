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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.meterkit.itests.simulators.EkmFault;
import org.meterkit.itests.simulators.EkmMeter;
import org.meterkit.itests.simulators.EkmSimulator;
import org.meterkit.itests.simulators.PseudoTerminal;

/** Omnimeters on an RS-485 line as their owner meets them. */
@ExtendWith(OneOpenHab.class)
class EkmScenarios {

    private static final String BUS = "ekm:bus:cellar";
    private static final String OLD = "ekm:omnimeter:cellar:old";
    private static final String ONE = "ekm:omnimeter:cellar:one";
    private static final String TWO = "ekm:omnimeter:cellar:two";

    /** Waited for every answer of a meter that is dead; those of others must not wait each time. */
    private static final Duration DEAD_TIME = Duration.ofSeconds(5);

    private static final int CHANGES = 5;

    private final OpenHab openHab;
    private final EkmMeter old = EkmMeter.v3("11766");
    private final EkmMeter one = EkmMeter.v4("300000151");
    private final EkmMeter two = EkmMeter.v4("300000152", 1);

    @TempDir
    Path folder;

    EkmScenarios(OpenHab openHab) {
        this.openHab = openHab;
    }

    @AfterEach
    void removeThings() {
        JsonArray things = openHab.get("/things").json().getAsJsonArray();
        for (String type : List.of("ekm:omnimeter", "ekm:bus")) {
            for (JsonElement thing : things) {
                String uid = thing.getAsJsonObject().get("UID").getAsString();
                if (uid.startsWith(type + ":")) {
                    openHab.removeThing(uid);
                }
            }
        }
    }

    private void bus(String port, Map<String, Object> more) {
        Map<String, Object> configuration = new HashMap<>(Map.of("port", port, "pollInterval", 1));
        configuration.putAll(more);
        openHab.createThing("ekm:bus", "", "cellar", configuration);
    }

    private static String address(EkmSimulator simulator) {
        return "tcp://127.0.0.1:" + simulator.bridge().port();
    }

    private void meter(String id, EkmMeter meter, Map<String, Object> more) {
        Map<String, Object> configuration = new HashMap<>(Map.of("address", meter.address()));
        configuration.putAll(more);
        openHab.createThing("ekm:omnimeter", BUS, id, configuration);
    }

    private String awaitNumber(String thing, String channel, String type, double expected) {
        String item = openHab.link(thing, channel, type);
        openHab.awaitState(
                item, state -> Math.abs(OpenHab.number(state) - expected) < 1e-6, channel + " = " + expected);
        return item;
    }

    /** Calls an action by its name and its inputs in their order; its result. */
    private String act(String thing, String name, Object... values) {
        for (JsonElement element : openHab.get("/actions/" + thing).json().getAsJsonArray()) {
            JsonObject action = element.getAsJsonObject();
            String uid = action.get("actionUid").getAsString();
            JsonArray inputs = action.getAsJsonArray("inputs");
            if (uid.split("#")[0].equals("ekm." + name) && inputs.size() == values.length) {
                Map<String, Object> given = new LinkedHashMap<>();
                for (int n = 0; n < values.length; n++) {
                    given.put(inputs.get(n).getAsJsonObject().get("name").getAsString(), values[n]);
                }
                OpenHab.Answer answer = openHab.postJson("/actions/" + thing + "/" + uid.replace("#", "%23"), given);
                assertEquals(200, answer.code(), answer::body);
                return answer.json().getAsJsonObject().get("result").getAsString();
            }
        }
        throw new AssertionError(thing + " has no action " + name + " with " + values.length + " inputs");
    }

    private static void assertDone(String result, String holds) {
        assertFalse(result.startsWith("Refused:"), result);
        assertTrue(result.contains(holds), result);
    }

    private static void assertRefused(String result, String why) {
        assertTrue(result.startsWith("Refused:"), result);
        assertTrue(result.contains(why), result);
    }

    @Test
    void threeMetersOnOneCableAreRead() throws Exception {
        assumeTrue(PseudoTerminal.isSupported(), "No pseudo-terminals here");
        one.setLine(1, 230.1, 5.2, -1_180, "C098");
        one.setLine(2, 229.4, 1.0, 200, "L099");
        try (PseudoTerminal terminal = PseudoTerminal.open(folder.resolve("rs485"));
                EkmSimulator line = EkmSimulator.with(old, one, two)
                        .paced(Duration.ofMillis(10))
                        .start(terminal)) {
            bus(folder.resolve("rs485").toString(), Map.of());
            meter("old", old, Map.of());
            meter("one", one, Map.of());
            meter("two", two, Map.of("model", "v4"));
            openHab.awaitStatus(OLD, "ONLINE");
            openHab.awaitStatus(ONE, "ONLINE");
            openHab.awaitStatus(TWO, "ONLINE");

            awaitNumber(OLD, "energy-total", "Number:Energy", 4541.0);
            awaitNumber(OLD, "energy-export", "Number:Energy", 1211.0);
            awaitNumber(OLD, "energy-import", "Number:Energy", 3330.0);
            awaitNumber(OLD, "power", "Number:Power", 1128);
            OpenHab.await(
                    () -> Optional.of(openHab.channels(OLD)),
                    channels -> channels.contains("voltage-l1")
                            && !channels.contains("relay-1")
                            && !channels.contains("frequency"),
                    "the channels of a v.3 meter");

            awaitNumber(ONE, "energy-import", "Number:Energy", 333.0);
            awaitNumber(ONE, "power-l1", "Number:Power", -1180);
            awaitNumber(ONE, "power", "Number:Power", -980);
            awaitNumber(ONE, "power-factor-l1", "Number:Dimensionless", -0.98);
            awaitNumber(ONE, "voltage-l1", "Number:ElectricPotential", 230.1);
            awaitNumber(ONE, "frequency", "Number:Frequency", 60.01);
            awaitNumber(ONE, "maximum-demand", "Number:Power", 1234);
            awaitNumber(TWO, "energy-total", "Number:Energy", 4541.0);
            assertEquals(
                    "200",
                    openHab.thing(ONE)
                            .getAsJsonObject("properties")
                            .get("ctRatio")
                            .getAsString()
                            .split(" ")[0]);
        }
    }

    @Test
    void aSingleMeterIsFoundByTheWildcardAtOnce() throws Exception {
        try (EkmSimulator line = EkmSimulator.with(one).startTcp()) {
            bus(address(line), Map.of());
            openHab.awaitStatus(BUS, "ONLINE");
            openHab.scan("ekm", "");
            String found = openHab.approve(openHab.awaitInInbox("ekm:omnimeter", "address", one.address()));
            openHab.awaitStatus(found, "ONLINE");
        }
    }

    @Test
    void severalMetersAreFoundInARangeWhilePollsGoOn() throws Exception {
        try (EkmSimulator line = EkmSimulator.with(old, one, two).startTcp()) {
            bus(address(line), Map.of());
            meter("old", old, Map.of());
            openHab.awaitStatus(OLD, "ONLINE");
            openHab.scan("ekm", "300000140-300000160");
            openHab.awaitInInbox("ekm:omnimeter", "address", one.address());
            openHab.awaitInInbox("ekm:omnimeter", "address", two.address());
            assertTrue(openHab.status(OLD).startsWith("ONLINE"));
        }
    }

    @Test
    void aRelayIsSwitchedAndShowsWhatTheMeterSays() throws Exception {
        try (EkmSimulator line = EkmSimulator.with(one).startTcp()) {
            bus(address(line), Map.of());
            meter("one", one, Map.of());
            openHab.awaitStatus(ONE, "ONLINE");
            String relay = openHab.link(ONE, "relay-1", "Switch");
            openHab.awaitState(relay, "OFF");
            openHab.command(relay, "ON");
            openHab.awaitState(relay, "ON");
            assertTrue(one.isRelayOn(1));
            assertFalse(one.isRelayOn(2));
            openHab.command(relay, "OFF");
            openHab.awaitState(relay, "OFF");
            assertDone(act(ONE, "switchRelay", 2, true, 0), "on");
            assertTrue(one.isRelayOn(2));
            one.setPassword("87654321");
            openHab.command(relay, "ON");
            assertRefused(act(ONE, "switchRelay", 1, true, 0), "password");
            openHab.awaitState(relay, "OFF");
            assertFalse(one.isRelayOn(1));
        }
    }

    @Test
    void everySettingIsReadBack() throws Exception {
        try (EkmSimulator line = EkmSimulator.with(one).startTcp()) {
            bus(address(line), Map.of());
            meter("one", one, Map.of("password", "00000000"));
            openHab.awaitStatus(ONE, "ONLINE");

            one.setClockOffset(Duration.ofHours(-30));
            assertDone(act(ONE, "setClock"), " 20");
            assertTrue(Duration.between(LocalDateTime.now(), one.time()).abs().compareTo(Duration.ofHours(2)) < 0);
            assertDone(act(ONE, "setClock", "2031-01-05T06:07:08"), " 2031-01-05 06:07:");
            assertDone(act(ONE, "resetMaximumDemand"), " 0");
            awaitNumber(ONE, "maximum-demand", "Number:Power", 0);
            assertDone(act(ONE, "resetResettableEnergy"), " 0");
            awaitNumber(ONE, "energy-resettable", "Number:Energy", 0);
            assertDone(act(ONE, "setDemandPeriod", 30), "30 minutes");
            awaitNumber(ONE, "demand-period", "Number:Time", 30);
            assertDone(act(ONE, "setDemandAutoReset", 1), " 1");
            assertDone(act(ONE, "setCtRatio", 400), "400 A");
            assertDone(act(ONE, "setPulseRatio", 2, 100), "100");
            assertDone(act(ONE, "setPulseOutputRatio", 80), "80");
            assertDone(act(ONE, "setTariffSchedule", 1, "06:00=1,22:00=2"), "06:00=1,22:00=2");
            assertDone(act(ONE, "setTariffSchedule", 6, "07:30=3"), "07:30=3");
            assertDone(act(ONE, "setSeasons", "04-01=1,10-01=2"), "04-01=1,10-01=2");
            assertDone(act(ONE, "setHolidays", "01-01,12-25"), "01-01,12-25");
            assertDone(act(ONE, "setSpecialSchedules", 2, 3), "2");
            JsonObject calendars =
                    JsonParser.parseString(act(ONE, "readCalendars")).getAsJsonObject();
            assertEquals(
                    "06:00=1,22:00=2",
                    calendars.getAsJsonArray("schedules").get(0).getAsString());
            assertEquals("07:30=3", calendars.getAsJsonArray("schedules").get(5).getAsString());
            assertEquals("04-01=1,10-01=2", calendars.get("seasons").getAsString());
            assertEquals("01-01,12-25", calendars.get("holidays").getAsString());
            assertEquals("2,3", calendars.get("special").getAsString());
            JsonArray months = JsonParser.parseString(act(ONE, "readMonths")).getAsJsonArray();
            assertEquals(6, months.size());
            JsonObject newest = months.get(0).getAsJsonObject();
            assertEquals(10.0, newest.getAsJsonObject("import").get("total").getAsDouble(), 1e-9);
            assertEquals(0.0, newest.getAsJsonObject("export").get("total").getAsDouble(), 1e-9);
            assertDone(act(ONE, "changePassword", "00000000", "12345678"), "");
            assertRefused(act(ONE, "changePassword", "00000000", "11111111"), "password");
            openHab.awaitStatus(ONE, "ONLINE");
            assertFalse(line.isSelected(), "Every conversation lets go of the meter");
        }
    }

    @Test
    void whatCannotBeIsRefusedBeforeAnythingIsWritten() throws Exception {
        try (EkmSimulator line = EkmSimulator.with(one).startTcp()) {
            bus(address(line), Map.of());
            meter("one", one, Map.of());
            openHab.awaitStatus(ONE, "ONLINE");
            assertRefused(act(ONE, "setCtRatio", 150), "100, 200, 400");
            assertRefused(act(ONE, "setTariffSchedule", 1, "25:00=1"), "25:00");
            assertRefused(act(ONE, "setDemandPeriod", 20), "15, 30 or 60");
            assertRefused(act(ONE, "switchRelay", 3, true, 0), "relay");
            assertRefused(act(ONE, "changePassword", "00000000", "1234567"), "eight digits");
            for (String command : List.of("00D0", "0070", "0050", "0081", "0020")) {
                assertEquals(0, one.writes(command), command);
            }
        }
    }

    @Test
    void aDeadMeterDoesNotHoldUpTheOthers() throws Exception {
        try (EkmSimulator line = EkmSimulator.with(old, one).startTcp()) {
            bus(address(line), Map.of("responseTimeout", DEAD_TIME.toMillis()));
            meter("one", one, Map.of("offlineAfter", 20));
            meter("two", two, Map.of("offlineAfter", 5));
            openHab.awaitStatus(ONE, "ONLINE");
            String silent = openHab.awaitStatus(TWO, "OFFLINE COMMUNICATION_ERROR");
            assertTrue(silent.endsWith("."), silent);
            one.setLine(2, 230, 0, 0, "C000");
            Instant start = Instant.now();
            for (int n = 1; n <= CHANGES; n++) {
                one.setLine(1, 230, 5, 1_000 + n, "L099");
                awaitNumber(ONE, "power", "Number:Power", 1_000 + n);
            }
            Duration taken = Duration.between(start, Instant.now());
            assertTrue(taken.compareTo(DEAD_TIME.multipliedBy(CHANGES)) < 0, taken::toString);
            assertTrue(openHab.status(ONE).startsWith("ONLINE"));
        }
    }

    @Test
    void aMeterThatFallsSilentWhileItIsSetRefusesAndIsReadAgain() throws Exception {
        try (EkmSimulator line = EkmSimulator.with(one).startTcp()) {
            bus(address(line), Map.of());
            meter("one", one, Map.of());
            openHab.awaitStatus(ONE, "ONLINE");
            line.muteAfterPassword(true);
            assertRefused(act(ONE, "setCtRatio", 400), ".");
            assertEquals(0, one.writes("00D0"));
            line.muteAfterPassword(false);
            one.setLine(1, 230, 5, 1_500, "L099");
            one.setLine(2, 230, 0, 0, "C000");
            awaitNumber(ONE, "power", "Number:Power", 1_500);
            assertDone(act(ONE, "setCtRatio", 400), "400 A");
        }
    }

    @Test
    void aLostLineIsToldAndComesBack() throws Exception {
        try (EkmSimulator line = EkmSimulator.with(one).startTcp()) {
            bus(address(line), Map.of());
            meter("one", one, Map.of("offlineAfter", 5));
            openHab.awaitStatus(ONE, "ONLINE");
            line.bridge().refuse();
            line.bridge().reset();
            openHab.awaitStatus(BUS, "OFFLINE COMMUNICATION_ERROR");
            openHab.awaitStatus(ONE, "OFFLINE");
            line.bridge().welcome();
            openHab.awaitStatus(BUS, "ONLINE");
            openHab.awaitStatus(ONE, "ONLINE");
        }
    }

    @Test
    void faultsOnTheLineAreReadOver() throws Exception {
        try (EkmSimulator line = EkmSimulator.with(one).echo().eightBits().startTcp()) {
            bus(address(line), Map.of("responseTimeout", 500));
            meter("one", one, Map.of());
            openHab.awaitStatus(ONE, "ONLINE");
            one.setLine(2, 230, 0, 0, "C000");
            int watts = 2_000;
            for (EkmFault fault : EkmFault.values()) {
                line.fail(fault, 1);
                one.setLine(1, 230, 5, ++watts, "L099");
                awaitNumber(ONE, "power", "Number:Power", watts);
                assertTrue(openHab.status(ONE).startsWith("ONLINE"), fault::toString);
            }
        }
    }

    @Test
    void aWrongParameterIsAConfigurationError() throws Exception {
        bus("http://example", Map.of());
        assertTrue(openHab.awaitStatus(BUS, "OFFLINE CONFIGURATION_ERROR").contains("port"));
        openHab.removeThing(BUS);
        try (EkmSimulator line = EkmSimulator.with(one).startTcp()) {
            bus(address(line), Map.of());
            openHab.createThing("ekm:omnimeter", BUS, "one", Map.of("address", "12 345"));
            assertTrue(openHab.awaitStatus(ONE, "OFFLINE CONFIGURATION_ERROR").contains("address"));
            openHab.putJson("/things/" + ONE + "/config", Map.of("address", one.address(), "password", "1234567"));
            String status = openHab.awaitStatus(ONE, "OFFLINE CONFIGURATION_ERROR The parameter password");
            assertFalse(status.contains("1234567"), "Not even a wrong password belongs into a status");
        }
    }
}
