/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.transport.internal;

import java.util.List;
import org.meterkit.transport.LineAddress;
import org.meterkit.transport.PortInfo;
import org.meterkit.transport.SerialSettings;

/** Makes connections. A new kind of line is one more {@link Connection} behind this. */
public interface Connector {

    /** A connection that is yet to be opened. Does not block. */
    Connection connect(LineAddress address, SerialSettings settings);

    /** The serial ports there are, without holders, stable names first. */
    List<PortInfo> ports();
}
