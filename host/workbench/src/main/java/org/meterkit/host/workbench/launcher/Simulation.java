/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.host.workbench.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.meterkit.itests.simulators.EkmMeter;
import org.meterkit.itests.simulators.EkmSimulator;
import org.meterkit.itests.simulators.EnisticSimulator;
import org.meterkit.itests.simulators.MepSimulator;
import org.meterkit.itests.simulators.NesMeter;
import org.meterkit.itests.simulators.NesSimulator;
import org.meterkit.itests.simulators.P1Feed;
import org.meterkit.itests.simulators.P1Simulator;
import org.meterkit.itests.simulators.PseudoTerminal;

/** Simulated meters, so that something happens at once. What cannot run here is said in a sentence and left out. */
final class Simulation implements AutoCloseable {

    private static final long P1_SEED = 1;

    /** Not free everywhere, but the same after a restart, as a thing needs it. */
    private static final int MODULE_PORT = 8181;

    /** Since when the simulated NES meters have been counting. */
    private static final Instant INSTALLED = Instant.parse("2026-01-01T00:00:00Z");

    private static final double SECONDS_PER_HOUR = 3600;
    private static final double MEAN_WATTS = 1500;

    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final List<String> places = new ArrayList<>();

    /** Starts what can be started; {@code data} gets the links that name the meters' ports. */
    static Simulation start(Path data) {
        Simulation simulation = new Simulation();
        simulation.startEnistic();
        simulation.startAtPort("P1 meter", "p1", data.resolve("simulated-p1"), Simulation::p1);
        simulation.startAtPort("line of EKM meters", "ekm:bus", data.resolve("simulated-ekm"), Simulation::omnimeters);
        simulation.startNes(data.resolve("simulated-nes"));
        return simulation;
    }

    /** Where simulated meters are to be searched for: lines of {@code binding=place}, or of {@code thing type=port}. */
    String places() {
        return String.join("\n", places);
    }

    private void startEnistic() {
        try {
            EnisticSimulator controller = EnisticSimulator.demo().start();
            running.push(controller);
            System.out.println("Simulated Enistic controller: " + controller.serial()
                    + ", two sockets and a 16-channel meter on UDP ports " + EnisticSimulator.EVENT_PORT + " and "
                    + EnisticSimulator.COMMAND_PORT);
        } catch (IOException e) {
            System.out.println("No simulated Enistic controller: " + e.getMessage());
        }
    }

    /** Puts a meter at a port. */
    private interface Connection {
        AutoCloseable to(PseudoTerminal terminal) throws IOException;
    }

    private static AutoCloseable p1(PseudoTerminal terminal) throws IOException {
        return P1Feed.to(terminal, P1Simulator.builder().wander(P1_SEED).build())
                .start();
    }

    /** Two of v.4, one of them with a roof full of panels, and one of v.3. */
    private static AutoCloseable omnimeters(PseudoTerminal terminal) {
        EkmMeter house = EkmMeter.v4("300001285");
        EkmMeter roof = EkmMeter.v4("300001286");
        roof.setLine(1, 230.4, 8.7, -2004, "C100");
        roof.setLine(2, 0, 0, 0, "C000");
        return EkmSimulator.with(house, roof, EkmMeter.v3("10015"))
                .paced(Duration.ofMillis(30))
                .start(terminal);
    }

    private void startAtPort(String name, String place, Path link, Connection meter) {
        if (!PseudoTerminal.isSupported()) {
            System.out.println("No simulated " + name + ": pseudo-terminals are made on Linux only.");
            return;
        }
        try {
            PseudoTerminal terminal = PseudoTerminal.open(link);
            running.push(terminal);
            running.push(meter.to(terminal));
            places.add(place + "=" + link);
            System.out.println("Simulated " + name + ": " + link);
        } catch (IOException e) {
            System.out.println("No simulated " + name + ": " + e.getMessage());
        }
    }

    /** One meter that is read twice: at its optical port, and by a module. */
    private void startNes(Path link) {
        NesMeter meter = NesMeter.builder().build();
        startAtPort("NES meter", "nes", link, terminal -> NesSimulator.of(meter)
                .paced(Duration.ofMillis(10))
                .start(terminal));
        System.out.println("Its key: " + NesSimulator.KEY);
        try {
            MepSimulator module = MepSimulator.open(MODULE_PORT);
            running.push(module);
            System.out.println("Simulated MEP module: 127.0.0.1:" + module.port());
            ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(Simulation::daemon);
            running.push(clock::shutdownNow);
            clock.scheduleWithFixedDelay(() -> count(meter, module), 0, 1, TimeUnit.SECONDS);
        } catch (IOException e) {
            System.out.println("No simulated MEP module: " + e.getMessage());
        }
    }

    /** Power goes up and down every two minutes. */
    private static void count(NesMeter meter, MepSimulator module) {
        double seconds = Duration.between(INSTALLED, Instant.now()).toMillis() / 1e3;
        long watts = Math.round(MEAN_WATTS * (1 + 0.8 * Math.sin(seconds / 20)));
        long wattHours = Math.round(seconds * MEAN_WATTS / SECONDS_PER_HOUR);
        meter.setPower(watts);
        meter.setEnergy(wattHours, 0);
        module.setPower(watts);
        module.setEnergy(wattHours, 0);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "meterkit-simulation");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception e) {
                System.err.println("A simulated meter could not be stopped: " + e.getMessage());
            }
        }
    }
}
