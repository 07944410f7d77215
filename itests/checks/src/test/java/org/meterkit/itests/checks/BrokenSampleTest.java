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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.meterkit.itests.checks.Sample.Check;

/** The sample, in which nothing is wrong, broken in one place at a time: each rule fires, alone, and says where. */
class BrokenSampleTest {

    private static final String ADDON = "OH-INF/addon/addon.xml";
    private static final String THINGS = "OH-INF/thing/things.xml";
    private static final String CONFIG = "OH-INF/config/hub.xml";
    private static final String UPDATE = "OH-INF/update/meter.xml";
    private static final String ENGLISH = "OH-INF/i18n/sample.properties";
    private static final String GERMAN = "OH-INF/i18n/sample_de.properties";
    private static final String GUIDE = "docs/sample.md";

    @TempDir
    Path folder;

    /**
     * One thing made wrong.
     *
     * @param problems what the check must find, without line numbers
     */
    record Fault(Check check, String file, String from, String to, List<String> problems) {

        @Override
        public String toString() {
            return String.join("; ", problems);
        }
    }

    private static Fault fault(Check check, String file, String from, String to, String... problems) {
        return new Fault(check, file, from, to, List.of(problems));
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsWrongWithTheSample(Check check) throws IOException {
        assertEquals(List.of(), new Sample(folder).problems(check));
    }

    @ParameterizedTest
    @MethodSource({"structures", "references", "texts", "translations", "updates", "guides"})
    void isFound(Fault fault) throws IOException {
        Sample sample = new Sample(folder).change(fault.file(), fault.from(), fault.to());
        assertEquals(String.join("\n", fault.problems()), String.join("\n", sample.problems(fault.check())));
    }

    @Test
    void problemsNameTheLine() throws IOException {
        Sample sample = new Sample(folder).change(THINGS, "<label>Hub</label>", "<label>Hub.</label>");
        assertEquals(
                List.of("thing/things.xml:7 <label> in <bridge-type id=\"hub\">: a label must not end with a period:"
                        + " \"Hub.\"."),
                Texts.problems(sample.ohInf()));
        sample.change(GUIDE, "| `host` | text", "| `host` | decimal");
        assertEquals(
                List.of("docs/sample.md:18: Type of host must be \"text\" as in the XML files, not \"decimal\"."),
                Documentation.problems(sample.ohInf(), sample.path("docs")));
    }

    @Test
    void whatIsNotXmlIsFound() throws IOException {
        Sample sample = new Sample(folder).change(CONFIG, "</config-description:config-descriptions>", "");
        List<String> problems = sample.ohInf().problems();
        assertEquals(1, problems.size(), problems::toString);
        assertTrue(problems.get(0).startsWith("config/hub.xml: is not well-formed XML: "), () -> problems.get(0));
    }

    @Test
    void aMissingAddonIsFound() throws IOException {
        Sample sample = new Sample(folder);
        Files.delete(sample.path(ADDON));
        assertEquals(
                List.of("addon: there must be exactly one file with an addon, not 0."),
                sample.ohInf().problems());
    }

    @Test
    void aFileNameInCamelCaseIsFound() throws IOException {
        Sample sample = new Sample(folder);
        Files.move(sample.path(CONFIG), sample.path("OH-INF/config/theHub.xml"));
        assertEquals(
                List.of("config/theHub.xml: the file name must be lower-case with hyphens and end in .xml."),
                sample.problems(Check.STRUCTURE));
    }

    @Test
    void aMissingGuideIsFound() throws IOException {
        Sample sample = new Sample(folder);
        Files.delete(sample.path(GUIDE));
        assertEquals(
                List.of("docs/sample.md: is missing; it is the binding's user guide."),
                sample.problems(Check.DOCUMENTATION));
    }

    @Test
    void missingEnglishTextsAreFound() throws IOException {
        Sample sample = new Sample(folder);
        Files.delete(sample.path(ENGLISH));
        assertEquals(
                List.of("i18n/sample.properties: is missing; it holds the English texts."),
                sample.problems(Check.TRANSLATIONS));
    }

    @Test
    void aTranslationWithAnotherNameIsFound() throws IOException {
        Sample sample = new Sample(folder);
        Files.move(sample.path(GERMAN), sample.path("OH-INF/i18n/german.properties"));
        assertEquals(
                List.of("i18n/german.properties: a translation is called sample_<language>.properties."),
                sample.problems(Check.TRANSLATIONS));
    }

    @Test
    void otherEncodingsAreFound() throws IOException {
        Sample sample = new Sample(folder);
        Files.write(sample.path(GERMAN), new byte[] {'a', '=', (byte) 0xe4});
        assertEquals(List.of("i18n/sample_de.properties: is not UTF-8."), sample.problems(Check.TRANSLATIONS));
    }

    static Stream<Fault> structures() {
        return Stream.of(
                fault(
                        Check.STRUCTURE,
                        ADDON,
                        "<connection>local</connection>",
                        "<keywords>plug</keywords>",
                        "addon/addon.xml <keywords> in <addon id=\"sample\">: unknown element; openHAB would "
                                + "drop the whole file. Allowed here: <type>, <name>, <description>, <connection>, "
                                + "<countries>, <service-id>, <config-description> or <config-description-ref>, "
                                + "<discovery-methods>."),
                fault(
                        Check.STRUCTURE,
                        ADDON,
                        "<type>binding</type>",
                        "<type>thing</type>",
                        "addon/addon.xml <type> in <addon id=\"sample\">: the text must be one of automation, "
                                + "binding, misc, persistence, transformation, ui, voice, not \"thing\"."),
                fault(
                        Check.STRUCTURE,
                        ADDON,
                        "<connection>local",
                        "<connection>lan",
                        "addon/addon.xml <connection> in <addon id=\"sample\">: the text must be one of none, "
                                + "local, hybrid, cloud, not \"lan\"."),
                fault(
                        Check.STRUCTURE,
                        ADDON,
                        "be,nl",
                        "BE",
                        "addon/addon.xml <countries> in <addon id=\"sample\">: the text must be lower-case "
                                + "country codes like nl,be,lu, not \"BE\"."),
                fault(
                        Check.STRUCTURE,
                        ADDON,
                        "\t<type>binding</type>\n\t<name>Sample Binding</name>",
                        "\t<name>Sample Binding</name>\n\t<type>binding</type>",
                        "addon/addon.xml <type> in <addon id=\"sample\">: must stand before <name>; openHAB "
                                + "would drop the whole file."),
                fault(
                        Check.STRUCTURE,
                        ADDON,
                        "https://openhab.org/schemas/addon-1.0.0.xsd",
                        "https://openhab.org/schemas/addon-2.0.0.xsd",
                        "addon/addon.xml <addon id=\"sample\">: the attribute schemaLocation must be "
                                + "\"https://openhab.org/schemas/addon/v1.0.0 "
                                + "https://openhab.org/schemas/addon-1.0.0.xsd\", not "
                                + "\"https://openhab.org/schemas/addon/v1.0.0 "
                                + "https://openhab.org/schemas/addon-2.0.0.xsd\"."),
                fault(
                        Check.STRUCTURE,
                        THINGS,
                        "thing-description/v1.0.0\"\n",
                        "thing-description/v2.0.0\"\n",
                        "thing/things.xml <thing-descriptions>: the root element of a file in thing must be "
                                + "thing-descriptions of the namespace "
                                + "https://openhab.org/schemas/thing-description/v1.0.0, not thing-descriptions of "
                                + "\"https://openhab.org/schemas/thing-description/v2.0.0\"."),
                fault(
                        Check.STRUCTURE,
                        THINGS,
                        "<label>Hub</label>",
                        "",
                        "thing/things.xml <bridge-type id=\"hub\"> in <thing-descriptions>: needs <label>."),
                fault(
                        Check.STRUCTURE,
                        THINGS,
                        "<label>Hub</label>",
                        "<label> </label>",
                        "thing/things.xml <label> in <bridge-type id=\"hub\">: the text must be filled in, not "
                                + "\"\"."),
                fault(
                        Check.STRUCTURE,
                        THINGS,
                        "<label>Hub</label>",
                        "<label>Hub</label><label>Hub</label>",
                        "thing/things.xml <label> in <bridge-type id=\"hub\">: at most 1 of <label> allowed here."),
                fault(
                        Check.STRUCTURE,
                        THINGS,
                        "<label>Hub</label>",
                        "<thing:label>Hub</thing:label>",
                        "thing/things.xml <label> in <bridge-type id=\"hub\">: only the root element has a "
                                + "namespace; write this one without.",
                        "thing/things.xml <bridge-type id=\"hub\"> in <thing-descriptions>: needs <label>."),
                fault(
                        Check.STRUCTURE,
                        THINGS,
                        "<label>Hub</label>",
                        "Hub<label>Hub</label>",
                        "thing/things.xml <bridge-type id=\"hub\"> in <thing-descriptions>: the text must be "
                                + "left out, not \"Hub\"."),
                fault(
                        Check.STRUCTURE,
                        THINGS,
                        "<bridge-type-ref id=\"hub\"/>",
                        "<bridge-type-ref id=\"hub\" bindingId=\"other\"/>",
                        "thing/things.xml <bridge-type-ref id=\"hub\"> in <supported-bridge-type-refs> in "
                                + "<thing-type id=\"plug\">: unknown attribute bindingId; allowed: id."),
                fault(
                        Check.STRUCTURE,
                        THINGS,
                        ">PowerOutlet</semantic",
                        ">Outlet</semantic",
                        "thing/things.xml <semantic-equipment-tag> in <thing-type id=\"plug\">: the text must be "
                                + "one of Battery, ControlDevice, EVSE, ElectricMeter, GasMeter, Generator, Inverter, "
                                + "NetworkAppliance, PowerOutlet, PowerSupply, Sensor, SolarPanel, TransferSwitch, UPS, "
                                + "WaterMeter, WindGenerator, not \"Outlet\"."),
                fault(
                        Check.STRUCTURE,
                        THINGS,
                        "\t\t<category>PowerOutlet</category>\n\t\t<semantic-equipment-tag>PowerOutlet</semantic-equipment-tag>\n",
                        "\t\t<semantic-equipment-tag>PowerOutlet</semantic-equipment-tag>\n\t\t<category>PowerOutlet</category>\n",
                        "thing/things.xml <category> in <thing-type id=\"plug\">: must stand before "
                                + "<semantic-equipment-tag>; openHAB would drop the whole file."),
                fault(
                        Check.STRUCTURE,
                        THINGS,
                        "typeId=\"power\"/>",
                        "/>",
                        "thing/things.xml <channel id=\"power-l1\"> in <channels> in <thing-type id=\"plug\">: "
                                + "the attribute typeId is missing."),
                fault(
                        Check.STRUCTURE,
                        THINGS,
                        ">veto<",
                        ">always<",
                        "thing/things.xml <autoUpdatePolicy> in <channel id=\"switch\">: the text must be one of "
                                + "veto, default, recommend, not \"always\"."),
                fault(
                        Check.STRUCTURE,
                        THINGS,
                        "Number:Power<",
                        "Number:Watt<",
                        "thing/things.xml <item-type> in <channel-type id=\"power\">: the text must be an item "
                                + "type of openHAB, like Switch or Number:Power, not \"Number:Watt\"."),
                fault(
                        Check.STRUCTURE,
                        THINGS,
                        "<tag>Power</tag>",
                        "<tag>Watts</tag>",
                        "thing/things.xml <tag> in <tags> in <channel-type id=\"power\">: the text must be one "
                                + "of Alarm, Calculation, Control, Forecast, Measurement, Setpoint, Status, Switch, "
                                + "Current, Duration, Enabled, Energy, Frequency, Gas, Info, Level, Mode, Power, Price, "
                                + "QualityOfService, RSSI, SignalStrength, StateOfCharge, Tampered, Temperature, "
                                + "Timestamp, Voltage, Water, not \"Watts\"."),
                fault(
                        Check.STRUCTURE,
                        THINGS,
                        "readOnly=\"true\"",
                        "readonly=\"true\"",
                        "thing/things.xml <state> in <channel-type id=\"power\">: unknown attribute readonly; "
                                + "allowed: min, max, step, pattern, readOnly."),
                fault(
                        Check.STRUCTURE,
                        THINGS,
                        "readOnly=\"true\"",
                        "readOnly=\"yes\"",
                        "thing/things.xml <state> in <channel-type id=\"power\">: the attribute readOnly must be "
                                + "one of true, false, not \"yes\"."),
                fault(
                        Check.STRUCTURE,
                        THINGS,
                        "listed=\"true\"",
                        "listed=\"1\"",
                        "thing/things.xml <thing-type id=\"meter\"> in <thing-descriptions>: the attribute "
                                + "listed must be one of true, false, not \"1\"."),
                fault(
                        Check.STRUCTURE,
                        THINGS,
                        "\t\t<channel-groups>",
                        "\t\t<channels><channel id=\"a\" typeId=\"power\"/></channels><channel-groups>",
                        "thing/things.xml <channel-groups> in <thing-type id=\"meter\">: at most 1 of <channels> "
                                + "or <channel-groups> allowed here."),
                fault(
                        Check.STRUCTURE,
                        CONFIG,
                        "type=\"text\"",
                        "type=\"string\"",
                        "config/hub.xml <parameter name=\"host\"> in <config-description "
                                + "uri=\"thing-type:sample:hub\">: the attribute type must be one of text, integer, "
                                + "decimal, boolean, not \"string\"."),
                fault(
                        Check.STRUCTURE,
                        CONFIG,
                        "network-address",
                        "host",
                        "config/hub.xml <context> in <parameter name=\"host\">: the text must be one of channel, "
                                + "channel-type, color, cronexpression, date, datetime, dayOfWeek, email, group, item, "
                                + "location, mac-address, month, network-address, network-interface, page, password, "
                                + "password-create, persistence-service, props, qrcode, rule, script, serial-port, "
                                + "service, tag, telephone, thing, time, url, week, widget, not \"host\"."),
                fault(
                        Check.STRUCTURE,
                        CONFIG,
                        "uri=\"thing-type:sample:hub\"",
                        "uri=\"hub\"",
                        "config/hub.xml <config-description uri=\"hub\"> in <config-descriptions>: the attribute "
                                + "uri must be <scheme>:<part> or <scheme>:<part>:<part>, not \"hub\"."),
                fault(
                        Check.STRUCTURE,
                        THINGS,
                        "unit=\"s\"",
                        "unit=\"bps\"",
                        "thing/things.xml <parameter name=\"confirmTimeout\"> in <config-description> in "
                                + "<thing-type id=\"plug\">: the attribute unit must be one of A, cd, K, kg, m, mol, s, "
                                + "Bq, C, F, Gy, H, Hz, J, kat, lm, lx, N, Pa, rad, S, sr, Sv, T, V, W, Wb, Cel, Ω, g, "
                                + "m/s2, m2v, m3, kph, %, l, ms, min, h, d, week, y, not \"bps\"."),
                fault(
                        Check.STRUCTURE,
                        CONFIG,
                        " value=\"auto\"",
                        "",
                        "config/hub.xml <option> in <options> in <parameter name=\"mode\">: the attribute value "
                                + "is missing."),
                fault(
                        Check.STRUCTURE,
                        UPDATE,
                        "targetVersion=\"1\"",
                        "targetVersion=\"one\"",
                        "update/meter.xml <instruction-set targetVersion=\"one\"> in <thing-type "
                                + "uid=\"sample:meter\">: the attribute targetVersion must be a whole number, not \"one\"."),
                fault(
                        Check.STRUCTURE,
                        UPDATE,
                        "<type>sample:tariff",
                        "<type>sample.tariff",
                        "update/meter.xml <type> in <add-channel id=\"tariff\">: the text must be "
                                + "<binding>:<id>, not \"sample.tariff\"."),
                fault(
                        Check.STRUCTURE,
                        UPDATE,
                        "\t\t\t\t<type>sample:tariff</type>\n",
                        "",
                        "update/meter.xml <add-channel id=\"tariff\"> in <instruction-set targetVersion=\"1\">: "
                                + "needs <type>."));
    }

    static Stream<Fault> references() {
        return Stream.of(
                fault(
                        Check.REFERENCES,
                        ADDON,
                        "id=\"sample\"",
                        "id=\"simple\"",
                        "addon/addon.xml <addon id=\"simple\">: the binding id must be sample."),
                fault(
                        Check.REFERENCES,
                        THINGS,
                        "bindingId=\"sample\"",
                        "bindingId=\"simple\"",
                        "thing/things.xml <thing-descriptions>: the binding id must be sample."),
                fault(
                        Check.REFERENCES,
                        THINGS,
                        "<bridge-type-ref id=\"hub\"/>",
                        "<bridge-type-ref id=\"bus\"/>",
                        "thing/things.xml <bridge-type-ref id=\"bus\"> in <supported-bridge-type-refs> in "
                                + "<thing-type id=\"plug\">: there is no bridge-type bus."),
                fault(
                        Check.REFERENCES,
                        THINGS,
                        "id=\"power-l1\" typeId=\"power\"",
                        "id=\"power-l1\" typeId=\"watts\"",
                        "thing/things.xml <channel id=\"power-l1\"> in <channels> in <thing-type id=\"plug\">: "
                                + "its typeId names watts, which is neither a channel-type of this binding nor one of "
                                + "openHAB's own (system.<id>)."),
                fault(
                        Check.REFERENCES,
                        THINGS,
                        "system.power",
                        "system.watts",
                        "thing/things.xml <channel id=\"switch\"> in <channels> in <thing-type id=\"plug\">: its "
                                + "typeId names system.watts, which is neither a channel-type of this binding nor one of "
                                + "openHAB's own (system.<id>)."),
                fault(
                        Check.REFERENCES,
                        THINGS,
                        "extensible=\"register",
                        "extensible=\"registers",
                        "thing/things.xml <thing-type id=\"meter\"> in <thing-descriptions>: extensible names "
                                + "registers, which is neither a channel-type of this binding nor one of openHAB's own "
                                + "(system.<id>)."),
                fault(
                        Check.REFERENCES,
                        THINGS,
                        "id=\"ch2\" typeId=\"phase\"",
                        "id=\"ch2\" typeId=\"phases\"",
                        "thing/things.xml <channel-group id=\"ch2\"> in <channel-groups> in <thing-type "
                                + "id=\"meter\">: there is no channel-group-type phases."),
                fault(
                        Check.REFERENCES,
                        THINGS,
                        ">plugId</rep",
                        ">plug</rep",
                        "thing/things.xml <representation-property> in <thing-type id=\"plug\">: plug is neither "
                                + "a parameter nor a property of the type, nor one of the properties that handlers fill "
                                + "(macAddress, serialNumber)."),
                fault(
                        Check.REFERENCES,
                        THINGS,
                        "config-description-ref uri=\"thing-type:sample:hub\"",
                        "config-description-ref uri=\"thing-type:sample:bus\"",
                        "thing/things.xml <config-description-ref uri=\"thing-type:sample:bus\"> in <bridge-type "
                                + "id=\"hub\">: there is no config-description thing-type:sample:bus.",
                        "config/hub.xml <config-description uri=\"thing-type:sample:hub\"> in "
                                + "<config-descriptions>: nothing refers to it."),
                fault(
                        Check.REFERENCES,
                        THINGS,
                        "groupName=\"timing\"",
                        "groupName=\"times\"",
                        "thing/things.xml <parameter name=\"confirmTimeout\"> in <config-description> in "
                                + "<thing-type id=\"plug\">: there is no parameter-group times."),
                fault(
                        Check.REFERENCES,
                        THINGS,
                        "<channel-type id=\"press\">",
                        "<channel-type id=\"power\">",
                        "thing/things.xml <channel id=\"button\"> in <channels> in <thing-type id=\"plug\">: its "
                                + "typeId names press, which is neither a channel-type of this binding nor one of "
                                + "openHAB's own (system.<id>).",
                        "thing/things.xml <channel-type id=\"power\"> in <thing-descriptions>: there is another "
                                + "channel-type power."),
                fault(
                        Check.REFERENCES,
                        THINGS,
                        "\"power-l2\"",
                        "\"power-l1\"",
                        "thing/things.xml <channel id=\"power-l1\"> in <channels> in <thing-type id=\"plug\">: "
                                + "there is another channel power-l1."),
                fault(
                        Check.REFERENCES,
                        THINGS,
                        "<config-description>",
                        "<config-description uri=\"thing-type:sample:hub\">",
                        "thing/things.xml <config-description uri=\"thing-type:sample:hub\"> in <thing-type "
                                + "id=\"plug\">: there is another config-description thing-type:sample:hub."),
                fault(
                        Check.REFERENCES,
                        THINGS,
                        "parameter name=\"confirmTimeout\"",
                        "parameter name=\"plugId\"",
                        "thing/things.xml <parameter name=\"plugId\"> in <config-description> in <thing-type "
                                + "id=\"plug\">: there is another parameter plugId."),
                fault(
                        Check.REFERENCES,
                        CONFIG,
                        "value=\"7E1\"",
                        "value=\"auto\"",
                        "config/hub.xml <option value=\"auto\"> in <options> in <parameter name=\"mode\">: there "
                                + "is another option auto."));
    }

    static Stream<Fault> texts() {
        return Stream.of(
                fault(
                        Check.TEXTS,
                        THINGS,
                        "id=\"power-l1\"",
                        "id=\"powerL1\"",
                        "thing/things.xml <channel id=\"powerL1\"> in <channels> in <thing-type id=\"plug\">: "
                                + "the id must be lower-case with hyphens, like energy-import."),
                fault(
                        Check.TEXTS,
                        THINGS,
                        "name=\"vendor\"",
                        "name=\"Vendor\"",
                        "thing/things.xml <property name=\"Vendor\"> in <properties> in <bridge-type "
                                + "id=\"hub\">: the name must be in camel case, like offlineAfter."),
                fault(
                        Check.TEXTS,
                        CONFIG,
                        "name=\"host\"",
                        "name=\"host-name\"",
                        "config/hub.xml <parameter name=\"host-name\"> in <config-description "
                                + "uri=\"thing-type:sample:hub\">: the name must be in camel case, like offlineAfter."),
                fault(
                        Check.TEXTS,
                        THINGS,
                        "<label>Hub</label>",
                        "<label>The Hub that speaks to all the others</label>",
                        "thing/things.xml <label> in <bridge-type id=\"hub\">: the label \"The Hub that speaks "
                                + "to all the others\" has 37 characters; more than 30 are cut off by user interfaces."),
                fault(
                        Check.TEXTS,
                        CONFIG,
                        "Where the hub is.",
                        "Where the hub is",
                        "config/hub.xml <description> in <parameter name=\"host\">: a description must end with "
                                + "a period: \"Where the hub is\"."),
                fault(
                        Check.TEXTS,
                        CONFIG,
                        "Where the hub is.",
                        "@text/hub.host",
                        "config/hub.xml <description> in <parameter name=\"host\">: write the English text "
                                + "itself; its key follows from the place."),
                fault(
                        Check.TEXTS,
                        CONFIG,
                        "\t\t\t<label>Host</label>\n",
                        "",
                        "config/hub.xml <parameter name=\"host\"> in <config-description "
                                + "uri=\"thing-type:sample:hub\">: needs a label."),
                fault(
                        Check.TEXTS,
                        CONFIG,
                        "\t\t\t<description>Where the hub is.</description>\n",
                        "",
                        "config/hub.xml <parameter name=\"host\"> in <config-description "
                                + "uri=\"thing-type:sample:hub\">: needs a description."),
                fault(
                        Check.TEXTS,
                        THINGS,
                        "<tag>Measurement</tag>\n",
                        "",
                        "thing/things.xml <tags> in <channel-type id=\"power\">: the first tag must be a point "
                                + "(Alarm, Calculation, Control, Forecast, Measurement, Setpoint, Status, Switch), not "
                                + "Power; a property means nothing without a point."),
                fault(
                        Check.TEXTS,
                        THINGS,
                        "<tag>Power</tag>",
                        "<tag>Status</tag>",
                        "thing/things.xml <tags> in <channel-type id=\"power\">: the second tag must be a "
                                + "property, not Status."),
                fault(
                        Check.TEXTS,
                        THINGS,
                        "<tag>Power</tag>",
                        "<tag>Power</tag><tag>Energy</tag>",
                        "thing/things.xml <tags> in <channel-type id=\"power\">: a channel has one point and at "
                                + "most one property."),
                fault(
                        Check.TEXTS,
                        THINGS,
                        "<kind>trigger</kind>",
                        "<item-type>Switch</item-type><kind>trigger</kind>",
                        "thing/things.xml <channel-type id=\"press\"> in <thing-descriptions>: a trigger channel "
                                + "has neither item-type nor state."),
                fault(
                        Check.TEXTS,
                        THINGS,
                        "\t\t<item-type>String</item-type>\n",
                        "",
                        "thing/things.xml <channel-type id=\"register\"> in <thing-descriptions>: a state "
                                + "channel needs an item-type."),
                fault(
                        Check.TEXTS,
                        THINGS,
                        "<item-type>Number</item-type>",
                        "<item-type unitHint=\"W\">Number</item-type>",
                        "thing/things.xml <item-type> in <channel-type id=\"tariff\">: a unitHint needs a "
                                + "dimension, like Number:Power."),
                fault(
                        Check.TEXTS,
                        THINGS,
                        "<default>15</default>",
                        "<default>15 s</default>",
                        "thing/things.xml <default> in <parameter name=\"confirmTimeout\">: the default of a "
                                + "parameter of type integer must be a whole number, not \"15 s\"."),
                fault(
                        Check.TEXTS,
                        ADDON,
                        "<default>true</default>",
                        "<default>on</default>",
                        "addon/addon.xml <default> in <parameter name=\"listen\">: the default of a parameter of "
                                + "type boolean must be one of true, false, not \"on\"."),
                fault(
                        Check.TEXTS,
                        CONFIG,
                        "<default>auto</default>",
                        "<default>8N1</default>",
                        "config/hub.xml <default> in <parameter name=\"mode\">: the default \"8N1\" is none of "
                                + "the options auto, 7E1, a:b."));
    }

    static Stream<Fault> translations() {
        return Stream.of(
                fault(
                        Check.TRANSLATIONS,
                        ENGLISH,
                        "addon.sample.name = Sample Binding\n",
                        "",
                        "i18n/sample.properties: addon.sample.name = Sample Binding is missing (addon/addon.xml "
                                + "<name> in <addon id=\"sample\">).",
                        "i18n/sample_de.properties: addon.sample.name is not in i18n/sample.properties."),
                fault(
                        Check.TRANSLATIONS,
                        ENGLISH,
                        "thing-type.sample.meter.group.ch1.label = First\n",
                        "",
                        "i18n/sample.properties: thing-type.sample.meter.group.ch1.label = First is missing "
                                + "(thing/things.xml <label> in <channel-group id=\"ch1\">)."),
                fault(
                        Check.TRANSLATIONS,
                        ENGLISH,
                        "plugId.label = Plug Id",
                        "plugId.label = Plug ID",
                        "i18n/sample.properties: thing-type.config.sample.plug.plugId.label is \"Plug ID\", but "
                                + "\"Plug Id\" in thing/things.xml <label> in <parameter name=\"plugId\">."),
                fault(
                        Check.TRANSLATIONS,
                        ENGLISH,
                        "mode.option.7E1",
                        "mode.option.8N1",
                        "i18n/sample.properties: thing-type.config.sample.hub.mode.option.7E1 = Seven bits is "
                                + "missing (config/hub.xml <option value=\"7E1\"> in <options> in <parameter "
                                + "name=\"mode\">).",
                        "i18n/sample.properties: thing-type.config.sample.hub.mode.option.8N1 belongs to nothing "
                                + "in the XML files."),
                fault(
                        Check.TRANSLATIONS,
                        ENGLISH,
                        "%.0f %unit%",
                        "%.1f %unit%",
                        "i18n/sample.properties: channel-type.sample.power.state.pattern is \"%.1f %unit%\", but "
                                + "\"%.0f %unit%\" in thing/things.xml <state> in <channel-type id=\"power\">."),
                fault(
                        Check.TRANSLATIONS,
                        ENGLISH,
                        "channel-type.sample.press.label",
                        "channel-type.sample.power.label",
                        "i18n/sample.properties: channel-type.sample.power.label is there twice.",
                        "i18n/sample.properties: channel-type.sample.press.label = Press is missing "
                                + "(thing/things.xml <label> in <channel-type id=\"press\">).",
                        "i18n/sample.properties: channel-type.sample.power.label is \"Press\", but \"Power\" in "
                                + "thing/things.xml <label> in <channel-type id=\"power\">."),
                fault(
                        Check.TRANSLATIONS,
                        ENGLISH,
                        "action.reset.label",
                        "addon.sample.label",
                        "i18n/sample.properties: addon.sample.label belongs to nothing in the XML files.",
                        "i18n/sample_de.properties: action.reset.label is not in i18n/sample.properties."),
                fault(
                        Check.TRANSLATIONS,
                        GERMAN,
                        "action.reset.label",
                        "action.clear.label",
                        "i18n/sample_de.properties: action.clear.label is not in i18n/sample.properties."),
                fault(
                        Check.TRANSLATIONS,
                        ENGLISH,
                        "= Reset",
                        "= \\u00zz",
                        "i18n/sample.properties: Malformed \\uxxxx encoding.",
                        "i18n/sample_de.properties: action.reset.label is not in i18n/sample.properties."));
    }

    static Stream<Fault> updates() {
        return Stream.of(
                fault(
                        Check.UPDATES,
                        UPDATE,
                        "uid=\"sample:meter\"",
                        "uid=\"sample:metre\"",
                        "update/meter.xml <thing-type uid=\"sample:metre\"> in <update-descriptions>: there is "
                                + "no thing type sample:metre."),
                fault(
                        Check.UPDATES,
                        UPDATE,
                        "targetVersion=\"2\"",
                        "targetVersion=\"1\"",
                        "update/meter.xml <instruction-set targetVersion=\"1\"> in <thing-type "
                                + "uid=\"sample:meter\">: targetVersion must be higher than 1, the one before.",
                        "thing/things.xml <thing-type id=\"meter\"> in <thing-descriptions>: the property "
                                + "thingTypeVersion must be 1, the highest targetVersion of update/meter.xml <thing-type "
                                + "uid=\"sample:meter\"> in <update-descriptions>, but is 2."),
                fault(
                        Check.UPDATES,
                        THINGS,
                        "<property name=\"thingTypeVersion\">2",
                        "<property name=\"thingTypeVersion\">1",
                        "thing/things.xml <thing-type id=\"meter\"> in <thing-descriptions>: the property "
                                + "thingTypeVersion must be 2, the highest targetVersion of update/meter.xml <thing-type "
                                + "uid=\"sample:meter\"> in <update-descriptions>, but is 1."),
                fault(
                        Check.UPDATES,
                        THINGS,
                        "<property name=\"thingTypeVersion\">2",
                        "<property name=\"version\">2",
                        "thing/things.xml <thing-type id=\"meter\"> in <thing-descriptions>: the property "
                                + "thingTypeVersion must be 2, the highest targetVersion of update/meter.xml <thing-type "
                                + "uid=\"sample:meter\"> in <update-descriptions>, but is missing."),
                fault(
                        Check.UPDATES,
                        UPDATE,
                        "sample:tariff",
                        "sample:tariffs",
                        "update/meter.xml <add-channel id=\"tariff\"> in <instruction-set targetVersion=\"1\">: "
                                + "there is no channel-type sample:tariffs."),
                fault(
                        Check.UPDATES,
                        UPDATE,
                        "sample:tariff",
                        "other:tariff",
                        "update/meter.xml <add-channel id=\"tariff\"> in <instruction-set targetVersion=\"1\">: "
                                + "there is no channel-type other:tariff."),
                fault(
                        Check.UPDATES,
                        UPDATE,
                        "id=\"tariff\" groupIds=\"ch1,ch2\"",
                        "id=\"tariff\" groupIds=\"ch1,ch3\"",
                        "update/meter.xml <add-channel id=\"tariff\"> in <instruction-set targetVersion=\"1\">: "
                                + "leaves ch3#tariff, which the thing type does not have."),
                fault(
                        Check.UPDATES,
                        UPDATE,
                        "<remove-channel id=\"voltage\" groupIds=\"ch1\"/>",
                        "<remove-channel id=\"tariff\" groupIds=\"ch1\"/>",
                        "update/meter.xml <remove-channel id=\"tariff\"> in <instruction-set "
                                + "targetVersion=\"2\">: removes ch1#tariff, which the thing type still has.",
                        "update/meter.xml <add-channel id=\"voltage\"> in <instruction-set targetVersion=\"1\">: "
                                + "leaves ch1#voltage, which the thing type does not have."));
    }

    static Stream<Fault> guides() {
        return Stream.of(
                fault(
                        Check.DOCUMENTATION,
                        GUIDE,
                        "| `hub`           |",
                        "| `bus`           |",
                        "docs/sample.md: there is no thing type bus.",
                        "docs/sample.md: the thing type hub is in no table of \"Supported Things\" with a first "
                                + "column \"Thing\"."),
                fault(
                        Check.DOCUMENTATION,
                        GUIDE,
                        "## Supported Things",
                        "## Things",
                        "docs/sample.md: the thing type hub is in no table of \"Supported Things\" with a first "
                                + "column \"Thing\".",
                        "docs/sample.md: the thing type plug is in no table of \"Supported Things\" with a first "
                                + "column \"Thing\".",
                        "docs/sample.md: the thing type meter is in no table of \"Supported Things\" with a "
                                + "first column \"Thing\"."),
                fault(
                        Check.DOCUMENTATION,
                        GUIDE,
                        "| `mode` | text | One of `auto` \\| `7E1`.      | `auto`  | no       | no       |\n",
                        "",
                        "docs/sample.md: the parameter mode of the thing type hub is missing from \"Thing "
                                + "Configuration\"."),
                fault(
                        Check.DOCUMENTATION,
                        GUIDE,
                        "| `plugId`         |",
                        "| `plugID`         |",
                        "docs/sample.md: there is no parameter plugID in the thing type plug.",
                        "docs/sample.md: the parameter plugId of the thing type plug is missing from \"Thing "
                                + "Configuration\"."),
                fault(
                        Check.DOCUMENTATION,
                        GUIDE,
                        "| `mode` | text |",
                        "| `host` | text |",
                        "docs/sample.md: the parameter host is described twice.",
                        "docs/sample.md: the parameter mode of the thing type hub is missing from \"Thing "
                                + "Configuration\"."),
                fault(
                        Check.DOCUMENTATION,
                        GUIDE,
                        "integer | How long, seconds. | 15 ",
                        "text    | How long, seconds. | 15 ",
                        "docs/sample.md: Type of confirmTimeout must be \"integer\" as in the XML files, not "
                                + "\"text\"."),
                fault(
                        Check.DOCUMENTATION,
                        GUIDE,
                        "| `auto`  | no ",
                        "| 7E1     | no ",
                        "docs/sample.md: Default of mode must be \"auto\" as in the XML files, not \"7E1\"."),
                fault(
                        Check.DOCUMENTATION,
                        GUIDE,
                        "| Where the hub is.            | -   ",
                        "| Where the hub is.            | auto",
                        "docs/sample.md: Default of host must be empty as in the XML files, not \"auto\"."),
                fault(
                        Check.DOCUMENTATION,
                        GUIDE,
                        "| yes      | no ",
                        "| no       | no ",
                        "docs/sample.md: Required of plugId must be \"yes\" as in the XML files, not \"no\"."),
                fault(
                        Check.DOCUMENTATION,
                        GUIDE,
                        "| 15      | no       | yes      |",
                        "| 15      | no       | no       |",
                        "docs/sample.md: Advanced of confirmTimeout must be \"yes\" as in the XML files, not "
                                + "\"no\"."),
                fault(
                        Check.DOCUMENTATION,
                        GUIDE,
                        "| 15      | no       | yes      |",
                        "| 15      | no       |",
                        "docs/sample.md: Advanced of confirmTimeout must be \"yes\" as in the XML files, not "
                                + "\"\"."),
                fault(
                        Check.DOCUMENTATION,
                        GUIDE,
                        "### `plug`\n\n| Name ",
                        "### Plug\n\n| Name ",
                        "docs/sample.md: the heading above the table must name the thing type, like ### `meter`.",
                        "docs/sample.md: the parameter confirmTimeout of the thing type plug is missing from "
                                + "\"Thing Configuration\".",
                        "docs/sample.md: the parameter plugId of the thing type plug is missing from \"Thing "
                                + "Configuration\"."),
                fault(
                        Check.DOCUMENTATION,
                        GUIDE,
                        "### `plug`\n\n| Name ",
                        "### `plugs`\n\n| Name ",
                        "docs/sample.md: there is no thing type plugs.",
                        "docs/sample.md: the parameter confirmTimeout of the thing type plug is missing from "
                                + "\"Thing Configuration\".",
                        "docs/sample.md: the parameter plugId of the thing type plug is missing from \"Thing "
                                + "Configuration\"."),
                fault(
                        Check.DOCUMENTATION,
                        GUIDE,
                        "| Default | Required | Advanced |",
                        "| Required | Default | Advanced |",
                        "docs/sample.md: the columns must be Name | Type | Description | Default | Required | "
                                + "Advanced."),
                fault(
                        Check.DOCUMENTATION,
                        GUIDE,
                        "| Channel         | Type ",
                        "| Channel         | Item ",
                        "docs/sample.md: the columns must be Channel | Type | Read/Write | Description."),
                fault(
                        Check.DOCUMENTATION,
                        GUIDE,
                        "`power-l1..l2` ",
                        "`power-l1..l3` ",
                        "docs/sample.md: there is no channel power-l3 in the thing type plug."),
                fault(
                        Check.DOCUMENTATION,
                        GUIDE,
                        "`power-l1..l2` ",
                        "`power-l2..l2` ",
                        "docs/sample.md: the channel power-l1 of the thing type plug is missing from "
                                + "\"Channels\"."),
                fault(
                        Check.DOCUMENTATION,
                        GUIDE,
                        "`power-l1..l2` ",
                        "`power-l1..p2` ",
                        "docs/sample.md: there is no channel power-l1..p2 in the thing type plug.",
                        "docs/sample.md: the channel power-l1 of the thing type plug is missing from "
                                + "\"Channels\".",
                        "docs/sample.md: the channel power-l2 of the thing type plug is missing from "
                                + "\"Channels\"."),
                fault(
                        Check.DOCUMENTATION,
                        GUIDE,
                        "`ch<n>#power` ",
                        "`c<n>#power`  ",
                        "docs/sample.md: there is no channel c<n>#power in the thing type meter.",
                        "docs/sample.md: the channel ch1#power of the thing type meter is missing from "
                                + "\"Channels\".",
                        "docs/sample.md: the channel ch2#power of the thing type meter is missing from "
                                + "\"Channels\"."),
                fault(
                        Check.DOCUMENTATION,
                        GUIDE,
                        "`ch1#tariff`, `ch2#tariff`",
                        "`ch1..ch2#tariff`, `ch2#tariff`",
                        "docs/sample.md: the channel ch2#tariff is described twice."),
                fault(
                        Check.DOCUMENTATION,
                        GUIDE,
                        "| RW         | On or off",
                        "| R          | On or off",
                        "docs/sample.md: Read/Write of switch must be \"RW\" as in the XML files, not \"R\"."),
                fault(
                        Check.DOCUMENTATION,
                        GUIDE,
                        "Number:Power | R ",
                        "Number       | R ",
                        "docs/sample.md: Type of ch1#power must be \"Number:Power\" as in the XML files, not "
                                + "\"Number\".",
                        "docs/sample.md: Type of ch2#power must be \"Number:Power\" as in the XML files, not "
                                + "\"Number\"."),
                fault(
                        Check.DOCUMENTATION,
                        GUIDE,
                        "### `meter`",
                        "### `meter`, `plug`",
                        "docs/sample.md: there is no channel ch<n>#power in the thing type plug.",
                        "docs/sample.md: there is no channel ch1#tariff in the thing type plug.",
                        "docs/sample.md: there is no channel ch2#tariff in the thing type plug."));
    }
}
