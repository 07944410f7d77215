/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.host.workbench.internal.item;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.measure.Unit;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.library.types.OnOffType;
import org.openhab.core.library.types.OpenClosedType;
import org.openhab.core.library.types.PercentType;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.library.types.StringType;
import org.openhab.core.library.types.UpDownType;
import org.openhab.core.library.unit.SIUnits;
import org.openhab.core.library.unit.Units;
import org.openhab.core.types.Command;
import org.openhab.core.types.RefreshType;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;

/**
 * What an item can hold, and which commands it takes; in the order in which openHAB tries them on a text.
 *
 * @param name such as {@code Switch} or {@code Number:Power}
 * @param dimension what comes after the colon, or empty
 */
record ItemType(
        String name, String dimension, List<Class<? extends State>> states, List<Class<? extends Command>> commands) {

    private static final Map<String, ItemType> PLAIN = Map.of(
            "Number",
            plain(
                    "Number",
                    List.of(DecimalType.class, QuantityType.class, UnDefType.class),
                    List.of(DecimalType.class, QuantityType.class, RefreshType.class)),
            "Switch",
            plain("Switch", List.of(OnOffType.class, UnDefType.class), List.of(OnOffType.class, RefreshType.class)),
            "Contact",
            plain("Contact", List.of(OpenClosedType.class, UnDefType.class), List.of(RefreshType.class)),
            "String",
            plain(
                    "String",
                    List.of(StringType.class, DateTimeType.class, UnDefType.class),
                    List.of(StringType.class, RefreshType.class)),
            "DateTime",
            plain(
                    "DateTime",
                    List.of(DateTimeType.class, UnDefType.class),
                    List.of(DateTimeType.class, RefreshType.class)),
            "Dimmer",
            plain(
                    "Dimmer",
                    List.of(PercentType.class, OnOffType.class, UnDefType.class),
                    List.of(PercentType.class, OnOffType.class, RefreshType.class)),
            "Rollershutter",
            plain(
                    "Rollershutter",
                    List.of(PercentType.class, UpDownType.class, UnDefType.class),
                    List.of(UpDownType.class, PercentType.class, RefreshType.class)),
            "Group",
            plain("Group", List.of(UnDefType.class), List.of()));

    /** openHAB's units of the metric system for items that say nothing else; further dimensions have no meter here. */
    private static final Map<String, Unit<?>> DEFAULT_UNITS = Map.ofEntries(
            Map.entry("Angle", Units.DEGREE_ANGLE),
            Map.entry("CalorificValue", Units.KILOWATT_HOUR_PER_CUBICMETRE),
            Map.entry("Dimensionless", Units.ONE),
            Map.entry("ElectricCharge", Units.COULOMB),
            Map.entry("ElectricCurrent", Units.AMPERE),
            Map.entry("ElectricPotential", Units.VOLT),
            Map.entry("ElectricResistance", Units.OHM),
            Map.entry("Energy", Units.KILOWATT_HOUR),
            Map.entry("Frequency", Units.HERTZ),
            Map.entry("Length", SIUnits.METRE),
            Map.entry("Power", Units.WATT),
            Map.entry("Temperature", SIUnits.CELSIUS),
            Map.entry("Time", Units.SECOND),
            Map.entry("Volume", SIUnits.CUBIC_METRE),
            Map.entry("VolumetricFlowRate", Units.LITRE_PER_MINUTE));

    private static ItemType plain(
            String name, List<Class<? extends State>> states, List<Class<? extends Command>> commands) {
        return new ItemType(name, "", states, commands);
    }

    /** The type of this name, if it is one that the workbench knows. */
    static Optional<ItemType> of(String name) {
        String[] parts = name.split(":", 2);
        ItemType plain = PLAIN.get(parts[0]);
        if (plain == null || parts.length == 1) {
            return Optional.ofNullable(plain);
        }
        return parts[0].equals("Number") && DEFAULT_UNITS.containsKey(parts[1])
                ? Optional.of(new ItemType(name, parts[1], plain.states, plain.commands))
                : Optional.empty();
    }

    /** The unit of items that say nothing else. */
    Optional<Unit<?>> defaultUnit() {
        return Optional.ofNullable(DEFAULT_UNITS.get(dimension));
    }

    boolean isNumber() {
        return states.contains(QuantityType.class);
    }

    boolean holds(State state) {
        return states.stream().anyMatch(type -> type.isInstance(state));
    }
}
