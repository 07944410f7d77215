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

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.binding.p1.internal.protocol.MbusDevice;
import org.meterkit.transport.Moment;
import org.meterkit.transport.Registration;
import org.openhab.core.config.discovery.AbstractThingHandlerDiscoveryService;
import org.openhab.core.config.discovery.DiscoveryResultBuilder;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.ThingUID;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

/** Finds the meters behind the M-Bus of a P1 meter in its telegrams. */
@Component(scope = ServiceScope.PROTOTYPE, service = P1MbusDiscovery.class)
public final class P1MbusDiscovery extends AbstractThingHandlerDiscoveryService<P1MeterHandler>
        implements P1MeterHandler.MbusListener {

    /** One period of a meter that talks every ten seconds, and a margin. */
    private static final int SCAN_SECONDS = 12;

    private final Set<ThingUID> told = ConcurrentHashMap.newKeySet();
    private @Nullable Registration registration;

    public P1MbusDiscovery() {
        super(P1MeterHandler.class, Set.copyOf(P1Ids.MBUS_TYPES.values()), SCAN_SECONDS, true);
    }

    @Override
    protected void startScan() {
        told.clear();
        startBackgroundDiscovery();
        thingHandler.tellLast(this);
    }

    @Override
    protected void stopScan() {
        super.stopScan();
        if (!isBackgroundDiscoveryEnabled()) {
            stopBackgroundDiscovery();
        }
    }

    @Override
    protected synchronized void startBackgroundDiscovery() {
        if (registration == null) {
            registration = thingHandler.listen(this);
        }
    }

    @Override
    protected synchronized void stopBackgroundDiscovery() {
        Registration present = registration;
        if (present != null) {
            present.close();
            registration = null;
        }
    }

    @Override
    public void dispose() {
        super.dispose();
        stopBackgroundDiscovery();
    }

    @Override
    public void devices(List<MbusDevice> devices, P1Reading reading, Moment at) {
        for (MbusDevice device : devices) {
            ThingTypeUID type = P1Ids.MBUS_TYPES.get(device.kind());
            if (type != null && P1MbusHandler.isAlive(device, reading)) {
                tell(device, type);
            }
        }
    }

    private void tell(MbusDevice device, ThingTypeUID type) {
        ThingUID bridge = thingHandler.getThing().getUID();
        String id = P1Ids.uidPart(device.equipmentId());
        boolean named = !id.isEmpty();
        boolean onChannel = device.channel() > 0;
        String kind = type.getId();
        ThingUID thing = new ThingUID(type, bridge, named ? id : onChannel ? "channel-" + device.channel() : kind);
        if (told.add(thing)) {
            DiscoveryResultBuilder result = DiscoveryResultBuilder.create(thing)
                    .withThingType(type)
                    .withBridge(bridge)
                    .withLabel(kind.substring(0, 1).toUpperCase(Locale.ROOT) + kind.substring(1) + " Meter");
            if (named || onChannel) {
                String property = named ? P1Ids.EQUIPMENT_ID : P1Ids.CHANNEL;
                result.withProperty(property, named ? device.equipmentId() : device.channel())
                        .withRepresentationProperty(property);
            }
            thingDiscovered(result.build());
        }
    }
}
