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

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.meterkit.binding.p1.internal.protocol.MbusDevice.Kind;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.type.ChannelTypeUID;

/** Names of things, parameters and properties. */
final class P1Ids {

    static final String BINDING = "p1";

    static final ThingTypeUID METER = new ThingTypeUID(BINDING, "meter");

    /** The thing type of each kind of M-Bus device, {@code p1:gas}. */
    static final Map<Kind, ThingTypeUID> MBUS_TYPES = Arrays.stream(Kind.values())
            .filter(kind -> kind != Kind.UNKNOWN)
            .collect(Collectors.toUnmodifiableMap(
                    Function.identity(),
                    kind -> new ThingTypeUID(BINDING, kind.name().toLowerCase(Locale.ROOT))));

    static final ChannelTypeUID OBIS = new ChannelTypeUID(BINDING, "obis");
    static final ChannelTypeUID OBIS_TEXT = new ChannelTypeUID(BINDING, "obis-text");

    static final String PORT = "port";
    static final String SERIAL_SETTINGS = "serialSettings";
    static final String DECRYPTION_KEY = "decryptionKey";
    static final String ADDITIONAL_DATA = "additionalData";
    static final String OFFLINE_AFTER = "offlineAfter";
    static final String CHANNEL = "channel";
    static final String EQUIPMENT_ID = "equipmentId";
    static final String CODE = "code";

    static final String IDENTIFICATION = "identification";
    static final String DSMR_VERSION = "dsmrVersion";
    static final String SYSTEM_TITLE = "systemTitle";
    static final String ENCRYPTION = "encryption";
    static final String EAN = "ean";
    static final String GRID_TYPE = "gridType";
    static final String COUNTRY = "country";

    private P1Ids() {}

    /** An id as part of a UID. */
    static String uidPart(String id) {
        return id.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]+", "-").replaceAll("^-|-$", "");
    }
}
