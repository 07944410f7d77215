/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.host.workbench.internal.event;

import com.google.gson.JsonElement;

/**
 * Something that happened, as openHAB publishes it.
 *
 * @param topic such as {@code openhab/items/Kettle/state}
 * @param type such as {@code ItemStateEvent}
 * @param payload what openHAB puts into the event's payload
 */
public record Event(String topic, String type, JsonElement payload) {}
