/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.openhab.core.thing;

import java.util.List;
import java.util.Map;
import org.openhab.core.common.registry.Identifiable;
import org.openhab.core.config.core.Configuration;
import org.openhab.core.semantics.SemanticTag;
import org.openhab.core.thing.binding.ThingHandler;

/** A device, or a part of one, as openHAB keeps it. Label, handler, bridge, location and tag may be null. */
public interface Thing extends Identifiable<ThingUID> {
    String PROPERTY_VENDOR = "vendor";
    String PROPERTY_MODEL_ID = "modelId";
    String PROPERTY_SERIAL_NUMBER = "serialNumber";
    String PROPERTY_HARDWARE_VERSION = "hardwareVersion";
    String PROPERTY_FIRMWARE_VERSION = "firmwareVersion";
    String PROPERTY_MAC_ADDRESS = "macAddress";

    String getLabel();

    void setLabel(String label);

    List<Channel> getChannels();

    List<Channel> getChannelsOfGroup(String channelGroupId);

    /** The channel of this id ("group#channel" in a group), or null. */
    Channel getChannel(String channelId);

    /** The channel of this UID, or null. */
    Channel getChannel(ChannelUID channelUID);

    ThingStatus getStatus();

    ThingStatusInfo getStatusInfo();

    /** For the framework only. */
    void setStatusInfo(ThingStatusInfo status);

    /** For the framework only. */
    void setHandler(ThingHandler thingHandler);

    ThingHandler getHandler();

    ThingUID getBridgeUID();

    void setBridgeUID(ThingUID bridgeUID);

    /** The live configuration. */
    Configuration getConfiguration();

    @Override
    ThingUID getUID();

    ThingTypeUID getThingTypeUID();

    /** A copy of the properties that cannot be changed. */
    Map<String, String> getProperties();

    /** Sets a property, null removes it; answers the value before. */
    String setProperty(String name, String value);

    void setProperties(Map<String, String> properties);

    String getLocation();

    void setLocation(String location);

    boolean isEnabled();

    String getSemanticEquipmentTag();

    void setSemanticEquipmentTag(String semanticEquipmentTag);

    void setSemanticEquipmentTag(SemanticTag semanticEquipmentTag);
}
