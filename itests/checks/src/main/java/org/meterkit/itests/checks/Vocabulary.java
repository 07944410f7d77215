/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.itests.checks;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The words of openHAB 5.x that OH-INF files use: enumerations of its schemas, the tags for meters, its own channel types. */
final class Vocabulary {

    /** Points of the semantic model that fit meters and sockets. */
    static final List<String> POINTS =
            List.of("Alarm", "Calculation", "Control", "Forecast", "Measurement", "Setpoint", "Status", "Switch");

    /** Properties of the semantic model that fit meters and sockets. */
    static final List<String> PROPERTIES = List.of(
            "Current",
            "Duration",
            "Enabled",
            "Energy",
            "Frequency",
            "Gas",
            "Info",
            "Level",
            "Mode",
            "Power",
            "Price",
            "QualityOfService",
            "RSSI",
            "SignalStrength",
            "StateOfCharge",
            "Tampered",
            "Temperature",
            "Timestamp",
            "Voltage",
            "Water");

    /** Equipment of the semantic model that fits meters and sockets. */
    static final List<String> EQUIPMENT = List.of(
            "Battery",
            "ControlDevice",
            "EVSE",
            "ElectricMeter",
            "GasMeter",
            "Generator",
            "Inverter",
            "NetworkAppliance",
            "PowerOutlet",
            "PowerSupply",
            "Sensor",
            "SolarPanel",
            "TransferSwitch",
            "UPS",
            "WaterMeter",
            "WindGenerator");

    /** What {@code unit} of a configuration parameter may be; anything else goes into {@code unitLabel}. */
    static final List<String> PARAMETER_UNITS =
            List.of(("A cd K kg m mol s Bq C F Gy H Hz J kat lm lx N Pa rad S sr Sv T V W Wb Cel Ω g"
                            + " m/s2 m2v m3 kph % l ms min h d week y")
                    .split(" "));

    /** What {@code context} of a configuration parameter may be. */
    static final List<String> CONTEXTS = List.of(
            ("channel channel-type color cronexpression date datetime dayOfWeek email group item location mac-address month"
                            + " network-address network-interface page password password-create persistence-service props"
                            + " qrcode rule script serial-port service tag telephone thing time url week widget")
                    .split(" "));

    /** What {@code item-type} of a channel type may be. */
    static final Set<String> ITEM_TYPES = Stream.concat(
                    Stream.of(
                            "Call",
                            "Color",
                            "Contact",
                            "DateTime",
                            "Dimmer",
                            "Group",
                            "Image",
                            "Location",
                            "Number",
                            "Player",
                            "Rollershutter",
                            "String",
                            "Switch"),
                    Stream.of(
                                    ("Acceleration AmountOfSubstance Angle Area ArealDensity CatalyticActivity Currency DataAmount"
                                                    + " DataTransferRate Density Dimensionless ElectricCapacitance ElectricCharge"
                                                    + " ElectricConductance ElectricConductivity ElectricCurrent"
                                                    + " ElectricInductance ElectricPotential ElectricResistance"
                                                    + " EmissionIntensity Energy EnergyPrice Force Frequency Illuminance"
                                                    + " Intensity Length LuminousFlux LuminousIntensity MagneticFlux"
                                                    + " MagneticFluxDensity Mass Power Pressure RadiationDoseAbsorbed"
                                                    + " RadiationDoseEffective RadiationSpecificActivity RadioactiveActivity"
                                                    + " SolidAngle Speed Temperature Time Volume VolumetricFlowRate")
                                            .split(" "))
                            .map(dimension -> "Number:" + dimension))
            .collect(Collectors.toUnmodifiableSet());

    /** The stand-in for an item type where a channel only triggers. */
    static final String TRIGGER = "Trigger";

    /** openHAB's own channel types by id. */
    static final Map<String, ChannelKind> SYSTEM_CHANNEL_TYPES = systemChannelTypes();

    /**
     * What a channel carries.
     *
     * @param itemType item type, or {@link #TRIGGER}
     */
    record ChannelKind(String itemType, boolean readOnly) {}

    private Vocabulary() {}

    private static Map<String, ChannelKind> systemChannelTypes() {
        Map<String, ChannelKind> types = new HashMap<>();
        put(types, TRIGGER, true, "trigger", "rawbutton", "button", "rawrocker");
        put(types, "Number", true, "signal-strength", "battery-level", "uv-index");
        put(types, "Switch", true, "low-battery", "motion");
        put(types, "Switch", false, "power", "mute");
        put(types, "Dimmer", false, "brightness", "color-temperature", "volume");
        put(types, "Color", false, "color");
        put(types, "Player", false, "media-control");
        put(types, "Location", true, "location");
        put(types, "String", true, "media-title", "media-artist");
        put(types, "Number:Angle", true, "wind-direction");
        put(types, "Number:Speed", true, "wind-speed");
        put(types, "Number:Temperature", true, "outdoor-temperature", "indoor-temperature");
        put(types, "Number:Temperature", false, "color-temperature-abs");
        put(types, "Number:Dimensionless", true, "atmospheric-humidity");
        put(types, "Number:Pressure", true, "barometric-pressure");
        put(types, "Number:Power", true, "electric-power");
        put(types, "Number:ElectricCurrent", true, "electric-current");
        put(types, "Number:ElectricPotential", true, "electric-voltage");
        put(types, "Number:Energy", true, "electric-energy");
        return Map.copyOf(types);
    }

    private static void put(Map<String, ChannelKind> types, String itemType, boolean readOnly, String... ids) {
        for (String id : ids) {
            types.put(id, new ChannelKind(itemType, readOnly));
        }
    }
}
