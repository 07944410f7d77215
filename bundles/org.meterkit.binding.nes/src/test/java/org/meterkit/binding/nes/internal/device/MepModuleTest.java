/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.nes.internal.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.meterkit.binding.nes.internal.protocol.MepAnswer;
import org.meterkit.itests.simulators.MepFault;
import org.meterkit.itests.simulators.MepSimulator;
import org.meterkit.transport.Moment;

class MepModuleTest {

    private static final Duration INTERVAL = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** What the module told, one after the other. */
    private record Told(MepAnswer answer, String trouble, String stale) {}

    private final BlockingQueue<Told> told = new LinkedBlockingQueue<>();
    private MepSimulator simulator;
    private MepModule module;

    @BeforeEach
    void simulate() throws Exception {
        simulator = MepSimulator.open();
    }

    @AfterEach
    void close() {
        if (module != null) {
            module.close();
            module.close();
        }
        simulator.close();
    }

    private void start(int port, Duration interval, Duration timeout) {
        URI address = URI.create("http://127.0.0.1:" + port + "/getDashDataWS");
        module = new MepModule(address, interval, timeout, new MepModule.Listener() {
            @Override
            public void answer(MepAnswer answer, Moment at) {
                told.add(new Told(answer, null, null));
            }

            @Override
            public void trouble(String sentence) {
                told.add(new Told(null, sentence, null));
            }

            @Override
            public void stale(String sentence) {
                told.add(new Told(null, null, sentence));
            }
        });
        module.start();
    }

    private Told next() throws InterruptedException {
        Told next = told.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertNotNull(next, "nothing was told in " + PATIENCE);
        return next;
    }

    private MepAnswer answer() throws InterruptedException {
        Told next = next();
        while (next.answer() == null) {
            next = next();
        }
        return next.answer();
    }

    @Test
    void aModuleIsAskedAgainAndAgainOneRequestAtATime() throws Exception {
        start(simulator.port(), INTERVAL, PATIENCE);
        for (int n = 0; n < 5; n++) {
            assertEquals(new BigDecimal("344.180"), answer().reading().energyImport());
        }
        assertEquals(1, simulator.mostAtOnce());
        assertEquals(0, simulator.strayRequests());
    }

    @ParameterizedTest
    @CsvSource({
        "SERVER_ERROR,HTTP status 500",
        "NOT_JSON,not the JSON object",
        "ARRAY,not the JSON object",
        "DEEPLY_NESTED,longer than 65536 bytes",
        "HUGE,longer than 65536 bytes",
        "CUT_OFF,No answer has come from 127.0.0.1",
        "SILENT,within 0 s",
        "ENDLESS,within 0 s",
        "REDIRECT,HTTP status 302"
    })
    void everyFaultIsASentenceAndDoesNotLast(MepFault fault, String part) throws Exception {
        simulator.setFault(fault);
        boolean waits = fault == MepFault.SILENT || fault == MepFault.ENDLESS;
        start(simulator.port(), INTERVAL, waits ? Duration.ofMillis(500) : PATIENCE);
        String sentence = next().trouble();
        assertNotNull(sentence);
        assertTrue(sentence.contains(part), sentence);
        assertTrue(sentence.endsWith("."), sentence);
        simulator.setFault(MepFault.NONE);
        answer();
        assertEquals(0, simulator.strayRequests(), "a redirect was followed");
    }

    @ParameterizedTest
    @EnumSource(
            value = MepFault.class,
            names = {"SILENT", "ENDLESS", "HUGE"})
    void closingCutsOffWhatIsUnderWay(MepFault fault) throws Exception {
        simulator.setFault(fault);
        start(simulator.port(), INTERVAL, PATIENCE);
        simulator.awaitRequests(1, PATIENCE);
        Thread[] all = new Thread[Thread.activeCount() + 50];
        int count = Thread.enumerate(all);
        module.close();
        boolean seen = false;
        for (int n = 0; n < count; n++) {
            if (all[n].getName().equals("meterkit-mep-127.0.0.1")) {
                seen = true;
                all[n].join(PATIENCE.toMillis());
                assertFalse(all[n].isAlive(), "the module's thread goes on");
            }
        }
        assertTrue(seen, "there was no thread");
        told.clear();
        assertNull(told.poll(100, TimeUnit.MILLISECONDS), "something was told after the end");
    }

    @Test
    void nobodyThereIsASentence() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        start(port, INTERVAL, PATIENCE);
        assertEquals("There is no connection to 127.0.0.1:" + port + ".", next().trouble());
    }

    @Test
    void errorsMakeTheRequestsRarer() throws Exception {
        simulator.setFault(MepFault.SERVER_ERROR);
        long begin = System.nanoTime();
        start(simulator.port(), INTERVAL, PATIENCE);
        for (int n = 0; n < 8; n++) {
            assertNotNull(next().trouble());
        }
        Duration taken = Duration.ofNanos(System.nanoTime() - begin);
        // pauses of 1, 2, 4, 8, 16, 32 and 64 intervals, the first of them twice
        assertTrue(taken.compareTo(INTERVAL.multipliedBy(64)) > 0, "eight requests in " + taken);
    }

    @Test
    void aModuleThatIsNotReadyHasNoAnswer() throws Exception {
        simulator.setNotReady();
        start(simulator.port(), INTERVAL, PATIENCE);
        for (int n = 0; n < 12; n++) {
            assertEquals("The module has not read its meter yet; its key may be wrong.", next().trouble());
        }
    }

    @Test
    void aModuleThatRepeatsItselfIsStaleUntilItDoesNot() throws Exception {
        simulator.freeze(true);
        start(simulator.port(), INTERVAL, PATIENCE);
        for (int n = 1; n < 10; n++) {
            assertNotNull(next().answer(), "repetition " + n);
        }
        String sentence = next().stale();
        assertTrue(sentence.contains("10 times or more with the same voltages and frequency"), sentence);
        assertEquals(sentence, next().stale(), "a status is told once");
        simulator.freeze(false);
        answer();
    }
}
