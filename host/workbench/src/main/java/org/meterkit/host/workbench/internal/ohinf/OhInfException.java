/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.host.workbench.internal.ohinf;

/** A file that openHAB would drop; the message says why, as the end of a sentence. */
final class OhInfException extends Exception {

    private static final long serialVersionUID = 1L;

    OhInfException(String why) {
        super(why);
    }
}
