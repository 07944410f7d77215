/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.host.workbench.internal.item;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meterkit.host.workbench.internal.event.Event;
import org.meterkit.host.workbench.internal.testing.Bench;
import org.meterkit.host.workbench.internal.testing.Probe;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.library.types.OnOffType;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.type.DynamicStateDescriptionProvider;
import org.openhab.core.types.StateDescription;
import org.openhab.core.types.StateDescriptionFragmentBuilder;
import org.openhab.core.types.StateOption;
import org.openhab.core.types.UnDefType;

class ItemTrafficTest {

    @TempDir
    private Path folder;

    private Bench bench;
    private Probe.MeterHandler meter;

    @BeforeEach
    void open() throws InterruptedException {
        bench = new Bench(folder);
        meter = bench.meter();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private Item link(String type, String channel) throws InterruptedException {
        JsonObject description = new JsonObject();
        description.addProperty("type", type);
        assertEquals(Items.Outcome.CREATED, bench.items.put("It", description));
        bench.traffic.link(new Link("It", Probe.channel(channel), new JsonObject()));
        bench.awaitDiary("command " + channel + " REFRESH RefreshType");
        return bench.items.get("It").orElseThrow();
    }

    private String state(Item item) throws InterruptedException {
        bench.awaitEvent("ItemStateUpdatedEvent");
        return item.state().toFullString();
    }

    @Test
    void aLinkAsksForTheState() throws InterruptedException {
        link("Number:Power", "power");
    }

    @Test
    void aPowerIsShownInWatts() throws InterruptedException {
        Item item = link("Number:Power", "power");
        meter.publish("power", new QuantityType<>("2.71 kW"));
        assertEquals("2710 W", state(item).replaceAll("\\.0*(?= )", ""));
        meter.publish("power", new DecimalType(5));
        assertEquals("5 W", state(item));
    }

    @Test
    void theChannelsUnitHintWins() throws InterruptedException {
        Item item = link("Number:Power", "reactive-power");
        meter.publish("reactive-power", new QuantityType<>("569 var"));
        assertEquals("569 var", state(item));
    }

    @Test
    void aPlainNumberHasNoUnit() throws InterruptedException {
        Item item = link("Number", "power");
        meter.publish("power", new QuantityType<>("12.5 W"));
        assertEquals("12.5", state(item));
    }

    @Test
    void whatCannotBeConvertedIsNotShown() throws InterruptedException {
        Item item = link("Number:Energy", "power");
        meter.publish("power", new QuantityType<>("12 W"));
        meter.publish("power", UnDefType.UNDEF);
        assertEquals("UNDEF", state(item));
        assertEquals(Optional.of(UnDefType.NULL), item.lastState());
    }

    @Test
    void changesAreToldWithTheStateBefore() throws InterruptedException {
        link("Number:Power", "power");
        meter.publish("power", new QuantityType<>("1 W"));
        bench.awaitEvent("ItemStateChangedEvent");
        meter.publish("power", new QuantityType<>("1 W"));
        meter.publish("power", new QuantityType<>("2 W"));
        JsonObject changed = bench.awaitEvent("ItemStateChangedEvent").payload().getAsJsonObject();
        assertEquals("Quantity", changed.get("type").getAsString());
        assertEquals("2 W", changed.get("value").getAsString());
        assertEquals("1 W", changed.get("oldValue").getAsString());
    }

    @Test
    void aCommandGoesToTheHandlerAndIsPredicted() throws InterruptedException {
        Item item = link("Switch", "switch");
        bench.traffic.postCommand(item, OnOffType.ON);
        assertEquals(
                "{\"type\":\"OnOff\",\"value\":\"ON\"}",
                bench.awaitEvent("ItemCommandEvent").payload().toString());
        JsonObject predicted =
                bench.awaitEvent("ItemStatePredictedEvent").payload().getAsJsonObject();
        assertEquals("ON", predicted.get("predictedValue").getAsString());
        bench.awaitDiary("command switch ON OnOffType");
        assertEquals(UnDefType.NULL, item.state());
    }

    @Test
    void aVetoLeavesTheStateToTheDevice() throws InterruptedException {
        Item item = link("Switch", "relay");
        bench.traffic.postCommand(item, OnOffType.ON);
        bench.awaitDiary("command relay ON OnOffType");
        meter.publish("relay", OnOffType.OFF);
        Event next = bench.awaitEvent(event ->
                event.type().equals("ItemStatePredictedEvent") || event.type().equals("ItemStateEvent"));
        assertEquals("ItemStateEvent", next.type());
    }

    @Test
    void aCommandToSomethingOfflineIsTakenBack() throws InterruptedException {
        Item item = link("Switch", "switch");
        meter.publish("switch", OnOffType.OFF);
        bench.awaitEvent("ItemStateChangedEvent");
        meter.report(ThingStatus.OFFLINE, ThingStatusDetail.COMMUNICATION_ERROR, "No answer.");
        bench.traffic.postCommand(item, OnOffType.ON);
        JsonObject predicted =
                bench.awaitEvent("ItemStatePredictedEvent").payload().getAsJsonObject();
        assertEquals("OFF", predicted.get("predictedValue").getAsString());
        assertTrue(predicted.get("isConfirmation").getAsBoolean());
    }

    @Test
    void anItemWithoutChannelTakesTheCommandAsItsState() throws InterruptedException {
        JsonObject description = new JsonObject();
        description.addProperty("type", "Switch");
        bench.items.put("Lonely", description);
        Item item = bench.items.get("Lonely").orElseThrow();
        bench.traffic.postCommand(item, OnOffType.ON);
        assertEquals("ON", state(item));
    }

    @Test
    void numbersFitTheChannelsTheyAreSentTo() throws InterruptedException {
        Item item = link("Number:Power", "power");
        bench.traffic.postCommand(item, new DecimalType(7));
        bench.awaitDiary("command power 7 W QuantityType");
    }

    @Test
    void textsAreReadAsTheItemsTypeWantsIt() throws InterruptedException {
        Item item = link("Switch", "switch");
        assertEquals(Optional.of(OnOffType.ON), bench.traffic.parseCommand(item, "ON"));
        assertEquals(Optional.empty(), bench.traffic.parseCommand(item, "perhaps"));
        assertEquals(Optional.of(UnDefType.UNDEF), bench.traffic.parseState(item, "UNDEF"));
    }

    @Test
    void itemsAndLinksSurviveARestart() throws InterruptedException {
        link("Number:Power", "power");
        bench.close();
        bench = new Bench(folder);
        Item item = bench.items.get("It").orElseThrow();
        assertEquals(UnDefType.NULL, item.state());
        assertEquals(1, bench.links.of(Probe.channel("power")).size());
        bench.awaitStatus(bench.things.get(Probe.METER_1), "ONLINE");
        ((Probe.MeterHandler) bench.things.get(Probe.METER_1).getHandler()).publish("power", new QuantityType<>("3 W"));
        assertEquals("3 W", state(item));
    }

    @Test
    void namesAndTypesThatAreNoneAreRefused() {
        JsonObject description = new JsonObject();
        description.addProperty("type", "Number:Happiness");
        assertEquals(Items.Outcome.REFUSED, bench.items.put("It", description));
        description.addProperty("type", "Switch");
        assertEquals(Items.Outcome.REFUSED, bench.items.put("1st-item", description));
    }

    @Test
    void aChannelIsDescribedWithItsTypeOrByWhoKnowsBetter() throws InterruptedException {
        Item item = link("Number:Power", "power");
        Optional<StateDescription> ofType =
                Optional.ofNullable(bench.traffic.linkedType(item).orElseThrow().getState());
        StateDescription better = StateDescriptionFragmentBuilder.create()
                .withOption(new StateOption("1", "One"))
                .build()
                .toStateDescription();
        DynamicStateDescriptionProvider describer = (channel, original, locale) ->
                channel.getUID().equals(Probe.channel("power")) && original == ofType.orElse(null) ? better : null;

        bench.traffic.addDescriber((channel, original, locale) -> null);
        assertEquals(ofType, bench.traffic.description(item));

        bench.traffic.addDescriber(describer);
        assertEquals(Optional.of(better), bench.traffic.description(item));

        bench.traffic.removeDescriber(describer);
        assertEquals(ofType, bench.traffic.description(item));
    }
}
