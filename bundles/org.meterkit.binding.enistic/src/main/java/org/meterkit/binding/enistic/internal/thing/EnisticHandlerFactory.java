/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.enistic.internal.thing;

import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.metering.MeterHandlerFactory;
import org.meterkit.metering.MeterMemories;
import org.meterkit.transport.DatagramService;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.binding.ThingHandler;
import org.openhab.core.thing.binding.ThingHandlerFactory;
import org.openhab.core.thing.type.ThingType;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes the handlers of controllers, sockets and meters. */
@Component(service = ThingHandlerFactory.class, configurationPid = "binding.enistic")
public class EnisticHandlerFactory extends MeterHandlerFactory {

    private final DatagramService datagrams;

    @Activate
    public EnisticHandlerFactory(@Reference DatagramService datagrams, @Reference MeterMemories memories) {
        super(memories);
        this.datagrams = datagrams;
    }

    @Override
    public boolean supportsThingType(ThingTypeUID thingTypeUID) {
        return EnisticConstants.ALL.contains(thingTypeUID);
    }

    @Override
    protected @Nullable ThingHandler createHandler(Thing thing) {
        ThingTypeUID uid = thing.getThingTypeUID();
        ThingType type = getThingTypeByUID(uid);
        if (uid.equals(EnisticConstants.CONTROLLER) && thing instanceof Bridge bridge) {
            return new EnisticControllerHandler(bridge, type, memories, datagrams);
        }
        if (uid.equals(EnisticConstants.SOCKET)) {
            return new EnisticSocketHandler(thing, type, memories);
        }
        if (uid.equals(EnisticConstants.METER)) {
            return new EnisticMeterHandler(thing, type, memories);
        }
        return null;
    }
}
