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

import java.util.ArrayList;
import java.util.List;

/** Identifies a thing: binding, type, the ids of the bridges it hangs on, and its own id. */
public class ThingUID extends UID {
    private static final String NO_TYPE = "";

    public ThingUID(ThingTypeUID thingTypeUID, String id) {
        this(thingTypeUID.getBindingId(), thingTypeUID.getId(), id);
    }

    public ThingUID(ThingTypeUID thingTypeUID, ThingUID bridgeUID, String id) {
        super(segments(thingTypeUID.getBindingId(), thingTypeUID.getId(), path(bridgeUID), id));
    }

    public ThingUID(ThingTypeUID thingTypeUID, String id, String... bridgeIds) {
        super(segments(thingTypeUID.getBindingId(), thingTypeUID.getId(), List.of(bridgeIds), id));
    }

    /** Without a type. */
    public ThingUID(String bindingId, String id) {
        this(bindingId, NO_TYPE, id);
    }

    /** Without a type. */
    public ThingUID(String bindingId, ThingUID bridgeUID, String id) {
        super(segments(bindingId, NO_TYPE, path(bridgeUID), id));
    }

    public ThingUID(String bindingId, String thingTypeId, String id) {
        super(bindingId, thingTypeId, id);
    }

    public ThingUID(String thingUID) {
        super(thingUID);
    }

    public ThingUID(String... segments) {
        super(segments);
    }

    /** Ids of the bridges, the nearest last. */
    public List<String> getBridgeIds() {
        List<String> all = getAllSegments();
        return all.subList(2, all.size() - 1);
    }

    public String getId() {
        List<String> all = getAllSegments();
        return all.get(all.size() - 1);
    }

    @Override
    protected int getMinimalNumberOfSegments() {
        return 3;
    }

    private static List<String> path(ThingUID bridge) {
        List<String> ids = new ArrayList<>(bridge.getBridgeIds());
        ids.add(bridge.getId());
        return ids;
    }

    private static List<String> segments(String bindingId, String typeId, List<String> bridgeIds, String id) {
        List<String> segments = new ArrayList<>();
        segments.add(bindingId);
        segments.add(typeId);
        segments.addAll(bridgeIds);
        segments.add(id);
        return segments;
    }
}
