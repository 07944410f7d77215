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

import java.io.IOException;

/** The meter does not accept the key. */
final class KeyRefusedException extends IOException {

    private static final long serialVersionUID = 1;

    KeyRefusedException(RefusedException cause) {
        super("The meter refuses the key that the parameter key has. " + cause.getMessage(), cause);
    }
}
