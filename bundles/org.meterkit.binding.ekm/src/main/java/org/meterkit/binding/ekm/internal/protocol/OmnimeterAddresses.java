/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.ekm.internal.protocol;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** Addresses of meters, twelve digits each, and where to look for them. */
public final class OmnimeterAddresses {

    /** A quarter of an hour of looking. */
    private static final int MOST = 9_000;

    /** Meters of v.4 have numbers from here on, by what is known of them. */
    private static final long FIRST_V4 = 300_000_000;

    /**
     * Meters that were seen; people who own one bought it from the same batches, often several in a row. Owners' posts and readers'
     * test data.
     */
    private static final long[] SEEN = {
        300_000_234,
        300_000_943,
        300_001_285,
        300_002_570,
        300_004_299,
        350_003_229,
        10_015,
        11_766,
        12_345,
        13_491,
        13_919,
        16_543,
        26_145,
        10_006_388,
        10_007_076
    };

    /** 15 + up to 5 surroundings of 41 numbers are looked through in less than two minutes. */
    private static final int AROUND = 20;

    private static final int MOST_SURROUNDINGS = 5;

    private OmnimeterAddresses() {}

    /**
     * An address of up to twelve digits, filled up with zeros.
     *
     * @throws IllegalArgumentException with a sentence that says what was expected
     */
    public static String parse(String text) {
        String digits = text.strip();
        if (!digits.matches("[0-9]{1,12}")) {
            throw new IllegalArgumentException(
                    "Expected the number on the meter's front, up to twelve digits, not '" + text + "'.");
        }
        String address = padded(Long.parseLong(digits));
        if (address.equals(OmnimeterReading.ANY_ADDRESS)) {
            throw new IllegalArgumentException("Address " + address + " stands for any meter and is none of its own.");
        }
        return address;
    }

    private static String padded(long number) {
        String digits = Long.toString(number);
        return "0".repeat(OmnimeterReading.ANY_ADDRESS.length() - digits.length()) + digits;
    }

    /**
     * Reads ranges and single addresses, {@code 300000000-300000999, 12345}.
     *
     * @throws IllegalArgumentException with a sentence that says what was expected
     */
    public static Set<String> parseRanges(String text) {
        Set<String> addresses = new LinkedHashSet<>();
        for (String part : text.strip().replaceAll("\\s*-\\s*", "-").split("[,;\\s]+")) {
            String[] ends = part.split("-", -1);
            long first = Long.parseLong(parse(ends[0]));
            long last = ends.length == 1 ? first : Long.parseLong(parse(ends[1]));
            if (ends.length > 2 || last < first) {
                throw new IllegalArgumentException(
                        "Expected addresses and ranges like 300000000-300000999, not '" + part + "'.");
            }
            if (addresses.size() + last - first >= MOST) {
                throw new IllegalArgumentException(
                        "Expected at most " + MOST + " addresses, there are more in '" + text + "'.");
            }
            for (long number = first; number <= last; number++) {
                addresses.add(padded(number));
            }
        }
        return addresses;
    }

    /**
     * Where meters are likely: around those that are on the line, then around those that were seen elsewhere.
     *
     * @param present addresses
     */
    public static Set<String> likely(Collection<String> present) {
        Set<String> addresses = new LinkedHashSet<>();
        present.stream().limit(MOST_SURROUNDINGS).forEach(each -> addSurroundings(addresses, Long.parseLong(each)));
        for (long each : SEEN) {
            addSurroundings(addresses, each);
        }
        return addresses;
    }

    private static void addSurroundings(Set<String> addresses, long number) {
        for (long each = Math.max(1, number - AROUND); each <= number + AROUND; each++) {
            addresses.add(padded(each));
        }
    }

    /** What a meter with this address most likely understands. */
    public static OmnimeterRequest likelyRequest(String address) {
        return Long.parseLong(address) >= FIRST_V4 ? OmnimeterRequest.V4A : OmnimeterRequest.V3;
    }
}
