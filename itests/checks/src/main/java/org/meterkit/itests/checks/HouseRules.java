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

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.AndFullName.Predicates.fullNameMatching;
import static com.tngtech.archunit.lang.conditions.ArchConditions.accessTargetWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.domain.JavaAccess.Predicates;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Which room may import what. Each method answers one test per rule over {@code target/classes} of the module whose tests
 * run; a test class returns it from a {@code @TestFactory}.
 */
public final class HouseRules {

    private static final String OURS = "org.meterkit.";
    private static final String OPENHAB = "org.openhab..";
    private static final String BINDINGS = OURS + "binding..";
    private static final String METERING = OURS + "metering..";
    private static final String TRANSPORT = OURS + "transport..";

    private HouseRules() {}

    /**
     * The rules for a binding: its three rooms, the arrows between them, no other binding.
     *
     * @param bindingId last part of the bundle's base package
     */
    public static Stream<DynamicTest> binding(String bindingId) {
        return tests(bindingRules(bindingId));
    }

    /** The rules for the transport, which knows neither openHAB nor anything above itself. */
    public static Stream<DynamicTest> transport() {
        return tests(transportRules());
    }

    /** The rules for what the bindings share towards openHAB; it knows no binding. */
    public static Stream<DynamicTest> metering() {
        return tests(meteringRules());
    }

    static List<ArchRule> bindingRules(String bindingId) {
        String base = OURS + "binding." + bindingId;
        String protocol = base + ".internal.protocol..";
        String device = base + ".internal.device..";
        String thing = base + ".internal.thing..";
        return with(
                common(base),
                classes()
                        .that()
                        .haveSimpleNameNotEndingWith("package-info")
                        .should()
                        .resideInAnyPackage(protocol, device, thing)
                        .as("a binding has the rooms internal.protocol, internal.device and internal.thing"),
                noClasses()
                        .that()
                        .resideInAPackage(protocol)
                        .should()
                        .dependOnClassesThat(resideInAnyPackage(
                                        OPENHAB,
                                        TRANSPORT,
                                        METERING,
                                        device,
                                        thing,
                                        "java.net..",
                                        "java.nio.channels..",
                                        "java.nio.file..",
                                        "org.slf4j..")
                                .or(belongToAnyOf(Clock.class)))
                        .as("the protocol room has no I/O, no clock, no logging, no openHAB and no room below it"),
                noClasses()
                        .that()
                        .resideInAPackage(protocol)
                        .should(
                                accessTargetWhere(
                                        Predicates.target(
                                                fullNameMatching(
                                                        "java\\.lang\\.System\\.(currentTimeMillis|nanoTime)\\(.*|java\\.time\\..*\\.now\\(.*"))))
                        .as("the protocol room does not ask for the time"),
                noClasses()
                        .that()
                        .resideInAPackage(device)
                        .should()
                        .dependOnClassesThat(resideInAnyPackage(OPENHAB, thing))
                        .as("the device room knows neither openHAB nor the thing room"),
                noClasses()
                        .that()
                        .resideOutsideOfPackage(thing)
                        .should()
                        .dependOnClassesThat(resideInAPackage(OPENHAB))
                        .as("only the thing room imports org.openhab"),
                noClasses()
                        .should()
                        .dependOnClassesThat(resideInAPackage(BINDINGS).and(not(resideInAPackage(base + ".."))))
                        .as("no binding imports another"));
    }

    static List<ArchRule> transportRules() {
        return with(
                common(OURS + "transport"),
                noClasses()
                        .should()
                        .dependOnClassesThat(resideInAnyPackage(OPENHAB, METERING, BINDINGS))
                        .as("the transport imports neither openHAB nor metering nor a binding"));
    }

    static List<ArchRule> meteringRules() {
        return with(
                common(OURS + "metering"),
                noClasses()
                        .should()
                        .dependOnClassesThat(resideInAPackage(BINDINGS))
                        .as("metering imports no binding"));
    }

    private static List<ArchRule> common(String base) {
        return List.of(
                classes().should().resideInAPackage(base + "..").as("all classes are in " + base),
                noClasses()
                        .should()
                        .dependOnClassesThat(
                                resideInAPackage(OURS + ".internal..").and(not(resideInAPackage(base + ".."))))
                        .as("nothing imports another bundle's internal packages"),
                noClasses().should(ACCESS_STANDARD_STREAMS).as("nothing writes to the standard streams"),
                noClasses()
                        .should(accessTargetWhere(Predicates.target(fullNameMatching(
                                "java\\.lang\\.Thread\\.sleep\\(.*|java\\.util\\.concurrent\\.TimeUnit\\.sleep\\(.*"))))
                        .as("nothing sleeps"),
                fields().that().areStatic().should().beFinal().as("static fields are final"));
    }

    private static List<ArchRule> with(List<ArchRule> common, ArchRule... more) {
        return Stream.concat(common.stream(), Stream.of(more)).toList();
    }

    private static Stream<DynamicTest> tests(List<ArchRule> rules) {
        JavaClasses classes = new ClassFileImporter().importPath(Path.of("target", "classes"));
        if (classes.isEmpty()) {
            throw new IllegalStateException("There are no classes in target/classes.");
        }
        return rules.stream()
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getDescription(), () -> rule.allowEmptyShould(true).check(classes)));
    }
}
