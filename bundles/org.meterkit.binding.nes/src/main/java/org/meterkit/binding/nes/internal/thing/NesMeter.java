/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.nes.internal.thing;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.binding.nes.internal.protocol.NesIdentity;
import org.meterkit.binding.nes.internal.protocol.NesReading;
import org.meterkit.binding.nes.internal.protocol.NesReading.Phase;
import org.meterkit.binding.nes.internal.protocol.NesReading.Tariff;
import org.meterkit.metering.MeterPublisher;
import org.meterkit.metering.ThingPort;
import org.meterkit.transport.Moment;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;

/**
 * The way of a meter's readings to its thing in one life of a handler, whichever door they come through. Readings come one after the
 * other.
 */
final class NesMeter {

    /** How far the phases' powers may be from the total: each is rounded for itself. */
    private static final BigDecimal TOLERANCE = BigDecimal.valueOf(15);

    private static final BigDecimal RELATIVE_TOLERANCE = new BigDecimal("0.02");
    /** So many readings that contradict themselves in a row are no accident, but this meter's way to count. */
    private static final int BELIEVED_AFTER = 3;

    private final ThingPort port;
    private final BigDecimal multiplier;
    private final boolean[] phaseSeen = new boolean[NesReading.PHASES];
    private boolean phasePowerSeen;
    private int contradictions;
    private String device = "";
    private final Set<Integer> tariffSeen = new HashSet<>();
    private volatile boolean lost;
    private volatile String trouble = "";
    private volatile @Nullable MeterPublisher publisher;

    /**
     * A way that is open.
     *
     * @param multiplier what one step of the energy registers is worth, in Wh
     */
    NesMeter(ThingPort port, int multiplier) {
        this.port = port;
        this.multiplier = BigDecimal.valueOf(multiplier);
    }

    /**
     * Publishes a reading, unless it contradicts itself.
     *
     * @param more properties besides the meter's own
     */
    void reading(NesIdentity identity, Map<String, String> more, NesReading reading, Moment at) {
        String id = id(identity);
        if (!id.isEmpty() && !id.equals(device)) {
            device = id;
            phasePowerSeen = false;
            Arrays.fill(phaseSeen, false);
            tariffSeen.clear();
        }
        NesReading shown = shown(reading);
        contradictions = plausible(shown) ? 0 : contradictions + 1;
        if (contradictions > 0 && contradictions < BELIEVED_AFTER) {
            trouble("The powers of the phases of the last reading do not add up to its total; it was dropped.");
            return;
        }
        trouble = "";
        lost = false;
        MeterPublisher to = publisher;
        if (to != null) {
            to.device(id);
            to.publish(NesChannels.TABLE, shown, at);
        }
        Map<String, String> properties = new TreeMap<>(more);
        properties.putAll(properties(identity));
        properties.values().removeIf(String::isEmpty);
        port.properties(properties);
    }

    private static String id(NesIdentity identity) {
        return identity.serial().isEmpty() ? identity.utilitySerial() : identity.serial();
    }

    /** What is known of a meter, by the name of the property. */
    static Map<String, String> properties(NesIdentity identity) {
        Map<String, String> properties = new TreeMap<>();
        properties.put(Thing.PROPERTY_VENDOR, identity.manufacturer());
        properties.put(Thing.PROPERTY_MODEL_ID, identity.model());
        properties.put(Thing.PROPERTY_SERIAL_NUMBER, id(identity));
        properties.put(NesIds.UTILITY_SERIAL_NUMBER, identity.utilitySerial());
        properties.put(Thing.PROPERTY_FIRMWARE_VERSION, identity.firmware());
        properties.put(Thing.PROPERTY_HARDWARE_VERSION, identity.hardware());
        properties.values().removeIf(String::isEmpty);
        return properties;
    }

    /** Why there is no reading. It is shown while nothing is known of the meter, and when the silence has lasted. */
    void trouble(String sentence) {
        trouble = sentence;
        MeterPublisher to = publisher;
        if (lost && to != null) {
            lost = false;
            to.start();
        }
        if (port.thing().getStatusInfo().getStatus() == ThingStatus.UNKNOWN) {
            port.status(ThingStatus.UNKNOWN, ThingStatusDetail.NONE, sentence);
        }
    }

    /** Readings will not come for a known reason: the thing is OFFLINE at once, until there is one. */
    void lost(String sentence) {
        trouble = sentence;
        lost = true;
        MeterPublisher to = publisher;
        if (to != null) {
            to.offline(sentence);
        }
    }

    /** Before the first reading: where they go. */
    void publishBy(MeterPublisher to) {
        publisher = to;
    }

    /** What is to be said after a silence of this length. */
    String silence(Duration length) {
        String known = trouble;
        return known.isEmpty() ? "No reading has come for " + length.toSeconds() + " s." : known;
    }

    /** The reading without what the meter does not have but sends as zero, and with its registers in kWh. */
    private NesReading shown(NesReading r) {
        List<Phase> phases = new ArrayList<>();
        for (int n = 0; n < NesReading.PHASES; n++) {
            Phase phase = r.phases().get(n);
            phasePowerSeen |= isOther(phase.power());
            phaseSeen[n] |= isOther(phase.power()) || isOther(phase.voltage()) || isOther(phase.current());
        }
        for (int n = 0; n < NesReading.PHASES; n++) {
            Phase phase = r.phases().get(n);
            phases.add(
                    phaseSeen[n]
                            ? new Phase(
                                    phasePowerSeen ? phase.power() : null,
                                    phase.voltage(),
                                    phase.current(),
                                    phase.powerFactor())
                            : Phase.NONE);
        }
        UnaryOperator<@Nullable BigDecimal> register = value -> value == null ? null : value.multiply(multiplier);
        List<Tariff> tariffs = new ArrayList<>();
        for (Tariff tariff : r.tariffs()) {
            int n = tariffs.size();
            if (isOther(tariff.energyImport()) || isOther(tariff.energyExport())) {
                tariffSeen.add(n);
            }
            tariffs.add(
                    tariffSeen.contains(n)
                            ? new Tariff(register.apply(tariff.energyImport()), register.apply(tariff.energyExport()))
                            : new Tariff(null, null));
        }
        return new NesReading(
                r.powerImport(),
                r.powerExport(),
                r.reactivePowerImport(),
                r.reactivePowerExport(),
                r.apparentPower(),
                r.frequency(),
                phases,
                register.apply(r.energyImport()),
                register.apply(r.energyExport()),
                register.apply(r.reactiveEnergyImport()),
                register.apply(r.reactiveEnergyExport()),
                tariffs,
                r.outages(),
                r.outageSeconds(),
                r.clock());
    }

    private static boolean isOther(@Nullable BigDecimal value) {
        return value != null && value.signum() != 0;
    }

    private static boolean plausible(NesReading reading) {
        BigDecimal in = reading.powerImport();
        BigDecimal out = reading.powerExport();
        List<BigDecimal> powers = reading.phases().stream()
                .map(Phase::power)
                .filter(Objects::nonNull)
                .toList();
        if (in == null || out == null || powers.isEmpty()) {
            return true;
        }
        BigDecimal difference =
                powers.stream().reduce(BigDecimal.ZERO, BigDecimal::add).subtract(in.subtract(out));
        BigDecimal most = TOLERANCE.max(in.add(out).multiply(RELATIVE_TOLERANCE));
        return difference.abs().compareTo(most) <= 0;
    }
}
