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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every binding proves about itself in one class:
 *
 * <pre>{@code
 * class HouseTest extends AddonConformance {
 *     HouseTest() {
 *         super("enistic");
 *     }
 * }
 * }</pre>
 *
 * <p>It reads {@code target/classes/OH-INF} of the module whose tests run, and the user guide {@code docs/<binding id>.md} of
 * the project (system property {@code meterkit.root}; the folder two levels up when it is not set).
 *
 * <h2>OH-INF</h2>
 *
 * Elements, their order, attributes and enumerations are those of openHAB 5.0 to 5.2; references lead somewhere; labels,
 * descriptions, ids, tags and defaults are well-written; every text of the XML stands under its key, word for word, in
 * {@code OH-INF/i18n/<binding id>.properties}, and translations hold no other keys. Keys of patterns may be there; free keys
 * (any that do not begin like the derived ones) too. The representation property of a thing type is one of its parameters or
 * declared properties, or {@code serialNumber} or {@code macAddress}, which a handler fills.
 *
 * <h2>The user guide</h2>
 *
 * Three sections hold the tables that are compared with the XML; ids stand between back-ticks. Tables with another first
 * column, and other sections, are free.
 *
 * <ul>
 *   <li>{@code ## Supported Things}: tables whose first column is {@code Thing} name every thing and bridge type.
 *   <li>{@code ## Thing Configuration}: below {@code ### `<thing type>`} a table {@code | Name | Type | Description | Default |
 *       Required | Advanced |} with every parameter. Type is the XML's ({@code text}, {@code integer}, {@code decimal}, {@code
 *       boolean}); Default is the XML's or {@code -}; Required and Advanced are {@code yes} or {@code no}. A type without
 *       parameters has no table.
 *   <li>{@code ## Channels}: below {@code ### `<thing type>`} tables {@code | Channel | Type | Read/Write | Description |} with
 *       every channel. Type is the item type ({@code Number:Power}); Read/Write is {@code R} where the state is read-only and
 *       {@code RW} otherwise.
 * </ul>
 *
 * A heading may name several thing types ({@code ### `gas`, `water`}) and have other words around; its tables then hold for
 * each of them. The first cell of a row may hold several code spans. A channel of a group is {@code group#channel}. A range
 * counts as all of its channels: {@code power-l1..l3}, {@code pulse-1..3}, {@code ch1..ch16#power}; {@code ch<n>#power} counts
 * as all that differ in that number only.
 *
 * <h2>Imports</h2>
 *
 * {@link HouseRules#binding(String)}.
 */
public abstract class AddonConformance {

    private static final Path OH_INF = Path.of("target", "classes", "OH-INF");

    private final String bindingId;

    protected AddonConformance(String bindingId) {
        this.bindingId = bindingId;
    }

    /** A file whose structure openHAB does not understand is dropped whole, with all its types. */
    @Test
    void ohInfIsBuiltAsOpenHabReadsIt() throws IOException {
        none(ohInf().problems());
    }

    @Test
    void namesInOhInfLeadSomewhere() throws IOException {
        none(References.problems(ohInf()));
    }

    @Test
    void textsInOhInfAreWellWritten() throws IOException {
        none(Texts.problems(ohInf()));
    }

    @Test
    void everyTextHasItsKey() throws IOException {
        none(Translations.problems(ohInf()));
    }

    @Test
    void updatesLeadToTheThingTypesAsTheyAre() throws IOException {
        none(Updates.problems(ohInf()));
    }

    @Test
    void userGuideMatchesOhInf() throws IOException {
        none(Documentation.problems(ohInf(), Path.of(System.getProperty("meterkit.root", "../.."), "docs")));
    }

    @TestFactory
    Stream<DynamicTest> importsGoOneWay() {
        return HouseRules.binding(bindingId);
    }

    private OhInf ohInf() throws IOException {
        if (!Files.isDirectory(OH_INF)) {
            none(List.of("There is no folder " + OH_INF.toAbsolutePath() + "."));
        }
        return new OhInf(bindingId, OH_INF);
    }

    private static void none(List<String> problems) {
        if (!problems.isEmpty()) {
            Assertions.fail(problems.size() + " found:\n" + String.join("\n", problems));
        }
    }
}
