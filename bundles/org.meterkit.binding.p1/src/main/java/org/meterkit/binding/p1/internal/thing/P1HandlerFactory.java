/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.p1.internal.thing;

import java.util.Map;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.binding.p1.internal.protocol.MbusDevice.Kind;
import org.meterkit.metering.MeterHandlerFactory;
import org.meterkit.metering.MeterMemories;
import org.meterkit.transport.BroadcastService;
import org.meterkit.transport.LineService;
import org.openhab.core.i18n.TimeZoneProvider;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.binding.ThingHandler;
import org.openhab.core.thing.binding.ThingHandlerFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes the handlers of this binding. */
@Component(configurationPid = "binding.p1", service = ThingHandlerFactory.class)
public final class P1HandlerFactory extends MeterHandlerFactory {

    private final LineService lines;
    private final BroadcastService broadcasts;
    private final TimeZoneProvider zones;

    @Activate
    public P1HandlerFactory(
            @Reference LineService lines,
            @Reference BroadcastService broadcasts,
            @Reference MeterMemories memories,
            @Reference TimeZoneProvider zones) {
        super(memories);
        this.lines = lines;
        this.broadcasts = broadcasts;
        this.zones = zones;
    }

    @Override
    public boolean supportsThingType(ThingTypeUID type) {
        return P1Ids.METER.equals(type) || P1Ids.MBUS_TYPES.containsValue(type);
    }

    @Override
    protected @Nullable ThingHandler createHandler(Thing thing) {
        ThingTypeUID type = thing.getThingTypeUID();
        if (P1Ids.METER.equals(type) && thing instanceof Bridge bridge) {
            return new P1MeterHandler(bridge, getThingTypeByUID(type), memories, lines, broadcasts, zones);
        }
        for (Map.Entry<Kind, ThingTypeUID> kind : P1Ids.MBUS_TYPES.entrySet()) {
            if (kind.getValue().equals(type)) {
                return new P1MbusHandler(thing, getThingTypeByUID(type), memories, kind.getKey());
            }
        }
        return null;
    }
}
