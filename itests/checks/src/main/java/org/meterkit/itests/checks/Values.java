/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.itests.checks;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The values that an attribute or an element's text may have.
 *
 * @param expectation completes "must be ..."
 */
record Values(Predicate<String> accepts, String expectation) {

    /** Only elements inside, no text of its own. */
    static final Values NO_TEXT = new Values(String::isBlank, "left out");

    static final Values ANY = new Values(value -> true, "text");
    static final Values TEXT = new Values(value -> !value.isBlank(), "filled in");
    static final Values BOOLEAN = oneOf("true", "false");
    static final Values INTEGER = matching("[+-]?[0-9]+", "a whole number");
    static final Values DECIMAL = matching("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)", "a number");

    static Values oneOf(String... values) {
        return oneOf(List.of(values));
    }

    static Values oneOf(List<String> values) {
        return new Values(values::contains, "one of " + String.join(", ", values));
    }

    static Values matching(String regex, String expectation) {
        return new Values(Pattern.compile(regex).asMatchPredicate(), expectation);
    }
}
