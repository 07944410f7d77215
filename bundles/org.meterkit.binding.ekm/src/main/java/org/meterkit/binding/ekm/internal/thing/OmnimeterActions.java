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

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.function.Function;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.binding.ekm.internal.protocol.EkmSetting;
import org.meterkit.transport.Moment;
import org.openhab.core.automation.annotation.ActionInput;
import org.openhab.core.automation.annotation.ActionOutput;
import org.openhab.core.automation.annotation.RuleAction;
import org.openhab.core.thing.binding.ThingActions;
import org.openhab.core.thing.binding.ThingActionsScope;
import org.openhab.core.thing.binding.ThingHandler;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

/**
 * Actions of a meter for rules. Each waits for the meter, reads back what it holds then, and answers with that in a sentence; or with
 * one that begins with {@code Refused:}.
 */
@Component(scope = ServiceScope.PROTOTYPE, service = OmnimeterActions.class)
@ThingActionsScope(name = EkmIds.BINDING)
public final class OmnimeterActions implements ThingActions {

    private static final String RESULT = "result";
    private static final String RESULT_LABEL = "@text/action.result.label";
    private static final String RESULT_DESCRIPTION = "@text/action.result.description";
    private static final String RESULT_TYPE = "java.lang.String";

    private @Nullable OmnimeterHandler handler;

    @Override
    public void setThingHandler(ThingHandler handler) {
        this.handler = (OmnimeterHandler) handler;
    }

    @Override
    public @Nullable ThingHandler getThingHandler() {
        return handler;
    }

    private String with(Function<OmnimeterHandler, String> action) {
        OmnimeterHandler handler = this.handler;
        return handler == null ? "Refused: The meter is not at work." : action.apply(handler);
    }

    private static EkmSetting clock(OmnimeterHandler handler, Instant time) {
        Moment asked = Moment.now();
        return EkmSetting.clock(() -> handler.localTime(time.plus(Moment.now().since(asked))));
    }

    /** Sets the clock to local standard time. */
    @RuleAction(label = "@text/action.set-clock.label", description = "@text/action.set-clock.description")
    @ActionOutput(name = RESULT, label = RESULT_LABEL, description = RESULT_DESCRIPTION, type = RESULT_TYPE)
    public String setClock() {
        return with(handler -> handler.set(life -> clock(handler, Instant.now())));
    }

    /** Sets the clock to another time; it goes on from there. */
    @RuleAction(label = "@text/action.set-clock-to.label", description = "@text/action.set-clock-to.description")
    @ActionOutput(name = RESULT, label = RESULT_LABEL, description = RESULT_DESCRIPTION, type = RESULT_TYPE)
    public String setClock(
            @ActionInput(name = "time", label = "@text/action.input.time.label", required = true) @Nullable
                    ZonedDateTime time) {
        if (time == null) {
            return missing("time");
        }
        return with(handler -> handler.set(life -> clock(handler, time.toInstant())));
    }

    /** Begins a new maximum demand. */
    @RuleAction(
            label = "@text/action.reset-maximum-demand.label",
            description = "@text/action.reset-maximum-demand.description")
    @ActionOutput(name = RESULT, label = RESULT_LABEL, description = RESULT_DESCRIPTION, type = RESULT_TYPE)
    public String resetMaximumDemand() {
        return with(handler -> handler.set(life -> EkmSetting.resetMaximumDemand()));
    }

    /** Sets the resettable energies to zero. */
    @RuleAction(
            label = "@text/action.reset-resettable-energy.label",
            description = "@text/action.reset-resettable-energy.description")
    @ActionOutput(name = RESULT, label = RESULT_LABEL, description = RESULT_DESCRIPTION, type = RESULT_TYPE)
    public String resetResettableEnergy() {
        return with(handler -> handler.set(life -> EkmSetting.resetResettableEnergy()));
    }

    /** Over how many minutes demand is averaged: 15, 30 or 60. */
    @RuleAction(
            label = "@text/action.set-demand-period.label",
            description = "@text/action.set-demand-period.description")
    @ActionOutput(name = RESULT, label = RESULT_LABEL, description = RESULT_DESCRIPTION, type = RESULT_TYPE)
    public String setDemandPeriod(
            @ActionInput(name = "minutes", label = "@text/action.input.minutes.label", required = true) int minutes) {
        return with(handler -> handler.set(life -> EkmSetting.demandPeriod(minutes)));
    }

    /** When the maximum demand begins anew: 0 never, 1 monthly, 2 weekly, 3 daily, 4 hourly. */
    @RuleAction(
            label = "@text/action.set-demand-auto-reset.label",
            description = "@text/action.set-demand-auto-reset.description")
    @ActionOutput(name = RESULT, label = RESULT_LABEL, description = RESULT_DESCRIPTION, type = RESULT_TYPE)
    public String setDemandAutoReset(
            @ActionInput(name = "mode", label = "@text/action.input.mode.label", required = true) int mode) {
        return with(handler -> handler.set(life -> EkmSetting.demandAutoReset(mode)));
    }

    /** The rating of the current transformers in A. */
    @RuleAction(label = "@text/action.set-ct-ratio.label", description = "@text/action.set-ct-ratio.description")
    @ActionOutput(name = RESULT, label = RESULT_LABEL, description = RESULT_DESCRIPTION, type = RESULT_TYPE)
    public String setCtRatio(
            @ActionInput(name = "amperes", label = "@text/action.input.amperes.label", required = true) int amperes) {
        return with(handler -> handler.set(life -> EkmSetting.ctRatio(amperes)));
    }

    /** Pulses per unit at an input. */
    @RuleAction(label = "@text/action.set-pulse-ratio.label", description = "@text/action.set-pulse-ratio.description")
    @ActionOutput(name = RESULT, label = RESULT_LABEL, description = RESULT_DESCRIPTION, type = RESULT_TYPE)
    public String setPulseRatio(
            @ActionInput(name = "input", label = "@text/action.input.input.label", required = true) int input,
            @ActionInput(name = "ratio", label = "@text/action.input.ratio.label", required = true) int ratio) {
        return with(handler -> handler.set(life -> EkmSetting.pulseRatio(input, ratio)));
    }

    /** Pulses per kWh at the output. */
    @RuleAction(
            label = "@text/action.set-pulse-output-ratio.label",
            description = "@text/action.set-pulse-output-ratio.description")
    @ActionOutput(name = RESULT, label = RESULT_LABEL, description = RESULT_DESCRIPTION, type = RESULT_TYPE)
    public String setPulseOutputRatio(
            @ActionInput(name = "n", label = "@text/action.input.ratio.label", required = true) int n) {
        return with(handler -> handler.set(life -> EkmSetting.pulseOutputRatio(n, life.ctRatio())));
    }

    /** Switches a relay, for some seconds or, with 0, for ever. */
    @RuleAction(label = "@text/action.switch-relay.label", description = "@text/action.switch-relay.description")
    @ActionOutput(name = RESULT, label = RESULT_LABEL, description = RESULT_DESCRIPTION, type = RESULT_TYPE)
    public String switchRelay(
            @ActionInput(name = "relay", label = "@text/action.input.relay.label", required = true) int relay,
            @ActionInput(name = "on", label = "@text/action.input.on.label", required = true) boolean on,
            @ActionInput(name = "seconds", label = "@text/action.input.seconds.label", required = true) int seconds) {
        return with(handler -> handler.set(life -> EkmSetting.relay(relay, on, seconds)));
    }

    /** One of the eight tariff schedules, {@code 07:00=1,22:00=2}. */
    @RuleAction(
            label = "@text/action.set-tariff-schedule.label",
            description = "@text/action.set-tariff-schedule.description")
    @ActionOutput(name = RESULT, label = RESULT_LABEL, description = RESULT_DESCRIPTION, type = RESULT_TYPE)
    public String setTariffSchedule(
            @ActionInput(name = "n", label = "@text/action.input.n.label", required = true) int n,
            @ActionInput(name = "text", label = "@text/action.input.schedule.label", required = true) @Nullable
                    String text) {
        if (text == null) {
            return missing("text");
        }
        return with(handler -> handler.set(life -> EkmSetting.schedule(n, text)));
    }

    /** From when on which schedule holds, {@code 01-01=1,07-01=2}. */
    @RuleAction(label = "@text/action.set-seasons.label", description = "@text/action.set-seasons.description")
    @ActionOutput(name = RESULT, label = RESULT_LABEL, description = RESULT_DESCRIPTION, type = RESULT_TYPE)
    public String setSeasons(
            @ActionInput(name = "text", label = "@text/action.input.seasons.label", required = true) @Nullable
                    String text) {
        if (text == null) {
            return missing("text");
        }
        return with(handler -> handler.set(life -> EkmSetting.seasons(text)));
    }

    /** Days with a schedule of their own, {@code 01-01,12-25}. */
    @RuleAction(label = "@text/action.set-holidays.label", description = "@text/action.set-holidays.description")
    @ActionOutput(name = RESULT, label = RESULT_LABEL, description = RESULT_DESCRIPTION, type = RESULT_TYPE)
    public String setHolidays(
            @ActionInput(name = "text", label = "@text/action.input.holidays.label", required = true) @Nullable
                    String text) {
        if (text == null) {
            return missing("text");
        }
        return with(handler -> handler.set(life -> EkmSetting.holidays(text)));
    }

    /** Which schedules hold at weekends and on holidays. */
    @RuleAction(
            label = "@text/action.set-special-schedules.label",
            description = "@text/action.set-special-schedules.description")
    @ActionOutput(name = RESULT, label = RESULT_LABEL, description = RESULT_DESCRIPTION, type = RESULT_TYPE)
    public String setSpecialSchedules(
            @ActionInput(name = "weekend", label = "@text/action.input.weekend.label", required = true) int weekend,
            @ActionInput(name = "holiday", label = "@text/action.input.holiday.label", required = true) int holiday) {
        return with(handler -> handler.set(life -> EkmSetting.specialSchedules(weekend, holiday)));
    }

    /** Energies of the last six months as JSON, newest first. */
    @RuleAction(label = "@text/action.read-months.label", description = "@text/action.read-months.description")
    @ActionOutput(name = RESULT, label = RESULT_LABEL, description = RESULT_DESCRIPTION, type = RESULT_TYPE)
    public String readMonths() {
        return with(handler -> handler.readMonths());
    }

    /** Tariff schedules, seasons and holidays as JSON. */
    @RuleAction(label = "@text/action.read-calendars.label", description = "@text/action.read-calendars.description")
    @ActionOutput(name = RESULT, label = RESULT_LABEL, description = RESULT_DESCRIPTION, type = RESULT_TYPE)
    public String readCalendars() {
        return with(handler -> handler.readCalendars());
    }

    /** Changes the password. */
    @RuleAction(label = "@text/action.change-password.label", description = "@text/action.change-password.description")
    @ActionOutput(name = RESULT, label = RESULT_LABEL, description = RESULT_DESCRIPTION, type = RESULT_TYPE)
    public String changePassword(
            @ActionInput(name = "old", label = "@text/action.input.old.label", required = true) @Nullable
                    String oldPassword,
            @ActionInput(name = "new", label = "@text/action.input.new.label", required = true) @Nullable
                    String newPassword) {
        if (oldPassword == null) {
            return missing("old");
        }
        if (newPassword == null) {
            return missing("new");
        }
        return with(handler -> handler.changePassword(oldPassword, newPassword));
    }

    private static String missing(String input) {
        return "Refused: The input " + input + " is missing.";
    }

    // ---- for rules in the DSL ---------------------------------------------------------------------------------------

    /** Sets the clock to local standard time. */
    public static String setClock(ThingActions actions) {
        return ((OmnimeterActions) actions).setClock();
    }

    /** Sets the clock to another time; it goes on from there. */
    public static String setClock(ThingActions actions, @Nullable ZonedDateTime time) {
        return ((OmnimeterActions) actions).setClock(time);
    }

    /** Begins a new maximum demand. */
    public static String resetMaximumDemand(ThingActions actions) {
        return ((OmnimeterActions) actions).resetMaximumDemand();
    }

    /** Sets the resettable energies to zero. */
    public static String resetResettableEnergy(ThingActions actions) {
        return ((OmnimeterActions) actions).resetResettableEnergy();
    }

    /** Over how many minutes demand is averaged: 15, 30 or 60. */
    public static String setDemandPeriod(ThingActions actions, int minutes) {
        return ((OmnimeterActions) actions).setDemandPeriod(minutes);
    }

    /** When the maximum demand begins anew: 0 never, 1 monthly, 2 weekly, 3 daily, 4 hourly. */
    public static String setDemandAutoReset(ThingActions actions, int mode) {
        return ((OmnimeterActions) actions).setDemandAutoReset(mode);
    }

    /** The rating of the current transformers in A. */
    public static String setCtRatio(ThingActions actions, int amperes) {
        return ((OmnimeterActions) actions).setCtRatio(amperes);
    }

    /** Pulses per unit at an input. */
    public static String setPulseRatio(ThingActions actions, int input, int ratio) {
        return ((OmnimeterActions) actions).setPulseRatio(input, ratio);
    }

    /** Pulses per kWh at the output. */
    public static String setPulseOutputRatio(ThingActions actions, int n) {
        return ((OmnimeterActions) actions).setPulseOutputRatio(n);
    }

    /** Switches a relay, for some seconds or, with 0, for ever. */
    public static String switchRelay(ThingActions actions, int relay, boolean on, int seconds) {
        return ((OmnimeterActions) actions).switchRelay(relay, on, seconds);
    }

    /** One of the eight tariff schedules, {@code 07:00=1,22:00=2}. */
    public static String setTariffSchedule(ThingActions actions, int n, @Nullable String text) {
        return ((OmnimeterActions) actions).setTariffSchedule(n, text);
    }

    /** From when on which schedule holds, {@code 01-01=1,07-01=2}. */
    public static String setSeasons(ThingActions actions, @Nullable String text) {
        return ((OmnimeterActions) actions).setSeasons(text);
    }

    /** Days with a schedule of their own, {@code 01-01,12-25}. */
    public static String setHolidays(ThingActions actions, @Nullable String text) {
        return ((OmnimeterActions) actions).setHolidays(text);
    }

    /** Which schedules hold at weekends and on holidays. */
    public static String setSpecialSchedules(ThingActions actions, int weekend, int holiday) {
        return ((OmnimeterActions) actions).setSpecialSchedules(weekend, holiday);
    }

    /** Energies of the last six months as JSON, newest first. */
    public static String readMonths(ThingActions actions) {
        return ((OmnimeterActions) actions).readMonths();
    }

    /** Tariff schedules, seasons and holidays as JSON. */
    public static String readCalendars(ThingActions actions) {
        return ((OmnimeterActions) actions).readCalendars();
    }

    /** Changes the password. */
    public static String changePassword(
            ThingActions actions, @Nullable String oldPassword, @Nullable String newPassword) {
        return ((OmnimeterActions) actions).changePassword(oldPassword, newPassword);
    }
}
