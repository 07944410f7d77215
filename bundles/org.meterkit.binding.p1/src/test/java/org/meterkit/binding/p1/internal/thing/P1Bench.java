/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.p1.internal.thing;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.meterkit.binding.p1.internal.protocol.MbusDevice.Kind;
import org.meterkit.metering.testing.HandlerBench;
import org.meterkit.transport.LineService;
import org.meterkit.transport.internal.Broadcasts;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.type.ThingType;

/** The meter {@code p1:meter:home} and things below it, with the handlers that the factory would make. */
final class P1Bench implements AutoCloseable {

    final HandlerBench bench = new HandlerBench();
    private final LineService lines;
    private final Broadcasts broadcasts = new Broadcasts();
    private final ThingType meterType;
    private Bridge meter;
    private P1MeterHandler handler;

    P1Bench(LineService lines) {
        this.lines = lines;
        List<String> channels = new ArrayList<>(P1Channels.TABLE.channels());
        channels.add("last-reading");
        meterType = bench.bridgeType(P1Ids.METER, channels);
    }

    /** Creates the meter and starts its handler. */
    Bridge start(Object... configuration) {
        meter = bench.bridge(meterType, "home", map(configuration));
        return start(meter);
    }

    /** Starts a handler for a meter. */
    Bridge start(Bridge bridge) {
        handler = handler(bridge);
        bench.start(handler);
        return bridge;
    }

    /** Creates another meter and starts its handler. */
    Bridge startOther(Object... configuration) {
        Bridge other = bench.bridge(meterType, "other", map(configuration));
        bench.start(handler(other));
        return other;
    }

    private P1MeterHandler handler(Bridge bridge) {
        return new P1MeterHandler(
                bridge, meterType, bench.memories(), lines, broadcasts, () -> ZoneId.of("Europe/Amsterdam"));
    }

    /** The handler started last for the meter. */
    P1MeterHandler handler() {
        return handler;
    }

    /** Creates a thing below the meter and starts its handler. */
    Thing startChild(Kind kind, Object... configuration) {
        String register = kind == Kind.GAS || kind == Kind.WATER ? "volume" : "energy";
        ThingType type = bench.type(
                P1Ids.MBUS_TYPES.get(kind), List.of(register, "flow", "meter-time", "valve-position", "last-reading"));
        Thing child = bench.child(meter, type, "child", map(configuration));
        bench.start(new P1MbusHandler(child, type, bench.memories(), kind));
        return child;
    }

    private static Map<String, Object> map(Object... configuration) {
        Map<String, Object> map = new java.util.HashMap<>();
        for (int i = 0; i < configuration.length; i += 2) {
            map.put(Arrays.asList(configuration).get(i).toString(), configuration[i + 1]);
        }
        return map;
    }

    void awaitOnline(Thing thing) {
        bench.awaitStatus(thing, ThingStatus.ONLINE);
    }

    void awaitQuantity(Thing thing, String channel, String quantity) {
        bench.awaitState(thing, channel, new QuantityType<>(quantity));
    }

    String awaitSentence(Thing thing, ThingStatusDetail detail, String part) {
        return String.valueOf(bench.awaitOffline(thing, detail, part).getDescription());
    }

    @Override
    public void close() {
        bench.close();
        broadcasts.close();
    }
}
