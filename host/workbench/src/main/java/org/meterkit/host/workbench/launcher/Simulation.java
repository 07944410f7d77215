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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.meterkit.itests.simulators.EnisticSimulator;
import org.meterkit.itests.simulators.P1Feed;
import org.meterkit.itests.simulators.P1Simulator;
import org.meterkit.itests.simulators.PseudoTerminal;

/** Simulated meters, so that something happens at once. What cannot run here is said in a sentence and left out. */
final class Simulation implements AutoCloseable {

    private static final long P1_SEED = 1;

    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private Optional<Path> p1 = Optional.empty();

    /** Starts what can be started; {@code data} gets the link that names the P1 meter's port. */
    static Simulation start(Path data) {
        Simulation simulation = new Simulation();
        simulation.startEnistic();
        simulation.startP1(data.resolve("simulated-p1"));
        return simulation;
    }

    /** The port of the simulated P1 meter. */
    Optional<Path> p1() {
        return p1;
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

    private void startP1(Path link) {
        if (!PseudoTerminal.isSupported()) {
            System.out.println("No simulated P1 meter: pseudo-terminals are made on Linux only.");
            return;
        }
        try {
            PseudoTerminal terminal = PseudoTerminal.open(link);
            running.push(terminal);
            running.push(
                    P1Feed.to(terminal, P1Simulator.builder().wander(P1_SEED).build())
                            .start());
            p1 = Optional.of(link);
            System.out.println("Simulated P1 meter: " + link);
        } catch (IOException e) {
            System.out.println("No simulated P1 meter: " + e.getMessage());
        }
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
