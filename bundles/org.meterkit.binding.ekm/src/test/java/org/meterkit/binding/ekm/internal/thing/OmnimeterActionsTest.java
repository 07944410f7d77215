/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.ekm.internal.thing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.meterkit.itests.simulators.EkmMeter;
import org.openhab.core.automation.annotation.ActionOutput;
import org.openhab.core.automation.annotation.RuleAction;
import org.openhab.core.library.types.OnOffType;
import org.openhab.core.thing.Thing;

class OmnimeterActionsTest {

    private final EkmMeter v4 = EkmMeter.v4("300001285");
    private final EkmMeter v3 = EkmMeter.v3("10015");
    private EkmBench bench;
    private Thing meter;
    private OmnimeterActions actions;

    @BeforeEach
    void open() throws Exception {
        bench = new EkmBench(v4, v3);
        meter = bench.meter("a", "address", "300001285");
        actions = bench.actions(meter);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void eachSettingIsReadBack() {
        assertEquals("Demand period: 30 minutes.", actions.setDemandPeriod(30));
        assertEquals("Automatic demand reset: 1.", actions.setDemandAutoReset(1));
        assertEquals("CT ratio: 400 A.", actions.setCtRatio(400));
        assertEquals("Ratio of pulse input 2: 100.", actions.setPulseRatio(2, 100));
        assertEquals("Pulse output ratio: 80 1/kWh.", actions.setPulseOutputRatio(80));
        assertEquals("Schedule 5: 06:30=2,22:00=1.", actions.setTariffSchedule(5, "06:30=2,22:00=1"));
        assertEquals("Seasons: 01-01=1,07-01=2.", actions.setSeasons("01-01=1,07-01=2"));
        assertEquals("Holidays: 01-01,12-25.", actions.setHolidays("01-01,12-25"));
        assertEquals("Schedules of weekends and holidays: 2,3.", actions.setSpecialSchedules(2, 3));
        assertEquals("Relay 1: on.", actions.switchRelay(1, true, 0));
        bench.things.awaitState(meter, "relay-1", OnOffType.ON);
        assertEquals("Maximum demand: 0.0 W.", actions.resetMaximumDemand());
        assertEquals("Resettable energy: 0.00 kWh.", actions.resetResettableEnergy());
        assertEquals("400 A", bench.things.thing(meter).getProperties().get("ctRatio"));
        JsonObject calendars = JsonParser.parseString(actions.readCalendars()).getAsJsonObject();
        assertEquals(
                "06:30=2,22:00=1", calendars.getAsJsonArray("schedules").get(4).getAsString());
        assertEquals("01-01=1,07-01=2", calendars.get("seasons").getAsString());
        assertEquals("01-01,12-25", calendars.get("holidays").getAsString());
        assertEquals("2,3", calendars.get("special").getAsString());
    }

    @Test
    void theClockIsStandardTimeOfTheZone() {
        v4.setClockOffset(Duration.ofDays(-5));
        String answer = actions.setClock(ZonedDateTime.parse("2030-07-01T12:00:00+02:00"));
        assertTrue(answer.startsWith("Clock: 2030-07-01 11:0"), answer);
        LocalDateTime set = v4.time();
        assertEquals(11, set.getHour());
        assertTrue(actions.setClock().startsWith("Clock: "));
    }

    @Test
    void monthsAreJson() {
        JsonArray months = JsonParser.parseString(actions.readMonths()).getAsJsonArray();
        assertEquals(6, months.size());
        JsonObject newest = months.get(0).getAsJsonObject();
        assertEquals("10.00", newest.getAsJsonObject("import").get("total").getAsString());
        assertEquals("0.00", newest.getAsJsonObject("export").get("total").getAsString());
        assertEquals(
                "0.10",
                months.get(1)
                        .getAsJsonObject()
                        .getAsJsonObject("export")
                        .get("t1")
                        .getAsString());
    }

    @Test
    void whatIsWrongIsRefusedBeforeAnythingIsWritten() {
        List<String> refusals = List.of(
                actions.setCtRatio(150),
                actions.setPulseRatio(4, 10),
                actions.setPulseOutputRatio(3),
                actions.switchRelay(3, true, 0),
                actions.switchRelay(1, true, 10_000),
                actions.setTariffSchedule(1, "25:00=1"),
                actions.setSeasons("13-01=1"),
                actions.setHolidays("01-32"),
                actions.setDemandPeriod(20),
                actions.setDemandAutoReset(5),
                actions.changePassword("00000000", "1234567"),
                actions.changePassword("0000", "12345678"));
        refusals.forEach(refusal -> assertTrue(refusal.startsWith("Refused: Expected "), refusal));
        assertEquals("Refused: The input text is missing.", actions.setHolidays(null));
        assertEquals("Refused: The input new is missing.", actions.changePassword("00000000", null));
        for (String command : List.of("0020", "0050", "0070", "0080", "0081", "00A0", "00B0", "00D0", "00D4", "00D5")) {
            assertEquals(0, v4.writes(command), command);
        }
    }

    @Test
    void aV3MeterHasNoRelays() {
        OmnimeterActions old = bench.actions(bench.meter("b", "address", "10015"));
        assertEquals("Refused: A v.3 meter has no relay 1 that can be set.", old.switchRelay(1, true, 0));
        assertEquals("CT ratio: 400 A.", old.setCtRatio(400));
    }

    @Test
    void aNewPasswordIsKeptWithTheThing() {
        String answer = actions.changePassword("00000000", "24681357");
        assertTrue(answer.startsWith("Password: changed."), answer);
        assertEquals("24681357", bench.things.thing(meter).getConfiguration().get("password"));
        assertEquals("Relay 2: on.", actions.switchRelay(2, true, 0));
        v4.setPassword("11111111");
        String refusal = actions.switchRelay(2, false, 0);
        assertEquals("Refused: The meter did not accept the password; nothing was set.", refusal);
    }

    @Test
    void aMeterThatIsNotAtWorkRefuses() {
        bench.things.stop(actions.getThingHandler());
        assertEquals("Refused: The meter is not at work.", actions.setClock());
        assertEquals("Refused: The meter is not at work.", new OmnimeterActions().readMonths());
    }

    @Test
    void everyActionIsForTheUserInterfaceAndForTheDsl() {
        List<Method> own = Arrays.stream(OmnimeterActions.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(RuleAction.class))
                .toList();
        assertEquals(17, own.size());
        for (Method action : own) {
            assertEquals("result", action.getAnnotation(ActionOutput.class).name(), action.getName());
            assertTrue(
                    Arrays.stream(OmnimeterActions.class.getDeclaredMethods())
                            .anyMatch(twin -> Modifier.isStatic(twin.getModifiers())
                                    && twin.getName().equals(action.getName())
                                    && twin.getParameterCount() == action.getParameterCount() + 1),
                    action.getName());
        }
    }
}
