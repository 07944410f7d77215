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
import java.util.regex.Pattern;

/** Identifies a channel of a thing; its last segment is {@code channel} or {@code group#channel}. */
public class ChannelUID extends UID {
    public static final Pattern CHANNEL_SEGMENT_PATTERN = Pattern.compile("[\\w-]*(?:#[\\w-]*)?");

    public static final String CHANNEL_GROUP_SEPARATOR = "#";

    public ChannelUID(String channelUid) {
        super(channelUid);
        try {
            getThingUID();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Not the channel of a thing: " + e.getMessage(), e);
        }
    }

    public ChannelUID(ThingUID thingUID, String id) {
        super(segments(thingUID, id));
    }

    public ChannelUID(ChannelGroupUID channelGroupUID, String id) {
        this(channelGroupUID.getThingUID(), channelGroupUID.getId(), id);
    }

    public ChannelUID(ThingUID thingUID, String groupId, String id) {
        super(segments(thingUID, groupId + CHANNEL_GROUP_SEPARATOR + id));
    }

    /** The channel's id, with its group. */
    public String getId() {
        List<String> all = getAllSegments();
        return all.get(all.size() - 1);
    }

    public String getIdWithoutGroup() {
        return getId().substring(getId().indexOf(CHANNEL_GROUP_SEPARATOR) + 1);
    }

    public boolean isInGroup() {
        return getId().contains(CHANNEL_GROUP_SEPARATOR);
    }

    /** The group's id, or null for a channel outside of groups. */
    public String getGroupId() {
        return isInGroup() ? getId().substring(0, getId().indexOf(CHANNEL_GROUP_SEPARATOR)) : null;
    }

    @Override
    protected int getMinimalNumberOfSegments() {
        return 4;
    }

    @Override
    protected void validateSegment(String segment, int index, int length) {
        if (index < length - 1) {
            super.validateSegment(segment, index, length);
        } else if (!CHANNEL_SEGMENT_PATTERN.matcher(segment).matches()) {
            throw new IllegalArgumentException(
                    "'%s' cannot be the id of a channel; allowed is %s.".formatted(segment, CHANNEL_SEGMENT_PATTERN));
        }
    }

    public ThingUID getThingUID() {
        List<String> all = getAllSegments();
        return new ThingUID(all.subList(0, all.size() - 1).toArray(String[]::new));
    }

    private static List<String> segments(ThingUID thing, String id) {
        List<String> segments = new ArrayList<>(thing.getAllSegments());
        segments.add(id);
        return segments;
    }
}
