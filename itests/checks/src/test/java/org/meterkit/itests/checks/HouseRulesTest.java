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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule fires for a class, compiled here, that goes against it, and for no other. */
class HouseRulesTest {

    /** What stands around the bundle under test. */
    private static final List<String> NEIGHBOURS = List.of(
            "package org.openhab.core.thing; public class Thing {}",
            "package org.slf4j; public class Logger {}",
            "package org.meterkit.transport; public class Line {}",
            "package org.meterkit.transport.internal; public class Port {}",
            "package org.meterkit.metering; public class Guard {}",
            "package org.meterkit.binding.other.internal.thing; public class Meter {}");

    /** A binding in which everything is right. */
    private static final List<String> BINDING = List.of(
            "package org.meterkit.binding.sample.internal.protocol; public record Reading(java.time.Instant time) {}",
            "package org.meterkit.binding.sample.internal.device; public class Poll { static final int PORT = 1;"
                    + " org.meterkit.transport.Line line; org.slf4j.Logger logger; protocol.Reading reading;"
                    + " long now() { return System.nanoTime(); } }",
            "package org.meterkit.binding.sample.internal.thing; public class Handler { org.openhab.core.thing.Thing thing;"
                    + " org.meterkit.metering.Guard guard; device.Poll poll; }");

    private static final String ROOMS = "a binding has the rooms internal.protocol, internal.device and internal.thing";
    private static final String PROTOCOL =
            "the protocol room has no I/O, no clock, no logging, no openHAB and no room below it";
    private static final String TIME = "the protocol room does not ask for the time";
    private static final String DEVICE = "the device room knows neither openHAB nor the thing room";
    private static final String ONLY_THING = "only the thing room imports org.openhab";
    private static final String OTHER_BINDING = "no binding imports another";
    private static final String INTERNAL = "nothing imports another bundle's internal packages";
    private static final String STREAMS = "nothing writes to the standard streams";
    private static final String SLEEP = "nothing sleeps";
    private static final String STATIC = "static fields are final";

    @TempDir
    Path folder;

    /**
     * A class that does not belong.
     *
     * @param room package below the bundle's base package
     * @param body what the class does
     * @param broken descriptions of the rules it goes against
     */
    record Intruder(String room, String body, List<String> broken) {}

    private static Intruder intruder(String room, String body, String... broken) {
        return new Intruder(room, body, List.of(broken));
    }

    static Stream<Intruder> inBinding() {
        String protocol = "internal.protocol";
        String device = "internal.device";
        String thing = "internal.thing";
        return Stream.of(
                intruder("util", "", ROOMS),
                intruder("internal", "org.openhab.core.thing.Thing thing;", ROOMS, ONLY_THING),
                intruder(protocol, "org.meterkit.transport.Line line;", PROTOCOL),
                intruder(protocol, "org.meterkit.metering.Guard guard;", PROTOCOL),
                intruder(protocol, "org.openhab.core.thing.Thing thing;", PROTOCOL, ONLY_THING),
                intruder(protocol, "org.slf4j.Logger logger;", PROTOCOL),
                intruder(protocol, "java.net.Socket socket;", PROTOCOL),
                intruder(protocol, "java.nio.channels.Channel channel;", PROTOCOL),
                intruder(protocol, "java.nio.file.Path path;", PROTOCOL),
                intruder(protocol, "java.time.Clock clock;", PROTOCOL),
                intruder(protocol, "device.Poll poll;", PROTOCOL),
                intruder(protocol, "thing.Handler handler;", PROTOCOL),
                intruder(protocol, "java.time.Instant now() { return java.time.Instant.now(); }", TIME),
                intruder(protocol, "java.util.function.LongSupplier clock = System::currentTimeMillis;", TIME),
                intruder(protocol, "long now() { return System.nanoTime(); }", TIME),
                intruder(device, "org.openhab.core.thing.Thing thing;", DEVICE, ONLY_THING),
                intruder(device, "thing.Handler handler;", DEVICE),
                intruder(thing, "org.meterkit.binding.other.internal.thing.Meter meter;", INTERNAL, OTHER_BINDING),
                intruder(thing, "org.meterkit.transport.internal.Port port;", INTERNAL),
                intruder(thing, "void say() { System.out.println(); }", STREAMS),
                intruder(thing, "void say(Exception e) { e.printStackTrace(); }", STREAMS),
                intruder(thing, "void rest() throws Exception { Thread.sleep(1); }", SLEEP),
                intruder(thing, "void rest() throws Exception { java.util.concurrent.TimeUnit.DAYS.sleep(1); }", SLEEP),
                intruder(thing, "static int count;", STATIC));
    }

    @ParameterizedTest
    @MethodSource("inBinding")
    void isFoundInABinding(Intruder intruder) throws IOException {
        List<String> sources = new ArrayList<>(BINDING);
        sources.add("package org.meterkit.binding.sample." + intruder.room() + "; public class Intruder { "
                + intruder.body() + " }");
        assertEquals(intruder.broken(), broken(HouseRules.bindingRules("sample"), sources));
    }

    @Test
    void nothingIsWrongWithTheBinding() throws IOException {
        assertEquals(List.of(), broken(HouseRules.bindingRules("sample"), BINDING));
    }

    @Test
    void classesOutsideTheBundleAreFound() throws IOException {
        assertEquals(
                List.of("all classes are in org.meterkit.binding.sample", ROOMS),
                broken(HouseRules.bindingRules("sample"), List.of("package elsewhere; public class Lost {}")));
    }

    static Stream<Intruder> inTransport() {
        String rule = "the transport imports neither openHAB nor metering nor a binding";
        return Stream.of(
                intruder("", "java.net.Socket socket; org.slf4j.Logger logger;"),
                intruder("internal", "org.openhab.core.thing.Thing thing;", rule),
                intruder("internal", "org.meterkit.metering.Guard guard;", rule),
                intruder("internal", "org.meterkit.binding.other.internal.thing.Meter meter;", INTERNAL, rule));
    }

    @ParameterizedTest
    @MethodSource("inTransport")
    void isFoundInTheTransport(Intruder intruder) throws IOException {
        assertEquals(intruder.broken(), broken(HouseRules.transportRules(), in("org.meterkit.transport", intruder)));
    }

    static Stream<Intruder> inMetering() {
        return Stream.of(
                intruder("", "org.openhab.core.thing.Thing thing; org.meterkit.transport.Line line;"),
                intruder("internal", "org.meterkit.transport.internal.Port port;", INTERNAL),
                intruder(
                        "internal",
                        "org.meterkit.binding.other.internal.thing.Meter meter;",
                        INTERNAL,
                        "metering imports no binding"));
    }

    @ParameterizedTest
    @MethodSource("inMetering")
    void isFoundInMetering(Intruder intruder) throws IOException {
        assertEquals(intruder.broken(), broken(HouseRules.meteringRules(), in("org.meterkit.metering", intruder)));
    }

    @Test
    void theMessageNamesTheClass() throws IOException {
        JavaClasses classes = compile(in("org.meterkit.transport", intruder("internal", "static int count;")));
        ArchRule rule = HouseRules.transportRules().stream()
                .filter(candidate -> candidate.getDescription().equals(STATIC))
                .findFirst()
                .orElseThrow();
        AssertionError error = assertThrows(AssertionError.class, () -> rule.check(classes));
        assertTrue(error.getMessage().contains("org.meterkit.transport.internal.Intruder.count"), error::getMessage);
    }

    private static List<String> in(String base, Intruder intruder) {
        String room = intruder.room().isEmpty() ? "" : "." + intruder.room();
        return List.of("package " + base + room + "; public class Intruder { " + intruder.body() + " }");
    }

    private List<String> broken(List<ArchRule> rules, List<String> sources) throws IOException {
        JavaClasses classes = compile(sources);
        return rules.stream()
                .filter(rule -> rule.allowEmptyShould(true).evaluate(classes).hasViolation())
                .map(ArchRule::getDescription)
                .toList();
    }

    private JavaClasses compile(List<String> sources) throws IOException {
        Path neighbours = compile("neighbours", NEIGHBOURS, folder);
        List<String> written = sources.stream()
                .map(source -> source.replaceAll(
                        "(?<= )(protocol|device|thing)\\.(?=[A-Z])", "org.meterkit.binding.sample.internal.$1."))
                .toList();
        return new ClassFileImporter().importPath(compile("bundle", written, neighbours));
    }

    private Path compile(String name, List<String> sources, Path classPath) throws IOException {
        Path output = Files.createDirectory(folder.resolve(name));
        List<String> arguments =
                new ArrayList<>(List.of("-proc:none", "-d", output.toString(), "-classpath", classPath.toString()));
        for (String source : sources) {
            String className = source.replaceFirst("(?s).*?public (class|record) (\\w+).*", "$2");
            Path file = Files.createDirectories(folder.resolve(name + "-" + arguments.size()))
                    .resolve(className + ".java");
            arguments.add(Files.writeString(file, source).toString());
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        int result = compiler.run(null, null, null, arguments.toArray(String[]::new));
        assertEquals(0, result, () -> "javac " + String.join(" ", arguments));
        return output;
    }
}
