/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.host.workbench.internal.ohinf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.core.addon.AddonInfo;
import org.openhab.core.config.core.ConfigDescriptionParameter;
import org.openhab.core.thing.type.AutoUpdatePolicy;
import org.openhab.core.thing.type.BridgeType;
import org.openhab.core.thing.type.ChannelKind;
import org.openhab.core.thing.type.ChannelType;
import org.openhab.core.thing.type.ThingType;

class OhInfReaderTest {

    private static final String THINGS = """
            <thing:thing-descriptions bindingId="ekm"
              xmlns:thing="https://openhab.org/schemas/thing-description/v1.0.0"
              xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
              xsi:schemaLocation="https://openhab.org/schemas/thing-description/v1.0.0 https://openhab.org/schemas/thing-description-1.0.0.xsd">
            %s
            </thing:thing-descriptions>
            """;

    private static final String BUS = """
            <bridge-type id="bus">
              <label>Bus</label>
              <description>A line with meters.</description>
              <config-description>
                <parameter-group name="line"><label>Line</label></parameter-group>
                <parameter name="port" type="text" required="true" groupName="line">
                  <label>Port</label>
                  <description>Where the line is.</description>
                  <limitToOptions>false</limitToOptions>
                  <options><option value="/dev/ttyS0">First</option></options>
                </parameter>
                <parameter name="baudRate" type="integer" min="300" max="115200">
                  <advanced>true</advanced>
                  <default>9600</default>
                  <unitLabel>bit/s</unitLabel>
                </parameter>
              </config-description>
            </bridge-type>
            """;

    private static final String METER = """
            <thing-type id="meter" listed="false" extensible="power,relay">
              <supported-bridge-type-refs><bridge-type-ref id="bus"/></supported-bridge-type-refs>
              <label>Meter</label>
              <category>Energy</category>
              <semantic-equipment-tag>ElectricMeter</semantic-equipment-tag>
              <channels>
                <channel id="power" typeId="power"><label>Net Power</label></channel>
                <channel id="current" typeId="system.electric-current"/>
                <channel id="relay" typeId="relay"><autoUpdatePolicy>recommend</autoUpdatePolicy></channel>
              </channels>
              <properties><property name="vendor">EKM</property></properties>
              <representation-property>address</representation-property>
              <config-description-ref uri="thing-type:ekm:any"/>
            </thing-type>
            <channel-type id="power" advanced="true">
              <item-type unitHint="kW">Number:Power</item-type>
              <label>Power</label>
              <tags><tag>Measurement</tag><tag>Power</tag></tags>
              <state min="0" step="0.5" pattern="%.1f %unit%" readOnly="true">
                <options><option value="0">Nothing</option></options>
              </state>
            </channel-type>
            <channel-type id="relay">
              <item-type>Switch</item-type>
              <label>Relay</label>
              <autoUpdatePolicy>veto</autoUpdatePolicy>
            </channel-type>
            <channel-type id="pressed">
              <kind>trigger</kind>
              <label>Pressed</label>
              <event><options><option value="LONG">long</option></options></event>
            </channel-type>
            <channel-group-type id="phase"><label>Phase</label>
              <channels><channel id="power" typeId="power"/></channels>
            </channel-group-type>
            """;

    private static Declarations read(String xml) throws IOException, OhInfException {
        return read(xml, Map.of());
    }

    private static Declarations read(String xml, Map<String, String> texts) throws IOException, OhInfException {
        return new OhInfReader(texts::getOrDefault)
                .read(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void bridgesWithTheirParameters() throws Exception {
        Declarations read = read(THINGS.formatted(BUS));
        ThingType bus = assertInstanceOf(BridgeType.class, read.thingTypes().get(0));
        assertEquals("ekm:bus", bus.getUID().getAsString());
        assertEquals("thing-type:ekm:bus", bus.getConfigDescriptionURI().toString());
        List<ConfigDescriptionParameter> parameters = read.configs().get(0).getParameters();
        ConfigDescriptionParameter port = parameters.get(0);
        assertTrue(port.isRequired());
        assertFalse(port.getLimitToOptions());
        assertEquals("/dev/ttyS0", port.getOptions().get(0).getValue());
        ConfigDescriptionParameter baudRate = parameters.get(1);
        assertEquals(ConfigDescriptionParameter.Type.INTEGER, baudRate.getType());
        assertEquals(BigDecimal.valueOf(300), baudRate.getMinimum());
        assertEquals("9600", baudRate.getDefault());
        assertTrue(baudRate.isAdvanced());
        assertTrue(baudRate.getLimitToOptions());
        assertEquals("Line", read.configs().get(0).getParameterGroups().get(0).getLabel());
    }

    @Test
    void thingsWithTheirChannels() throws Exception {
        Declarations read = read(THINGS.formatted(METER));
        ThingType meter = read.thingTypes().get(0);
        assertEquals(List.of("ekm:bus"), meter.getSupportedBridgeTypeUIDs());
        assertEquals(List.of("power", "relay"), meter.getExtensibleChannelTypeIds());
        assertFalse(meter.isListed());
        assertEquals("ElectricMeter", meter.getSemanticEquipmentTag());
        assertEquals(Map.of("vendor", "EKM"), meter.getProperties());
        assertEquals("address", meter.getRepresentationProperty());
        assertEquals("thing-type:ekm:any", meter.getConfigDescriptionURI().toString());
        assertEquals("Net Power", meter.getChannelDefinitions().get(0).getLabel());
        assertEquals(
                "system:electric-current",
                meter.getChannelDefinitions().get(1).getChannelTypeUID().getAsString());
        assertEquals(
                AutoUpdatePolicy.RECOMMEND, meter.getChannelDefinitions().get(2).getAutoUpdatePolicy());
        ChannelType power = read.channelTypes().get(0);
        assertEquals("Number:Power", power.getItemType());
        assertEquals("kW", power.getUnitHint());
        assertTrue(power.isAdvanced());
        assertEquals("%.1f %unit%", power.getState().getPattern());
        assertTrue(power.getState().isReadOnly());
        assertEquals("Nothing", power.getState().getOptions().get(0).getLabel());
        assertEquals(AutoUpdatePolicy.VETO, read.channelTypes().get(1).getAutoUpdatePolicy());
        assertEquals(ChannelKind.TRIGGER, read.channelTypes().get(2).getKind());
        assertEquals(1, read.groupTypes().get(0).getChannelDefinitions().size());
    }

    @Test
    void textsOfThePropertiesFileTakeThePlaceOfThoseInTheFile() throws Exception {
        Declarations read = read(
                THINGS.formatted(BUS + METER),
                Map.of(
                        "thing-type.ekm.bus.label", "RS-485 Bus",
                        "thing-type.config.ekm.bus.port.label", "Line Address",
                        "thing-type.config.ekm.bus.port.option./dev/ttyS0", "The first",
                        "thing-type.ekm.meter.channel.power.label", "Net",
                        "channel-type.ekm.power.state.option.0", "Zero"));
        assertEquals("RS-485 Bus", read.thingTypes().get(0).getLabel());
        ConfigDescriptionParameter port = read.configs().get(0).getParameters().get(0);
        assertEquals("Line Address", port.getLabel());
        assertEquals("The first", port.getOptions().get(0).getLabel());
        assertEquals(
                "Net", read.thingTypes().get(1).getChannelDefinitions().get(0).getLabel());
        assertEquals(
                "Zero",
                read.channelTypes().get(0).getState().getOptions().get(0).getLabel());
    }

    @Test
    void addons() throws Exception {
        AddonInfo addon = read("""
                        <addon:addon id="ekm" xmlns:addon="https://openhab.org/schemas/addon/v1.0.0">
                          <type>binding</type><name>EKM</name><description>Meters.</description>
                          <connection>local</connection><countries>nl,be</countries>
                        </addon:addon>
                        """).addons().get(0);
        assertEquals("binding-ekm", addon.getUID());
        assertEquals("local", addon.getConnection());
        assertEquals(List.of("nl", "be"), addon.getCountries());
    }

    @Test
    void sharedParameters() throws Exception {
        Declarations read = read("""
                <c:config-descriptions xmlns:c="https://openhab.org/schemas/config-description/v1.0.0">
                  <config-description uri="thing-type:ekm:any">
                    <parameter name="offlineAfter" type="integer"><default>60</default></parameter>
                  </config-description>
                </c:config-descriptions>
                """);
        assertEquals("thing-type:ekm:any", read.configs().get(0).getUID().toString());
    }

    /** Each of these makes openHAB drop the whole file. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<thing-type id=\"m\"><description>First.</description><label>Then</label></thing-type>",
                "<thing-type id=\"m\"><label>M</label><colour>red</colour></thing-type>",
                "<thing-type id=\"m\" color=\"red\"><label>M</label></thing-type>",
                "<thing-type><label>M</label></thing-type>",
                "<thing-type id=\"m\"><description>Only.</description></thing-type>",
                "<channel-type id=\"c\"><label>C</label></channel-type>",
                "<channel-type id=\"c\"><item-type>Switch</item-type><label>C</label><state/><tags/></channel-type>",
                "<widget id=\"w\"/>",
                "<thing-type id=\"m\"><label>M</label><config-description><parameter name=\"p\" type=\"float\"/>"
                        + "</config-description></thing-type>",
                "<thing-type id=\"m\"><label>M</label><config-description><parameter name=\"p\" type=\"text\"><hint/>"
                        + "</parameter></config-description></thing-type>",
                "<thing-type id=\"m\"><label>M</label>"
            })
    void whatOpenHabWouldDrop(String wrong) {
        OhInfException why = assertThrows(OhInfException.class, () -> read(THINGS.formatted(METER + wrong)));
        assertFalse(why.getMessage().isBlank());
    }

    @Test
    void foreignFilesAreRefused() {
        assertThrows(OhInfException.class, () -> read("<thing-descriptions bindingId=\"ekm\"/>"));
    }
}
