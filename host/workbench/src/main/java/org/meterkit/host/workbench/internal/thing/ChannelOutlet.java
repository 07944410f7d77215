/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.host.workbench.internal.thing;

import org.openhab.core.thing.ChannelUID;
import org.openhab.core.types.Command;
import org.openhab.core.types.State;

/** Where handlers' states and commands go: to the items linked to a channel. */
public interface ChannelOutlet {

    void stateUpdated(ChannelUID channel, State state);

    void commandPosted(ChannelUID channel, Command command);

    void triggered(ChannelUID channel, String event);

    boolean isLinked(ChannelUID channel);
}
