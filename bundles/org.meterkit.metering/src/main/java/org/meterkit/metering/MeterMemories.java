package org.meterkit.metering;

import org.openhab.core.thing.ThingUID;

/** OSGi service: gives each thing its {@link MeterMemory}, kept in openHAB's storage. */
public interface MeterMemories {

    MeterMemory of(ThingUID thing);
}
