/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.metering.internal;

import java.util.ArrayList;
import java.util.List;
import org.meterkit.metering.MeterkitCommand;
import org.meterkit.transport.DatagramService;
import org.meterkit.transport.LineFault;
import org.meterkit.transport.LineService;
import org.meterkit.transport.LineStatus;
import org.openhab.core.io.console.Console;

/** Prints every line and UDP port with its holders and counters. */
final class LinesCommand implements MeterkitCommand {

    private final LineService lines;
    private final DatagramService datagrams;

    LinesCommand(LineService lines, DatagramService datagrams) {
        this.lines = lines;
        this.datagrams = datagrams;
    }

    @Override
    public String name() {
        return "lines";
    }

    @Override
    public String arguments() {
        return "";
    }

    @Override
    public String description() {
        return "lists the lines and UDP ports in use, who holds them, and their counters";
    }

    @Override
    public void execute(List<String> arguments, Console console) {
        List<LineStatus> all = new ArrayList<>(lines.lines());
        all.addAll(datagrams.ports());
        if (all.isEmpty()) {
            console.println("No line is in use.");
        }
        all.forEach(status -> print(status, console));
    }

    private static void print(LineStatus status, Console console) {
        console.println((status.address() + " " + status.settings()).strip() + (status.open() ? " open" : " closed")
                + ", held by " + String.join(", ", status.holders()));
        console.println("    received " + status.bytesIn() + " bytes in " + status.framesIn() + " pieces, last "
                + status.lastReceived().map(Object::toString).orElse("never") + "; sent " + status.bytesOut()
                + " bytes; " + status.errors() + " faults, reopened " + status.reopens() + " times");
        status.fault().map(LineFault::sentence).ifPresent(sentence -> console.println("    " + sentence));
    }
}
