/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.openhab.core.common;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An identifier made of segments of {@code [A-Za-z0-9_-]} joined by colons. Immutable.
 *
 * <p>Constructors throw {@link IllegalArgumentException} when there are too few segments or one has other characters.
 */
public abstract class AbstractUID {
    public static final String SEPARATOR = ":";

    private static final Pattern SEGMENT = Pattern.compile("[\\w-]*");

    private final List<String> segments;
    private final String text;

    protected AbstractUID() {
        segments = List.of();
        text = "";
    }

    protected AbstractUID(String uid) {
        this(uid.split(SEPARATOR));
    }

    protected AbstractUID(String... segments) {
        this(Arrays.asList(segments));
    }

    protected AbstractUID(List<String> segments) {
        int minimum = getMinimalNumberOfSegments();
        int count = segments.size();
        if (count < minimum) {
            throw new IllegalArgumentException(
                    "'%s' is not an identifier of this kind: it needs %d segments and has %d."
                            .formatted(String.join(SEPARATOR, segments), minimum, count));
        }
        for (int i = 0; i < count; i++) {
            validateSegment(segments.get(i), i, count);
        }
        if (count > 0 && segments.get(count - 1).isBlank()) {
            throw new IllegalArgumentException("The last segment is missing: " + segments);
        }
        this.segments = List.copyOf(segments);
        this.text = String.join(SEPARATOR, segments);
    }

    /** How many segments an identifier of this kind has at least; called while constructing. */
    protected abstract int getMinimalNumberOfSegments();

    protected List<String> getAllSegments() {
        return segments;
    }

    protected String getSegment(int segment) {
        return segments.get(segment);
    }

    /** Whether the text can be a segment. */
    public static boolean isValid(String segment) {
        return segment != null && SEGMENT.matcher(segment).matches();
    }

    /** Refuses a segment with characters that are not allowed at its place; called while constructing. */
    protected void validateSegment(String segment, int index, int length) {
        if (!isValid(segment)) {
            throw new IllegalArgumentException(
                    "Segment '%s' has characters that an identifier cannot have; allowed is %s."
                            .formatted(segment, SEGMENT));
        }
    }

    @Override
    public String toString() {
        return getAsString();
    }

    public String getAsString() {
        return text;
    }

    @Override
    public int hashCode() {
        return segments.hashCode();
    }

    @Override
    public boolean equals(Object obj) {
        return this == obj
                || obj != null && getClass() == obj.getClass() && segments.equals(((AbstractUID) obj).segments);
    }
}
