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
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.ThingStatusInfo;
import org.openhab.core.thing.binding.BaseThingHandler;
import org.openhab.core.thing.type.ThingType;
import org.openhab.core.types.Command;
import org.openhab.core.types.RefreshType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The base of a binding's thing handlers: it lives from {@link #open} to {@link #close}, and what it tells openHAB goes through its
 * {@link #port}, which is dead outside of that life. So calls that come late, from a line's thread, do no harm.
 *
 * <p>The channels' values go through the publisher, see {@link #startPublisher}. REFRESH is answered from it.
 */
public abstract class MeterThingHandler extends BaseThingHandler implements MeterHandler {

    private final Logger logger = LoggerFactory.getLogger(MeterThingHandler.class);
    private final HandlerCore core;

    /**
     * Makes a handler as openHAB's factories do.
     *
     * @param type the type of the thing, by which removed channels are built anew; null when openHAB does not know it (yet)
     */
    protected MeterThingHandler(Thing thing, @Nullable ThingType type, MeterMemories memories) {
        super(thing);
        core = new HandlerCore(
                type,
                memories.of(thing.getUID()),
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

    /** Sets the status of a thing that waits for a reading: UNKNOWN, or OFFLINE / BRIDGE_OFFLINE as long as its bridge is OFFLINE. */
    protected final void expectReading() {
        ThingStatusInfo bridge = bridgeStatus();
        if (bridge.getStatus() == ThingStatus.OFFLINE) {
            port().status(ThingStatus.OFFLINE, ThingStatusDetail.BRIDGE_OFFLINE, bridge.getDescription());
        } else {
            port().status(ThingStatus.UNKNOWN, ThingStatusDetail.NONE, null);
        }
    }

    private ThingStatusInfo bridgeStatus() {
        Bridge bridge = getBridge();
        return bridge == null
                ? new ThingStatusInfo(ThingStatus.UNKNOWN, ThingStatusDetail.NONE, null)
                : bridge.getStatusInfo();
    }

    /**
     * Follows the bridge, once there is a publisher: OFFLINE with it, and when it is back UNKNOWN until the next reading or until
     * silence is told. (openHAB's own way is ONLINE, of which only a reading is a proof.)
     */
    @Override
    public void bridgeStatusChanged(ThingStatusInfo bridgeStatusInfo) {
        // the bridge itself is asked, since openHAB tells changes on several threads, in any order
        publisher().ifPresent(publisher -> publisher.follow(this::bridgeStatus));
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
