/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.ekm.internal.device;

import java.io.IOException;

/** A meter did not answer, or did not do what it was asked; the message is a sentence. */
final class RefusedException extends IOException {

    private static final long serialVersionUID = 1;

    RefusedException(String sentence) {
        super(sentence);
    }
}
