/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.ekm.internal.thing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meterkit.itests.simulators.EkmMeter;
import org.openhab.core.io.console.Console;
import org.openhab.core.thing.ThingRegistry;
import org.openhab.core.thing.ThingStatus;

class ScanCommandTest {

    private static List<String> run(EkmBench bench, String... words) throws InterruptedException {
        ThingRegistry registry = (ThingRegistry) Proxy.newProxyInstance(
                ThingRegistry.class.getClassLoader(),
                new Class<?>[] {ThingRegistry.class},
                (proxy, method, arguments) ->
                        method.getName().equals("get") && bench.bus.getUID().equals(arguments[0]) ? bench.bus : null);
        List<String> printed = new CopyOnWriteArrayList<>();
        new ScanCommand(registry).execute(List.of(words), new Console() {
            @Override
            public void print(String text) {
                printed.add(text);
            }

            @Override
            public void println(String text) {
                printed.add(text);
            }

            @Override
            public void printUsage(String text) {}
        });
        return printed;
    }

    @Test
    void itPrintsWhatItFinds() throws Exception {
        try (EkmBench bench = new EkmBench(EkmMeter.v4("300001285"), EkmMeter.v4("300001290"))) {
            bench.things.awaitStatus(bench.bus, ThingStatus.ONLINE);
            List<String> printed = run(bench, "ekm:bus:line", "300001284-300001286", "300001290");
            assertTrue(printed.contains("000300001285  v.4 (1024)"), printed.toString());
            assertTrue(printed.contains("000300001290  v.4 (1024)"), printed.toString());
            String last = printed.get(printed.size() - 1);
            assertEquals("More than one meter answers at once. 2 meters were found after 4 of 4 addresses.", last);
        }
    }

    @Test
    void aBusThatIsNotAtWorkSaysSo() throws Exception {
        try (EkmBench bench = new EkmBench(EkmMeter.v4("300001285"))) {
            bench.busHandler.dispose();
            assertEquals(List.of("The bus is not at work."), run(bench, "ekm:bus:line"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ekm:bus:other, There is no thing",
        "nonsense, is not the UID of a thing",
        "ekm:bus:line 5-1, Expected addresses and ranges"
    })
    void whatIsWrongIsSaid(String words, String sentence) throws Exception {
        try (EkmBench bench = new EkmBench(EkmMeter.v4("300001285"))) {
            IllegalArgumentException wrong =
                    assertThrows(IllegalArgumentException.class, () -> run(bench, words.split(" ")));
            assertTrue(wrong.getMessage().contains(sentence), wrong.getMessage());
        }
    }
}
