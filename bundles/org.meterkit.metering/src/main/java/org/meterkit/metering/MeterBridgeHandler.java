/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.metering;

import java.util.Optional;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.binding.BaseBridgeHandler;
import org.openhab.core.thing.type.ThingType;
import org.openhab.core.types.Command;
import org.openhab.core.types.RefreshType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The base of a binding's bridge handlers: {@link MeterThingHandler} for a {@link Bridge}, with the same methods for the same
 * purpose.
 */
public abstract class MeterBridgeHandler extends BaseBridgeHandler implements MeterHandler {

    private final Logger logger = LoggerFactory.getLogger(MeterBridgeHandler.class);
    private final HandlerCore core;

    /**
     * Makes a handler as openHAB's factories do.
     *
     * @param type the type of the thing, by which removed channels are built anew; null when openHAB does not know it (yet)
     */
    protected MeterBridgeHandler(Bridge bridge, @Nullable ThingType type, MeterMemories memories) {
        super(bridge);
        core = new HandlerCore(
                type,
                memories.of(bridge.getUID()),
                new HandlerCore.Base(
                        this::getThing,
                        this::getCallback,
                        this::updateState,
                        this::updateStatus,
                        this::editThing,
                        this::updateThing,
                        this::updateProperties,
                        scheduler));
    }

    /**
     * Begins a life: checks the configuration, sets a status, starts what it needs. Must return within milliseconds. What it starts
     * keeps the {@link #port} of this life.
     */
    protected abstract void open();

    /** Ends a life: gives back what {@link #open} took. The publisher is stopped already. Must not wait. */
    protected abstract void close();

    /** A command that is not REFRESH. */
    protected void command(ChannelUID channel, Command command) {
        logger.debug("{} takes no command such as {}", channel, command);
    }

    /** The way to openHAB of the present life. */
    protected final ThingPort port() {
        return core.port();
    }

    /** What the thing keeps over a restart. The publisher's keys are channel ids and begin with {@code @}. */
    protected final MeterMemory memory() {
        return core.memory();
    }

    /** Makes and starts this life's publisher; an earlier one is stopped. */
    protected final MeterPublisher startPublisher(MeterPublisher.Settings settings, ChannelTable<?>... tables) {
        return core.startPublisher(settings, tables);
    }

    @Override
    public final Optional<MeterPublisher> publisher() {
        return core.publisher();
    }

    @Override
    public final void initialize() {
        dispose();
        core.begin();
        open();
    }

    @Override
    public final void dispose() {
        if (core.end()) {
            close();
        }
        super.dispose();
    }

    @Override
    public void handleCommand(ChannelUID channelUID, Command command) {
        if (command instanceof RefreshType) {
            publisher().ifPresent(publisher -> publisher.refresh(channelUID));
        } else {
            command(channelUID, command);
        }
    }
}
