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

import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.metering.MeterHandlerFactory;
import org.meterkit.metering.MeterMemories;
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
@Component(configurationPid = "binding.ekm", service = ThingHandlerFactory.class)
public final class EkmHandlerFactory extends MeterHandlerFactory {

    private final LineService lines;
    private final TimeZoneProvider zones;

    @Activate
    public EkmHandlerFactory(
            @Reference LineService lines, @Reference MeterMemories memories, @Reference TimeZoneProvider zones) {
        super(memories);
        this.lines = lines;
        this.zones = zones;
    }

    @Override
    public boolean supportsThingType(ThingTypeUID type) {
        return EkmIds.BUS.equals(type) || EkmIds.OMNIMETER.equals(type);
    }

    @Override
    protected @Nullable ThingHandler createHandler(Thing thing) {
        ThingTypeUID type = thing.getThingTypeUID();
        if (EkmIds.BUS.equals(type) && thing instanceof Bridge bridge) {
            return new EkmBusHandler(bridge, getThingTypeByUID(type), memories, lines);
        }
        return EkmIds.OMNIMETER.equals(type)
                ? new OmnimeterHandler(thing, getThingTypeByUID(type), memories, zones)
                : null;
    }
}
