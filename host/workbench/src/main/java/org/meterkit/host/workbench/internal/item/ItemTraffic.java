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

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import javax.measure.Unit;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.host.workbench.internal.event.Event;
import org.meterkit.host.workbench.internal.event.EventBus;
import org.meterkit.host.workbench.internal.thing.ChannelOutlet;
import org.meterkit.host.workbench.internal.thing.HandlerCalls;
import org.meterkit.host.workbench.internal.thing.ThingLifecycle;
import org.meterkit.host.workbench.internal.thing.Things;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.thing.Channel;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.binding.ThingHandler;
import org.openhab.core.thing.type.AutoUpdatePolicy;
import org.openhab.core.thing.type.ChannelType;
import org.openhab.core.thing.type.DynamicStateDescriptionProvider;
import org.openhab.core.thing.type.ThingTypeRegistry;
import org.openhab.core.types.Command;
import org.openhab.core.types.State;
import org.openhab.core.types.StateDescription;
import org.openhab.core.types.Type;
import org.openhab.core.types.TypeParser;
import org.openhab.core.types.UnDefType;
import org.openhab.core.types.util.UnitUtils;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way between items and channels: states up, commands down, with openHAB's conversions, predictions and events. All
 * of it happens on the event thread; handlers are called on their own.
 */
@Component(service = {ChannelOutlet.class, ItemTraffic.class})
public final class ItemTraffic implements ChannelOutlet {

    private final Logger logger = LoggerFactory.getLogger(ItemTraffic.class);
    private final Things things;
    private final ThingTypeRegistry thingTypes;
    private final Items items;
    private final Links links;
    private final EventBus events;
    private final HandlerCalls calls;
    private final List<DynamicStateDescriptionProvider> describers = new CopyOnWriteArrayList<>();

    @Activate
    public ItemTraffic(
            @Reference Things things,
            @Reference ThingTypeRegistry thingTypes,
            @Reference Items items,
            @Reference Links links,
            @Reference EventBus events,
            @Reference HandlerCalls calls) {
        this.things = things;
        this.thingTypes = thingTypes;
        this.items = items;
        this.links = links;
        this.events = events;
        this.calls = calls;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addDescriber(DynamicStateDescriptionProvider describer) {
        describers.add(describer);
    }

    public void removeDescriber(DynamicStateDescriptionProvider describer) {
        describers.remove(describer);
    }

    // links

    /** Links an item with a channel; the channel's handler is told, and so asked for its state. */
    public void link(Link link) {
        links.put(link);
        tell(link.channelUID(), ThingHandler::channelLinked);
    }

    /** False when there is no such link. */
    public boolean unlink(String item, ChannelUID channel) {
        boolean removed = links.remove(item, channel);
        if (removed && links.of(channel).isEmpty()) {
            tell(channel, ThingHandler::channelUnlinked);
        }
        return removed;
    }

    private void tell(ChannelUID channel, BiConsumer<ThingHandler, ChannelUID> news) {
        Thing thing = things.get(channel.getThingUID());
        ThingHandler handler = thing == null ? null : thing.getHandler();
        if (thing != null && handler != null && ThingLifecycle.isInitialized(thing)) {
            news.accept(handler, channel);
        }
    }

    @Override
    public boolean isLinked(ChannelUID channel) {
        return !links.of(channel).isEmpty();
    }

    // up: from handlers

    @Override
    public void stateUpdated(ChannelUID channel, State state) {
        for (Link link : links.of(channel)) {
            items.get(link.itemName()).ifPresent(item -> postState(item, accepted(item, state)));
        }
    }

    @Override
    public void commandPosted(ChannelUID channel, Command command) {
        for (Link link : links.of(channel)) {
            items.get(link.itemName()).ifPresent(item -> postCommand(item, command, Optional.of(channel)));
        }
    }

    @Override
    public void triggered(ChannelUID channel, String event) {
        JsonObject payload = new JsonObject();
        payload.addProperty("event", event);
        payload.addProperty("channel", channel.getAsString());
        events.post(new Event("openhab/channels/" + channel + "/triggered", "ChannelTriggeredEvent", payload));
    }

    /** A state as an item takes it: as it is if it can hold it, else the first of its types the state can become. */
    private static State accepted(Item item, State state) {
        if (item.type().holds(state)) {
            return state;
        }
        return item.type().states().stream()
                .<@Nullable State>map(state::as)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(state);
    }

    // states

    /** The state that a text stands for, if the item can hold it. */
    public Optional<State> parseState(Item item, String text) {
        return Optional.ofNullable(TypeParser.parseState(item.type().states(), text));
    }

    /** Sends a state to an item, as handlers and REST clients do. */
    public void postState(Item item, State state) {
        events.post(
                new Event(Items.topic(item.name(), "state"), "ItemStateEvent", payload(state)),
                () -> items.get(item.name()).ifPresent(current -> apply(current, state)));
    }

    private void apply(Item item, State sent) {
        Optional<State> held = item.type().holds(sent) ? normalized(item, sent) : Optional.empty();
        if (held.isEmpty()) {
            logger.debug("Item {} cannot hold {}", item.name(), sent);
            return;
        }
        State state = held.get();
        Item.Held before = item.held();
        Item.Held after = before.next(state, Instant.now());
        item.hold(after);
        JsonObject updated = payload(state);
        before.lastStateUpdate().ifPresent(at -> updated.addProperty("lastStateUpdate", zoned(at)));
        events.post(new Event(Items.topic(item.name(), "stateupdated"), "ItemStateUpdatedEvent", updated));
        if (!before.state().equals(state)) {
            JsonObject changed = payload(state);
            changed.addProperty("oldType", typeName(before.state()));
            changed.addProperty("oldValue", before.state().toFullString());
            before.lastStateUpdate().ifPresent(at -> changed.addProperty("lastStateUpdate", zoned(at)));
            before.lastStateChange().ifPresent(at -> changed.addProperty("lastStateChange", zoned(at)));
            events.post(new Event(Items.topic(item.name(), "statechanged"), "ItemStateChangedEvent", changed));
        }
    }

    private static String zoned(Instant at) {
        return at.atZone(ZoneId.systemDefault()).toString();
    }

    /** Numbers get the item's unit, or lose theirs when the item has none. */
    private Optional<State> normalized(Item item, State state) {
        Unit<?> unit = unit(item).orElse(null);
        if (!item.type().isNumber() || state instanceof UnDefType) {
            return Optional.of(state);
        }
        if (state instanceof QuantityType<?> quantity) {
            State converted = unit == null ? new DecimalType(quantity) : quantity.toUnit(unit);
            if (converted == null) {
                logger.warn(
                        "Item '{}' cannot take '{}', which is not convertible to its unit '{}'.",
                        item.name(),
                        state,
                        unit);
            }
            return Optional.ofNullable(converted);
        }
        return Optional.of(unit == null ? state : new QuantityType<>((DecimalType) state + " " + unit));
    }

    /** The unit of an item with a dimension: the hint of the channel it is linked with, else the dimension's. */
    public Optional<Unit<?>> unit(Item item) {
        Optional<Unit<?>> otherwise = item.type().defaultUnit();
        if (otherwise.isEmpty()) {
            return otherwise;
        }
        return linkedType(item)
                .map(ChannelType::getUnitHint)
                .<Unit<?>>flatMap(hint -> Optional.ofNullable(UnitUtils.parseUnit(hint)))
                .filter(hint -> hint.isCompatible(otherwise.get()))
                .or(() -> otherwise);
    }

    /** The type of the first channel that an item is linked with. */
    public Optional<ChannelType> linkedType(Item item) {
        return linkedChannel(item).map(thingTypes::getChannelType);
    }

    /** How an item's state is shown: as somebody describes its channel, else as the channel's type says. */
    public Optional<StateDescription> description(Item item) {
        StateDescription ofType = linkedType(item).map(ChannelType::getState).orElse(null);
        return linkedChannel(item)
                .flatMap(channel -> describers.stream()
                        .map(describer -> describer.getStateDescription(channel, ofType, Locale.ENGLISH))
                        .filter(Objects::nonNull)
                        .findFirst())
                .or(() -> Optional.ofNullable(ofType));
    }

    /** The first channel with a type that an item is linked with. */
    private Optional<Channel> linkedChannel(Item item) {
        return links.of(item.name()).stream()
                .map(link -> things.getChannel(link.channelUID()))
                .filter(channel -> channel != null && thingTypes.getChannelType(channel) != null)
                .findFirst();
    }

    // down: from clients

    /** The command that a text stands for, if the item takes it. */
    public Optional<Command> parseCommand(Item item, String text) {
        return Optional.ofNullable(TypeParser.parseCommand(item.type().commands(), text));
    }

    /** Sends a command to an item, and on to its channels. */
    public void postCommand(Item item, Command command) {
        postCommand(item, command, Optional.empty());
    }

    private void postCommand(Item item, Command command, Optional<ChannelUID> source) {
        events.post(new Event(Items.topic(item.name(), "command"), "ItemCommandEvent", payload(command)), () -> {
            if (command instanceof State state) {
                autoUpdate(item, state);
            }
            links.of(item.name()).stream()
                    .filter(link -> !source.equals(Optional.of(link.channelUID())))
                    .forEach(link -> deliver(item, link.channelUID(), command));
        });
    }

    private void deliver(Item item, ChannelUID channelUid, Command command) {
        Channel channel = things.getChannel(channelUid);
        Thing thing = things.get(channelUid.getThingUID());
        ThingHandler handler = thing == null ? null : thing.getHandler();
        if (channel == null || handler == null) {
            logger.debug("Command {} to {} has nobody to go to", command, channelUid);
            return;
        }
        Command fitting = fitting(item, channel, command);
        calls.queue(
                channelUid.getThingUID(),
                "Command " + fitting + " to " + channelUid,
                () -> handler.handleCommand(channelUid, fitting));
    }

    /** Numbers get a unit when the channel has a dimension, and lose it when it has none. */
    private Command fitting(Item item, Channel channel, Command command) {
        String type = String.valueOf(channel.getAcceptedItemType());
        if (type.equals("Number") && command instanceof QuantityType<?> quantity) {
            return new DecimalType(quantity);
        }
        Optional<Unit<?>> unit = unit(item);
        if (command instanceof DecimalType number
                && unit.isPresent()
                && type.equals(item.type().name())) {
            return new QuantityType<>(number + " " + unit.get());
        }
        return command;
    }

    /** What openHAB lets an item show while a command is under way. */
    private enum Recommendation {
        /** No channel is linked, or a channel recommends it: the wish becomes the state. */
        UPDATE,
        /** The channel will tell; meanwhile the wish is predicted. */
        PREDICT,
        /** A channel forbids both. */
        DONT,
        /** No linked channel can act: the old state is confirmed. */
        REVERT
    }

    private void autoUpdate(Item item, State wish) {
        switch (recommendation(item)) {
            case UPDATE -> postState(item, wish);
            case PREDICT -> predict(item, wish, false);
            case REVERT -> predict(item, item.state(), true);
            case DONT -> logger.debug("Item {} waits for its channel", item.name());
        }
    }

    private Recommendation recommendation(Item item) {
        List<Link> linked = links.of(item.name());
        if (linked.isEmpty()) {
            return Recommendation.UPDATE;
        }
        List<AutoUpdatePolicy> policies = linked.stream()
                .flatMap(link -> policy(link.channelUID()).stream())
                .toList();
        if (policies.isEmpty()) {
            return Recommendation.REVERT;
        }
        if (policies.contains(AutoUpdatePolicy.VETO)) {
            return Recommendation.DONT;
        }
        return policies.contains(AutoUpdatePolicy.DEFAULT) ? Recommendation.PREDICT : Recommendation.UPDATE;
    }

    /** The policy of a channel whose thing can act now. */
    private Optional<AutoUpdatePolicy> policy(ChannelUID channelUid) {
        Thing thing = things.get(channelUid.getThingUID());
        Channel channel = things.getChannel(channelUid);
        if (thing == null || channel == null || thing.getHandler() == null || thing.getStatus() != ThingStatus.ONLINE) {
            return Optional.empty();
        }
        AutoUpdatePolicy own = channel.getAutoUpdatePolicy();
        ChannelType type = thingTypes.getChannelType(channel);
        AutoUpdatePolicy ofType = type == null ? null : type.getAutoUpdatePolicy();
        return Optional.of(own != null ? own : ofType != null ? ofType : AutoUpdatePolicy.DEFAULT);
    }

    private void predict(Item item, State state, boolean confirmation) {
        JsonObject payload = new JsonObject();
        payload.addProperty("predictedType", typeName(state));
        payload.addProperty("predictedValue", state.toFullString());
        payload.add("isConfirmation", new JsonPrimitive(confirmation));
        events.post(new Event(Items.topic(item.name(), "statepredicted"), "ItemStatePredictedEvent", payload));
    }

    private static JsonObject payload(Type value) {
        JsonObject payload = new JsonObject();
        payload.addProperty("type", typeName(value));
        payload.addProperty("value", value.toFullString());
        return payload;
    }

    /** {@code OnOff} for an OnOffType. */
    private static String typeName(Type value) {
        return value.getClass().getSimpleName().replaceAll("Type$", "");
    }
}
